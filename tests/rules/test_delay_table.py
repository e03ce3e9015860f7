"""O-09, A29: what a guesser gets out of the delays, added up; for every policy within its bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.accounts import AccountPolicy, Tries, after_failure, delay, forgotten, idle_limit, wait
from zuoxi.rules.policy import entries

START = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
SHIPPED = AccountPolicy()
POLICIES = st.builds(
    AccountPolicy,
    free_failures=st.integers(1, 20),
    window_min=st.integers(1, 240),
    first_delay_s=st.integers(1, 600),
    longest_delay_min=st.integers(1, 240),
    forget_h=st.integers(1, 168),
)


def guesses(policy: AccountPolicy, hours: int, *, free: int | None = None) -> int:
    """How many tries somebody makes who tries again as soon as they may."""
    free, tries, now, made = free or policy.free_failures, None, START, 0
    while now < START + timedelta(hours=hours):
        tries, made = after_failure(tries, now, free=free, policy=policy), made + 1
        now += max(wait(tries, now, free=free, policy=policy), timedelta(seconds=1))
    return made


@pytest.mark.parametrize(
    ("policy", "hours", "most"),
    [
        (SHIPPED, 1, 14),
        (SHIPPED, 24, 106),
        (SHIPPED, 24 * 7, 682),
        (replace(SHIPPED, longest_delay_min=60), 24, 36),
        (replace(SHIPPED, free_failures=3), 24, 104),
        (replace(SHIPPED, first_delay_s=600, longest_delay_min=240), 24, 15),
    ],
)
def test_in_so_many_hours_so_few_guesses_are_made(policy: AccountPolicy, hours: int, most: int) -> None:
    made = guesses(policy, hours)
    assert made <= most
    assert made >= policy.free_failures


def test_at_that_pace_the_hundred_commonest_passwords_take_most_of_a_day_and_ten_thousand_a_season() -> None:
    assert guesses(SHIPPED, 20) < 100
    a_day = guesses(SHIPPED, 48) - guesses(SHIPPED, 24)
    assert 10_000 / a_day > 90


def test_a_whole_centre_behind_one_address_may_mistype_far_more_often_than_one_account() -> None:
    assert guesses(SHIPPED, 1, free=SHIPPED.free_failures_of_address) >= SHIPPED.free_failures_of_address > 5 * SHIPPED.free_failures


ROWS = """
failures  free=1  free=5  free=30
0         0       0       0
1         30      0       0
2         60      0       0
4         240     0       0
5         480     30      0
6         900     60      0
9         900     480     0
10        900     900     0
29        900     900     0
30        900     900     30
31        900     900     60
34        900     900     480
35        900     900     900
99        900     900     900
"""


@pytest.mark.parametrize("line", ROWS.strip().splitlines()[1:], ids=lambda line: line.split()[0])
def test_seconds_of_delay_by_failures_and_free_ones(line: str) -> None:
    failures, *seconds = (int(word) for word in line.split())
    found = [int(delay(failures, free=free, policy=SHIPPED).total_seconds()) for free in (1, 5, 30)]
    assert found == seconds


@given(policy=POLICIES, failures=st.integers(1, 60))
def test_each_failure_doubles_until_the_longest_whatever_the_policy(policy: AccountPolicy, failures: int) -> None:
    longest = timedelta(minutes=policy.longest_delay_min)
    now, then = (delay(n, free=policy.free_failures, policy=policy) for n in (failures, failures + 1))
    if failures >= policy.free_failures:
        assert then == min(2 * now, longest) or now == longest
        assert now >= min(timedelta(seconds=policy.first_delay_s), longest)
    else:
        assert now == timedelta(0)


@given(policy=POLICIES, failures=st.integers(1, 60), gap=st.integers(0, 10**6))
def test_a_row_is_forgotten_at_once_or_stays_and_never_grows_by_waiting(policy: AccountPolicy, failures: int, gap: int) -> None:
    row, now, free = Tries(failures, START, START), START + timedelta(seconds=gap), policy.free_failures
    after = after_failure(row, now, free=free, policy=policy)
    if forgotten(row, now, free=free, policy=policy):
        assert (after, wait(row, now, free=free, policy=policy)) == (Tries(1, now, now), timedelta(0))
    else:
        assert (after.failures, after.first_at, after.last_at) == (failures + 1, START, now)
    limit = timedelta(minutes=policy.window_min) if failures < free else timedelta(hours=policy.forget_h)
    assert forgotten(row, now, free=free, policy=policy) == (timedelta(seconds=gap) >= limit)


@given(policy=POLICIES, gaps=st.lists(st.integers(0, 20_000), max_size=40))
def test_the_wait_counts_down_with_the_clock(policy: AccountPolicy, gaps: list[int]) -> None:
    tries, now = None, START
    for gap in gaps:
        now += timedelta(seconds=gap)
        left = wait(tries, now, free=policy.free_failures, policy=policy)
        assert timedelta(0) <= left <= timedelta(minutes=policy.longest_delay_min)
        if left > timedelta(seconds=1) and tries is not None:
            sooner = wait(tries, now + timedelta(seconds=1), free=policy.free_failures, policy=policy)
            assert sooner in (left - timedelta(seconds=1), timedelta(0))
        tries = tries if left else after_failure(tries, now, free=policy.free_failures, policy=policy)


def test_no_policy_within_its_bounds_turns_the_protection_off() -> None:
    bounds = {one.name: (one.low, one.high) for one in entries(AccountPolicy) if one.low is not None}
    weakest = replace(SHIPPED, free_failures=bounds["free_failures"][1], first_delay_s=bounds["first_delay_s"][0], longest_delay_min=1, forget_h=1)
    assert guesses(weakest, 24) < 24 * 60 + 30
    assert bounds["reset_min"][1] == 30, "a link to reset lives half an hour at most (A33)"
    assert bounds["fresh_min"][1] == 15
    assert bounds["code_tries"][1] <= 10
    for administrator in (True, False):
        longest = replace(SHIPPED, idle_min=bounds["idle_min"][1], idle_administrator_min=bounds["idle_administrator_min"][1])
        assert idle_limit(administrator=administrator, policy=longest) <= timedelta(hours=1 if administrator else 4)
