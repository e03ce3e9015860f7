"""My roster: today, week, month, and the calendar feed; one's own and nobody else's."""

from __future__ import annotations

import calendar as months
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.core import calendar as working_calendar
from zuoxi.roster import feeds, own
from zuoxi.web.mine import drawing
from zuoxi.web.shell.doors import everyone, public
from zuoxi.web.shell.requests import PersonRequest

EARLIEST, LATEST = date(2000, 1, 3), date(2100, 1, 1)


def today() -> date:
    return timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@everyone
@require_safe
def roster(request: PersonRequest) -> HttpResponse:
    """Today at a glance: the shift that runs or comes next, and the week around it."""
    now, day = timezone.now(), today()
    stretch = own.days(request.person, first=day - timedelta(days=day.weekday()), count=14)
    upcoming = own.upcoming(request.person, now=now)
    context = {
        "tab": "today",
        "today": day,
        "now": now,
        "current": next(one for one in stretch if one.day == day),
        "upcoming": upcoming,
        "coming": [one for one in stretch if one.day > day][:7],
        "totals": own.totals(stretch[:7]),
        "line": drawing.line(upcoming, now),
    }
    return render(request, "mine/today.html", context)


@everyone
@require_safe
def week(request: PersonRequest, day: str = "") -> HttpResponse:
    """Seven days from Monday."""
    first = _day(day) if day else today()
    monday = first - timedelta(days=first.weekday())
    stretch = own.days(request.person, first=monday, count=7)
    context = {
        "tab": "week",
        "today": today(),
        "days": stretch,
        "marks": _marks(monday, 7),
        "totals": own.totals(stretch),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "last": monday + timedelta(days=6),
        "lines": [(one, drawing.line(one, None)) for one in stretch],
    }
    return render(request, "mine/week.html", context)


@everyone
@require_safe
def month(request: PersonRequest, year: int = 0, number: int = 0) -> HttpResponse:
    """A month in weeks from Monday, the days of other months left blank."""
    first = today().replace(day=1) if not year else _month(year, number)
    count = months.monthrange(first.year, first.month)[1]
    stretch = own.days(request.person, first=first, count=count)
    marks = _marks(first, count)
    cells: list[tuple[own.OwnDay, str] | None] = [None] * first.weekday() + [(one, marks.get(one.day, "")) for one in stretch]
    cells += [None] * (-len(cells) % 7)
    context = {
        "tab": "month",
        "today": today(),
        "first": first,
        "weeks": [cells[start : start + 7] for start in range(0, len(cells), 7)],
        "totals": own.totals(stretch),
        "legend": {one.shift.code: one.shift for one in stretch if one.shift}.values(),
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=count),
        "weekdays": range(7),
    }
    return render(request, "mine/month.html", context)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: PersonRequest) -> HttpResponse:
    """Make or revoke the secret address of one's calendar feed; a new one is shown once."""
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "revoke":
            if feeds.revoke(person=request.person, now=timezone.now()):
                messages.success(request, _("The calendar address no longer works."))
            return redirect("mine:feed")
        secret = feeds.create(person=request.person, now=timezone.now())
        address = request.build_absolute_uri(reverse("mine:ics", args=[secret]))
    subscribe = f"webcal:{address.partition(':')[2]}" if address else ""
    return render(request, "mine/feed.html", {"tab": "feed", "live": feeds.live(request.person), "address": address, "subscribe": subscribe})


@public
@require_safe
def ics(_request: HttpRequest, secret: str) -> HttpResponse:
    """The feed itself: whoever has the address may read it, so it holds shifts and breaks and nothing else."""
    person = feeds.owner(secret)
    if person is None:
        raise Http404
    with translation.override(person.language or settings.LANGUAGE_CODE):
        content = feeds.calendar(person=person, now=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="roster.ics"', "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"},
    )


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 a day, not a moment
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST <= day <= LATEST:
        raise Http404
    return day


def _month(year: int, number: int) -> date:
    return _day(f"{year:04d}-{number:02d}-01")


def _marks(first: date, count: int) -> dict[date, str]:
    """`rest` on public holidays, `work` on make-up working days (X-04)."""
    facts = working_calendar.days(first, count, country=settings.COUNTRY).days
    return {one.day: "rest" if one.is_holiday else "work" for one in facts if one.is_holiday or one.is_make_up}
