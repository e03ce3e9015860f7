"""Each method on centres whose truth is known: exact where nothing is random, steady where something is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.forecast.worlds import book, both, day_after, holiday, make_up, monthly, scaled, truth
from tests.engine.history.worlds import regular
from zuoxi.core import calendar as working_calendar
from zuoxi.engine.forecast.days import day_range, facts
from zuoxi.engine.forecast.errors import wape
from zuoxi.engine.forecast.kinds import nearness_of, working_days_to_holiday
from zuoxi.engine.forecast.methods.decomposition import decomposition, month_phase
from zuoxi.engine.forecast.methods.features import features_of
from zuoxi.engine.forecast.methods.means import mean4, seasonal_naive, weighted_means
from zuoxi.engine.forecast.methods.registry import METHODS, Method
from zuoxi.engine.forecast.methods.regression import level_steps, regression
from zuoxi.engine.forecast.methods.smoothing import smoothing
from zuoxi.engine.forecast.methods.spread import special_ratio
from zuoxi.engine.forecast.methods.theta import drawn_in, smoothed, theta
from zuoxi.engine.history.series import Series

BY_DAY = [decomposition, smoothing, theta, regression]
each = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
by_day = pytest.mark.parametrize("method", BY_DAY, ids=lambda method: method.__name__)


def said(method: Method, series: Series, days: int = 14, **options: object) -> np.ndarray:
    past, ahead = both(series, days, **options)  # type: ignore[arg-type]
    return np.where(ahead.open, method.run(past, ahead), np.nan)


@each
def test_weeks_that_never_change_go_on_unchanged(method: Method) -> None:
    series = regular(14, level=1e5)
    np.testing.assert_allclose(said(method, series.until(84)), truth(series, 14, 84), rtol=0.02)


@each
def test_twice_the_calls_make_twice_the_forecast(method: Method) -> None:
    series = regular(10, level=1e4, noise=1.0)
    one, two = said(method, series), said(method, replace(series, offered=2 * series.offered))
    np.testing.assert_allclose(two, 2 * one, rtol=1e-6)


@each
def test_nothing_is_negative_and_closed_hours_stay_closed(method: Method) -> None:
    series = regular(9, level=40.0, noise=3.0, seed=7)
    grid = said(method, series)
    assert np.nanmin(grid) >= 0
    assert np.isnan(grid[5:7]).all()
    assert not np.isnan(grid[0, 16:40]).any()


@each
def test_missing_days_and_intervals_are_not_zeros(method: Method) -> None:
    """Five per cent of the cells and three whole days are gone; the forecast hardly moves."""
    series = regular(14, level=1e5)
    holes = np.random.default_rng(5).random(series.offered.shape) < 0.05
    holes[[8, 45, 79]] = True
    torn = replace(series, offered=np.where(holes, np.nan, series.offered))
    np.testing.assert_allclose(said(method, torn.until(84)), truth(series, 14, 84), rtol=0.05)


@each
def test_a_week_of_hourly_counts_and_of_five_minutes_both_work(method: Method) -> None:
    for step_min in (5, 60):
        series = regular(7, step_min=step_min, level=1e5)
        assert wape(truth(series, 7, 42), said(method, series.until(42), 7)) < 0.05


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 6), st.integers(5, 9), st.floats(0, 1), st.integers(0, 99))
def test_no_history_however_torn_makes_a_method_fall_over(index: int, weeks: int, share: float, seed: int) -> None:
    series = regular(weeks, level=50.0, noise=1.0, weekend=True)
    holes = np.random.default_rng(seed).random(series.offered.shape) < share
    grid = said(METHODS[index], replace(series, offered=np.where(holes, np.nan, series.offered)), 9)
    assert grid.shape == (9, 48)
    assert (np.nan_to_num(grid) >= 0).all()
    assert np.isfinite(np.nan_to_num(grid)).all()


def test_the_naive_method_is_the_last_such_day_on_which_anything_came() -> None:
    series = regular(6, noise=1.0)
    offered = series.offered.copy()
    offered[35] = np.nan
    past, ahead = both(replace(series, offered=offered), 7)
    grid = seasonal_naive(past, ahead)
    np.testing.assert_array_equal(grid[0], np.nan_to_num(series.offered[28]))
    np.testing.assert_array_equal(grid[1], np.nan_to_num(series.offered[36]))


def test_mean4_is_the_mean_of_the_last_four() -> None:
    series = regular(6, noise=1.0)
    past, ahead = both(series, 7)
    np.testing.assert_allclose(mean4(past, ahead)[2, 16:40], series.offered[16:42:7, 16:40].mean(axis=0))


def test_weighted_means_follow_the_recent_weeks() -> None:
    series = regular(20, level=1e4)
    grown = replace(series, offered=series.offered * np.where(np.arange(140) >= 98, 2.0, 1.0)[:, None])
    past, ahead = both(grown, 5)
    total = weighted_means(past, ahead).sum() / np.nansum(series.offered[:5])
    assert 1.5 < total <= 2.0


def test_weighted_means_are_deaf_to_one_wild_day() -> None:
    series = regular(12, level=1e4, noise=1.0)
    wild = scaled(series, {day_after(10): 6.0})
    calm, past_ahead = weighted_means(*both(series, 7)), both(wild, 7)
    np.testing.assert_allclose(weighted_means(*past_ahead)[0], calm[0], rtol=0.12)


@by_day
def test_a_change_of_level_is_followed(method: object) -> None:
    series = regular(30, level=1e4)
    grown = replace(series, offered=series.offered * np.where(np.arange(210) >= 140, 1.4, 1.0)[:, None])
    totals = method(*both(grown, 5))  # type: ignore[operator]
    assert totals.sum() / np.nansum(grown.offered[-7:]) == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize("method", [decomposition, regression])
def test_the_course_of_the_month_is_learnt(method: object) -> None:
    series = monthly(34, swing=0.15)
    totals = method(*both(series.until(31 * 7), 21))  # type: ignore[operator]
    came = np.nansum(series.offered[31 * 7 :], axis=1)
    opened = came > 0
    assert wape(came[opened], totals[opened]) < 0.02
    assert wape(came[opened], theta(*both(series.until(31 * 7), 21))[opened]) > 0.05


@by_day
def test_one_strange_day_at_the_end_does_not_carry_the_forecast_away(method: object) -> None:
    series = regular(16, level=1e4, noise=1.0)
    strange = scaled(series, {day_after(15, 4): 4.0})
    calm, torn = method(*both(series, 5)), method(*both(strange, 5))  # type: ignore[operator]
    np.testing.assert_allclose(torn[:4], calm[:4], rtol=0.12)


def test_the_regression_learns_the_day_after_a_holiday() -> None:
    """Holidays are closed; the next working day brings 30 % more. Four were seen; the fifth is announced by the calendar."""
    days = [day_after(week, 1) for week in (4, 10, 16, 22)]
    series = scaled(regular(26, level=1e5), {day + timedelta(days=1): 1.3 for day in days})
    closed = series.offered.copy()
    closed[[(day - series.first_day).days for day in days]] = np.nan
    calendar = book(*(holiday(day) for day in [*days, day_after(26, 1)]))
    past, ahead = both(replace(series, offered=closed), 7, calendar)
    totals = regression(past, ahead)
    usual = np.nansum(regular(26, level=1e5).offered[:7], axis=1)
    assert not ahead.open[1].any()
    assert totals[2] / usual[2] == pytest.approx(1.3, abs=0.06)
    assert totals[0] / usual[0] == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(
    "method",
    [*BY_DAY, lambda past, ahead: weighted_means(past, ahead).sum(axis=1)],
    ids=["decomposition", "smoothing", "theta", "regression", "weighted_means"],
)
def test_a_worked_holiday_at_half_the_volume_is_forecast_lower(method: object) -> None:
    days = [day_after(week, 2) for week in (5, 9, 13, 17, 21)]
    series = scaled(regular(24, level=1e5), dict.fromkeys(days, 0.5))
    past, ahead = both(series, 7, book(*(holiday(day) for day in [*days, day_after(24, 2)])))
    totals, usual = method(past, ahead), np.nansum(series.offered[:7], axis=1)  # type: ignore[operator]
    assert totals[2] / usual[2] == pytest.approx(0.5, abs=0.12)
    assert totals[1] / usual[1] == pytest.approx(1.0, abs=0.04)


@pytest.mark.parametrize(
    "method",
    [*BY_DAY, lambda past, ahead: weighted_means(past, ahead).sum(axis=1)],
    ids=["decomposition", "smoothing", "theta", "regression", "weighted_means"],
)
def test_a_make_up_saturday_is_about_a_day_of_the_office_week(method: object) -> None:
    series = regular(12, level=1e5)
    past, ahead = both(series, 7, book(make_up(day_after(12, 5))))
    mean = np.nansum(series.offered[:5], axis=1).mean()
    assert method(past, ahead)[5] == pytest.approx(mean, rel=0.05)  # type: ignore[operator]


def test_a_ratio_seen_once_counts_half_and_seen_often_nearly_whole() -> None:
    def ratio(count: int) -> float:
        days = [day_after(4 + 2 * n, 2) for n in range(count)]
        series = scaled(regular(24, level=1e5), dict.fromkeys(days, 0.5))
        return float(special_ratio(*both(series, 7, book(*(holiday(day) for day in [*days, day_after(24, 2)]))))[2])

    assert ratio(0) == 1.0
    assert ratio(1) == pytest.approx(0.5**0.5, rel=0.01)
    assert ratio(8) == pytest.approx(0.5 ** (8 / 9), rel=0.01)


def test_theta_carries_half_the_slope_and_smoothing_a_fading_trend() -> None:
    series = monthly(26, swing=0.0, drift=0.02)
    usual = np.nansum(series.offered[-7:-2], axis=1)
    for method in (theta, smoothing):
        totals = method(*both(series, 14))
        assert (totals[:5] > usual).all()
        assert totals[7:12].sum() > totals[:5].sum()


def test_simple_smoothing_of_a_constant_is_the_constant() -> None:
    assert smoothed(np.full(30, 7.0))[0] == 7.0
    jump = np.array([10.0] * 30 + [20.0] * 30)
    assert smoothed(jump)[0] == pytest.approx(20.0, abs=0.1)


def test_values_far_from_their_median_are_drawn_in() -> None:
    values = np.array([9.0, 10.0, 11.0, 10.0, 9.5, 500.0])
    assert drawn_in(values).max() < 20
    assert (drawn_in(values)[:5] == values[:5]).all()
    assert (drawn_in(np.full(4, 3.0)) == 3.0).all()


def test_month_phases_put_the_first_of_all_months_together_and_stretch_february() -> None:
    phases = month_phase([date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 15), date(2026, 1, 16)])
    assert phases[0] == phases[1] == 0
    assert phases[2] == pytest.approx(15.2)
    assert phases[3] == pytest.approx(14.7, abs=0.1)


def test_the_features_of_the_spring_festival_are_as_people_know_them() -> None:
    book_of_china = working_calendar.days(date(2026, 1, 20), 70, country="CN").by_day
    dates = day_range(date(2026, 2, 1), 40)
    told = features_of(dates, book_of_china, month_waves=2)
    column = {name: told.columns[:, n] for n, name in enumerate(told.names)}

    def days(name: str) -> list[str]:
        return [f"{day:%m-%d}" for day, value in zip(dates, column[name], strict=True) if value]

    assert days("holiday")[0], days("holiday")[-1] == ("02-15", "02-23")
    assert days("make_up") == ["02-14", "02-28"]
    assert days("day_before") == ["02-14"]
    assert (days("day_after_1"), days("day_after_2"), days("day_after_3")) == (["02-24"], ["02-25"], ["02-26"])
    assert column["weekday_0"][13] == pytest.approx(0.2)
    assert days("month_start") == ["02-01", "03-01"]
    assert told.columns.shape == (40, len(told.names)) == (40, len(told.sigma))


def test_working_days_to_a_holiday_do_not_count_the_weekend() -> None:
    calendar = book(holiday(date(2026, 1, 9)))
    known = [facts(calendar, day) for day in day_range(date(2026, 1, 1), 31)]
    assert working_days_to_holiday(known, 11, -1) == 1
    assert working_days_to_holiday(known, 12, -1) == 2
    assert working_days_to_holiday(known, 7, 1) == 1
    assert working_days_to_holiday(known, 8, 1) == 0
    assert working_days_to_holiday(known, 19, -1) == 0


def test_nearness_is_the_working_day_before_and_the_three_after() -> None:
    """The Wednesday is a holiday: Tuesday is before, Thursday, Friday and (over the weekend) Monday are after."""
    near = nearness_of(day_range(date(2026, 1, 5), 10), book(holiday(date(2026, 1, 7))))
    assert near.tolist() == [0, -1, 0, 1, 2, 3, 3, 3, 0, 0]
    assert nearness_of([], {}).shape == (0,)


@pytest.mark.parametrize(
    "method",
    [*BY_DAY, lambda past, ahead: weighted_means(past, ahead).sum(axis=1)],
    ids=["decomposition", "smoothing", "theta", "regression", "weighted_means"],
)
def test_every_day_method_knows_the_day_after_a_holiday(method: object) -> None:
    days = [day_after(week, 1) for week in (4, 8, 12, 16, 20)]
    series = scaled(regular(24, level=1e5), {**dict.fromkeys(days, 0.5), **{day + timedelta(days=1): 1.3 for day in days}})
    past, ahead = both(series, 7, book(*(holiday(day) for day in [*days, day_after(24, 1)])))
    totals, usual = method(past, ahead), np.nansum(regular(24, level=1e5).offered[:7], axis=1)  # type: ignore[operator]
    assert totals[2] / usual[2] == pytest.approx(1.3, abs=0.08)
    assert totals[0] / usual[0] == pytest.approx(1.0, abs=0.04)


def test_level_steps_leave_the_last_week_and_the_future_at_the_base() -> None:
    steps = level_steps(21, 5)
    assert steps.shape == (26, 2)
    assert steps[:7].all()
    assert steps[7:14].sum(axis=1).tolist() == [1.0] * 7
    assert not steps[14:].any()
    assert level_steps(5, 2).shape == (7, 0)
