"""The grid itself, its medians and the clock."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.engine.history.worlds import MONDAY, at, regular
from zuoxi.engine.finding import Refusal
from zuoxi.engine.history import clock
from zuoxi.engine.history.medians import median_of_known, sigma_of_known, weighted_median
from zuoxi.engine.history.opening import usual_hours
from zuoxi.engine.history.series import Series

NEW_YORK = ZoneInfo("America/New_York")
VALUES = arrays(float, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))))


@pytest.mark.parametrize(("step_min", "slots"), [(30, 47), (10, 144), (0, 48)])
def test_a_grid_that_does_not_fit_its_step_is_refused(step_min: int, slots: int) -> None:
    grid = np.zeros((2, slots))
    with pytest.raises(Refusal, match=r"history\.shape"):
        Series("q", MONDAY, step_min, grid, grid, grid > 0)


def test_cells_and_moments_find_each_other() -> None:
    series = regular(2)
    assert series.start_of(3, 17) == at("2026-01-08 08:30")
    assert series.place(at("2026-01-08 08:59")) == (3, 17)
    assert series.start_of(0, 48) == at("2026-01-06 00:00")
    assert (series.last_day, series.dates[-1], series.days) == (date(2026, 1, 18), date(2026, 1, 18), 14)
    assert series.weekdays.tolist() == [0, 1, 2, 3, 4, 5, 6] * 2


def test_a_shortened_series_knows_nothing_of_what_came_later() -> None:
    series = regular(2).until(8)
    assert (series.days, series.last_day) == (8, date(2026, 1, 12))
    assert series.open.shape == series.aht_s.shape == (8, 48)


@given(VALUES)
def test_the_median_of_what_is_known_is_numpys_median_of_it(values: np.ndarray) -> None:
    for column, ours in zip(values.T, median_of_known(values), strict=True):
        known = column[~np.isnan(column)]
        assert (np.isnan(ours) and not len(known)) or ours == pytest.approx(np.median(known))


def test_medians_of_nothing_are_nothing() -> None:
    assert np.isnan(median_of_known(np.empty((0, 3)))).all()
    assert np.isnan(median_of_known(np.full((4, 2), np.nan))).all()


def test_a_weighted_median_follows_the_weight() -> None:
    """Places of 1, 2, 9 with weights 1, 1, 8 are 0.05, 0.15, 0.6: half lies seven ninths of the way from 2 to 9."""
    values = np.array([[1.0, 2.0, 9.0], [np.nan, 5.0, 6.0], [np.nan, np.nan, np.nan], [7.0, np.nan, np.nan]])
    weights = np.array([[1.0, 1.0, 8.0], [9.0, 2.0, 2.0], [1.0, 1.0, 1.0], [3.0, 1.0, 1.0]])
    np.testing.assert_allclose(weighted_median(values, weights), [2 + 7 * 7 / 9, 5.5, np.nan, 7.0])


@given(VALUES)
def test_with_equal_weights_the_weighted_median_is_the_median(values: np.ndarray) -> None:
    np.testing.assert_allclose(weighted_median(values.T, np.ones_like(values.T)), median_of_known(values), rtol=1e-9, atol=1e-6)


def test_the_robust_sigma_of_normal_numbers_is_their_sigma_even_with_a_tenth_of_rubbish() -> None:
    values = 3 * np.random.default_rng(1).standard_normal(20_000)
    assert sigma_of_known(values) == pytest.approx(3, rel=0.03)
    values[:2000] = 1e9
    assert sigma_of_known(values) == pytest.approx(3, rel=0.2)


@pytest.mark.parametrize(
    ("moment", "never", "twice"),
    [("2026-03-08 02:30", True, False), ("2026-03-08 03:00", False, False), ("2026-11-01 01:30", False, True), ("2026-11-01 02:00", False, False)],
)
def test_the_clock_of_new_york_jumps_and_repeats_where_it_should(moment: str, never: bool, twice: bool) -> None:
    assert clock.never_was(at(moment), NEW_YORK) is never
    assert clock.was_twice(at(moment), NEW_YORK) is twice
    assert clock.changes(at(moment).date(), NEW_YORK)
    assert not clock.changes(at(moment).date(), ZoneInfo("Asia/Shanghai"))


def test_usual_hours_need_half_of_the_days() -> None:
    grid = np.full((28, 48), np.nan)
    grid[0::7, 18:36] = 5.0
    grid[0, 36] = 5.0
    grid[1, 18:36] = 5.0
    hours = usual_hours(grid, MONDAY, open_share=0.5)
    assert np.flatnonzero(hours[0]).tolist() == list(range(18, 36))
    assert not hours[1:].any()


def test_absent_mondays_say_nothing_about_the_hours_of_mondays() -> None:
    grid = regular(6).offered
    grid[[7, 14]] = np.nan
    assert usual_hours(grid, MONDAY, open_share=0.5)[0].sum() == 24
