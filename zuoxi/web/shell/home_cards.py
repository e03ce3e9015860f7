"""The cards of the first page that join several areas: my next shift, how far the plan is, the centre in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.people import access, queries
from zuoxi.people.models import Person, RoleName
from zuoxi.planning import queries as plans
from zuoxi.roster import own
from zuoxi.roster import queries as rosters
from zuoxi.rules.organisation import Span, SpanPolicy
from zuoxi.web.shell import formats, navigation
from zuoxi.web.shell.cards import Card

PLAN_READERS = frozenset({RoleName.PLANNER, RoleName.MANAGER, RoleName.SUPERVISOR})
NUMBER_READERS = PLAN_READERS | {RoleName.LEADER, RoleName.HR}
PERIODS_SHOWN = 3


def next_shift(person: Person, now: datetime) -> Card | None:
    """The shift that runs or comes next, for whoever is rostered; links to one's roster."""
    if not person.is_rostered:
        return None
    context = {"day": own.upcoming(person, now=now), "now": now, "url": navigation.url_for(person, "mine:roster")}
    return Card("shell/cards/next_shift.html", context)


@dataclass(frozen=True)
class Step:
    """One step from history to roster: how it stands (`tone` as of badges) and where it is worked on."""

    name: str
    state: str
    tone: str
    detail: str
    url: str


def plan(person: Person, now: datetime) -> Card:
    """The way from history to a published roster, step by step, with what is missing."""
    today = timezone.localdate(now)
    steps = [_history(person), _forecast(person, today), _requirement(person, today), *_periods(person, today)]
    return Card("shell/cards/plan.html", {"steps": steps})


def _history(person: Person) -> Step:
    last, waiting, url = plans.last_day(list(Queue.objects.all())), plans.open_marks(), navigation.url_for(person, "planning:history")
    if last is None:
        return Step(_("History"), _("missing"), "warning", _("Upload the counts of past contacts first."), url)
    known = _("known until %(day)s") % {"day": formats.day(last)}
    if waiting:
        return Step(_("History"), _("to decide"), "warning", _("%(known)s; %(count)s doubtful stretches") % {"known": known, "count": waiting}, url)
    return Step(_("History"), _("in order"), "good", known, url)


def _forecast(person: Person, today: date) -> Step:
    newest = plans.forecasts().order_by("-first_day", "-pk").first()
    url = navigation.url_for(person, "planning:forecasts")
    if newest is None:
        return Step(_("Forecast"), _("missing"), "warning", _("Nothing is forecast yet."), url)
    return _until(_("Forecast"), newest.name, newest.first_day + timedelta(days=newest.days - 1), today, url)


def _requirement(person: Person, today: date) -> Step:
    newest = plans.requirements().order_by("-made_at", "-pk").first()
    url = navigation.url_for(person, "planning:requirements")
    if newest is None:
        return Step(_("Requirement"), _("missing"), "warning", _("No requirement was worked out yet."), url)
    forecast = newest.snapshot.forecast
    return _until(_("Requirement"), forecast.name, forecast.first_day + timedelta(days=forecast.days - 1), today, url)


def _until(step: str, name: str, last: date, today: date, url: str) -> Step:
    detail = _("%(name)s, until %(day)s") % {"name": name, "day": formats.day(last)}
    return Step(step, _("over"), "warning", detail, url) if last < today else Step(step, _("in order"), "good", detail, url)


def _periods(person: Person, today: date) -> list[Step]:
    url = navigation.url_for(person, "roster:periods")
    recent = rosters.period_list(person).filter(first_day__gte=today - timedelta(days=62)).order_by("first_day", "pk")
    coming: list[Any] = [period for period in recent if period.last_day >= today][:PERIODS_SHOWN]
    if not coming:
        return [Step(_("Roster"), _("missing"), "warning", _("No period lies ahead. Make the next one."), url)]
    return [Step(_("Roster"), *_standing(period.in_force, period.drafts), detail=period.name, url=url) for period in coming]


def _standing(in_force: int | None, drafts: int) -> tuple[str, str]:
    if in_force:
        return _("version %(number)s published") % {"number": in_force}, "good"
    return (_("%(count)s drafts") % {"count": drafts}, "info") if drafts else (_("not begun"), "warning")


def numbers(person: Person, now: datetime) -> Card:
    """Heads within this person's reach, and teams whose size is off (O-01)."""
    today = timezone.localdate(now)
    here = access.visible_to(person).present(today)
    reach = access.units_of(person, *NUMBER_READERS)
    branches = [b for b in queries.tree(day=today, policy=policy.in_force(now).of(SpanPolicy)) if b.unit.pk in reach and b.span is not None]
    items = [
        (_("Employed"), formats.number(here.count()), ""),
        (_("Planned by the roster"), formats.number(here.rostered().count()), ""),
        (_("Teams"), formats.number(len(branches)), ""),
        (_("Teams outside the span"), formats.number(sum(b.span is not Span.RIGHT for b in branches)), ""),
    ]
    return Card("shell/cards/numbers.html", {"items": items, "url": navigation.url_for(person, "people:people")})
