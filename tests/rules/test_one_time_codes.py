"""RFC 4226 and 6238: known answers from print; no code works twice (A32)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zuoxi.rules.one_time_codes import code, step_at, step_of

SECRET = b"12345678901234567890"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RFC_4226 = ("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489")
RFC_6238 = ((59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"), (2000000000, "69279037"))


def test_the_ten_values_of_rfc_4226_appendix_d() -> None:
    assert tuple(code(SECRET, step) for step in range(10)) == RFC_4226


@pytest.mark.parametrize(("seconds", "eight_digits"), RFC_6238)
def test_the_values_of_rfc_6238_appendix_b_in_their_last_six_digits(seconds: int, eight_digits: str) -> None:
    assert code(SECRET, step_at(datetime.fromtimestamp(seconds, UTC))) == eight_digits[-6:]


def test_a_code_fits_half_a_minute_early_or_late_and_not_later() -> None:
    here = step_at(NOON)
    assert [step_of(code(SECRET, here + off), SECRET, now=NOON, after=0) for off in (-1, 0, 1)] == [here - 1, here, here + 1]
    assert [step_of(code(SECRET, here + off), SECRET, now=NOON, after=0) for off in (-2, 2)] == [None, None]


def test_a_code_that_was_used_and_those_before_it_no_longer_fit() -> None:
    here = step_at(NOON)
    assert step_of(code(SECRET, here), SECRET, now=NOON, after=here - 1) == here
    assert step_of(code(SECRET, here), SECRET, now=NOON, after=here) is None
    assert step_of(code(SECRET, here - 1), SECRET, now=NOON, after=here) is None
    assert step_of(code(SECRET, here + 1), SECRET, now=NOON, after=here) == here + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\0" * 6, "7" * 5_000])
def test_nonsense_never_fits(typed: str) -> None:
    assert step_of(typed, SECRET, now=NOON, after=0) is None


@given(some.binary(min_size=10, max_size=40), some.integers(0, 2**40))
def test_a_code_has_six_digits_whatever_the_secret(secret: bytes, step: int) -> None:
    made = code(secret, step)
    assert len(made) == 6
    assert made.isdecimal()


@given(some.integers(0, 10**9))
def test_of_any_moment_the_present_code_fits_once(offset: int) -> None:
    now = NOON + timedelta(seconds=offset)
    step = step_of(code(SECRET, step_at(now)), SECRET, now=now, after=0)
    assert step is not None
    assert step_of(code(SECRET, step_at(now)), SECRET, now=now, after=max(step, step_at(now))) is None
