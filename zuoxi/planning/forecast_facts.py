"""A stored forecast as the engine knows it, and back: flat lists with null become grids with NaN (F-04, X-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.forecast import layers as engine_layers
from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.planning import grid
from zuoxi.planning.models import Forecast, ForecastSeries, Layer, Snapshot

GRIDS = ("volume", "lo80", "hi80", "lo95", "hi95", "aht_s")
LIMITS = ("lo80", "hi80", "lo95", "hi95")
DECIMALS = 4
Floats = NDArray[np.float64]


def values_of(made: Made) -> dict[str, Any]:
    """The grids and the bounds of days as JSON holds them."""
    found: dict[str, Any] = {name: plain(getattr(made, name)) for name in GRIDS}
    found["day_bounds"] = None if made.day_bounds is None else {name: plain(getattr(made.day_bounds, name)) for name in LIMITS}
    return found


def plain(array: Floats, decimals: int = DECIMALS) -> list[float | None]:
    """A flat list; what is not a number or endless is null."""
    return [round(float(value), decimals) if np.isfinite(value) else None for value in array.ravel()]


def errors_of(made: Made) -> list[dict[str, Any]]:
    """The back-test table as JSON holds it."""
    return [{key: _number(value) for key, value in asdict(line).items()} for line in made.errors]


def _number(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value


def made(*, queue: str, first_day: date, step_min: int, days: int, values: Mapping[str, Any], method: str = "") -> Made:
    """What is stored, as the engine knows it."""
    volume, lo80, hi80, lo95, hi95, aht_s = (np.array(values[name], dtype=np.float64).reshape(days, -1) for name in GRIDS)
    limits = values.get("day_bounds")
    bounds = None if limits is None else Bounds(*(np.array(limits[name], dtype=np.float64) for name in LIMITS))
    return Made(queue, first_day, step_min, volume, lo80, hi80, lo95, hi95, aht_s, method, day_bounds=bounds)


def of_series(forecast: Forecast, row: ForecastSeries) -> Made:
    """One queue's forecast as it was computed, without layers."""
    return made(
        queue=row.queue.code, first_day=forecast.first_day, step_min=forecast.step_min, days=forecast.days, values=row.values, method=row.method
    )


def of_snapshot(snapshot: Snapshot, code: str) -> Made:
    """One queue of a snapshot."""
    forecast = snapshot.forecast
    return made(queue=code, first_day=forecast.first_day, step_min=forecast.step_min, days=forecast.days, values=snapshot.values[code])


def with_layers(base: Made, layers: Iterable[Layer]) -> Made:
    """The forecast with those of the layers that concern its queue and are on, in their order."""
    mine = [layer for layer in layers if layer.queue is None or layer.queue.code == base.queue]
    return engine_layers.applied(base, [_as_engine(layer) for layer in mine])


def _as_engine(layer: Layer) -> engine_layers.Layer:
    """The database holds the engine's own words; the engine refuses any other."""
    return engine_layers.Layer(
        operation=cast(engine_layers.Operation, layer.operation),
        start=grid.local(layer.start),
        end=grid.local(layer.end),
        measure=cast(engine_layers.Measure, layer.measure),
        amount=layer.amount,
        on=layer.is_on,
    )
