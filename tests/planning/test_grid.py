"""Slots of the local clock, also where the clock jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.planning import grid
from zuoxi.planning.grid import Grid

MONDAY = date(2026, 11, 23)
STEPS = st.sampled_from([5, 15, 30, 60])


@pytest.fixture
def berlin(settings) -> None:
    """A zone whose clock jumps: forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00."""
    settings.TIME_ZONE = "Europe/Berlin"


def test_half_past_eight_in_shanghai_is_half_past_midnight_in_utc() -> None:
    assert Grid(MONDAY, 7, 30).start(17) == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_a_week_of_half_hours_has_336_slots_and_ends_on_the_next_monday() -> None:
    week = Grid(MONDAY, 7, 30)
    assert week.size == 336
    assert grid.local(week.ends_at) == datetime(2026, 11, 30)
    assert grid.local(week.begins_at) == datetime(2026, 11, 23)


@given(step=STEPS, number=st.integers(0, 2000))
def test_a_slot_holds_its_own_start_and_its_last_second(step: int, number: int) -> None:
    period = Grid(MONDAY, 400, step)
    start = period.start(number)
    assert period.number(start) == number
    assert period.number(start + timedelta(minutes=step) - timedelta(seconds=1)) == number


def test_a_moment_before_the_first_day_has_a_negative_slot() -> None:
    assert Grid(MONDAY, 7, 30).number(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == -1


def test_a_span_covers_every_slot_it_touches_and_no_other() -> None:
    period = Grid(MONDAY, 2, 30)
    assert period.span(period.start(3), period.start(5)) == (3, 5)
    assert period.span(period.start(3) + timedelta(minutes=10), period.start(5) + timedelta(minutes=1)) == (3, 6)


def test_a_span_is_cut_to_the_grid_and_empty_outside() -> None:
    period = Grid(MONDAY, 1, 30)
    long = (period.begins_at - timedelta(days=3), period.ends_at + timedelta(days=3))
    assert period.span(*long) == (0, 48)
    assert period.touches(*long)
    assert not period.touches(period.ends_at, period.ends_at + timedelta(hours=1))
    assert not period.touches(period.begins_at - timedelta(hours=1), period.begins_at)


def test_a_time_over_which_the_clock_was_put_forward_is_skipped(berlin: None) -> None:
    assert grid.is_skipped(datetime(2026, 3, 29, 2, 30))
    assert not grid.is_skipped(datetime(2026, 3, 29, 3, 0))
    assert not grid.is_skipped(datetime(2026, 3, 29, 1, 59))


def test_of_the_hour_that_comes_twice_both_are_told_apart_and_share_a_slot(berlin: None) -> None:
    twice = datetime(2026, 10, 25, 2, 30)
    first, second = grid.utc(twice), grid.utc(twice, fold=1)
    assert second - first == timedelta(hours=1)
    day = Grid(date(2026, 10, 25), 1, 30)
    assert day.number(first) == day.number(second) == 5


def test_every_day_has_as_many_slots_even_when_the_clock_jumps(berlin: None) -> None:
    spring = Grid(date(2026, 3, 29), 1, 60)
    assert [spring.number(spring.start(slot)) for slot in range(24) if slot != 2] == [slot for slot in range(24) if slot != 2]
    assert spring.ends_at - spring.begins_at == timedelta(hours=23)


@given(step=STEPS, begin=st.integers(-200, 3200), length=st.integers(1, 3000))
def test_a_span_is_exactly_the_slots_that_share_a_minute_with_it(step: int, begin: int, length: int) -> None:
    """Against brute force over minutes, two days in a zone without clock changes."""
    period = Grid(MONDAY, 2, step)
    start = period.begins_at + timedelta(minutes=begin)
    minutes = range(max(begin, 0), min(begin + length, 2880))
    touched = {minute // step for minute in minutes}
    first, last = period.span(start, start + timedelta(minutes=length))
    assert set(range(first, last)) == touched


@given(step=STEPS, number=st.integers(0, 500))
def test_clock_and_instant_of_a_slot_agree(step: int, number: int) -> None:
    period = Grid(MONDAY, 400, step)
    assert grid.local(period.start(number)) == period.clock(number)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)))
def test_local_and_utc_are_each_others_inverse_where_the_clock_never_jumps(naive: datetime) -> None:
    assert grid.local(grid.utc(naive)) == naive
    assert not grid.is_skipped(naive)
