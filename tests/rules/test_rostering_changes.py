"""X-08: a changed cell costs more the nearer its day."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.rostering import RosterPolicy, change_factors

POLICY = RosterPolicy(near_days=14, near_factor=5)


def test_far_ahead_a_change_costs_its_price_and_on_the_day_itself_five_times_that() -> None:
    assert change_factors(POLICY, days=3, ahead=14) == (1, 1, 1)
    assert change_factors(POLICY, days=1, ahead=0) == (5,)
    assert change_factors(POLICY, days=1, ahead=-9) == (5,)
    assert change_factors(POLICY, days=1, ahead=7) == (3,)


@given(ahead=st.integers(-40, 40), near=st.integers(1, 60), factor=st.integers(1, 100))
def test_it_never_falls_as_the_day_nears_and_stays_within_its_bounds(ahead: int, near: int, factor: int) -> None:
    factors = change_factors(replace(POLICY, near_days=near, near_factor=factor), days=62, ahead=ahead)
    assert list(factors) == sorted(factors, reverse=True)
    assert all(1 <= one <= factor for one in factors)


def test_no_days_no_factors() -> None:
    assert change_factors(POLICY, days=0, ahead=3) == ()
