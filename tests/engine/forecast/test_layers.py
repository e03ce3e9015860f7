"""Layers change what they say and nothing else; accuracy is by how far ahead; events are learnt (F-05, X-05)."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.forecast.worlds import POLICY, day_after, monthly, scaled
from tests.engine.history.worlds import at, regular
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.accuracy import accuracy, aligned
from zuoxi.engine.forecast.events import effect_of
from zuoxi.engine.forecast.layers import Layer, applied
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.history.series import Series

BASE = forecast(replace(regular(10, noise=1.0), aht_s=np.where(regular(10).open, 180.0, np.nan)), days=7, settings=POLICY)
DAY = "2026-03-16"
"""The first day of BASE, a Monday."""


def layer(
    operation: str, amount: float, *, start: str = f"{DAY} 10:00", end: str = f"{DAY} 12:00", measure: str = "volume", on: bool = True
) -> Layer:
    return Layer(operation, at(start), at(end), measure, amount, on)  # type: ignore[arg-type]


def touched(one: Forecast, other: Forecast) -> list[list[int]]:
    return np.argwhere(np.nan_to_num(one.volume) != np.nan_to_num(other.volume)).tolist()


@pytest.mark.parametrize(
    ("operation", "amount", "wanted"),
    [
        ("add", 30.0, lambda v: v + 30),
        ("add", -1e6, lambda v: 0 * v),
        ("percent", 20.0, lambda v: 1.2 * v),
        ("percent", -100.0, lambda v: 0 * v),
        ("set", 55.0, lambda v: 0 * v + 55),
        ("min", 200.0, lambda v: np.maximum(v, 200)),
        ("max", 150.0, lambda v: np.minimum(v, 150)),
    ],
)
def test_a_layer_changes_its_range_as_it_says_and_nothing_else(operation: str, amount: float, wanted: object) -> None:
    made = applied(BASE, [layer(operation, amount)])
    np.testing.assert_allclose(made.volume[0, 20:24], wanted(BASE.volume[0, 20:24]))  # type: ignore[operator]
    assert all(cell in [[0, n] for n in range(20, 24)] for cell in touched(BASE, made))
    assert (made.aht_s[BASE.aht_s > 0] == BASE.aht_s[BASE.aht_s > 0]).all()


def test_the_base_is_never_touched_and_a_layer_that_is_off_does_nothing() -> None:
    before = BASE.volume.copy()
    assert applied(BASE, [layer("set", 1.0, on=False)]) is BASE
    applied(BASE, [layer("set", 1.0)])
    np.testing.assert_array_equal(before, BASE.volume)


def test_layers_work_in_their_order() -> None:
    one = applied(BASE, [layer("set", 100.0), layer("percent", 10.0)]).volume[0, 20]
    other = applied(BASE, [layer("percent", 10.0), layer("set", 100.0)]).volume[0, 20]
    assert (one, other) == (pytest.approx(110.0), 100.0)


def test_closed_hours_stay_closed_unless_they_are_set() -> None:
    night = {"start": f"{DAY} 02:00", "end": f"{DAY} 03:00"}
    assert np.isnan(applied(BASE, [layer("add", 50.0, **night), layer("min", 9.0, **night)]).volume[0, 4:6]).all()
    opened = applied(BASE, [layer("set", 50.0, **night)])
    assert opened.volume[0, 4:6].tolist() == opened.lo80[0, 4:6].tolist() == opened.hi95[0, 4:6].tolist() == [50.0, 50.0]


def test_bounds_move_with_their_middle() -> None:
    more = applied(BASE, [layer("percent", 50.0)])
    np.testing.assert_allclose(more.hi80[0, 20:24], 1.5 * BASE.hi80[0, 20:24])
    shifted = applied(BASE, [layer("add", 30.0)])
    np.testing.assert_allclose(shifted.hi95[0, 20:24] - shifted.volume[0, 20:24], BASE.hi95[0, 20:24] - BASE.volume[0, 20:24])
    assert more.day_bounds is not None
    assert BASE.day_bounds is not None
    assert more.day_bounds.hi80[0] > BASE.day_bounds.hi80[0]
    assert more.day_bounds.hi80[1] == pytest.approx(BASE.day_bounds.hi80[1])


def test_handling_time_has_its_own_layers() -> None:
    made = applied(BASE, [layer("add", 60.0, measure="aht_s")])
    assert made.aht_s[0, 20] == pytest.approx(240.0)
    assert made.aht_s[0, 24] == pytest.approx(180.0)
    np.testing.assert_array_equal(made.volume, BASE.volume)


def test_an_interval_belongs_to_the_range_in_which_it_starts() -> None:
    made = applied(BASE, [layer("add", 1.0, start=f"{DAY} 10:10", end=f"{DAY} 11:10")])
    assert touched(BASE, made) == [[0, 21], [0, 22]]
    assert touched(BASE, applied(BASE, [layer("add", 1.0, start="2020-01-01 00:00", end="2020-02-01 00:00")])) == []


def test_an_operation_or_measure_nobody_knows_is_refused() -> None:
    for bad in (layer("multiply", 2.0), layer("add", 2.0, measure="patience")):
        with pytest.raises(Refusal) as caught:
            applied(BASE, [bad])
        assert sentence(caught.value.code, caught.value.facts)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["add", "percent", "set", "min", "max"]), st.floats(-500, 500), st.integers(0, 6), st.integers(1, 72))
def test_whatever_a_layer_does_bounds_stay_in_order_and_nothing_falls_below_zero(operation: str, amount: float, day: int, hours: int) -> None:
    start = datetime(2026, 3, 16 + day)
    end = start + timedelta(hours=hours)
    made = applied(BASE, [Layer(operation, start, end, "volume", amount)])  # type: ignore[arg-type]
    grids = [np.nan_to_num(grid) for grid in (made.lo95, made.lo80, made.volume, made.hi80, made.hi95)]
    assert (grids[0] >= 0).all()
    for low, high in pairwise(grids):
        assert (low <= high + 1e-9).all()


def came(made: Forecast, factor: float = 1.0, days: int | None = None) -> Series:
    """A history in which the forecast came true, times a factor."""
    volume = factor * made.volume[:days]
    return Series(made.queue, made.first_day, made.step_min, volume, np.full_like(volume, np.nan), ~np.isnan(volume))


def test_a_forecast_that_came_true_has_no_error_and_one_too_high_has_its_bias() -> None:
    assert [(line.wape, line.bias, line.cover80) for line in accuracy(BASE, came(BASE), horizons=(7,))] == [(0.0, 0.0, 1.0)]
    (line,) = accuracy(BASE, came(BASE, 0.8), horizons=(7,))
    assert (line.wape, line.bias, line.mape, line.day_bias) == pytest.approx((0.25, 0.25, 0.25, 0.25))


def test_accuracy_is_by_how_far_ahead_the_forecast_looked() -> None:
    made = forecast(monthly(12, noise=1.0), days=28, settings=POLICY)
    actual = came(made)
    actual.offered[7:] *= 0.5
    lines = accuracy(made, actual)
    assert [line.horizon for line in lines] == [1, 7, 28]
    assert [line.intervals for line in lines] == [24, 120, 480]
    assert lines[0].wape == lines[1].wape == 0.0
    assert lines[2].wape > 0.4


def test_a_forecast_made_long_before_its_first_day_has_no_one_day_accuracy() -> None:
    lines = accuracy(BASE, came(BASE), made_on=date(2026, 3, 1))
    assert [line.intervals for line in lines] == [0, 0, 120]
    assert math.isnan(lines[0].wape)


def test_days_that_have_not_come_yet_do_not_count() -> None:
    (line,) = accuracy(BASE, came(BASE, days=2), horizons=(28,))
    assert line.intervals == 48
    earlier = regular(10)
    assert np.isnan(aligned(BASE, earlier)).all()
    overlapping = replace(regular(12), first_day=day_after(5))
    assert (~np.isnan(aligned(BASE, overlapping))).sum() == 120


def test_counts_in_other_intervals_are_not_compared() -> None:
    with pytest.raises(Refusal, match="other_step"):
        accuracy(BASE, regular(2, step_min=15))


def test_a_campaign_is_learnt_as_a_multiplier() -> None:
    days = [day_after(3, 1), day_after(6, 1), day_after(8, 1)]
    series = scaled(regular(12, level=1e5), dict(zip(days, (1.4, 1.5, 1.6), strict=True)))
    effect = effect_of(series, days, neighbour_weeks=6)
    assert effect is not None
    assert (effect.multiplier, effect.least, effect.most, effect.days) == (
        pytest.approx(1.5, abs=0.01),
        pytest.approx(1.4, abs=0.01),
        pytest.approx(1.6, abs=0.01),
        3,
    )


def test_an_event_on_days_nobody_counted_teaches_nothing() -> None:
    assert effect_of(regular(8), [date(2030, 1, 1)], neighbour_weeks=6) is None
    assert effect_of(regular(8), [day_after(2, 5)], neighbour_weeks=6) is None
    assert effect_of(regular(1), [day_after(0, 1)], neighbour_weeks=6) is None
