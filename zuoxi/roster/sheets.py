"""A version as a sheet people x days, to be written to a file or on paper."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import pgettext

from zuoxi.core import calendar_days
from zuoxi.engine.roster.breaks import Breaks, PlacedBreak, queue_covers
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Version
from zuoxi.roster.roster_files.coverage import QueueCoverage, coverage
from zuoxi.roster.roster_files.sheet import Line, Look, RosterSheet, hours
from zuoxi.roster.shifts import to_engine


def roster_sheet(version: Version, sheet: Sheet, *, people: Collection[int]) -> RosterSheet:
    """The lines of these people, in the order of the grid; only the codes that occur have a look."""
    shown = [number for number, person in enumerate(sheet.people) if person.pk in people]
    codes = sheet.roster.codes(sheet.problem)
    used = {code for number in shown for code in codes[number] if code}
    period = version.period
    facts = calendar_days.calendar(period.first_day, period.days).days
    off, on = pgettext("mark of a day", "off"), pgettext("mark of a day", "on")
    marks = {one.day: off if one.is_holiday else on for one in facts if one.is_holiday or one.is_make_up}
    return RosterSheet(
        first_day=period.first_day,
        lines=tuple(Line(sheet.people[n].work_number, sheet.people[n].name, str(sheet.people[n].unit)) for n in shown),
        codes=tuple(tuple(codes[n]) for n in shown),
        looks={kind.code: Look(str(kind), hours(to_engine(kind)), kind.colour) for kind in sheet.kinds if kind.code in used},
        marks=marks,
        title=period.name,
    )


def placed_breaks(version: Version, sheet: Sheet, *, people: Collection[int]) -> Breaks:
    """The breaks of these people as they are stored, counted by line of the roster sheet and day."""
    lines = {person.pk: number for number, person in enumerate(one for one in sheet.people if one.pk in people)}
    rows = version.assignments.filter(person_id__in=lines).exclude(breaks=[]).values_list("person_id", "day", "breaks")
    first = version.period.first_day
    return {(lines[person], (day - first).days): tuple(PlacedBreak(*one) for one in breaks) for person, day, breaks in rows}


def covers(sheet: Sheet) -> tuple[QueueCoverage, ...]:
    """Cover by queue, before breaks: so is the requirement counted."""
    return coverage(queue_covers(sheet.problem, sheet.roster, {}), step_min=sheet.problem.step_min)
