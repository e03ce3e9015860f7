"""From bytes to a Table: looks at the size, then at the first bytes, and hands on to the CSV or the workbook reader."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from zuoxi.core.tables.csv_file import read_csv
from zuoxi.core.tables.limits import MIB, Limits
from zuoxi.core.tables.table import Table
from zuoxi.core.tables.workbook import read_workbook, visible_sheets
from zuoxi.engine.finding import Refusal

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEFAULT = Limits()


def check_size(size: int, *, limits: Limits = DEFAULT) -> None:
    """Refuse by size alone; call it before a file or an upload is read into memory."""
    if size == 0:
        raise Refusal("tables.empty")
    if size > limits.file_bytes:
        raise Refusal("tables.file_too_large", megabytes=round(size / MIB, 1), most=round(limits.file_bytes / MIB, 1))


def read_table(data: bytes, *, sheet: str | None = None, limits: Limits = DEFAULT) -> Table:
    """The table in the bytes of a CSV or XLSX file, told apart by content, never by name. `sheet` None: the first visible sheet."""
    check_size(len(data), limits=limits)
    if data.startswith(COMPOUND):
        raise Refusal("tables.encrypted_or_old")
    if data.startswith((ZIP, EMPTY_ZIP)):
        return read_workbook(data, sheet=sheet, limits=limits)
    return read_csv(data, limits=limits)


def read_path(path: Path, *, sheet: str | None = None, limits: Limits = DEFAULT) -> Table:
    """As `read_table`, of a file; a refusal names the file."""
    try:
        return read_table(read_bytes(path, limits=limits), sheet=sheet, limits=limits)
    except Refusal as refusal:
        raise Refusal(refusal.code, **{"file": str(path), **refusal.facts}) from refusal


def read_bytes(path: Path, *, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, looked at before anything is read: a device has no end, and what is too large is refused by its size."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise Refusal("tables.no_file", file=str(path))
        check_size(found.st_size, limits=limits)
        return path.read_bytes()
    except OSError as error:
        raise Refusal("tables.unreadable_file", file=str(path)) from error


def sheet_names(data: bytes, *, limits: Limits = DEFAULT) -> list[str]:
    """The visible sheets of a workbook in their order."""
    check_size(len(data), limits=limits)
    return visible_sheets(data, limits=limits)
