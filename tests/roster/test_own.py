"""One's own published roster, and its calendar feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.db import IntegrityError, transaction

from zuoxi.people.models import Contract, Person, Post, Unit
from zuoxi.roster import feeds, own
from zuoxi.roster.models import Assignment, Feed, Leave, Period, Publication, ShiftBlock, ShiftKind, Version

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


@dataclass
class Week:
    """A published week: lin works early on Monday, a night on Tuesday, two-ended on Saturday; Wednesday is leave; wu works nothing."""

    lin: Person
    wu: Person
    version: Version
    kinds: dict[str, ShiftKind]


def kind(code: str, letter: str, blocks: list[tuple[int, int]], tags: list[str]) -> ShiftKind:
    made = ShiftKind.objects.create(code=code, letter=letter, name=f"{code}班", name_en=letter, colour="#336699", tags=tags)
    for start, end in blocks:
        ShiftBlock.objects.create(kind=made, start_min=start, end_min=end)
    return made


@pytest.fixture
def week() -> Week:
    centre = Unit.objects.create(kind="centre", name="中心")
    team = Unit.objects.create(kind="team", name="一班", parent=centre)
    post = Post.objects.create(code="agent", name="座席代表")
    contract = Contract.objects.create(code="full", name="全日制", week_min=2400, rate=38)
    lin, wu = (
        Person.objects.create(work_number=number, name=name, unit=team, post=post, contract=contract, is_rostered=True)
        for number, name in (("1001", "林晓"), ("1002", "吴刚"))
    )
    period = Period.objects.create(name="十一月", unit=centre, first_day=MONDAY, days=7, created_by=wu, created_at=NOW)
    version = Version.objects.create(period=period, number=1, state="published", created_by=wu, created_at=NOW)
    Publication.objects.create(version=version, published_by=wu, published_at=NOW, diff=[[lin.pk, "2026-11-24", "早", "夜"]], sha256="0" * 64)
    kinds = {
        "早": kind("早", "E", [(420, 960)], []),
        "夜": kind("夜", "N", [(1260, 1860)], ["night"]),
        "两": kind("两", "T", [(480, 720), (1020, 1260)], ["two_ended"]),
    }
    worked = {0: "早", 1: "夜", 5: "两"}
    for person in (lin, wu):
        for number in range(7):
            code = worked.get(number) if person is lin else None
            breaks = [[660, 720, "午餐", False], [840, 855, "休息", True]] if code == "早" else []
            Assignment.objects.create(
                version=version, person=person, day=MONDAY + timedelta(days=number), shift=kinds[code] if code else None, breaks=breaks
            )
    Leave.objects.create(person=lin, kind="annual", first_day=MONDAY + timedelta(days=2), last_day=MONDAY + timedelta(days=3))
    return Week(lin, wu, version, kinds)


def test_a_day_shows_its_shift_with_breaks_and_paid_time(week: Week) -> None:
    monday = own.days(week.lin, first=MONDAY, count=7)[0]
    assert monday.shift == week.kinds["早"]
    assert [(f"{b.start:%H:%M}", f"{b.end:%H:%M}") for b in monday.blocks] == [("07:00", "16:00")]
    assert [(p.name, f"{p.start:%H:%M}", p.paid) for p in monday.pauses] == [("午餐", "11:00", False), ("休息", "14:00", True)]
    assert monday.paid == timedelta(hours=8)


def test_a_night_belongs_to_the_day_it_starts_and_ends_on_the_next() -> None:
    assert own.moment(MONDAY, 1860) == datetime(2026, 11, 24, 7, 0, tzinfo=SHANGHAI)


def test_a_night_is_shown_once_and_counted_once(week: Week) -> None:
    stretch = own.days(week.lin, first=MONDAY, count=7)
    nights = [one for one in stretch if one.ends_next_day]
    assert [one.day for one in nights] == [MONDAY + timedelta(days=1)]
    assert own.totals(stretch) == own.Totals(shifts=3, paid=timedelta(hours=26), nights=1, weekends=1, days_off=4)


def test_a_day_off_a_leave_and_a_day_nobody_planned_are_three_things(week: Week) -> None:
    stretch = own.days(week.lin, first=MONDAY + timedelta(days=2), count=6)
    assert stretch[0].leave is not None
    assert stretch[0].is_planned
    assert stretch[2].shift is None
    assert stretch[2].is_planned
    assert stretch[2].leave is None
    assert not stretch[5].is_planned


def test_a_changed_day_says_what_it_was_before_and_the_others_say_nothing(week: Week) -> None:
    stretch = own.days(week.lin, first=MONDAY, count=7)
    assert [(one.changed, one.before) for one in stretch[:3]] == [(False, None), (True, "早"), (False, None)]
    assert not any(one.changed for one in own.days(week.wu, first=MONDAY, count=7))


def test_a_draft_is_nobodys_roster(week: Week) -> None:
    Publication.objects.all().delete()
    Version.objects.update(state="draft")
    assert not any(one.is_planned for one in own.days(week.lin, first=MONDAY, count=7))


def test_the_next_shift_is_the_one_that_runs_until_it_ends(week: Week) -> None:
    def next_day(moment: datetime) -> date | None:
        found = own.upcoming(week.lin, now=moment)
        return found.day if found else None

    assert next_day(NOW) == MONDAY
    assert next_day(datetime(2026, 11, 23, 16, 0, tzinfo=SHANGHAI)) == MONDAY + timedelta(days=1)
    assert next_day(datetime(2026, 11, 25, 6, 59, tzinfo=SHANGHAI)) == MONDAY + timedelta(days=1)
    assert next_day(datetime(2026, 11, 25, 7, 0, tzinfo=SHANGHAI)) == MONDAY + timedelta(days=5)
    assert next_day(datetime(2026, 11, 28, 21, 0, tzinfo=SHANGHAI)) is None


def test_reading_a_year_takes_no_more_queries_than_a_week(week: Week, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        assert len(own.days(week.lin, first=MONDAY - timedelta(days=180), count=365)) == 365


# The feed.


def events(week: Week) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(feeds.calendar(person=week.lin, now=NOW)).walk("VEVENT"))


def test_the_feed_holds_ones_shifts_in_utc_and_a_two_ended_one_as_two_events(week: Week) -> None:
    found = events(week)
    assert [(e.decoded("dtstart"), e.decoded("dtend")) for e in found[:2]] == [
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 13, 0, tzinfo=UTC), datetime(2026, 11, 24, 23, 0, tzinfo=UTC)),
    ]
    assert len(found) == 4
    assert len({str(e["uid"]) for e in found}) == 4
    assert "午餐 11:00～12:00" in str(found[0]["description"])


def test_the_feed_of_someone_without_shifts_is_empty_and_valid(week: Week) -> None:
    parsed = icalendar.Calendar.from_ical(feeds.calendar(person=week.wu, now=NOW))
    assert parsed.walk("VEVENT") == []
    assert str(parsed["version"]) == "2.0"


def test_a_secret_opens_its_own_feed_until_it_is_revoked(week: Week) -> None:
    secret = feeds.create(person=week.lin, now=NOW)
    assert feeds.owner(secret) == week.lin
    assert feeds.owner(secret + "x") is None
    assert feeds.revoke(person=week.lin, now=NOW)
    assert feeds.owner(secret) is None
    assert not feeds.revoke(person=week.lin, now=NOW)


def test_a_new_secret_kills_the_old_one_and_only_a_digest_is_kept(week: Week) -> None:
    old, new = feeds.create(person=week.lin, now=NOW), feeds.create(person=week.lin, now=NOW)
    assert feeds.owner(old) is None
    assert feeds.owner(new) == week.lin
    assert len(new) >= 32
    assert new not in str(list(Feed.objects.values()))


def test_the_feed_of_someone_who_left_is_dead(week: Week) -> None:
    secret = feeds.create(person=week.lin, now=NOW)
    Person.objects.filter(pk=week.lin.pk).update(is_active=False)
    assert feeds.owner(secret) is None


def test_the_database_keeps_one_live_feed_a_person(week: Week) -> None:
    feeds.create(person=week.lin, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(person=week.lin, digest="1" * 64, created_at=NOW)
