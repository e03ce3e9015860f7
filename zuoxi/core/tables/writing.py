"""Tables out: CSV that Excel and WPS open as Chinese, XLSX whose text stays text, files that appear whole or not at all (A22)."""

from __future__ import annotations

import csv
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from zuoxi.core.tables.formulas import with_guard
from zuoxi.core.tables.table import Cell
from zuoxi.engine.finding import Refusal

Out = Cell | int
FULL = (errno.ENOSPC, errno.EDQUOT)
LONGEST_PREFIX = 40
"""Characters of a file's name in the name of its temporary neighbour, which must not be longer than names may be."""
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
MOMENT = "%Y-%m-%d %H:%M:%S"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}


@dataclass(frozen=True)
class Sheet:
    """One sheet to write: its name as people see it, the header, the rows; `widths` of columns in characters, 12 where none is given."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Out]]
    widths: Sequence[int] = ()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Out]]) -> bytes:
    """UTF-8 with BOM, comma, CRLF. Text a spreadsheet would run is guarded by an apostrophe; numbers stay numbers; None and NaN are empty."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([with_guard(name) for name in header])
    writer.writerows([_csv_field(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _csv_field(cell: Out) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime(MOMENT)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return with_guard(cell) if isinstance(cell, str) else str(cell)


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a frozen bold header on each sheet. Text is written as text: no formula, no link, no `1.38E+10`, no lost zero."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    styles = {"bold": book.add_format({"bold": True}), "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"})}
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet_name(sheet.name)), sheet, styles)
    book.close()
    return target.getvalue()


def sheet_name(name: str) -> str:
    """The name without what Excel forbids, at most 31 characters."""
    return name.translate(NOT_IN_SHEET_NAMES).strip()[:LONGEST_SHEET_NAME] or "Sheet"


def _write_sheet(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    for column, name in enumerate(sheet.header):
        page.set_column(column, column, sheet.widths[column] if column < len(sheet.widths) else 12)
        page.write_string(0, column, _short_enough(name, 1), styles["bold"])
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, styles)


def _write_cell(page: Any, row: int, column: int, cell: Out, styles: dict[str, Any]) -> None:
    if cell is None or cell != cell or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, column, _short_enough(cell, row + 1))
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, styles["moment"])
    else:
        page.write_number(row, column, cell)


def _short_enough(text: str, row: int) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refusal("tables.cell_too_long", row=row, most=LONGEST_TEXT)
    return text


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, flush to disk, then rename over it: a reader sees the old file or the new one, never half of one.

    A full disk is a refusal that says so; whatever else the system has against it stays an OSError.
    """
    name = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:LONGEST_PREFIX]}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        if (refusal := disk_full(error, path)) is not None:
            raise refusal from error
        raise


def disk_full(error: OSError, path: Path) -> Refusal | None:
    """The refusal for a disk or quota that is used up; None for any other error."""
    return Refusal("tables.disk_full", file=str(path)) if error.errno in FULL else None


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Out]]) -> None:
    """`csv_bytes` into a file that appears whole."""
    write_whole(path, csv_bytes(header, rows))


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """`xlsx_bytes` into a file that appears whole."""
    write_whole(path, xlsx_bytes(sheets))
