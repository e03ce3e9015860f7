"""Layers over a forecast (X-05): what the planner knows and the numbers do not, in order, each with a switch. The base is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

import numpy as np

from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.making import Forecast
from zuoxi.engine.forecast.robust import Array

Operation = Literal["add", "percent", "set", "min", "max"]
Measure = Literal["volume", "aht_s"]
OPERATIONS: tuple[Operation, ...] = ("add", "percent", "set", "min", "max")
BOUNDS = ("lo80", "hi80", "lo95", "hi95")


@dataclass(frozen=True)
class Layer:
    """A change of every interval that starts in `[start, end)` of the local clock.

    `add`: `amount` contacts or seconds more (or less) in each interval; `percent`: 20 makes 100 to 120, -100 to 0; `set`: the amount itself;
    `min`: not less than the amount; `max`: not more. Never below zero. Closed intervals stay closed, except that `set` opens them.
    """

    operation: Operation
    start: datetime
    end: datetime
    measure: Measure
    amount: float
    on: bool = True


def applied(forecast: Forecast, layers: Iterable[Layer]) -> Forecast:
    """The forecast with the layers that are on, in their order. Bounds keep their distance under `add`, their proportion under all others."""
    result = forecast
    for layer in layers:
        if layer.on:
            result = _with(result, layer)
    return result


def _with(forecast: Forecast, layer: Layer) -> Forecast:
    if layer.operation not in OPERATIONS or layer.measure not in ("volume", "aht_s"):
        raise Refusal("forecast.unknown_layer", operation=layer.operation, measure=layer.measure)
    before: Array = getattr(forecast, layer.measure)
    after = before.copy()
    cells = cells_of(forecast, layer.start, layer.end)
    after.flat[cells] = changed(before.flat[cells], layer)
    if layer.measure == "aht_s":
        return replace(forecast, aht_s=after)
    lo80, hi80, lo95, hi95 = (_bound(getattr(forecast, name), before, after, layer.operation) for name in BOUNDS)
    made = replace(forecast, volume=after, lo80=lo80, hi80=hi80, lo95=lo95, hi95=hi95)
    return replace(made, day_bounds=forecast.day_bounds and _day_bounds(forecast.day_bounds, forecast.totals, made.totals))


def cells_of(forecast: Forecast, start: datetime, end: datetime) -> slice:
    """Intervals, counted row by row, that start in `[start, end)`."""
    origin, step = datetime.combine(forecast.first_day, time()), timedelta(minutes=forecast.step_min)
    first, last = (-((origin - moment) // step) for moment in (start, end))
    return slice(max(0, first), max(0, last))


def changed(values: Array, layer: Layer) -> Array:
    """The values after the layer; NaN (closed) stays, except under `set`."""
    match layer.operation:
        case "add":
            result = values + layer.amount
        case "percent":
            result = values * (1 + layer.amount / 100)
        case "set":
            result = np.full_like(values, layer.amount)
        case "min":
            result = np.maximum(values, layer.amount)
        case "max":
            result = np.minimum(values, layer.amount)
    positive: Array = np.maximum(result, 0.0)
    return positive


def _bound(bound: Array, before: Array, after: Array, operation: Operation) -> Array:
    """A limit moved with its middle. Where there was nothing before, the limits are the value itself."""
    if operation == "add":
        return np.where(np.isnan(bound), after, np.maximum(bound + (after - before), 0.0))
    grown = bound * after / np.where(before > 0, before, 1.0)
    return np.where(np.nan_to_num(before) > 0, grown, after)


def _day_bounds(bounds: Bounds, before: Array, after: Array) -> Bounds:
    """Limits of days in proportion to their totals."""
    return Bounds(*(_bound(getattr(bounds, name), before, after, "percent") for name in BOUNDS))
