"""A history moved by whole weeks ends in the week before the plan; its weekdays stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.history.moving import FAR_WEEKS, WEEK, gap_days, is_far, weeks_to_move

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(days, days)
def test_what_is_moved_ends_within_the_week_before_and_keeps_its_weekday(last: date, first: date) -> None:
    moved = last + weeks_to_move(last, first) * WEEK
    assert first - WEEK <= moved < first
    assert moved.weekday() == last.weekday()


@pytest.mark.parametrize(("gap", "far"), [(-1, False), (0, False), (7 * FAR_WEEKS, False), (7 * FAR_WEEKS + 1, True)])
def test_half_a_year_is_the_bound(gap: int, far: bool) -> None:
    first = date(2026, 12, 7)
    last = first - timedelta(days=gap + 1)
    assert gap_days(last, first) == gap
    assert is_far(last, first) is far


def test_the_bank_of_2003_is_moved_by_1206_weeks_for_december_2026() -> None:
    last = date(2003, 10, 24)
    assert last + weeks_to_move(last, date(2026, 12, 7)) * WEEK == date(2026, 12, 4)
    assert weeks_to_move(last, date(2026, 12, 7)) == 1206
