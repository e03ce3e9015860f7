"""Errors by hand, bounds by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.forecast.bounds import Residuals, Spread, fitted
from zuoxi.engine.forecast.errors import bias, coverage, day_totals, mape, wape

NAN = float("nan")
ACTUAL = np.array([[10.0, 20.0, NAN], [0.0, 10.0, NAN]])
FORECAST = np.array([[12.0, 15.0, 7.0], [1.0, NAN, NAN]])


def test_the_figures_are_those_of_the_definitions() -> None:
    """|10-12| + |20-15| + |0-1| + |10-0| = 18 of 40; closed counts as a forecast of 0; the unknown count is left out."""
    assert wape(ACTUAL, FORECAST) == pytest.approx(18 / 40)
    assert bias(ACTUAL, FORECAST) == pytest.approx((2 - 5 + 1 - 10) / 40)
    assert mape(ACTUAL, FORECAST) == pytest.approx((2 / 10 + 5 / 20 + 10 / 10) / 3)


def test_nothing_known_has_no_error() -> None:
    empty = np.full((2, 2), NAN)
    assert all(math.isnan(figure(empty, np.ones((2, 2)))) for figure in (wape, bias, mape))
    assert math.isnan(wape(np.zeros((2, 2)), np.ones((2, 2))))
    assert math.isnan(coverage(empty, np.zeros((2, 2)), np.ones((2, 2))))


def test_coverage_counts_the_limits_themselves_and_only_where_there_are_limits() -> None:
    actual = np.array([1.0, 2.0, 3.0, 4.0, NAN])
    assert coverage(actual, np.array([1.0, 0.0, 4.0, NAN, 0.0]), np.array([1.0, 1.0, 5.0, NAN, 9.0])) == pytest.approx(1 / 3)


def test_day_totals_are_over_the_same_intervals_on_both_sides() -> None:
    came, hoped = day_totals(ACTUAL, FORECAST)
    assert came.tolist() == [30.0, 10.0]
    assert hoped.tolist() == [27.0, 1.0]
    assert np.isnan(day_totals(np.full((1, 3), NAN), np.ones((1, 3)))[0]).all()


def simulated(phi: float, share: float, *, seed: int = 1, days: int = 160, widening: float = 1.0) -> Residuals:
    random = np.random.default_rng(seed)
    forecast = np.tile(np.linspace(5, 400, 24), (days, 1))
    week = np.broadcast_to((np.arange(days) // 40)[:, None], forecast.shape)
    sigma = np.sqrt(phi * forecast + (share * forecast) ** 2) * np.where(week == 3, widening, 1.0)
    actual = np.maximum(0, forecast + sigma * random.standard_normal(forecast.shape))
    total, came = forecast.sum(axis=1), actual.sum(axis=1)
    return Residuals(forecast.ravel(), actual.ravel(), week.ravel(), total, came, week[:, 0])


@pytest.mark.parametrize(("phi", "share"), [(1.0, 0.0), (4.0, 0.1), (1.0, 0.25)])
def test_fitted_bounds_hold_what_they_promise(phi: float, share: float) -> None:
    spread, fresh = fitted(simulated(phi, share)), simulated(phi, share, seed=2)
    grid = fresh.forecast.reshape(160, 24)
    bounds = spread.of_intervals(grid)
    came = fresh.actual.reshape(160, 24)
    assert coverage(came, bounds.lo80, bounds.hi80) == pytest.approx(0.80, abs=0.03)
    assert coverage(came, bounds.lo95, bounds.hi95) == pytest.approx(0.95, abs=0.02)
    for part in (slice(0, 8), slice(16, 24)):
        assert coverage(came[:, part], bounds.lo80[:, part], bounds.hi80[:, part]) == pytest.approx(0.80, abs=0.06)


def test_a_wider_last_week_is_noticed_and_never_narrows_again() -> None:
    spread = fitted(simulated(2.0, 0.0, widening=2.5))
    assert spread.widening[3] > 1.5 * spread.widening[0]
    assert list(spread.widening) == sorted(spread.widening)
    assert list(spread.day_sigma) == sorted(spread.day_sigma)
    far = spread.of_intervals(np.full((60, 2), 100.0))
    assert far.hi95[0, 0] < far.hi95[27, 0] == far.hi95[59, 0]


def test_days_have_their_own_bounds() -> None:
    errors = simulated(1.0, 0.0)
    spread = fitted(errors)
    days = spread.of_days(errors.day_forecast)
    assert coverage(errors.day_actual, days.lo80, days.hi80) == pytest.approx(0.8, abs=0.08)
    assert (days.hi80 - days.lo80 < 24 * 2 * 1.3 * np.sqrt(400)).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=20), st.floats(0.1, 300), st.floats(0, 0.6))
def test_bounds_are_in_order_and_never_negative(volumes: list[float], phi: float, share: float) -> None:
    volume = np.array(volumes)[:, None]
    bounds = Spread(phi, share).of_intervals(volume)
    assert (bounds.lo95 >= 0).all()
    assert (bounds.lo95 <= bounds.lo80).all()
    assert (bounds.lo80 <= volume).all()
    assert (volume <= bounds.hi80).all()
    assert (bounds.hi80 <= bounds.hi95).all()


def test_closed_intervals_have_no_bounds() -> None:
    bounds = Spread(1.0, 0.0).of_intervals(np.array([[NAN, 4.0]]))
    assert np.isnan(bounds.lo80[0, 0])
    assert bounds.lo95[0, 1] == pytest.approx(4 - 1.959964 * 2)


def test_a_forecast_of_nothing_may_still_see_a_call() -> None:
    assert Spread(1.0, 0.0).of_intervals(np.zeros((1, 1))).hi95[0, 0] > 0.5


def test_a_handful_of_errors_still_gives_bounds() -> None:
    one = np.array([3.0])
    week = np.array([0])
    spread = fitted(Residuals(one, one + 1, week, one, one, week))
    assert np.isfinite(spread.of_intervals(np.array([[5.0]])).hi95).all()
