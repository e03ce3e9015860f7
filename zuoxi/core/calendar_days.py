"""The centre's working calendar (P-08, X-04): what the library knows, and over it the days the centre has set itself.

calendar → facts of a stretch of days, the only one the product asks
set_day  → a day is made or changed; of two who change it at once one is told
remove   → the library's day counts again; restore takes the removal back
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from zuoxi.core import calendar as library
from zuoxi.core.calendar import WorkingCalendar
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.engine.forecast.days import SATURDAY, DayFacts
from zuoxi.rules.calendar import StatutoryDay, statutory_between

LEAST_DAYS_OFF = 11
"""A centre that has set so many days off of a year has entered the year: no law knows fewer."""
FACTORS = {DayKind.HOLIDAY: Decimal(2), DayKind.STATUTORY: Decimal(3), DayKind.WORKING: Decimal(1), DayKind.CLOSED: Decimal(1)}
"""What work on a day of each kind pays unless somebody says otherwise (Labour Law Art. 44)."""
OFF = (DayKind.HOLIDAY, DayKind.STATUTORY)
NEVER_SEEN = 0


class NotThere(Problem):
    code, status = "calendar.not_there", 404
    text = _("%(day)s is not a day the centre has set. Nothing was changed; reload to see the calendar.")


class SetAgain(Problem):
    code, status = "calendar.set_again", 409
    text = _("%(day)s was set anew meanwhile, so its removal cannot be undone. Nothing was changed.")


@dataclass(frozen=True)
class DayForm:
    """Everything about a day that can be chosen; without a factor the kind's own."""

    day: date
    name: str
    kind: DayKind
    name_en: str = ""
    pay_factor: Decimal | None = None
    source: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        factor = FACTORS[DayKind(self.kind)] if self.pay_factor is None else self.pay_factor
        return {"name": self.name, "name_en": self.name_en, "kind": self.kind, "pay_factor": factor, "source": self.source}


def form_of(day: CentreDay) -> DayForm:
    return DayForm(day.day, day.name, DayKind(day.kind), day.name_en, day.pay_factor, day.source)


def calendar(first: date, count: int) -> WorkingCalendar:
    """Facts of `count` days from `first` in the centre's country, its own days first; one query. A year the centre has entered is not unknown."""
    found = library.days(first, count, country=settings.COUNTRY or None, own=[facts_of(one) for one in own(first, count)])
    unknown = {int(finding.facts["year"]) for finding in found.findings}
    entered = {year for year in unknown if is_entered(year)}
    return WorkingCalendar(found.days, tuple(finding for finding in found.findings if finding.facts["year"] not in entered))


def holidays(first: date, count: int) -> frozenset[date]:
    """Which of `count` days from `first` are public holidays, or days on which the centre is closed."""
    return frozenset(facts.day for facts in calendar(first, count).days if facts.is_holiday)


def own(first: date, count: int) -> list[CentreDay]:
    """The days the centre has set between, in order."""
    return list(CentreDay.objects.there().filter(day__gte=first, day__lt=first + timedelta(days=count)).order_by("day"))


def is_entered(year: int) -> bool:
    """Whether the centre has set the days off of a year itself."""
    found = CentreDay.objects.there().filter(day__year=year, kind__in=OFF).aggregate(number=Count("pk"))
    return bool(found["number"] >= LEAST_DAYS_OFF)


def facts_of(day: CentreDay) -> DayFacts:
    """A day of the centre as forecasts and rosters see it; its name is the library's where the library has it, so that like days are found."""
    name = day.name_en if day.name_en in library.NAMES else day.name
    working = day.kind == DayKind.WORKING
    return DayFacts(day.day, is_working=working, is_holiday=not working, is_make_up=working and day.day.weekday() >= SATURDAY, name=name)


def statutory(first: date, count: int) -> dict[date, StatutoryDay]:
    """The days of law on which work is paid threefold; only where that law holds."""
    if settings.COUNTRY.upper() != library.CHINA or count < 1:
        return {}
    return statutory_between(first, first + timedelta(days=count - 1))


@transaction.atomic
def set_day(*, form: DayForm, by: Any, now: datetime, seen_revision: int | None = None) -> CentreDay:
    """Make or change a day. `seen_revision` is what the writer saw: 0 for a day that was not set, None for whatever there is."""
    before = CentreDay.objects.there().filter(day=form.day).first()
    seen = (before.revision if before else NEVER_SEEN) if seen_revision is None else seen_revision
    if before is None:
        return _made(form, by=by, now=now, seen=seen)
    changed = CentreDay.objects.there().filter(pk=before.pk, revision=seen).update(**form.fields, by=by, at=now, revision=F("revision") + 1)
    if not changed:
        raise MovedMeanwhile(what=form.day.isoformat())
    before.refresh_from_db()
    return before


def _made(form: DayForm, *, by: Any, now: datetime, seen: int) -> CentreDay:
    if seen != NEVER_SEEN:
        raise MovedMeanwhile(what=form.day.isoformat())
    try:
        with transaction.atomic():
            made: CentreDay = CentreDay.objects.create(day=form.day, **form.fields, by=by, at=now)
    except IntegrityError as error:
        raise MovedMeanwhile(what=form.day.isoformat()) from error
    return made


@transaction.atomic
def remove(*, day: date, by: Any, now: datetime, seen_revision: int | None = None) -> CentreDay:
    """Let the library's day count again; the removed day is handed back, to be restored."""
    found = CentreDay.objects.there().filter(day=day).first()
    if found is None:
        raise NotThere(day=day.isoformat())
    seen = found.revision if seen_revision is None else seen_revision
    if not CentreDay.objects.there().filter(pk=found.pk, revision=seen).update(removed_by=by, removed_at=now, revision=F("revision") + 1):
        raise MovedMeanwhile(what=day.isoformat())
    found.refresh_from_db()
    return found


@transaction.atomic
def restore(*, removed: CentreDay, by: Any, now: datetime) -> CentreDay:
    """Take a removal back, unless the day was set anew."""
    try:
        with transaction.atomic():
            CentreDay.objects.filter(pk=removed.pk).exclude(removed_at=None).update(
                removed_by=None, removed_at=None, by=by, at=now, revision=F("revision") + 1
            )
    except IntegrityError as error:
        raise SetAgain(day=removed.day.isoformat()) from error
    removed.refresh_from_db()
    return removed
