"""How far a forecast was off (R-01): WAPE, MAPE, bias, coverage. Counts that are not known are left out; closed is a forecast of 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zuoxi.engine.forecast.robust import Array


@dataclass(frozen=True)
class Errors:
    """One method in the back-test: shares, not per cent. `bias` above 0 is forecast too high. `cover80`: share of counts inside the 80 % bounds.

    The `day_` figures are of totals of days, the others of single intervals; `intervals` counted and `origins` tried tell what they rest on.
    """

    method: str
    wape: float
    bias: float
    cover80: float
    cover95: float
    day_wape: float
    day_bias: float
    day_cover80: float
    day_cover95: float
    intervals: int
    origins: int
    chosen: bool = False


def wape(actual: Array, forecast: Array) -> float:
    """Sum of |A - F| over sum of A, where A is known; NaN when nothing came or nothing is known."""
    known = ~np.isnan(actual)
    total = float(actual[known].sum())
    return float(np.abs(actual - np.nan_to_num(forecast))[known].sum()) / total if total > 0 else float("nan")


def mape(actual: Array, forecast: Array) -> float:
    """Mean of |A - F| / A over intervals with A above 0. Explodes on thin intervals; WAPE is the figure to judge by."""
    usable = np.nan_to_num(actual) > 0
    return float((np.abs(actual - np.nan_to_num(forecast))[usable] / actual[usable]).mean()) if usable.any() else float("nan")


def bias(actual: Array, forecast: Array) -> float:
    """Sum of F - A over sum of A, where A is known."""
    known = ~np.isnan(actual)
    total = float(actual[known].sum())
    return float((np.nan_to_num(forecast) - actual)[known].sum()) / total if total > 0 else float("nan")


def coverage(actual: Array, low: Array, high: Array) -> float:
    """Share of known counts between the bounds, these included; only where there are bounds."""
    usable = ~np.isnan(actual) & ~np.isnan(low) & ~np.isnan(high)
    inside = (actual >= low) & (actual <= high)
    return float(inside[usable].mean()) if usable.any() else float("nan")


def day_totals(actual: Array, forecast: Array) -> tuple[Array, Array]:
    """Totals of each day over the intervals whose count is known, of both; NaN for days of which nothing is known."""
    known = ~np.isnan(actual)
    some = known.any(axis=1)
    came = np.where(some, np.where(known, np.nan_to_num(actual), 0.0).sum(axis=1), np.nan)
    hoped = np.where(some, np.where(known, np.nan_to_num(forecast), 0.0).sum(axis=1), np.nan)
    return came, hoped
