"""The roster as the grid's script reads it: one compact answer, in a number of queries that does not grow with people or days.

Cells are a flat list, row by row: the number of the shift in `shifts`, -1 for a day off. Days are counted from the first of the period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zuoxi.core import calendar_days
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.people.models import Contract, Person, PersonSkill, Skill, Unit
from zuoxi.roster.models import Leave, Period, ShiftKind
from zuoxi.web.roster import grid_scope
from zuoxi.web.roster.grid_scope import Scope

OFF = -1
FIELDS = ("work_number", "name", "pinyin", "initials", "unit", "contract", "is_shift_lead", "hired_on", "left_on")
"""What the grid shows of a person."""


def payload(scope: Scope, *, today: date) -> dict[str, Any]:
    """Everything the first paint needs."""
    version = scope.version
    people = list(scope.rows.only(*FIELDS).order_by("unit__order", "unit__name", "pinyin", "work_number"))
    rows = list(version.assignments.filter(person__in=scope.rows.values("pk")).values_list("person_id", "day", "shift_id", "is_locked"))
    used = {shift for _, _, shift, _ in rows}
    kinds = [kind for kind in _kinds() if kind.is_active or kind.pk in used]
    names = _Names(people)
    return {
        "version": _version(scope, today),
        "editable": scope.editable,
        "off": off_code(),
        "days": [_day(one) for one in calendar_days.calendar(version.period.first_day, version.period.days).days],
        "shifts": [_shift(kind) for kind in kinds],
        "units": names.units,
        "contracts": names.contracts,
        "skills": names.skills,
        "people": [names.row(person, version.period) for person in people],
        "leave": _leave(scope.rows, people, version.period),
        **_cells(people, kinds, version.period, rows),
    }


def off_code() -> str:
    """What stands in a cell without a shift, and in what is copied to a sheet."""
    return pgettext("code of a day off", "off")


def _version(scope: Scope, today: date) -> dict[str, Any]:
    version = scope.version
    return {
        "id": version.pk,
        "number": version.number,
        "revision": version.revision,
        "draft": version.is_draft,
        "floor": scope.floor,
        "today": today.isoformat(),
        "turns": grid_scope.turns(scope) if scope.editable else None,
    }


def _day(facts: DayFacts) -> list[Any]:
    kind = "holiday" if facts.is_holiday else "makeup" if facts.is_make_up else "work" if facts.is_working else "rest"
    return [facts.day.isoformat(), facts.day.isoweekday(), kind, _(facts.name) if facts.name else ""]


def _kinds() -> list[ShiftKind]:
    return list(ShiftKind.objects.in_order().prefetch_related("blocks", "breaks"))


def _shift(kind: ShiftKind) -> dict[str, Any]:
    blocks = sorted([block.start_min, block.end_min] for block in kind.blocks.all())
    breaks = [[one.name, one.length_min, one.earliest_min, one.latest_min, one.paid] for one in kind.breaks.all()]
    return {
        "code": kind.code,
        "name": str(kind),
        "names": [kind.name, kind.name_en],
        "letter": kind.letter,
        "colour": kind.colour,
        "active": kind.is_active,
        "night": "night" in kind.tags,
        "blocks": blocks,
        "breaks": breaks,
        "paid_min": sum(end - start for start, end in blocks) - sum(one.length_min for one in kind.breaks.all() if not one.paid),
    }


class _Names:
    """Units, contracts and skills of the people, each named once: units in the order of the people, the others by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.held = _held(people)
        self.unit_of = {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in={person.unit_id for person in people})}
        self.contract_of = {one.pk: str(one) for one in Contract.objects.filter(pk__in={person.contract_id for person in people})}
        self.units = list(dict.fromkeys(self.unit_of[person.unit_id] for person in people))
        self.contracts = sorted(set(self.contract_of.values()))
        self.skills = sorted({name for names in self.held.values() for name in names})

    def row(self, person: Person, period: Period) -> list[Any]:
        """A person; the last two are the first and last day of the period on which they are employed."""
        first = max(0, (person.hired_on - period.first_day).days) if person.hired_on else 0
        last = min(period.days, (person.left_on - period.first_day).days) - 1 if person.left_on else period.days - 1
        return [
            person.pk,
            person.work_number,
            person.name,
            person.pinyin,
            person.initials,
            self.units.index(self.unit_of[person.unit_id]),
            self.contracts.index(self.contract_of[person.contract_id]) if person.contract_id else None,
            sorted(self.skills.index(name) for name in self.held.get(person.pk, ())),
            int(person.is_shift_lead),
            first,
            last,
        ]


def _held(people: Iterable[Person]) -> dict[int, list[str]]:
    names = {skill.pk: str(skill) for skill in Skill.objects.all()}
    found: dict[int, list[str]] = {}
    rows = PersonSkill.objects.filter(person__in=[person.pk for person in people])
    for person, skill in rows.values_list("person_id", "skill_id"):
        found.setdefault(person, []).append(names[skill])
    return found


def _leave(rows: QuerySet[Person], people: Iterable[Person], period: Period) -> list[list[Any]]:
    """Granted leave as `[row, first day, last day, kind]`, cut to the period."""
    line = {person.pk: number for number, person in enumerate(people)}
    granted = Leave.objects.granted().touching(period.first_day, period.last_day).filter(person__in=rows.values("pk"))
    return [
        [
            line[leave.person_id],
            max(0, (leave.first_day - period.first_day).days),
            min(period.days - 1, (leave.last_day - period.first_day).days),
            leave.get_kind_display(),
        ]
        for leave in granted.order_by("person_id", "first_day")
    ]


def _cells(
    people: Iterable[Person], kinds: Iterable[ShiftKind], period: Period, rows: Iterable[tuple[int, date, int | None, bool]]
) -> Mapping[str, list[int]]:
    line = {person.pk: number * period.days for number, person in enumerate(people)}
    number: dict[int | None, int] = {None: OFF, **{kind.pk: at for at, kind in enumerate(kinds)}}
    column = {day: number for number, day in enumerate(period.dates())}
    cells, locks = [OFF] * (len(line) * period.days), []
    for person, day, shift, locked in rows:
        if day not in column:
            continue
        at = line[person] + column[day]
        cells[at] = number[shift]
        if locked:
            locks.append(at)
    return {"cells": cells, "locks": sorted(locks)}
