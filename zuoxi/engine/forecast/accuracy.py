"""A forecast, frozen, against what came (X-05): by how far ahead it looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.errors import bias, coverage, day_totals, mape, wape
from zuoxi.engine.forecast.making import Forecast
from zuoxi.engine.forecast.robust import Array
from zuoxi.engine.history.series import Series

HORIZONS = (1, 7, 28)
"""Days ahead at which planners look: tomorrow, the week, the roster period."""


@dataclass(frozen=True)
class Accuracy:
    """Errors over the days up to `horizon` ahead, shares not per cent; NaN where nothing came yet. `intervals` were counted."""

    horizon: int
    intervals: int
    wape: float
    mape: float
    bias: float
    cover80: float
    cover95: float
    day_wape: float
    day_bias: float


def accuracy(forecast: Forecast, actual: Series, *, made_on: date | None = None, horizons: tuple[int, ...] = HORIZONS) -> tuple[Accuracy, ...]:
    """One line a horizon. `made_on`: the last day that was known (the day before the forecast begins when None); lead 1 is the day after it."""
    if actual.step_min != forecast.step_min:
        raise Refusal("forecast.other_step", found=actual.step_min, step=forecast.step_min)
    came = aligned(forecast, actual)
    last_known = made_on or forecast.first_day - timedelta(days=1)
    lead = (forecast.first_day - last_known).days + np.arange(len(came))
    return tuple(_line(forecast, came, lead <= horizon, horizon) for horizon in horizons)


def aligned(forecast: Forecast, actual: Series) -> Array:
    """What came, on the forecast's grid; NaN where it is not known."""
    came = np.full_like(forecast.volume, np.nan)
    shift = (actual.first_day - forecast.first_day).days
    first, last = max(0, shift), min(len(came), shift + actual.days)
    if first < last:
        came[first:last] = actual.offered[first - shift : last - shift]
    return came


def _line(forecast: Forecast, came: Array, days: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], horizon: int) -> Accuracy:
    actual, said = came[days], forecast.volume[days]
    totals = day_totals(actual, said)
    return Accuracy(
        horizon=horizon,
        intervals=int((~np.isnan(actual)).sum()),
        wape=wape(actual, said),
        mape=mape(actual, said),
        bias=bias(actual, said),
        cover80=coverage(actual, forecast.lo80[days], forecast.hi80[days]),
        cover95=coverage(actual, forecast.lo95[days], forecast.hi95[days]),
        day_wape=wape(*totals),
        day_bias=bias(*totals),
    )
