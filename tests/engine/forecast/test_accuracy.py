"""A frozen forecast against what came: aligned by day and slot, by how far it looked, silent about what has not come (X-05)."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.forecast.worlds import POLICY
from tests.engine.history.worlds import regular
from zuoxi.engine.forecast.accuracy import HORIZONS, accuracy, aligned
from zuoxi.engine.forecast.errors import bias, coverage, day_totals, mape, wape
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.history.series import Series

MADE = forecast(regular(8, noise=1.0), days=28, settings=POLICY)


def actual(first: date, volume: np.ndarray, step_min: int = 30) -> Series:
    return Series("voice", first, step_min, volume, np.full_like(volume, np.nan), ~np.isnan(volume))


def later(days: int) -> date:
    return MADE.first_day + timedelta(days=days)


@settings(deadline=None, max_examples=40)
@given(st.integers(-40, 40), st.integers(1, 40))
def test_what_came_lies_on_the_days_of_the_forecast_wherever_the_history_begins(shift: int, days: int) -> None:
    volume = np.arange(days)[:, None] * 100.0 + np.arange(48)[None, :]
    came = aligned(MADE, actual(later(shift), volume))
    for day in range(28):
        inside = shift <= day < shift + days
        assert (not np.isnan(came[day]).any()) == inside
        if inside:
            assert came[day, 7] == (day - shift) * 100 + 7


def test_the_lines_are_the_figures_of_their_days() -> None:
    lot = np.random.default_rng(1)
    volume = np.round(MADE.volume * lot.uniform(0.8, 1.2, MADE.volume.shape))
    for line in accuracy(MADE, actual(MADE.first_day, volume)):
        days = slice(0, line.horizon)
        assert line.wape == pytest.approx(wape(volume[days], MADE.volume[days]))
        assert line.mape == pytest.approx(mape(volume[days], MADE.volume[days]))
        assert line.bias == pytest.approx(bias(volume[days], MADE.volume[days]))
        assert line.cover80 == pytest.approx(coverage(volume[days], MADE.lo80[days], MADE.hi80[days]))
        assert line.day_wape == pytest.approx(wape(*day_totals(volume[days], MADE.volume[days])))


def test_errors_of_days_are_smaller_than_those_of_their_intervals() -> None:
    lot = np.random.default_rng(2)
    volume = lot.poisson(np.nan_to_num(MADE.volume)).astype(float)
    (line,) = accuracy(MADE, actual(MADE.first_day, np.where(np.isnan(MADE.volume), np.nan, volume)), horizons=(28,))
    assert line.day_wape < 0.5 * line.wape
    assert line.cover95 > 0.85


def test_calls_that_came_while_the_forecast_said_closed_are_errors() -> None:
    volume = np.where(np.isnan(MADE.volume), 10.0, MADE.volume)
    (line,) = accuracy(MADE, actual(MADE.first_day, volume), horizons=(28,))
    closed = int(np.isnan(MADE.volume).sum())
    assert line.wape == pytest.approx(10 * closed / volume.sum())
    assert line.bias == pytest.approx(-line.wape)


@pytest.mark.parametrize(
    ("made_days_before", "intervals"),
    [
        (1, (24, 120, 480)),
        (4, (0, 96, 456)),
        (8, (0, 0, 360)),
        (29, (0, 0, 0)),
    ],
)
def test_a_forecast_made_earlier_has_looked_further(made_days_before: int, intervals: tuple[int, int, int]) -> None:
    made_on = MADE.first_day - timedelta(days=made_days_before)
    lines = accuracy(MADE, actual(MADE.first_day, MADE.volume), made_on=made_on)
    assert tuple(line.horizon for line in lines) == HORIZONS
    assert tuple(line.intervals for line in lines) == intervals


def test_a_horizon_without_a_count_has_no_figure_rather_than_a_good_one() -> None:
    (line,) = accuracy(MADE, actual(later(-30), np.full((10, 48), 5.0)), horizons=(7,))
    assert line.intervals == 0
    assert all(math.isnan(figure) for figure in (line.wape, line.mape, line.bias, line.cover80, line.cover95, line.day_wape, line.day_bias))


def test_half_known_days_are_compared_over_what_is_known_of_them() -> None:
    volume = MADE.volume.copy()
    volume[0, 30:] = np.nan
    (line,) = accuracy(MADE, actual(MADE.first_day, volume), horizons=(1,))
    assert (line.wape, line.day_wape, line.intervals) == (0.0, 0.0, int((~np.isnan(volume[0])).sum()))


def shifted(made: Forecast, factor: float) -> Forecast:
    return replace(made, volume=made.volume * factor)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.2, 3.0))
def test_a_forecast_off_by_a_factor_has_that_error_in_every_figure(factor: float) -> None:
    (line,) = accuracy(shifted(MADE, factor), actual(MADE.first_day, MADE.volume), horizons=(28,))
    assert line.wape == pytest.approx(abs(factor - 1), abs=1e-9)
    assert line.bias == pytest.approx(factor - 1, abs=1e-9)
    assert line.mape == pytest.approx(abs(factor - 1), abs=1e-9)
    assert line.day_bias == pytest.approx(factor - 1, abs=1e-9)
