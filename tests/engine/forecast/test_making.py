"""A whole forecast: honest about what it rests on, closed where closed, never negative, the same twice (F-04)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.forecast.worlds import POLICY, book, day_after, holiday, monthly
from tests.engine.history.worlds import regular
from zuoxi.core.sentences import sentence
from zuoxi.core.sentences.forecast import METHODS as NAMES
from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.backtest import COMBINATION
from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.errors import coverage, wape
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.forecast.methods.registry import METHODS
from zuoxi.engine.history.series import Series


def made(series: Series, days: int = 14, **options: object) -> Forecast:
    result = forecast(series, days=days, settings=POLICY, **options)  # type: ignore[arg-type]
    assert all(sentence(finding.code, finding.facts) for finding in result.findings)
    return result


def codes(result: Forecast) -> list[str]:
    return [finding.code for finding in result.findings]


def assert_sound(result: Forecast, days: int) -> None:
    grids = [result.lo95, result.lo80, result.volume, result.hi80, result.hi95]
    assert {grid.shape for grid in [*grids, result.aht_s]} == {(days, 1440 // result.step_min)}
    opened = ~np.isnan(result.volume)
    for low, high in pairwise(grids):
        assert ((low <= high) | ~opened).all()
        assert (np.isnan(low) == ~opened).all()
    assert (result.lo95[opened] >= 0).all()
    assert np.isfinite(result.hi95[opened]).all()
    assert isinstance(result.day_bounds, Bounds)
    assert result.day_bounds.hi95.shape == (days,)


def test_a_forecast_begins_the_day_after_the_history_and_holds_everything() -> None:
    result = made(monthly(20, noise=1.0))
    assert_sound(result, 14)
    assert (result.queue, result.first_day, result.step_min) == ("voice", day_after(20), 30)
    assert np.isnan(result.volume[5:7]).all()
    assert result.totals.shape == (14,)
    assert np.isnan(result.totals[5])
    assert result.totals[0] == pytest.approx(np.nansum(result.volume[0]))
    assert codes(result) == []


def test_the_error_of_the_forecast_is_what_the_back_test_said_it_would_be() -> None:
    series = monthly(30, noise=1.5, level=9000.0)
    result = made(series.until(196))
    came = series.offered[196:]
    promised = next(line for line in result.errors if line.chosen)
    assert wape(came, result.volume) == pytest.approx(promised.wape, rel=0.4)
    assert coverage(came, result.lo80, result.hi80) == pytest.approx(0.8, abs=0.12)
    assert coverage(came, result.lo95, result.hi95) == pytest.approx(0.95, abs=0.06)


def test_the_same_history_gives_the_same_forecast() -> None:
    one, two = made(monthly(16, noise=1.0)), made(monthly(16, noise=1.0))
    np.testing.assert_array_equal(one.volume, two.volume)
    np.testing.assert_array_equal(one.hi95, two.hi95)
    assert one.errors == two.errors


def test_a_later_first_day_cuts_the_days_between_away() -> None:
    series = monthly(16, noise=1.0)
    whole, later = made(series, 21), made(series, 14, first_day=day_after(17))
    assert later.first_day == day_after(17)
    np.testing.assert_array_equal(whole.volume[7:], later.volume)
    np.testing.assert_array_equal(whole.hi80[7:], later.hi80)
    assert later.day_bounds is not None
    assert whole.day_bounds is not None
    np.testing.assert_array_equal(whole.day_bounds.lo80[7:], later.day_bounds.lo80)


def test_a_first_day_inside_the_history_and_no_days_are_refused() -> None:
    series = regular(8)
    for options in ({"first_day": series.last_day}, {"first_day": date(2020, 1, 1)}, {"days": 0}):
        with pytest.raises(Refusal, match="inside_history"):
            made(series, **options)  # type: ignore[arg-type]


def test_a_history_without_a_count_is_refused() -> None:
    series = regular(8)
    with pytest.raises(Refusal, match="no_history"):
        made(replace(series, offered=np.full_like(series.offered, np.nan)))


@pytest.mark.parametrize("days", [1, 3, 5, 8, 13])
def test_less_than_two_weeks_degrade_to_means_with_a_word(days: int) -> None:
    result = made(regular(3, level=9000.0, noise=1.0).until(days))
    assert_sound(result, 14)
    assert result.method == "weighted_means"
    assert result.errors == ()
    assert "forecast.short_history" in codes(result)
    if days >= 8:
        usual = regular(1, level=9000.0).offered
        assert wape(usual[:5], result.volume[(7 - days % 7) % 7 :][:5] if days % 7 == 0 else np.roll(result.volume[:7], days % 7, axis=0)[:5]) < 0.15


def test_four_weeks_compare_the_means_only_and_say_so() -> None:
    result = made(regular(4, noise=1.0))
    assert {line.method for line in result.errors} == {"seasonal_naive", "mean4", "weighted_means", COMBINATION}
    assert codes(result) == ["forecast.few_methods"]


def test_closed_holidays_ahead_are_closed_in_the_forecast() -> None:
    series = regular(20, noise=1.0)
    offered = series.offered.copy()
    offered[[30, 65]] = np.nan
    calendar = book(holiday(day_after(4, 2)), holiday(day_after(9, 2)), holiday(day_after(20, 3)))
    result = made(replace(series, offered=offered), 7, calendar=calendar)
    assert np.isnan(result.volume).all(axis=1).tolist() == [False, False, False, True, False, True, True]


def test_the_chosen_method_or_its_members_have_names_people_know() -> None:
    assert {method.name for method in METHODS} | {COMBINATION} == set(NAMES)
    result = made(monthly(20, noise=1.0))
    assert result.method in NAMES
    assert (len(result.members) == POLICY.members) == (result.method == COMBINATION)


def test_a_queue_of_zeros_within_its_hours_is_forecast_as_nearly_nothing() -> None:
    series = regular(8)
    quiet = replace(series, offered=np.where(series.open, 0.0, np.nan))
    result = made(quiet, 7)
    assert_sound(result, 7)
    assert np.nansum(result.volume) == 0


@settings(deadline=None, max_examples=12)
@given(st.integers(1, 12), st.integers(0, 6), st.floats(0, 0.6), st.floats(1.0, 3000.0), st.integers(0, 99))
def test_every_history_with_a_count_gives_a_sound_forecast(weeks: int, extra: int, holes: float, level: float, seed: int) -> None:
    series = regular(weeks + 1, level=level, noise=1.5, weekend=seed % 2 == 0, seed=seed).until(7 * weeks + extra)
    torn = np.random.default_rng(seed).random(series.offered.shape) < holes
    offered = np.where(torn, np.nan, series.offered)
    if not np.isnan(offered).all():
        assert_sound(made(replace(series, offered=offered), 9), 9)


def test_the_unit_of_counting_does_not_matter_to_the_forecast() -> None:
    series = monthly(10, noise=1.0)
    one, other = made(series, 7), made(replace(series, offered=7.0 * series.offered), 7)
    np.testing.assert_allclose(other.volume, 7.0 * one.volume, rtol=1e-6)


@pytest.mark.slow
def test_half_a_year_of_half_hours_with_its_back_test_takes_little_time() -> None:
    series = monthly(26, noise=1.0)
    started = time.process_time()
    made(series, 28)
    assert time.process_time() - started < 5


def test_days_far_ahead_are_no_surer_than_days_near() -> None:
    result = made(monthly(24, noise=1.5), 42)
    width = (result.hi95 - result.lo95) / np.sqrt(np.maximum(result.volume, 1))
    weekly = [float(np.nanmean(width[7 * n : 7 * n + 7])) for n in range(6)]
    assert weekly[3] >= 0.99 * weekly[0]
    assert result.first_day + timedelta(days=41) == day_after(29, 6)
