"""Limits run in office time: nights, weekends and holidays do not count, make-up working days do (P-05, P-06; vectors of R33)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis.strategies import datetimes, integers

from zuoxi.engine.finding import Refusal
from zuoxi.rules.office_time import OfficeTime

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
OFFICE = OfficeTime(540, 1080, SHANGHAI)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),  # within the day
        ("2026-11-23 16:00", 4, "2026-11-24 11:00"),  # over one night
        ("2026-11-23 09:00", 9, "2026-11-23 18:00"),  # exactly a day ends with the day
        ("2026-11-23 20:00", 1, "2026-11-24 10:00"),  # asked in the evening
        ("2026-11-23 03:00", 1, "2026-11-23 10:00"),  # asked in the night
        ("2026-11-27 17:00", 4, "2026-11-30 12:00"),  # over a weekend
        ("2026-11-28 12:00", 1, "2026-11-30 10:00"),  # asked on a Saturday
        ("2026-12-31 17:00", 2, "2027-01-01 10:00"),  # the calendar given knows no holiday
    ],
)
def test_a_limit_runs_in_office_hours_of_working_days(start: str, hours: int, due: str) -> None:
    assert OFFICE.after(at(start), hours * 60) == at(due)


def test_the_vector_of_the_help_desks_monday_evening_plus_four_hours() -> None:
    office = OfficeTime(480, 1080, SHANGHAI)
    assert office.after(at("2026-11-23 17:00"), 240) == at("2026-11-24 11:00")
    assert office.after(at("2026-11-23 17:00"), 180) == at("2026-11-24 10:00")


def test_days_off_are_left_out_and_make_up_days_count() -> None:
    days = {date(2026, 10, n): False for n in range(1, 8)} | {date(2026, 10, 10): True}
    office = OfficeTime(540, 1080, SHANGHAI, days)
    assert office.after(at("2026-09-30 17:00"), 120) == at("2026-10-08 10:00")
    assert office.after(at("2026-10-09 17:00"), 120) == at("2026-10-10 10:00")
    assert OFFICE.after(at("2026-10-09 17:00"), 120) == at("2026-10-12 10:00")


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-23 10:00", 3, "2026-11-26 18:00"),
        ("2026-11-25 23:00", 3, "2026-11-30 18:00"),
        ("2026-11-28 10:00", 1, "2026-11-30 18:00"),
        ("2026-11-23 10:00", 0, "2026-11-23 18:00"),
    ],
)
def test_working_days_end_at_closing_time(start: str, days: int, last: str) -> None:
    assert OFFICE.end_of_day_after(at(start), days) == at(last)


def test_a_day_of_the_clock_change_loses_no_office_hour() -> None:
    office = OfficeTime(0, 1440, BERLIN, {date(2026, 3, 29): True, date(2026, 10, 25): True})
    assert office.after(at("2026-03-29 00:00", BERLIN), 23 * 60) == at("2026-03-30 00:00", BERLIN)
    assert office.after(at("2026-10-25 00:00", BERLIN), 25 * 60) == at("2026-10-26 00:00", BERLIN)


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(Refusal, match="office_hours"):
        OfficeTime(1080, 540, SHANGHAI)


def test_a_calendar_without_any_working_day_is_refused_and_does_not_hang() -> None:
    never = {date(2026, 1, 1) + timedelta(days=n): False for n in range(9000)}
    with pytest.raises(Refusal, match="no_working_day"):
        OfficeTime(540, 1080, SHANGHAI, never).after(at("2026-01-01 10:00"), 1)


@given(start=datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), first=integers(1, 3000), second=integers(1, 3000))
def test_limits_add_up_and_a_longer_one_never_ends_earlier(start: datetime, first: int, second: int) -> None:
    begun = start.replace(tzinfo=UTC)
    once, then = OFFICE.after(begun, first + second), OFFICE.after(OFFICE.after(begun, first), second)
    assert once == then
    assert OFFICE.after(begun, first) < once
    assert 540 <= (local := once.astimezone(SHANGHAI)).hour * 60 + local.minute <= 1080
    assert OFFICE.is_working(local.date())
