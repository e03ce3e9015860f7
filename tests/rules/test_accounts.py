"""O-09: delays for guessers, never a lock; how long sessions live (A29)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zuoxi.rules.accounts import AccountPolicy, Tries, after_failure, begins_a_delay, delay, forgotten, idle_limit, wait

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
POLICY = AccountPolicy()
FREE = POLICY.free_failures


def row(failures: int, *, ago: timedelta = timedelta(0), begun: timedelta | None = None) -> Tries:
    """A row of failures whose last one was `ago` before noon."""
    return Tries(failures, NOON - (begun or ago), NOON - ago)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (1_000_000, 900)]
)
def test_the_fifth_failure_costs_half_a_minute_and_each_further_one_twice_as_much_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert delay(failures, free=FREE, policy=POLICY) == timedelta(seconds=seconds)


def test_a_try_waits_exactly_until_the_delay_is_over() -> None:
    assert wait(row(5, ago=timedelta(seconds=29)), NOON, free=FREE, policy=POLICY) == timedelta(seconds=1)
    assert wait(row(5, ago=timedelta(seconds=30)), NOON, free=FREE, policy=POLICY) == timedelta(0)
    assert wait(row(4), NOON, free=FREE, policy=POLICY) == timedelta(0)
    assert wait(None, NOON, free=FREE, policy=POLICY) == timedelta(0)


def test_free_failures_are_forgotten_a_quarter_of_an_hour_after_the_last() -> None:
    young, old = row(4, ago=minutes(14.9), begun=minutes(60)), row(4, ago=minutes(15))
    assert after_failure(young, NOON, free=FREE, policy=POLICY).failures == 5
    assert after_failure(old, NOON, free=FREE, policy=POLICY) == Tries(1, NOON, NOON)


def test_a_row_that_led_to_a_delay_is_remembered_for_a_day() -> None:
    assert after_failure(row(7, ago=timedelta(hours=23)), NOON, free=FREE, policy=POLICY).failures == 8
    assert after_failure(row(7, ago=timedelta(hours=24)), NOON, free=FREE, policy=POLICY).failures == 1
    assert not forgotten(row(5, ago=minutes(16)), NOON, free=FREE, policy=POLICY)


def test_the_start_of_the_delays_is_told_once() -> None:
    assert [n for n in range(1, 20) if begins_a_delay(row(n), free=FREE)] == [5]


def test_an_administrators_session_rests_for_a_quarter_others_for_half_an_hour() -> None:
    assert idle_limit(administrator=True, policy=POLICY) == minutes(15)
    assert idle_limit(administrator=False, policy=POLICY) == minutes(30)


def test_the_numbers_are_policy() -> None:
    strict = AccountPolicy(free_failures=1, first_delay_s=600, longest_delay_min=10, idle_min=5)
    assert delay(1, free=strict.free_failures, policy=strict) == minutes(10)
    assert delay(2, free=strict.free_failures, policy=strict) == minutes(10)
    assert idle_limit(administrator=False, policy=strict) == minutes(5)


@given(some.integers(0, 2_000), some.integers(1, 1_000))
def test_one_more_failure_never_shortens_the_delay_which_is_never_longer_than_the_longest(failures: int, free: int) -> None:
    now, next_one = delay(failures, free=free, policy=POLICY), delay(failures + 1, free=free, policy=POLICY)
    assert timedelta(0) <= now <= next_one <= minutes(POLICY.longest_delay_min)


@given(some.lists(some.integers(0, 3_600), min_size=1, max_size=200))
def test_however_a_guesser_spaces_the_tries_few_are_made(gaps: list[int]) -> None:
    """The free ones, those of the rising delays, then two in a quarter of an hour at most."""
    tries, now, made = None, NOON, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        if not wait(tries, now, free=FREE, policy=POLICY):
            tries, made = after_failure(tries, now, free=FREE, policy=POLICY), made + 1
    spent = (now - NOON).total_seconds()
    assert made <= FREE + 6 + spent / 60 / POLICY.window_min * 2
    assert tries is not None
    assert tries.first_at <= tries.last_at <= now


@given(some.integers(1, 50), some.integers(0, 100_000))
def test_waiting_as_long_as_told_is_always_enough(failures: int, ago: int) -> None:
    tries = row(failures, ago=timedelta(seconds=ago))
    left = wait(tries, NOON, free=FREE, policy=POLICY)
    assert wait(tries, NOON + left, free=FREE, policy=POLICY) == timedelta(0)
