"""XLSX in: `archive` has looked into the zip first, `sheet_scan` into the sheet; only then does the library build anything from it (A23, A24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from types import TracebackType
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, WorksheetNotFound

from zuoxi.core.tables.archive import safe_copy
from zuoxi.core.tables.limits import Limits
from zuoxi.core.tables.table import Cell, Table, build
from zuoxi.engine.finding import Finding, Refusal

STUMBLES = (CalamineError, WorksheetNotFound, OverflowError, ValueError)
PANIC = "PanicException"
LAST = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - wall clock of the file


def read_workbook(data: bytes, *, sheet: str | None, limits: Limits) -> Table:
    """The named sheet, or the first visible one. Other visible sheets are not mentioned, hidden ones are ignored and told."""
    book = _open(data, limits)
    name = _chosen(book, sheet)
    with _Library():
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return build(_cells(rows, limits), limits=limits, notes=_notes(book))


def visible_sheets(data: bytes, *, limits: Limits) -> list[str]:
    """The visible sheets in their order."""
    return _visible(_open(data, limits))


def _open(data: bytes, limits: Limits) -> CalamineWorkbook:
    copy = safe_copy(data, limits=limits)
    with _Library():
        return CalamineWorkbook.from_filelike(copy)


class _Library:
    """Around every call of the library: whatever it stumbles over becomes a refusal.

    Numbers in cells of dates and durations may lie beyond what dates can hold; the library then raises OverflowError or panics, and its panic is no
    Exception and can only be told by its name.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None) -> None:
        if isinstance(error, PasswordError):
            raise Refusal("tables.encrypted_or_old") from error
        if isinstance(error, STUMBLES) or (kind is not None and kind.__name__ == PANIC):
            raise Refusal("tables.broken_workbook") from error


def _visible(book: CalamineWorkbook) -> list[str]:
    return [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible and m.typ == SheetTypeEnum.WorkSheet]


def _notes(book: CalamineWorkbook) -> tuple[Finding, ...]:
    hidden = [m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible]
    return (Finding("tables.hidden_sheets", "note", facts={"names": ", ".join(hidden)}),) if hidden else ()


def _chosen(book: CalamineWorkbook, sheet: str | None) -> str:
    visible = _visible(book)
    if sheet is None:
        if not visible:
            raise Refusal("tables.empty")
        return visible[0]
    if sheet not in visible:
        raise Refusal("tables.no_such_sheet", sheet=sheet, names=", ".join(visible))
    return sheet


def _cells(rows: list[list[Any]], limits: Limits) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        if any(isinstance(cell, str) and len(cell) > limits.cell_characters for cell in cells):
            raise Refusal("tables.cell_too_long", row=number, most=limits.cell_characters)
        yield number, cells


def _cell(value: Any) -> Cell:
    """Whole days become midnight, times of day and durations `HH:MM:SS`, truth values TRUE and FALSE, as a spreadsheet shows them."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return nearest_second(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - wall clock of the file
    if isinstance(value, timedelta):
        return clock(round(value.total_seconds()))
    if isinstance(value, time):
        return clock(value.hour * 3600 + value.minute * 60 + value.second)
    return None


def nearest_second(moment: datetime) -> datetime:
    """A spreadsheet keeps moments as fractions of a day: 08:30 may come back as 08:29:59.999. The last second there is stays as it is."""
    return moment.replace(microsecond=0) if moment > LAST else (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def clock(seconds: int) -> str:
    """`30:05:00` for thirty hours and five minutes."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
