"""Daylight saving in zones that differ in every way: by an hour, by half an hour, at midnight, never (X-01)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.history.worlds import at
from zuoxi.engine.history import clock

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "UTC")


@pytest.mark.parametrize(
    ("zone", "moment", "never", "twice"),
    [
        ("America/New_York", "2026-03-08 01:59", False, False),
        ("America/New_York", "2026-03-08 02:00", True, False),
        ("America/New_York", "2026-03-08 02:59", True, False),
        ("America/New_York", "2026-03-08 03:00", False, False),
        ("America/New_York", "2026-11-01 00:59", False, False),
        ("America/New_York", "2026-11-01 01:00", False, True),
        ("America/New_York", "2026-11-01 01:59", False, True),
        ("America/New_York", "2026-11-01 02:00", False, False),
        ("Europe/Berlin", "2026-03-29 02:30", True, False),
        ("Europe/Berlin", "2026-10-25 02:30", False, True),
        ("Europe/Berlin", "2026-10-25 03:00", False, False),
        ("Australia/Lord_Howe", "2026-10-04 02:15", True, False),
        ("Australia/Lord_Howe", "2026-10-04 02:30", False, False),
        ("Australia/Lord_Howe", "2026-04-05 01:45", False, True),
        ("America/Santiago", "2026-09-06 00:30", True, False),
        ("America/Santiago", "2026-04-04 23:30", False, True),
        ("Asia/Shanghai", "2026-03-08 02:30", False, False),
        ("Asia/Shanghai", "1986-05-04 02:30", True, False),
        ("Asia/Kolkata", "2026-11-01 01:30", False, False),
    ],
)
def test_the_clock_jumps_and_repeats_where_the_zone_says(zone: str, moment: str, never: bool, twice: bool) -> None:
    assert clock.never_was(at(moment), ZoneInfo(zone)) is never
    assert clock.was_twice(at(moment), ZoneInfo(zone)) is twice


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("America/New_York", ["2026-03-08", "2026-11-01"]),
        ("Europe/Berlin", ["2026-03-29", "2026-10-25"]),
        ("Australia/Lord_Howe", ["2026-04-05", "2026-10-04"]),
        ("Asia/Shanghai", []),
        ("UTC", []),
    ],
)
def test_only_the_days_of_change_have_not_24_hours(zone: str, days: list[str]) -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [str(day) for day in year if clock.changes(day, ZoneInfo(zone))] == days


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_an_instant_that_was_has_a_local_time_that_was(instant: datetime, zone: str) -> None:
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert not clock.never_was(local, ZoneInfo(zone))


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2035, 1, 1)), st.sampled_from(ZONES))
def test_no_local_time_is_both_never_and_twice_and_both_need_a_day_of_change(moment: datetime, zone: str) -> None:
    never, twice = clock.never_was(moment, ZoneInfo(zone)), clock.was_twice(moment, ZoneInfo(zone))
    assert not (never and twice)
    if never or twice:
        around = [moment.date() + timedelta(days=n) for n in (-1, 0, 1)]
        assert any(clock.changes(day, ZoneInfo(zone)) for day in around)
