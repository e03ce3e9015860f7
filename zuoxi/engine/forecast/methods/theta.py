"""Theta (Assimakopoulos and Nikolopoulos 2000, as exponential smoothing with half the trend as drift: Hyndman and Billah 2003)."""

from __future__ import annotations

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.methods.spread import with_specials
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array
from zuoxi.engine.history.medians import median_of_known, sigma_of_known

RATES = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7])
CLIP = 4.0
"""Deseasonalised days further than this many robust sigmas from their median are drawn in to it."""


def theta(past: Past, ahead: Ahead) -> Array:
    """Totals divided by the weekday's usual; smoothed; carried on with half the slope of their straight line; multiplied back."""
    weekly = past.usual_totals()
    level = float(np.nan_to_num(median_of_known(weekly)))
    if level <= 0:
        return np.zeros(ahead.days)
    factor = np.where(weekly > 0, weekly / level, np.nan)
    days = np.flatnonzero(~np.isnan(past.ordinary_totals / factor[past.series.weekdays]))
    flat = drawn_in((past.ordinary_totals / factor[past.series.weekdays])[days])
    slope = float(np.polyfit(days, flat, 1)[0]) if len(flat) > 2 else 0.0
    last, rate = smoothed(flat)
    steps = np.arange(1, ahead.days + 1)
    carried = last + slope / 2 * (steps - 1 + 1 / rate)
    weekday = np.array([day.weekday() for day in ahead.dates])
    return with_specials(past, ahead, np.maximum(carried, 0.0) * factor[weekday])


def drawn_in(values: Array) -> Array:
    """Values beyond `CLIP` robust sigmas of their median moved to that distance."""
    middle = median_of_known(values)
    reach = CLIP * sigma_of_known(values - middle)
    return np.clip(values, middle - reach, middle + reach) if reach > 0 else values


def smoothed(values: Array) -> tuple[float, float]:
    """Last level and rate of simple exponential smoothing, the rate by least squared one-step error among `RATES`."""
    level = np.full(len(RATES), float(values[: len(values) // 4 + 1].mean()))
    loss = np.zeros(len(RATES))
    for value in values:
        error = value - level
        loss += error**2
        level = level + RATES * error
    best = int(np.argmin(loss))
    return float(level[best]), float(RATES[best])
