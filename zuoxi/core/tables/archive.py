"""The zip around a workbook: opened by us, unpacked against a budget, and only what was counted is handed on.

The sizes a zip declares can lie, and two readers can see two different zips in the same bytes. So every part is unpacked here while it
is counted, and the library reads a fresh archive made of exactly these parts (A23).
"""

from __future__ import annotations

import io
import zipfile
import zlib

from zuoxi.core.tables.limits import MIB, Limits
from zuoxi.core.tables.sheet_scan import check_sheets
from zuoxi.engine.finding import Refusal

NEEDED = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
MACROS = (b"macroEnabled", b"vbaProject")
TORN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError)
"""What the standard library raises for archives with broken bytes, negative offsets and unknown features among them."""
NEVER = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
"""What no part of a workbook needs: declarations, and the zero bytes of an encoding in which the looks below would find nothing."""
PIECE = 256 * 1024
ENCRYPTED = 0x1


def safe_copy(data: bytes, *, limits: Limits) -> io.BytesIO:
    """The same workbook with nothing but its own parts, stored unpacked, or a refusal."""
    parts = _unpacked(data, limits)
    _check_kind(parts)
    check_sheets(parts, limits)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def _unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_declared(entries, limits)
            for entry in entries:
                if _is_text(entry.filename):
                    parts[entry.filename] = _part(archive, entry, left)
                    left -= len(parts[entry.filename])
    except Refusal:
        raise
    except TORN as error:
        raise Refusal("tables.broken_workbook") from error
    return parts


def _is_text(name: str) -> bool:
    """Pictures, printer settings and the like are never read."""
    return name.endswith((".xml", ".rels"))


def _check_declared(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refusal("tables.encrypted_or_old")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refusal("tables.broken_workbook")
    if len(entries) > limits.parts or len({entry.filename for entry in entries}) != len(entries):
        raise Refusal("tables.broken_workbook")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise Refusal("tables.unpacks_too_large", most=round(limits.unpacked_bytes / MIB, 1))
    for entry in entries:
        if entry.file_size > limits.ratio_floor_bytes and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise Refusal("tables.packed_too_tightly", most=limits.ratio)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack one part, never more than `left` bytes; a part longer than it says fails its checksum."""
    pieces: list[bytes] = []
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refusal("tables.broken_workbook")
            pieces.append(piece)
    return b"".join(pieces)


def _check_kind(parts: dict[str, bytes]) -> None:
    if not all(name in parts for name in NEEDED):
        raise Refusal("tables.not_a_workbook")
    if any(mark in parts[name] for mark in MACROS for name in parts if name == NEEDED[0] or name.endswith(".rels")):
        raise Refusal("tables.macros")
    if any(mark in content for mark in NEVER for content in parts.values()):
        raise Refusal("tables.broken_workbook")
