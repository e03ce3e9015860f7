"""A table as it was read: one header, rows that know their number in the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from zuoxi.core.tables.limits import Limits
from zuoxi.engine.finding import Finding, Refusal

Cell = str | float | datetime | None
"""Text, number, moment (local wall clock, naive), or nothing. CSV has text and nothing only."""


@dataclass(frozen=True)
class Row:
    """One row; `number` counts from 1 as Excel and WPS show it; there are as many `cells` as the table has columns."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`header` holds trimmed names (a column without a name is ""); `notes` tell what was left out, such as hidden sheets."""

    header: tuple[str, ...]
    rows: list[Row]
    notes: tuple[Finding, ...] = ()


def is_blank(cell: Cell) -> bool:
    """Nothing, or only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def build(numbered: Iterable[tuple[int, Sequence[Cell]]], *, limits: Limits, notes: tuple[Finding, ...] = ()) -> Table:
    """The first row that is not blank is the header; blank rows are left out; every other row gets the header's length."""
    filled = ((number, cells) for number, cells in numbered if not all(is_blank(cell) for cell in cells))
    first = next(filled, None)
    if first is None:
        raise Refusal("tables.empty")
    header = _header(*first, limits=limits)
    rows: list[Row] = []
    for number, cells in filled:
        if len(rows) >= limits.rows:
            raise Refusal("tables.too_many_rows", most=limits.rows)
        rows.append(_row(number, cells, len(header)))
    if not rows:
        raise Refusal("tables.header_only")
    return Table(header, rows, notes)


def _header(number: int, cells: Sequence[Cell], *, limits: Limits) -> tuple[str, ...]:
    names = ["" if is_blank(cell) else as_text(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > limits.columns:
        raise Refusal("tables.too_many_columns", most=limits.columns)
    seen: set[str] = set()
    for name in filter(None, names):
        if plain(name) in seen:
            raise Refusal("tables.duplicate_header", row=number, name=name)
        seen.add(plain(name))
    return tuple(names)


def _row(number: int, cells: Sequence[Cell], width: int) -> Row:
    if len(cells) > width and not all(is_blank(cell) for cell in cells[width:]):
        raise Refusal("tables.row_too_long", row=number, columns=width)
    kept = [None if is_blank(cell) else cell for cell in cells[:width]]
    return Row(number, tuple(kept + [None] * (width - len(kept))))


def as_text(cell: Cell) -> str:
    """What a person sees in the cell, trimmed: `10086` for the number 10086.0, `2026-03-08 08:30:00` for a moment, "" for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.strip()


def plain(name: str) -> str:
    """A name without case, spaces, underscores and hyphens, so that `Interval Start` is `interval_start`; full-width letters count as half-width."""
    return "".join(ch for ch in normalize("NFKC", name).casefold() if not ch.isspace() and ch not in "_-")
