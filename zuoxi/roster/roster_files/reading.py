"""The sheet people x days read back (UX 5 and 47): codes by person and day, and every cell that cannot be read by its address.

The first row names the columns: work number, and days as dates; name and team may stand there and are not read. The row of weekdays under it, and
rows without a work number that hold nothing but remarks, are passed over. An empty cell, 休, `off`, `-` and `--` are days off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from zuoxi.core.tables import Row, Table, as_text, find_columns, moment, read_table
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.people.files import COLUMNS
from zuoxi.roster.roster_files.sheet import DAY_OFF

OFF_MARKS = {"", DAY_OFF, "off", "-", "--"}
BESIDE = ("name", "team")


@dataclass(frozen=True)
class RosterFile:
    """`cells[number, day]` is a shift code, or None for a day off; empty if any finding is an error. `addresses` says where each stood."""

    cells: Mapping[tuple[str, date], str | None] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    addresses: Mapping[tuple[str, date], str] = field(default_factory=dict)


def read_roster(data: bytes, *, people: Collection[str], days: Collection[date], codes: Collection[str]) -> RosterFile:
    """Read the first visible sheet of a workbook, or a CSV of the same form. People and days must be among those given, codes known."""
    table = read_table(data)
    reader = _Reader(table, people, days, codes)
    for row in table.rows:
        reader.read(row)
    errors = any(finding.severity == "error" for finding in reader.findings)
    return RosterFile({} if errors else reader.cells, (*table.notes, *reader.findings), {} if errors else reader.addresses)


class _Reader:
    """Goes through the rows; remembers whom it has met."""

    def __init__(self, table: Table, people: Collection[str], days: Collection[date], codes: Collection[str]) -> None:
        self.people, self.codes = set(people), set(codes)
        self.findings: list[Finding] = []
        self.cells: dict[tuple[str, date], str | None] = {}
        self.addresses: dict[tuple[str, date], str] = {}
        self.met: dict[str, int] = {}
        places = find_columns(table.header, {name: COLUMNS[name] for name in ("number", *BESIDE)}, optional=BESIDE)
        self.number, self.beside = places["number"], [places[name] for name in BESIDE if name in places]
        self.days = self._days(table, set(places.values()), set(days))

    def _wrong(self, code: str, row: int | None, column: int, **facts: Any) -> None:
        name = xl_col_to_name(column)
        self.findings.append(Finding(code, row=row, column=name, facts={"address": f"{name}{row}" if row else name, **facts}))

    def _days(self, table: Table, beside: set[int], allowed: set[date]) -> dict[int, date]:
        """Day by column. A heading that is no day of the roster, or a day twice, is an error; a sheet without days is refused."""
        found: dict[int, date] = {}
        for column, name in enumerate(table.header):
            if column in beside or not name:
                continue
            time = moment(name)
            if time is None or time.date() not in allowed:
                self._wrong("roster_file.bad_day", None, column, text=name)
            elif time.date() in found.values():
                self._wrong("roster_file.day_twice", None, column, day=time.date().isoformat())
            else:
                found[column] = time.date()
        if not found and not self.findings:
            raise Refusal("roster_file.no_days")
        return found

    def read(self, row: Row) -> None:
        number = as_text(row.cells[self.number])
        if not number:
            if self._is_a_person(row):
                self._wrong("roster_file.no_number", row.number, self.number)
        elif number not in self.people:
            self._wrong("roster_file.unknown_person", row.number, self.number, number=number)
        elif number in self.met:
            self._wrong("roster_file.person_twice", row.number, self.number, number=number, first=self.met[number])
        else:
            self.met[number] = row.number
            for column, day in self.days.items():
                self._cell(row, column, number, day)

    def _is_a_person(self, row: Row) -> bool:
        """A row without a work number that has a name (or no column for one) and shifts; the row of weekdays has no name."""
        named = not self.beside or any(as_text(row.cells[column]) for column in self.beside)
        return named and any(as_text(row.cells[column]) in self.codes for column in self.days)

    def _cell(self, row: Row, column: int, number: str, day: date) -> None:
        code = as_text(row.cells[column])
        self.addresses[number, day] = f"{xl_col_to_name(column)}{row.number}"
        if code in self.codes:
            self.cells[number, day] = code
        elif code.casefold() in OFF_MARKS:
            self.cells[number, day] = None
        else:
            self._wrong("roster_file.unknown_shift", row.number, column, text=code)
