"""The fast arrays against slow loops written from the definitions, and against answers known by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.engine.forecast.worlds import POLICY, both, day_after, monthly, past_of
from tests.engine.history.worlds import MONDAY, regular
from zuoxi.engine.forecast.backtest import origins
from zuoxi.engine.forecast.bounds import Residuals, Spread, fitted
from zuoxi.engine.forecast.methods import smoothing as holt_winters
from zuoxi.engine.forecast.methods.decomposition import MEAN_MONTH, month_effect, month_nearness, month_phase
from zuoxi.engine.forecast.methods.features import features_of
from zuoxi.engine.forecast.methods.means import mean_of_last
from zuoxi.engine.forecast.methods.regression import fitted as ridge
from zuoxi.engine.forecast.methods.theta import RATES, smoothed, theta
from zuoxi.engine.forecast.robust import robust_mean, weighted_mean

NAN = float("nan")
COLUMNS = arrays(float, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.one_of(st.floats(0, 1e4), st.just(NAN)))


@settings(deadline=None)
@given(COLUMNS, st.integers(1, 5))
def test_the_mean_of_the_last_few_is_the_mean_of_the_last_few(values: np.ndarray, count: int) -> None:
    for column, ours in zip(values.T, mean_of_last(values, count), strict=True):
        known = [value for value in column if not np.isnan(value)][-count:]
        assert ours == pytest.approx(sum(known) / len(known) if known else 0.0)


@settings(deadline=None)
@given(COLUMNS, st.integers(0, 99))
def test_a_weighted_mean_is_the_sum_over_the_sum(values: np.ndarray, seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(0.1, 1.0, len(values))
    for column, ours in zip(values.T, weighted_mean(values, weights[:, None] * np.ones_like(values)), strict=True):
        pairs = [(value, weight) for value, weight in zip(column, weights, strict=True) if not np.isnan(value)]
        wanted = sum(v * w for v, w in pairs) / sum(w for _, w in pairs) if pairs else NAN
        assert ours == pytest.approx(wanted, nan_ok=True)


@settings(deadline=None)
@given(COLUMNS)
def test_a_robust_mean_lies_among_the_values_and_moves_with_their_unit(values: np.ndarray) -> None:
    mean = robust_mean(values, np.ones(len(values)))
    for column, ours in zip(values.T, mean, strict=True):
        known = column[~np.isnan(column)]
        assert (np.isnan(ours) and not len(known)) or known.min() - 1e-6 <= ours <= known.max() + 1e-6
    np.testing.assert_allclose(robust_mean(4 * values, np.ones(len(values))), 4 * mean, rtol=1e-6, atol=1e-9)


def test_simple_smoothing_is_the_recursion_of_the_textbook() -> None:
    """Level after each value: level + rate x (value - level), from the mean of the first quarter; the rate with the least squared error."""
    values = np.random.default_rng(4).normal(100, 10, 40).cumsum() / np.arange(1, 41)
    found: dict[float, tuple[float, float]] = {}
    for rate in RATES:
        level, loss = float(values[:11].mean()), 0.0
        for value in values:
            loss += (value - level) ** 2
            level += rate * (value - level)
        found[float(rate)] = (loss, level)
    best = min(found, key=lambda rate: found[rate][0])
    assert smoothed(values) == (pytest.approx(found[best][1]), best)


def test_theta_of_a_straight_line_carries_the_level_on_with_half_its_slope() -> None:
    series = regular(20, level=1e6)
    rising = replace(series, offered=series.offered * (1 + 0.002 * np.arange(140))[:, None])
    totals = theta(*both(rising, 14))
    usual = np.nansum(series.offered[:14], axis=1)
    growth = totals / np.maximum(usual, 1.0)
    assert growth[0] == pytest.approx(1 + 0.002 * 140, rel=0.02)
    assert (growth[7] - growth[0]) / 7 == pytest.approx(0.001, rel=0.15)


def test_holt_winters_is_the_recursion_of_the_textbook() -> None:
    """One set of rates, scalar by scalar: level, damped trend, seven seasonals, additive in logarithms; errors drawn in at three sigmas."""
    past, ahead = both(monthly(12, noise=1.5), 7)
    logs = np.log(past.ordinary_totals)
    weekdays = past.series.weekdays
    states, sigma = holt_winters._start(logs, weekdays)
    level, trend, season = float(states.level[0]), 0.0, states.season[0].copy()
    run, loss = holt_winters._run(logs, weekdays, states, sigma)
    number = int(np.argmin(loss))
    alpha, beta, gamma = holt_winters.RATES[number]
    for value, weekday in zip(logs, weekdays, strict=True):
        carried = level + holt_winters.DAMPING * trend
        if math.isnan(value):
            level, trend = carried, holt_winters.DAMPING * trend
            continue
        error = min(max(value - carried - season[weekday], -3 * sigma), 3 * sigma)
        level, trend = carried + alpha * error, holt_winters.DAMPING * trend + beta * error
        season[weekday] += gamma * error
    assert run.level[number] == pytest.approx(level)
    assert run.trend[number] == pytest.approx(trend)
    np.testing.assert_allclose(run.season[number], season)
    wanted = [math.exp(level + trend * sum(holt_winters.DAMPING**k for k in range(1, step + 1)) + season[(step - 1) % 7]) for step in range(1, 6)]
    np.testing.assert_allclose(holt_winters.smoothing(past, ahead)[:5], wanted, rtol=1e-9)


def test_the_ridge_is_least_squares_with_the_priors_as_further_rows() -> None:
    """Where nothing is wild, all t weights are about equal and the answer is that of the augmented system."""
    lot = np.random.default_rng(8)
    columns = lot.standard_normal((400, 4))
    truth = np.array([0.3, -0.2, 0.0, 0.1])
    logs = columns @ truth + 0.05 * lot.standard_normal(400)
    prior = np.array([10.0, 10.0, 10.0, 0.001])
    effects = ridge(columns, logs, prior, np.arange(400) % 7)
    augmented = np.linalg.lstsq(np.vstack([columns / 0.05, np.diag(1 / prior)]), np.concatenate([logs / 0.05, np.zeros(4)]), rcond=None)[0]
    np.testing.assert_allclose(effects, augmented, atol=0.02)
    assert abs(effects[3]) < 0.01
    assert effects[0] == pytest.approx(0.3, abs=0.01)


def test_days_without_a_count_teach_the_ridge_nothing() -> None:
    lot = np.random.default_rng(9)
    columns = lot.standard_normal((200, 3))
    logs = columns @ np.array([0.5, 0.2, -0.1]) + 0.05 * lot.standard_normal(200)
    holes = lot.random(200) < 0.3
    torn = np.where(holes, NAN, logs)
    weekdays = np.arange(200) % 7
    whole = ridge(columns[~holes], logs[~holes], np.full(3, 10.0), weekdays[~holes])
    np.testing.assert_allclose(ridge(columns, torn, np.full(3, 10.0), weekdays), whole, atol=1e-9)


def test_a_wild_day_hardly_moves_the_ridge() -> None:
    columns = np.ones((60, 1))
    logs = 0.05 * np.random.default_rng(3).standard_normal(60)
    wild = logs.copy()
    wild[30] = 5.0
    calm = ridge(columns, logs, np.array([10.0]), np.arange(60) % 7)
    assert ridge(columns, wild, np.array([10.0]), np.arange(60) % 7)[0] == pytest.approx(calm[0], abs=0.01)


def test_the_month_effect_is_a_weighted_mean_of_what_lies_near_in_the_month() -> None:
    dates = [date(2026, 1, 1) + timedelta(days=n) for n in range(120)]
    left = np.sin(2 * np.pi * month_phase(dates) / MEAN_MONTH)
    weights = np.random.default_rng(2).uniform(0.5, 1.0, 120)
    asked = date(2026, 6, 20)
    near = total = 0.0
    for day, value, weight in zip(dates, left, weights, strict=True):
        apart = abs(month_phase([asked])[0] - month_phase([day])[0])
        heavy = weight * math.exp(-0.5 * (min(apart, MEAN_MONTH - apart) / 1.5) ** 2)
        near, total = near + heavy * value, total + heavy
    assert month_effect(month_nearness([asked], dates), left, weights)[0] == pytest.approx(near / (total + 2.0))


def test_the_month_is_a_ring_its_last_day_lies_beside_its_first() -> None:
    dates = [date(2026, 1, 1) + timedelta(days=n) for n in range(181)]
    busy_first = np.array([1.0 if day.day == 1 else 0.0 for day in dates])
    asked = [date(2026, 7, 1), date(2026, 7, 31), date(2026, 7, 15)]
    first, last, middle = month_effect(month_nearness(asked, dates), busy_first, np.ones(181))
    assert first > last > 5 * abs(middle)


@pytest.mark.parametrize("waves", [0, 1, 4])
def test_features_have_a_name_a_column_and_a_prior_each(waves: int) -> None:
    told = features_of([MONDAY + timedelta(days=n) for n in range(35)], {}, month_waves=waves)
    assert told.columns.shape == (35, len(told.names))
    assert len(told.sigma) == len(told.names) == len(set(told.names))
    assert (told.sigma > 0).all()
    assert sum(name.startswith("month_cos") for name in told.names) == waves
    np.testing.assert_array_equal(told.columns[:, :7].sum(axis=1), np.ones(35))


def test_without_a_calendar_no_day_is_special() -> None:
    told = features_of([MONDAY + timedelta(days=n) for n in range(35)], {}, month_waves=2)
    special = [n for n, name in enumerate(told.names) if not name.startswith(("weekday", "month"))]
    assert not told.columns[:, special].any()


def test_totals_with_holes_are_the_known_part_over_its_share() -> None:
    series = regular(8, level=1e6)
    torn = series.offered.copy()
    torn[22, 30:40] = NAN
    past = past_of(replace(series, offered=torn))
    shape = past.shapes[1]
    wanted = np.nansum(torn[22]) / np.nansum(np.where(np.isnan(torn[22]), 0.0, shape))
    assert past.totals[22] == pytest.approx(wanted)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.integers(1, 20))
def test_origins_are_weeks_before_the_end_and_as_many_as_the_policy_and_the_history_allow(days: int, count: int) -> None:
    past = replace(past_of(regular(45).until(days)), settings=replace(POLICY, backtest_origins=count))
    found = origins(past)
    assert all((days - start) % 7 == 0 and 0 < days - start <= 7 * count for start in found)
    assert found == sorted(found)
    assert len(found) == min(count, max(0, (days - 28) // 7)) or (days < 35 and len(found) <= 2)


@pytest.mark.parametrize("sigma", [0.02, 0.05, 0.2])
def test_the_spread_of_days_is_their_relative_error(sigma: float) -> None:
    lot = np.random.default_rng(6)
    hoped = lot.uniform(500, 5000, 400)
    came = hoped * (1 + sigma * lot.standard_normal(400))
    week = np.zeros(400, dtype=np.int64)
    spread = fitted(Residuals(hoped, came, week, hoped, came, week))
    assert spread.day_sigma[0] == pytest.approx(sigma, rel=0.12)


@pytest.mark.parametrize(("phi", "share"), [(1.0, 0.0), (6.0, 0.0), (2.0, 0.2)])
def test_the_variance_is_recovered_from_errors_drawn_with_it(phi: float, share: float) -> None:
    lot = np.random.default_rng(7)
    hoped = lot.uniform(1, 500, 20_000)
    came = hoped + np.sqrt(phi * hoped + (share * hoped) ** 2) * lot.standard_normal(20_000)
    week = np.zeros(20_000, dtype=np.int64)
    spread = fitted(Residuals(hoped, came, week, hoped, came, week))
    for volume in (10.0, 100.0, 400.0):
        wanted = math.sqrt(phi * volume + (share * volume) ** 2)
        assert spread.sigma(np.array([volume]))[0] == pytest.approx(wanted, rel=0.2)


def test_lopsided_errors_get_lopsided_bounds() -> None:
    """Counts that are mostly a little low and sometimes far too high: the upper bound is further away than the lower."""
    lot = np.random.default_rng(8)
    hoped = np.full(5_000, 100.0)
    came = hoped + 20 * (lot.exponential(1.0, 5_000) - 1)
    week = np.zeros(5_000, dtype=np.int64)
    bounds = fitted(Residuals(hoped, came, week, hoped, came, week)).of_intervals(np.array([[100.0]]))
    assert bounds.hi95[0, 0] - 100 > 2 * (100 - bounds.lo95[0, 0])


def test_bounds_of_a_poisson_count_are_about_its_own_quantiles() -> None:
    bounds = Spread(1.0, 0.0).of_intervals(np.array([[100.0]]))
    assert (bounds.lo95[0, 0], bounds.hi95[0, 0]) == (pytest.approx(80.4, abs=0.1), pytest.approx(119.6, abs=0.1))


def test_the_first_day_of_the_forecast_of_a_past_is_the_day_after_it() -> None:
    for weeks, extra in ((3, 0), (5, 2), (8, 6)):
        _, ahead = both(regular(10).until(7 * weeks + extra), 3)
        assert ahead.dates[0] == day_after(weeks) + timedelta(days=extra)
