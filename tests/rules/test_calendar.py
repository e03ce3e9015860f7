"""The 300 % days (X-04): known years from print, the change of 2025, and two libraries as witnesses."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from holidays.calendars.chinese import _ChineseLunisolar
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.triple_pay import DAYS
from zuoxi.rules.calendar import MOON, ORDER_644, ORDER_795, known_years, statutory_between, statutory_days


def days(year: int) -> list[str]:
    return [f"{one.day:%m-%d}" for one in statutory_days(year)]


def test_the_days_of_2024_are_the_eleven_of_the_old_order() -> None:
    """Order 644: the eve is not one of them, Labour Day is one day."""
    wanted = ["01-01", "02-10", "02-11", "02-12", "04-04", "05-01", "06-10", "09-17", "10-01", "10-02", "10-03"]
    assert days(2024) == wanted
    assert {one.source for one in statutory_days(2024)} == {ORDER_644}


def test_the_days_of_2026_are_the_thirteen_of_the_new_order() -> None:
    """Order 795: the eve (16 February 2026) and 2 May were added."""
    wanted = ["01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25", "10-01", "10-02", "10-03"]
    assert days(2026) == wanted
    assert {one.source for one in statutory_days(2026)} == {ORDER_795}
    assert {one.factor for one in statutory_days(2026)} == {3}


@pytest.mark.parametrize(("year", "count"), [(2014, 11), (2024, 11), (2025, 13), (2026, 13), (2027, 13), (2040, 13)])
def test_a_year_has_as_many_as_the_law_names(year: int, count: int) -> None:
    assert len(days(year)) == count


def test_a_day_of_two_festivals_stands_once() -> None:
    """In 2020 Mid-autumn fell on National Day."""
    assert days(2020).count("10-01") == 1
    assert len(days(2020)) == 10


@pytest.mark.parametrize("year", [1990, 2013, 2041, 9999])
def test_a_year_outside_the_table_says_nothing_rather_than_a_guess(year: int) -> None:
    assert statutory_days(year) == ()
    assert year not in known_years()


@pytest.mark.parametrize("year", sorted(MOON))
def test_the_moon_is_where_another_library_sees_it(year: int) -> None:
    witness = _ChineseLunisolar()
    found = [f(year)[0] for f in (witness.lunar_new_year_date, witness.qingming_date, witness.dragon_boat_date, witness.mid_autumn_date)]
    assert [date(year, *month_day) for month_day in MOON[year]] == found


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_statutory_day_is_a_day_off_in_the_published_years(year: int) -> None:
    assert [one.day for one in statutory_days(year) if not chinese_calendar.is_holiday(one.day)] == []


@given(first=st.dates(date(2014, 1, 1), date(2040, 6, 1)), length=st.integers(0, 500))
def test_a_stretch_holds_exactly_the_days_of_its_years_that_lie_in_it(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    wanted = {one.day for year in range(first.year, last.year + 1) for one in statutory_days(year) if first <= one.day <= last}
    assert set(statutory_between(first, last)) == wanted


def test_the_days_are_those_that_were_written_down_one_by_one() -> None:
    written = dict(DAYS)
    found = {one.day: one.name for year in range(2014, 2033) for one in statutory_days(year)}
    assert sorted(found) == sorted(written)
    assert {day: (name, written[day]) for day, name in found.items() if name != written[day]} == {}
