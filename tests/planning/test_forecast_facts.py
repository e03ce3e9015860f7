"""A stored forecast is the engine's, number for number, and back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.errors import Errors
from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.planning import forecast_facts, layers, snapshots
from zuoxi.planning.grid import Grid
from zuoxi.planning.layers import Change

MONDAY = date(2026, 11, 23)


def engine(volume: np.ndarray, *, bounds: bool = True) -> Made:
    days = Bounds(*(np.nansum(volume, axis=1) * factor for factor in (0.9, 1.1, 0.8, 1.2))) if bounds else None
    return Made(
        "general", MONDAY, 1440 // volume.shape[1], volume, *(volume * f for f in (0.8, 1.2, 0.6, 1.4)), volume * 0 + 180, "theta", day_bounds=days
    )


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=24, max_size=24))
def test_what_is_stored_reads_back_within_the_decimals_that_are_kept(values: list[float | None]) -> None:
    volume = np.array([np.nan if value is None else value for value in values]).reshape(1, 24)
    stored = json.loads(json.dumps(forecast_facts.values_of(engine(volume))))
    back = forecast_facts.made(queue="general", first_day=MONDAY, step_min=60, days=1, values=stored)
    assert np.allclose(back.volume, volume, atol=1e-4, equal_nan=True)
    assert np.allclose(back.hi95, volume * 1.4, atol=1e-4, equal_nan=True)
    assert back.day_bounds is not None
    assert np.allclose(back.day_bounds.lo80, np.nansum(volume) * 0.9, atol=1e-4)


def test_closed_is_null_and_zero_is_zero() -> None:
    stored = forecast_facts.values_of(engine(np.array([[np.nan, 0.0, 5.0] + [np.nan] * 21])))
    assert stored["volume"][:3] == [None, 0.0, 5.0]


def test_a_forecast_without_bounds_of_days_has_none() -> None:
    stored = forecast_facts.values_of(engine(np.ones((1, 24)), bounds=False))
    assert stored["day_bounds"] is None
    assert forecast_facts.made(queue="x", first_day=MONDAY, step_min=60, days=1, values=stored).day_bounds is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_null(value: float) -> None:
    assert forecast_facts.plain(np.array([value, 1.23456])) == [None, 1.2346]


def test_the_table_of_errors_can_be_kept_whatever_it_holds() -> None:
    line = Errors("theta", float("nan"), 0.01, 0.8, 0.95, 0.1, 0.0, 0.8, 0.95, 100, 4, chosen=True)
    made = Made("general", MONDAY, 60, *(np.ones((1, 24)),) * 6, "theta", errors=(line,))
    stored = json.loads(json.dumps(forecast_facts.errors_of(made)))
    assert (stored[0]["wape"], stored[0]["bias"], stored[0]["chosen"], stored[0]["origins"]) == (None, 0.01, True, 4)


def test_layers_of_other_queues_do_not_touch_it_and_those_of_all_do(make_forecast, queues, planner, now) -> None:
    forecast = make_forecast()
    grid = Grid.of(forecast)
    for queue, amount in ((queues[1], 100.0), (None, 10.0)):
        change = Change("add", "volume", amount, grid.start(18), grid.start(19), queue)
        layers.add(forecast=forecast, change=change, reason="x", by=planner, now=now)
    laid = list(forecast.layers.there().select_related("queue"))
    found = {
        row.queue.code: forecast_facts.with_layers(forecast_facts.of_series(forecast, row), laid).volume[0, 18]
        for row in forecast.series.select_related("queue")
    }
    assert found == {"general": 20.0, "billing": 120.0, "cards": 20.0}


def test_a_layer_lies_where_the_local_clock_says(make_forecast, queues, planner, now, settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    forecast = make_forecast(first_day=date(2026, 3, 28), days=3)
    grid = Grid.of(forecast)
    monday_nine = 2 * 48 + 18
    layers.add(
        forecast=forecast,
        change=Change("set", "volume", 77.0, grid.start(monday_nine), grid.start(monday_nine + 2), queues[0]),
        reason="x",
        by=planner,
        now=now,
    )
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    volume = snapshot.values["general"]["volume"]
    assert [number for number, value in enumerate(volume) if value == 77.0] == [monday_nine, monday_nine + 1]
    assert grid.clock(monday_nine).hour == 9


def test_a_snapshot_reads_as_the_forecast_it_was(make_forecast, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=make_forecast(), by=planner, now=now)
    made = forecast_facts.of_snapshot(snapshot, "billing")
    assert (made.queue, made.first_day, made.step_min, made.volume.shape) == ("billing", MONDAY, 30, (7, 48))
    assert made.first_day + timedelta(days=len(made.volume) - 1) == snapshot.forecast.last_day
