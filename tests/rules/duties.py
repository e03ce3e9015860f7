"""Weeks of duties to look at with the law: Monday 2026-03-02 is day 0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from zuoxi.rules.decision import Verdict
from zuoxi.rules.labour_facts import Duty, WorkFacts
from zuoxi.rules.labour_law import LabourLawPolicy, check

MONDAY = date(2026, 3, 2)
SHIPPED = LabourLawPolicy()


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def duty(number: int, hours: float = 8, *, start_h: int = 8) -> Duty:
    """A shift of so many paid hours without a break."""
    start = start_h * 60
    return Duty(day(number), ((start, start + round(hours * 60)),), round(hours * 60))


def facts(hours: Mapping[int, float], *, days: int = 7, start_h: int = 8, **more: object) -> WorkFacts:
    """Somebody who works so many hours on these days, judged over `days` days from the Monday."""
    duties = tuple(duty(number, hours[number], start_h=start_h) for number in sorted(hours))
    return WorkFacts(**{"country": "CN", "first_day": MONDAY, "last_day": day(days - 1), "duties": duties, **more})  # type: ignore[arg-type]


def outcomes(what: WorkFacts, policy: LabourLawPolicy = SHIPPED) -> list[str]:
    return [verdict.outcome for verdict in check(what, policy)]


def breaches(what: WorkFacts, policy: LabourLawPolicy = SHIPPED) -> list[Verdict]:
    return [verdict for verdict in check(what, policy) if verdict.granted is False]
