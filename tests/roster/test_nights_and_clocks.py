"""Nights over the end of a month, a year, a leap day, week 53 and a change of the clock: own roster and calendar feed (R31, R32, P-08)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.cast import Cast
from tests.roster.builders import NOW, kind
from zuoxi.people.models import Person
from zuoxi.roster import feeds, own, versions
from zuoxi.roster.models import Assignment, Period, Publication, ShiftKind, Version

pytestmark = pytest.mark.django_db
BERLIN = "Europe/Berlin"
GAP, FOLD = date(2026, 3, 29), date(2026, 10, 25)
"""02:00 becomes 03:00; 03:00 becomes 02:00."""


@pytest.fixture
def night(cast: Cast) -> ShiftKind:
    """22:00 to 07:00, with an unpaid hour."""
    return kind("夜", "N", [(1320, 1860)], tags=["night"])


@pytest.fixture
def split(cast: Cast) -> ShiftKind:
    return kind("两", "D", [(480, 720), (1020, 1260)], tags=["two_ended"])


def roster(cast: Cast, person: Person, shift: ShiftKind, *days: date, breaks: list[Any] | None = None) -> Version:
    """These shifts, published."""
    period = Period.objects.create(unit=cast.centre, name="班表", first_day=min(days), days=62, created_by=cast.chen, created_at=NOW)
    version = versions.create(period=period, by=cast.chen, now=NOW)
    for day in days:
        Assignment.objects.create(version=version, person=person, day=day, shift=shift, breaks=breaks or [])
    Version.objects.filter(pk=version.pk).update(state="published")
    Publication.objects.create(version=version, published_by=cast.chen, published_at=NOW, sha256="0" * 64)
    return version


def feed(person: Person, day: date) -> list[Any]:
    """The events of the calendar as a calendar program reads them."""
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return list(icalendar.Calendar.from_ical(feeds.calendar(person=person, now=now)).walk("VEVENT"))


def spell(event: Any) -> str:
    return f"{event['dtstart'].dt:%Y-%m-%d %H:%M} {event['dtend'].dt:%Y-%m-%d %H:%M}"


BORDERS = {
    "month end": date(2026, 11, 30),
    "year end": date(2026, 12, 31),
    "leap day itself": date(2028, 2, 29),
    "before the leap day": date(2028, 2, 28),
    "end of February": date(2027, 2, 28),
    "century that is none": date(2100, 2, 28),
    "last day of week 53": date(2027, 1, 3),
    "first day of week 53": date(2026, 12, 28),
    "Sunday": date(2026, 11, 29),
}


@pytest.mark.parametrize("border", BORDERS)
def test_a_night_belongs_to_the_day_it_starts_and_ends_on_the_next(border: str, cast: Cast, night: ShiftKind) -> None:
    day = BORDERS[border]
    roster(cast, cast.lin, night, day, breaks=[[1560, 1620, "夜宵", False]])
    before, this, following = own.days(cast.lin, first=day - timedelta(days=1), count=3)
    assert (before.shift, this.shift, following.shift) == (None, night, None)
    (block,) = this.blocks
    zone = ZoneInfo("Asia/Shanghai")
    assert block.start == datetime(day.year, day.month, day.day, 22, tzinfo=zone)
    next_day = day + timedelta(days=1)
    assert block.end == datetime(next_day.year, next_day.month, next_day.day, 7, tzinfo=zone)
    assert this.ends_next_day
    assert this.paid == timedelta(hours=8)
    assert [(pause.start.date(), pause.start.hour) for pause in this.pauses] == [(next_day, 2)]


@pytest.mark.parametrize("border", BORDERS)
def test_the_calendar_says_the_same_in_utc(border: str, cast: Cast, night: ShiftKind) -> None:
    day = BORDERS[border]
    roster(cast, cast.lin, night, day)
    (event,) = feed(cast.lin, day)
    assert spell(event) == f"{day} 14:00 {day} 23:00"
    assert str(event["uid"]) == f"{cast.lin.pk}-{day:%Y%m%d}-0@zuoxi"


def test_a_night_of_last_month_counts_in_last_month_only(cast: Cast, night: ShiftKind) -> None:
    roster(cast, cast.lin, night, date(2026, 11, 30), date(2026, 12, 31))
    counts = {}
    for first, days in ((date(2026, 11, 1), 30), (date(2026, 12, 1), 31), (date(2027, 1, 1), 31)):
        totals = own.totals(own.days(cast.lin, first=first, count=days))
        counts[first.month] = (totals.shifts, totals.nights, totals.hours)
    assert counts == {11: (1, 1, 9.0), 12: (1, 1, 9.0), 1: (0, 0, 0.0)}


def test_the_night_that_still_runs_is_the_shift_of_now_also_after_midnight_of_new_year(cast: Cast, night: ShiftKind) -> None:
    day = date(2026, 12, 31)
    roster(cast, cast.lin, night, day)
    zone = ZoneInfo("Asia/Shanghai")
    for moment, expected in (
        (datetime(2026, 12, 31, 23, 59, tzinfo=zone), day),
        (datetime(2027, 1, 1, 0, 0, tzinfo=zone), day),
        (datetime(2027, 1, 1, 6, 59, tzinfo=zone), day),
        (datetime(2027, 1, 1, 7, 0, tzinfo=zone), None),
    ):
        found = own.upcoming(cast.lin, now=moment)
        assert (found.day if found else None) == expected, moment


def test_a_two_ended_shift_is_two_events_with_names_of_their_own(cast: Cast, split: ShiftKind) -> None:
    day = date(2026, 12, 31)
    roster(cast, cast.lin, split, day)
    events = feed(cast.lin, day)
    assert [spell(event) for event in events] == [f"{day} 00:00 {day} 04:00", f"{day} 09:00 {day} 13:00"]
    assert len({str(event["uid"]) for event in events}) == 2


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (GAP - timedelta(days=1), "2026-03-28 21:00", "2026-03-29 05:00"),
        (GAP, "2026-03-29 20:00", "2026-03-30 05:00"),
        (FOLD - timedelta(days=1), "2026-10-24 20:00", "2026-10-25 06:00"),
        (FOLD, "2026-10-25 21:00", "2026-10-26 06:00"),
    ],
)
def test_in_berlin_a_night_begins_and_ends_by_the_clock_on_the_wall(
    day: date, start: str, end: str, cast: Cast, night: ShiftKind, settings: Any
) -> None:
    """Over the gap it lasts 8 hours, over the fold 10: what the calendar says in UTC."""
    settings.TIME_ZONE = BERLIN
    roster(cast, cast.lin, night, day)
    (event,) = feed(cast.lin, day)
    assert spell(event) == f"{start} {end}"
    (block,) = own.days(cast.lin, first=day, count=1)[0].blocks
    assert (block.start.hour, block.end.hour) == (22, 7)
    assert block.end.date() == day + timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [(GAP - timedelta(days=1), 7), (GAP, 8), (FOLD - timedelta(days=1), 9), (FOLD, 8)])
def test_in_berlin_a_night_is_paid_for_as_long_as_it_lasts(day: date, hours: int, cast: Cast, night: ShiftKind, settings: Any) -> None:
    settings.TIME_ZONE = BERLIN
    roster(cast, cast.lin, night, day, breaks=[[1680, 1740, "夜宵", False]])
    assert own.totals(own.days(cast.lin, first=day, count=1)).paid == timedelta(hours=hours)


def test_shanghai_has_no_summer_time_so_every_night_is_nine_hours_long(cast: Cast, night: ShiftKind) -> None:
    days = [GAP - timedelta(days=1), GAP, GAP + timedelta(days=1)]
    roster(cast, cast.lin, night, *days)
    assert {event["dtend"].dt - event["dtstart"].dt for event in feed(cast.lin, GAP)} == {timedelta(hours=9)}


def test_events_keep_their_names_when_the_shift_of_the_day_changes_so_that_calendars_replace_them(
    cast: Cast, night: ShiftKind, split: ShiftKind
) -> None:
    day = date(2026, 12, 1)
    version = roster(cast, cast.lin, night, day)
    before = feed(cast.lin, day)
    version.assignments.update(shift=split)
    Publication.objects.filter(version=version).update(published_at=NOW + timedelta(hours=5))
    after = feed(cast.lin, day)
    assert str(before[0]["uid"]) == str(after[0]["uid"])
    assert int(after[0]["sequence"]) > int(before[0]["sequence"])


def test_a_feed_shows_two_months_back_and_four_ahead_and_nobody_elses_shifts(cast: Cast, night: ShiftKind) -> None:
    day = date(2026, 12, 1)
    roster(cast, cast.lin, night, day)
    assert len(feed(cast.lin, day + timedelta(days=55))) == 1
    assert len(feed(cast.lin, day - timedelta(days=115))) == 1
    assert feed(cast.lin, day + timedelta(days=75)) == []
    assert feed(cast.zhao, day) == []
    drafts = Version.objects.update(state="draft")
    assert drafts == 1
    assert feed(cast.lin, day) == []
