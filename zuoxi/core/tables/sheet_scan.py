"""A look at the XML of the sheets before the library lays them out as a full rectangle: one cell in XFD1048576 would be 17 thousand million.

Sheets are told by what they hold, never by their name: the workbook's relationships may point anywhere. They are read by a strict XML parser, so that
comments, quotes and foreign attributes cannot show this look another sheet than the library sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from xml.parsers import expat

from zuoxi.core.tables.limits import MIB, Limits
from zuoxi.engine.finding import Refusal

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
SHEET_MARK = b"sheetData"
REFERENCE = re.compile(r"\s*([A-Za-z]*)0*(\d*)", re.ASCII)
INDEX = re.compile(r"\s*0*(\d+)\s*", re.ASCII)
SHARED_ITEM = re.compile(rb"<(?:\w+:)?si\b")
FAR = 9


def check_sheets(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Refuse a workbook of which any sheet is larger than the limits once it is laid out, or is no XML."""
    lengths = _string_lengths(parts)
    for name, content in parts.items():
        if SHEET_MARK in content or SHEET.fullmatch(name):
            _Look(content, lengths, limits).over(content)


class _Look:
    """The rectangle from A1 to the last filled cell, and the text of all cells; cells that hold only a format do not count, as the library does
    not keep them. A cell or row without its own reference follows the one before."""

    def __init__(self, content: bytes, lengths: list[int], limits: Limits) -> None:
        self.lengths, self.limits = lengths, limits
        self.row = self.column = self.rows = self.columns = self.filled = self.text = 0
        self.in_cell = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        # Long shared strings that many cells refer to are counted cell by cell only when the cheap bound does not already clear the sheet.
        self.weighs = bool(lengths) and max(lengths) * content.count(b"<") // 2 > limits.text_bytes

    def over(self, content: bytes) -> None:
        """Read the sheet from end to end."""
        try:
            self.parser.Parse(content, True)
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise Refusal("tables.broken_workbook") from error

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell(attributes)
        elif kind == "row":
            _, digits = _reference(attributes)
            self.row, self.column = int(digits) if digits else self.row + 1, 0
        elif self.in_cell:
            self.in_cell = False
            self._count()

    def _closed(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self.in_cell = False
            self.parser.CharacterDataHandler = None

    def _cell(self, attributes: dict[str, str]) -> None:
        letters, digits = _reference(attributes)
        self.column = column_number(letters) if letters else self.column + 1
        self.row = int(digits) if digits else max(self.row, 1)
        self.in_cell = True
        if self.weighs and attributes.get("t") == "s":
            self.parser.CharacterDataHandler = self._shared

    def _count(self) -> None:
        """One more cell with content."""
        limits = self.limits
        self.filled += 1
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows > limits.rows + 1:
            raise Refusal("tables.too_many_rows", most=limits.rows)
        if self.columns > limits.columns:
            raise Refusal("tables.too_many_columns", most=limits.columns)
        if self.filled > limits.cells or self.rows * self.columns > limits.cells:
            raise Refusal("tables.too_many_cells", most=limits.cells)

    def _shared(self, text: str) -> None:
        """The number of a shared string."""
        found = INDEX.fullmatch(text)
        index = int(found[1][:FAR]) if found else len(self.lengths)
        self.text += self.lengths[index] if index < len(self.lengths) else 0
        if self.text > self.limits.text_bytes:
            raise Refusal("tables.unpacks_too_large", most=round(self.limits.text_bytes / MIB, 1))


def _reference(attributes: Mapping[str, str]) -> tuple[str, str]:
    """Letters and digits of `r`, leading zeros off, no longer than tells that they are too many."""
    found = REFERENCE.match(attributes.get("r", ""))
    letters, digits = found.groups() if found else ("", "")
    return letters, digits[:FAR]


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper()[:FAR]:
        number = number * 26 + ord(letter) - 64
    return number


def _string_lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Upper bounds in bytes, by index, over every part that could be the table of strings. Split, not matched in pairs: tags that never close must
    not cost a scan each."""
    tables = [[len(item) for item in SHARED_ITEM.split(content)[1:]] for content in parts.values() if b"sst" in content]
    return [max(same) for same in zip_longest(*tables, fillvalue=0)]
