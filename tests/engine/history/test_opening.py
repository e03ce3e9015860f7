"""Opening hours as a history shows them, against a slow count by hand (F-03)."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.engine.history.worlds import MONDAY, regular
from zuoxi.engine.history.opening import series_of, usual_hours
from zuoxi.engine.history.series import Series

GRIDS = arrays(float, st.tuples(st.integers(1, 30), st.just(24)), elements=st.sampled_from([float("nan"), 0.0, 3.0]))


def by_hand(offered: np.ndarray, share: float) -> np.ndarray:
    """The definition, cell by cell."""
    hours = np.zeros((7, offered.shape[1]), dtype=bool)
    for weekday in range(7):
        days = [offered[n] for n in range(len(offered)) if (MONDAY + timedelta(days=n)).weekday() == weekday]
        present = [day for day in days if not np.isnan(day).all()]
        if not present or len(present) < share * len(days):
            continue
        for slot in range(offered.shape[1]):
            filled = [day[slot] for day in present if not np.isnan(day[slot])]
            hours[weekday, slot] = len(filled) / len(present) >= share and any(value > 0 for value in filled)
    return hours


@settings(deadline=None)
@given(GRIDS, st.sampled_from([0.25, 0.5, 0.75, 1.0]))
def test_usual_hours_are_those_counted_by_hand(offered: np.ndarray, share: float) -> None:
    np.testing.assert_array_equal(usual_hours(offered, MONDAY, open_share=share), by_hand(offered, share))


def laid(offered: np.ndarray, never: np.ndarray | None = None) -> Series:
    return series_of(queue="q", first_day=MONDAY, step_min=60, offered=offered, aht_s=np.full_like(offered, 200.0), open_share=0.5, never=never)


@settings(deadline=None)
@given(GRIDS)
def test_no_call_is_lost_and_nothing_is_known_where_it_is_closed(offered: np.ndarray) -> None:
    series = laid(offered)
    assert np.nansum(series.offered) == np.nansum(offered)
    assert np.isnan(series.offered[~series.open]).all()
    assert np.isnan(series.aht_s[~series.open]).all()
    assert not (series.known & ~series.open).any()


@settings(deadline=None)
@given(GRIDS)
def test_asking_twice_changes_nothing(offered: np.ndarray) -> None:
    once = laid(offered)
    twice = laid(once.offered)
    np.testing.assert_array_equal(once.offered, twice.offered)


def test_hours_the_clock_skipped_are_closed_even_in_office_hours() -> None:
    offered = np.full((14, 24), 5.0)
    never = np.zeros((14, 24), dtype=bool)
    never[6, 2] = True
    offered[6, 2] = np.nan
    assert not laid(offered, never).open[6, 2]
    assert laid(offered).open[6, 2]


def test_a_lone_call_at_night_opens_its_own_interval_and_no_other_night() -> None:
    offered = np.full((28, 24), np.nan)
    offered[:, 8:18] = 9.0
    offered[9, 3] = 1.0
    series = laid(offered)
    assert series.open[9, 3]
    assert series.open[:, 3].sum() == 1
    assert series.open[:, 8:18].all()


@pytest.mark.parametrize(("weeks_open", "usual"), [(1, False), (2, True), (4, True)])
def test_a_slot_filled_on_half_of_the_days_is_open(weeks_open: int, usual: bool) -> None:
    offered = np.full((28, 24), np.nan)
    offered[:, 8:18] = 9.0
    offered[: 7 * weeks_open, 18] = 4.0
    assert usual_hours(offered, MONDAY, open_share=0.5)[0, 18] == usual


def test_a_day_of_zeros_within_the_hours_is_counted_as_zeros() -> None:
    offered = regular(6).offered
    silent = np.where(np.isnan(offered), np.nan, np.where(np.arange(42)[:, None] == 9, 0.0, offered))
    series = series_of(queue="q", first_day=MONDAY, step_min=30, offered=silent, aht_s=np.full_like(silent, np.nan), open_share=0.5)
    assert np.nansum(series.offered[9]) == 0
    assert series.known[9].sum() == 24


def test_an_hour_that_never_saw_a_call_is_closed_although_its_zeros_are_written() -> None:
    offered = np.zeros((21, 24))
    offered[:, 8:18] = 9.0
    series = laid(offered)
    assert series.open.sum() == 21 * 10
    assert np.isnan(series.offered[:, :8]).all()
