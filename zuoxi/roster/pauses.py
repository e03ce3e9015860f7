"""Breaks and meals of a version (F-13, second step): placed where the requirement can best spare the people.

A cell whose shift was changed has no breaks until they are placed again; the breaks of untouched cells stay where they are (X-08).
"""

from __future__ import annotations

from collections.abc import Mapping

from zuoxi.engine.roster.breaks import BreakPolicy, PlacedBreak, place
from zuoxi.engine.roster.problem import OFF
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Assignment, Version

SEED = 0
"""Placing is a search by lot; the same seed gives the same breaks."""


def fill(version: Version, sheet: Sheet, *, policy: BreakPolicy | None = None, seed: int = SEED) -> int:
    """Place and store the breaks of every cell that should have some and has none; how many cells."""
    bare = missing(version, sheet)
    if not bare:
        return 0
    days = sorted({day for _, day in bare})
    placed = place(sheet.problem, sheet.roster, policy=policy or BreakPolicy(), seed=seed, days=days)
    rows = []
    for (line, day), row in bare.items():
        row.breaks = [as_json(one) for one in placed.get((line, day), ())]
        rows.append(row)
    Assignment.objects.bulk_update(rows, ["breaks"], batch_size=500)
    return len(rows)


def missing(version: Version, sheet: Sheet) -> Mapping[tuple[int, int], Assignment]:
    """By row and day of the sheet: the cells whose shift has breaks that are not placed."""
    lines = {person.pk: number for number, person in enumerate(sheet.people)}
    found = {}
    for row in version.assignments.filter(breaks=[]).exclude(shift=None):
        line, day = lines[row.person_id], (row.day - sheet.problem.first_day).days
        number = int(sheet.roster.cells[line, day])
        if number != OFF and sheet.problem.shifts[number].breaks:
            found[line, day] = row
    return found


def as_json(one: PlacedBreak) -> list[object]:
    """As a cell keeps it: start and end in minutes from midnight of the duty day, name, paid."""
    return [one.start_min, one.end_min, one.name, one.paid]
