"""Periods: stretches of days that are rostered as one for a unit (F-13)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.people import access as people_access
from zuoxi.people.models import Person, Unit
from zuoxi.planning.models import Requirement
from zuoxi.roster.models import Period

MOST_DAYS = 62


class Overlaps(Problem):
    """Nobody may stand in two rosters on one day."""

    code, status = "roster.period_overlaps", 409
    text = _("%(unit)s is already rostered %(first)s ～ %(last)s in “%(name)s”. Choose other days, or work on that period.")


class NotRequired(Problem):
    code, status = "roster.not_required", 400
    text = _("The requirement covers %(first)s ～ %(last)s only. Choose days within it, or another requirement.")


class WrongLength(Problem):
    code, status = "roster.wrong_length", 400
    text = _("A period has 1 to %(most)s days.")


@transaction.atomic
def create(*, unit: Unit, name: str, first_day: date, days: int, requirement: Requirement | None, by: Person, now: datetime) -> Period:
    """A period without a version yet. It overlaps no other period of the unit, of a unit above it, or of one beneath it."""
    if not 1 <= days <= MOST_DAYS:
        raise WrongLength(most=MOST_DAYS)
    _refuse_short(requirement, first_day, days)
    Unit.objects.filter(parent=None).update(name=F("name"))  # takes the centre's row: of two overlapping periods at once the second is refused
    _refuse_overlap(unit, first_day, days)
    return Period.objects.create(unit=unit, name=name, first_day=first_day, days=days, requirement=requirement, created_by=by, created_at=now)


@transaction.atomic
def follow(*, period: Period, requirement: Requirement | None, seen: Requirement | None) -> Period:
    """Take another requirement, after a new forecast; versions stay as they are and are measured against the new one."""
    _refuse_short(requirement, period.first_day, period.days)
    if not Period.objects.filter(pk=period.pk, requirement=seen).update(requirement=requirement):
        raise MovedMeanwhile(what=period.name)
    period.refresh_from_db()
    return period


def newest_requirement() -> Requirement | None:
    """What a new period is most likely to be measured against."""
    return Requirement.objects.select_related("snapshot__forecast").order_by("-made_at").first()


def free_from(unit: Unit, first_day: date) -> date:
    """The first day from `first_day` on after which nobody of the unit is rostered yet."""
    ends = (other.last_day + timedelta(days=1) for other in _related(unit).filter(first_day__gt=first_day - timedelta(days=MOST_DAYS)))
    return max((end for end in ends if end > first_day), default=first_day)


def covers(requirement: Requirement, first_day: date, days: int) -> bool:
    """Whether the requirement speaks of every one of these days."""
    forecast = requirement.snapshot.forecast
    return forecast.first_day <= first_day and first_day + timedelta(days=days) <= forecast.first_day + timedelta(days=forecast.days)


def _refuse_short(requirement: Requirement | None, first_day: date, days: int) -> None:
    if requirement is None or covers(requirement, first_day, days):
        return
    forecast = requirement.snapshot.forecast
    raise NotRequired(first=forecast.first_day, last=forecast.first_day + timedelta(days=forecast.days - 1))


def _refuse_overlap(unit: Unit, first_day: date, days: int) -> None:
    last_day = first_day + timedelta(days=days - 1)
    for other in _related(unit).filter(first_day__lte=last_day, first_day__gt=first_day - timedelta(days=MOST_DAYS)):
        if other.last_day >= first_day:
            raise Overlaps(unit=str(other.unit), first=other.first_day, last=other.last_day, name=other.name)


def _related(unit: Unit) -> QuerySet[Period]:
    """The periods that share people with the unit: its own, of a unit above it, of one beneath it."""
    near, above = people_access.below([unit]), unit.parent
    while above:
        near, above = near | {above.pk}, above.parent
    return Period.objects.filter(unit__in=near).select_related("unit")
