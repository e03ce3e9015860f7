"""Which method wins in which world, and what the planner is told about the others (F-04)."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from tests.engine.forecast.worlds import POLICY, WEEKDAY, monthly, past_of
from tests.engine.history.worlds import big_m, regular
from zuoxi.engine.forecast.backtest import COMBINATION, trials
from zuoxi.engine.forecast.errors import Errors
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.forecast.methods.registry import BASELINE, METHODS
from zuoxi.engine.history.series import Series


def table(result: Forecast) -> dict[str, Errors]:
    return {line.method: line for line in result.errors}


def walking(weeks: int, step: float, seed: int = 4) -> Series:
    """A level that takes a random step every week."""
    lot = np.random.default_rng(seed)
    series = regular(weeks)
    level = np.exp(np.repeat(np.cumsum(step * lot.standard_normal(weeks)), 7))
    offered = 9000.0 * WEEKDAY[series.weekdays][:, None] * big_m(series.slots) * level[:, None]
    return replace(series, offered=np.where(np.isnan(offered), np.nan, lot.poisson(np.nan_to_num(offered)).astype(float)))


def test_a_steady_centre_is_forecast_best_by_long_means_or_models_not_by_last_week() -> None:
    figures = table(forecast(regular(26, level=4000.0, noise=1.5), days=7, settings=POLICY))
    assert figures["weighted_means"].wape < figures["mean4"].wape < figures[BASELINE].wape
    assert figures[BASELINE].wape / figures["weighted_means"].wape == pytest.approx(2**0.5, rel=0.12)


def test_a_wandering_level_is_followed_by_those_that_smooth() -> None:
    figures = table(forecast(walking(30, 0.12), days=7, settings=POLICY))
    assert min(figures["smoothing"].wape, figures["theta"].wape) < figures["weighted_means"].wape


def test_a_course_of_the_month_is_won_by_those_that_know_the_month() -> None:
    result = forecast(monthly(34, swing=0.2, noise=1.0), days=28, settings=POLICY)
    assert result.method in {"regression", "decomposition", COMBINATION}
    assert set(result.members) <= {"regression", "decomposition"}
    figures = table(result)
    assert figures["regression"].wape < 0.6 * figures["mean4"].wape


def test_a_forecast_too_high_throughout_shows_as_bias() -> None:
    series = regular(20, level=4000.0)
    falling = replace(series, offered=series.offered * np.exp(-0.03 * np.arange(140) / 7)[:, None])
    figures = table(forecast(falling, days=7, settings=POLICY))
    assert figures["mean4"].bias == pytest.approx(np.exp(0.03 * 2.5) - 1, abs=0.015)
    assert abs(figures["theta"].bias) < figures["mean4"].bias
    assert figures["mean4"].day_bias == pytest.approx(figures["mean4"].bias, abs=1e-9)


def test_the_table_can_be_kept_as_plain_values() -> None:
    result = forecast(regular(12, noise=1.0), days=7, settings=POLICY)
    kept = [asdict(line) for line in result.errors]
    assert {key for line in kept for key in line} == {
        "method",
        "wape",
        "bias",
        "cover80",
        "cover95",
        "day_wape",
        "day_bias",
        "day_cover80",
        "day_cover95",
        "intervals",
        "origins",
        "chosen",
    }
    assert all(isinstance(value, str | float | int | bool) for line in kept for value in line.values())
    assert [Errors(**line) for line in kept] == list(result.errors)


@pytest.mark.parametrize("members", [2, 3, 5])
def test_the_combination_has_as_many_members_as_the_policy_says(members: int) -> None:
    settings = replace(POLICY, members=members)
    result = forecast(regular(16, level=4000.0, noise=2.0), days=7, settings=settings)
    ranked = sorted((line for line in result.errors if line.method != COMBINATION), key=lambda line: line.wape)
    if result.method == COMBINATION:
        assert result.members == tuple(line.method for line in ranked[:members])
    assert COMBINATION in table(result)


@pytest.mark.parametrize("origins", [1, 3, 12])
def test_the_back_test_has_as_many_origins_as_the_policy_says(origins: int) -> None:
    result = forecast(regular(20, noise=1.0), days=7, settings=replace(POLICY, backtest_origins=origins))
    assert {line.origins for line in result.errors} == {origins}
    assert all(0 <= line.cover80 <= line.cover95 <= 1 for line in result.errors)


@pytest.mark.parametrize("waves", [0, 2, 6])
def test_without_waves_the_regression_does_not_know_the_month(waves: int) -> None:
    series = monthly(34, swing=0.2)
    figures = table(forecast(series, days=14, settings=replace(POLICY, month_waves=waves)))
    assert (figures["regression"].wape < 0.04) == (waves > 0)


def test_every_method_says_something_different_about_a_noisy_past() -> None:
    said = trials(past_of(monthly(16, noise=2.0)), days=7)[0].said
    totals = [float(np.nansum(grid)) for grid in said.values()]
    assert len(set(totals)) == len(METHODS)
    assert max(totals) < 1.3 * min(totals)
