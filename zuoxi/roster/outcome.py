"""What came of a search, kept: the roster as a new draft with its figures, and why there is none as sentences (F-14, X-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import Roster
from zuoxi.people.models import Person
from zuoxi.roster import checking, pauses, versions
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Assignment, Period, Version

NOT_MET_AT_MOST = 200
"""Wishes and soft rules that are kept with a version, the dearest first."""


@dataclass(frozen=True)
class Outcome:
    """How a roster was found, from which revision of its base.

    `clashes` are the hard rules that cannot hold together, as `searching` writes them; empty where a legal roster was found.
    """

    status: str
    bound: float | None
    seconds: float
    seed: int
    base_revision: int | None = None
    clashes: tuple[Mapping[str, Any], ...] = ()


@transaction.atomic
def store(*, period: Period, base: Version | None, sheet: Sheet, roster: Roster, outcome: Outcome, by: Person, now: datetime) -> Version:
    """A new draft with the roster, the locks of the base, and breaks placed."""
    made = versions.create(period=period, by=by, now=now, based_on=base)
    locked = set(base.assignments.filter(is_locked=True).values_list("person_id", "day")) if base else set()
    rows = [
        Assignment(version=made, person=person, day=day, shift=kind, is_locked=(person.pk, day) in locked)
        for person, day, kind in sheet.cells(roster)
        if kind is not None or (person.pk, day) in locked
    ]
    Assignment.objects.bulk_create(rows, batch_size=2000)
    found = Sheet(sheet.problem, roster, sheet.people, sheet.kinds, sheet.queues)
    pauses.fill(made, found, seed=outcome.seed)
    return appraise(made, found, outcome)


def appraise(version: Version, sheet: Sheet, outcome: Outcome) -> Version:
    """Keep what the version costs, lacks and breaks, and how it was found."""
    figures = checking.figures(sheet)
    version.costs = dict(figures.costs)
    version.bound = outcome.bound
    version.not_met = [_as_json(sheet, one) for one in _dearest(check.violations(sheet.problem, sheet.roster))]
    version.solve = {
        "status": outcome.status,
        "seconds": round(outcome.seconds, 1),
        "seed": outcome.seed,
        "base_revision": outcome.base_revision,
        "base_number": version.based_on.number if version.based_on else None,
        "clashes": list(outcome.clashes),
        "figures": {"hard": figures.hard, "required_h": figures.required_h, "short_h": figures.short_h, "over_h": figures.over_h},
    }
    version.appraised_revision = version.revision
    version.save(update_fields=["costs", "bound", "not_met", "solve", "appraised_revision"])
    return version


def _dearest(found: Iterable[check.Violation]) -> list[check.Violation]:
    return sorted(found, key=lambda one: (not one.hard, -one.cost))[:NOT_MET_AT_MOST]


def _as_json(sheet: Sheet, one: check.Violation) -> dict[str, Any]:
    days = [sheet.problem.date_of(day).isoformat() for day in one.days]
    person = sheet.by_worker[one.worker].pk if one.worker else None
    return {"rule": one.rule, "code": one.code, "person": person, "days": days, "facts": checking.named(sheet, one.facts), "cost": one.cost}
