"""Handling times ahead: a busy slot has its own, a quiet one that of its hour (F-04)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.engine.forecast.worlds import POLICY, both, past_of
from tests.engine.history.worlds import regular
from zuoxi.engine.forecast.ahead import ahead_of
from zuoxi.engine.forecast.handling import handling_error, handling_times
from zuoxi.engine.forecast.making import forecast
from zuoxi.engine.history.series import Series


def with_times(series: Series, seconds: np.ndarray | float) -> Series:
    return replace(series, aht_s=np.where(series.open, np.broadcast_to(seconds, series.offered.shape), np.nan))


def test_a_constant_handling_time_stays_what_it_is() -> None:
    past, ahead = both(with_times(regular(8), 185.0), 7)
    seconds = handling_times(past, ahead)
    assert np.nanmax(np.abs(seconds - 185.0)) < 1e-9
    assert (np.isnan(seconds) == ~ahead.open).all()


def test_mornings_and_evenings_keep_their_own_times_where_there_are_calls() -> None:
    by_slot = np.where(np.arange(48) < 28, 150.0, 240.0)
    seconds = handling_times(*both(with_times(regular(12, level=9000.0), by_slot), 7))
    assert seconds[1, 20] == pytest.approx(150.0, abs=3)
    assert seconds[1, 32] == pytest.approx(240.0, abs=3)


def test_three_odd_calls_do_not_set_the_time_of_their_slot() -> None:
    series = with_times(regular(8), 180.0)
    odd = series.aht_s.copy()
    offered = series.offered.copy()
    offered[49:54, 39], odd[49:54, 39] = 3.0, 3000.0
    strange = replace(series, offered=offered, aht_s=odd)
    assert 180 < handling_times(*both(strange, 7))[1, 39] < 500


def test_recent_weeks_count_more() -> None:
    series = regular(16, level=9000.0)
    changed = with_times(series, np.where(np.arange(112)[:, None] < 84, 180.0, 240.0))
    assert 210 < np.nanmean(handling_times(*both(changed, 7))) <= 240


def test_missing_times_are_left_out_not_counted_as_zero() -> None:
    series = with_times(regular(8), 180.0)
    holes = np.where(np.random.default_rng(1).random(series.aht_s.shape) < 0.4, np.nan, series.aht_s)
    assert np.nanmin(handling_times(*both(replace(series, aht_s=holes), 7))) == pytest.approx(180.0)


def test_a_history_without_handling_times_has_none_ahead() -> None:
    past = past_of(regular(8))
    assert np.isnan(handling_times(past, ahead_of(past, 7))).all()
    made = forecast(regular(8), days=7, settings=POLICY)
    assert made.aht_wape is None
    assert np.isnan(made.aht_s).all()


def test_the_error_of_handling_times_is_weighted_by_contacts() -> None:
    actual, offered, said = np.array([100.0, 200.0, np.nan]), np.array([10.0, 30.0, 5.0]), np.array([110.0, 190.0, 100.0])
    assert handling_error(actual, offered, said) == (400.0, 7000.0)


def test_a_forecast_tells_how_far_its_handling_times_were_off() -> None:
    random = np.random.default_rng(2)
    series = with_times(regular(12), 180.0 + 18.0 * random.standard_normal((84, 48)))
    made = forecast(series, days=7, settings=POLICY)
    assert made.aht_wape == pytest.approx(0.08, abs=0.02)
