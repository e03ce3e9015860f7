"""Rules broken and heads covered, as the grid's script reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zuoxi.acd.models import Queue
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF
from zuoxi.roster import checking, facts
from zuoxi.roster.facts import Sheet
from zuoxi.web.roster.grid_scope import Scope

MOST_FIXES = 4
WHOLE_FROM = 10
"""From so many people on it is quicker to look at everybody than at one after the other."""


def remarks(scope: Scope, sheet: Sheet, people: Collection[int] | None = None) -> dict[str, Any]:
    """Rules broken by these people (None: everybody, and the floor's). What the reader may not see is left out."""
    found = checking.found_in(sheet, people)
    shown = [one for one in found if (one.person.pk in scope.ids if one.person else scope.floor)]
    return {"people": sorted(people) if people is not None else None, "items": [_remark(scope, one) for one in shown]}


def _remark(scope: Scope, one: checking.Violation) -> dict[str, Any]:
    first = scope.version.period.first_day
    return {
        "person": one.person.pk if one.person else None,
        "days": [(day - first).days for day in one.days],
        "rule": one.rule.split()[0],
        "hard": one.hard,
        "text": one.text,
        "cost": one.cost,
    }


def cover(scope: Scope, sheet: Sheet, days: Sequence[int]) -> dict[str, Any] | None:
    """Heads required and scheduled by queue and interval on these days of the period; nothing for who sees only their own people."""
    if not scope.floor:
        return None
    dates = [sheet.problem.date_of(day) for day in days]
    found = checking.cover_of(sheet, dates)
    names = {queue.code: str(queue) for queue in Queue.objects.order_by("order", "code")}
    queues = sorted(found.queues, key=lambda one: list(names).index(one.queue))
    return {
        "step": found.step_min,
        "queues": [{"code": one.queue, "name": names[one.queue]} for one in queues],
        "days": [{"day": day, "cover": [[one.required[at], one.scheduled[at]] for one in queues]} for at, day in enumerate(days)],
    }


def touched(scope: Scope, places: Iterable[tuple[int, date]]) -> tuple[set[int], list[int]]:
    """The people and the days of the period that a change of these cells concerns; a night shift reaches into the next day."""
    period = scope.version.period
    people, days = set(), set()
    for person, day in places:
        number = (day - period.first_day).days
        people.add(person)
        days |= {number, number + 1}
    return people & scope.ids, sorted(day for day in days if 0 <= day < period.days)


def after(scope: Scope, places: Collection[tuple[int, date]]) -> dict[str, Any]:
    """What an answer to a change carries: the remarks of the people concerned and the cover of the days concerned, from one reading."""
    if not places:
        return {}
    sheet = facts.sheet(scope.version)
    people, days = touched(scope, places)
    return {"violations": remarks(scope, sheet, people if len(people) < WHOLE_FROM else None), "coverage": cover(scope, sheet, days)}


def fixes(scope: Scope, *, person: int, day: date) -> list[dict[str, Any]]:
    """Shifts (None: off) that would leave this person with fewer hard rules broken than now, as few as can be; none where all is well."""
    sheet = facts.sheet(scope.version, people=[person])
    number = (day - scope.version.period.first_day).days
    now = int(sheet.roster.cells[0, number])
    broken = _hard(sheet, number, now)
    if not broken:
        return []
    active = [at for at, kind in enumerate(sheet.kinds) if kind.is_active]
    tried = [(_hard(sheet, number, shift), shift) for shift in [*active, OFF] if shift != now]
    least = min(count for count, _ in tried)
    better = [(count, shift) for count, shift in tried if count == least < broken][:MOST_FIXES]
    return [{"code": None if shift == OFF else sheet.kinds[shift].code, "hard": count} for count, shift in better]


def _hard(sheet: Sheet, day: int, shift: int) -> int:
    """How many hard rules the one person of this sheet breaks with `shift` on `day`."""
    cells = sheet.roster.cells.copy()
    cells[0, day] = shift
    return sum(1 for one in check.worker_violations(sheet.problem, replace(sheet.roster, cells=cells), 0) if one.hard)
