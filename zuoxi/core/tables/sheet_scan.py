"""A look at the XML of the sheets before the library lays them out as a full rectangle: one cell in XFD1048576 would be 17 thousand million."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zuoxi.core.tables.limits import MIB, Limits
from zuoxi.engine.finding import Refusal

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
TAG = re.compile(rb"""<(?:\w+:)?(row|c)\b((?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(/?)>""")
REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
SHARED_CELL = re.compile(rb"""<(?:\w+:)?c\b[^<>]{0,200}\bt\s*=\s*["']s["'][^<>]{0,200}>\s*<(?:\w+:)?v>\s*(\d+)""")
SHARED_ITEM = re.compile(rb"<(?:\w+:)?si\b")
"""Possessive and bounded throughout: no input makes them go back over what they have read."""
STRINGS = "xl/sharedstrings.xml"
FAR = 9


def check_sheets(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Refuse a workbook of which any sheet is larger than the limits once it is laid out."""
    lengths = _string_lengths(parts)
    for name, content in parts.items():
        if SHEET.fullmatch(name):
            _check_extent(content, limits)
            _check_text(content, lengths, limits)


def _check_extent(sheet: bytes, limits: Limits) -> None:
    """The rectangle from A1 to the last filled cell; cells that hold only a format do not count, as the library does not keep them."""
    rows = columns = 0
    for filled, (row, column) in enumerate(_filled_cells(sheet), start=1):
        rows, columns = max(rows, row), max(columns, column)
        if rows > limits.rows + 1:
            raise Refusal("tables.too_many_rows", most=limits.rows)
        if columns > limits.columns:
            raise Refusal("tables.too_many_columns", most=limits.columns)
        if filled > limits.cells or rows * columns > limits.cells:
            raise Refusal("tables.too_many_cells", most=limits.cells)


def _filled_cells(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Row and column from 1 of each cell with content; a cell or row without its own reference follows the one before."""
    row = column = 0
    for tag in TAG.finditer(sheet):
        kind, attributes, closed = tag.groups()
        found = REFERENCE.search(attributes)
        letters, digits = found.groups() if found else (b"", b"")
        if kind == b"row":
            row, column = int(digits[:FAR]) if digits else row + 1, 0
            continue
        column = column_number(letters) if letters else column + 1
        row = int(digits[:FAR]) if digits else max(row, 1)
        if not closed:
            yield row, column


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper()[:FAR]:
        number = number * 26 + letter - 64
    return number


def _string_lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Upper bounds in bytes, by index. Split, not matched in pairs: tags that never close must not cost a scan each."""
    content = next((content for name, content in parts.items() if name.lower() == STRINGS), b"")
    return [len(item) for item in SHARED_ITEM.split(content)[1:]]


def _check_text(sheet: bytes, lengths: list[int], limits: Limits) -> None:
    """Long shared strings that many cells refer to: count them cell by cell only when the cheap bound does not already clear the sheet."""
    if not lengths or max(lengths) * sheet.count(b"<") // 2 <= limits.text_bytes:
        return
    total = 0
    for found in SHARED_CELL.finditer(sheet):
        index = int(found.group(1)[:FAR])
        total += lengths[index] if index < len(lengths) else 0
        if total > limits.text_bytes:
            raise Refusal("tables.unpacks_too_large", most=round(limits.text_bytes / MIB, 1))
