"""Versions side by side (F-14): what each costs by rule, lacks and breaks, and for whom they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zuoxi.people.models import Person
from zuoxi.roster import checking, facts
from zuoxi.roster.checking import Figures
from zuoxi.roster.models import Version

MOST = 3


@dataclass(frozen=True)
class Line:
    """One person: shifts, nights, days at weekends and paid minutes in each version, and cells that differ from the first."""

    person: Person
    shifts: tuple[int, ...]
    nights: tuple[int, ...]
    weekends: tuple[int, ...]
    paid_min: tuple[int, ...]
    differs: tuple[int, ...]

    @property
    def columns(self) -> list[tuple[int | float, ...]]:
        """By version: shifts, nights, days at weekends, paid hours and, but for the first, cells that differ."""
        plain = zip(self.shifts, self.nights, self.weekends, (round(minutes / 60, 1) for minutes in self.paid_min), strict=True)
        return [one if number == 0 else (*one, self.differs[number]) for number, one in enumerate(plain)]


@dataclass(frozen=True)
class Comparison:
    """`missing` is by version the heads missing by day, for the chart; the rest in the order of the versions."""

    versions: tuple[Version, ...]
    figures: tuple[Figures, ...]
    lines: tuple[Line, ...]
    missing: tuple[tuple[float, ...], ...]


def compare(versions: Sequence[Version]) -> Comparison:
    """Two or three versions of one period, the first being what the others are held against."""
    sheets = [facts.sheet(version) for version in versions]
    return Comparison(
        tuple(versions),
        tuple(checking.figures(sheet) for sheet in sheets),
        tuple(_lines(sheets)),
        tuple(checking.missing_by_day(sheet) for sheet in sheets),
    )


@dataclass(frozen=True)
class _Row:
    """One person's line in one version."""

    codes: tuple[str | None, ...]
    nights: int
    weekends: int
    paid_min: int


def _lines(sheets: Sequence[facts.Sheet]) -> list[Line]:
    people = {person.pk: person for sheet in sheets for person in sheet.people}
    rows = [_rows(sheet) for sheet in sheets]
    off = _Row((None,) * sheets[0].problem.days, 0, 0, 0)
    return [_line(person, [found.get(pk, off) for found in rows]) for pk, person in people.items()]


def _line(person: Person, rows: Sequence[_Row]) -> Line:
    return Line(
        person,
        tuple(sum(code is not None for code in row.codes) for row in rows),
        tuple(row.nights for row in rows),
        tuple(row.weekends for row in rows),
        tuple(row.paid_min for row in rows),
        tuple(sum(one != other for one, other in zip(rows[0].codes, row.codes, strict=True)) for row in rows),
    )


def _rows(sheet: facts.Sheet) -> dict[int, _Row]:
    shifts = {shift.code: shift for shift in sheet.problem.shifts}
    weekend = sheet.problem.tables.weekend_days
    found = {}
    for person, codes in zip(sheet.people, sheet.roster.codes(sheet.problem), strict=True):
        worked = [shifts[code] for code in codes if code]
        found[person.pk] = _Row(
            tuple(codes),
            sum("night" in shift.tags for shift in worked),
            sum(code is not None and day in weekend for day, code in enumerate(codes)),
            sum(shift.paid_min for shift in worked),
        )
    return found
