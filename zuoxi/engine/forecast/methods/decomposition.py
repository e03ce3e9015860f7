"""Decomposition with several seasonalities, in the spirit of STL and MSTL (Cleveland 1990; Bandara 2021), light and blind to holes.

The log of a day's total is a slow level, a weekday effect and an effect of the position in the month; each is estimated on what the other two
leave, in turns, with wild days turned down. The day's own season is the shape. Bills, wages and month ends make the month matter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.methods.spread import with_specials
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array, t_weights
from zuoxi.engine.history.medians import sigma_of_known

TURNS = 6
LEVEL_DAYS = 21.0
"""Bandwidth of the level in days (Gaussian)."""
MONTH_DAYS = 1.5
"""Bandwidth of the month effect in days, around the month as on a ring."""
MONTH_PRIOR = 2.0
MEAN_MONTH = 30.4
WEEKDAY_HALF_LIFE = 91.0
MONTH_NEEDS = 63
"""Days of history below which the month is left out: one month cannot tell its own course from the level."""


def decomposition(past: Past, ahead: Ahead) -> Array:
    """Last level, carried flat, times weekday and month effects."""
    totals = past.ordinary_totals
    logs = np.log(np.where(totals > 0, totals, np.nan))
    if np.isnan(logs).all():
        return np.zeros(ahead.days)
    parts = _parts(past, logs)
    days = np.array([day.weekday() for day in ahead.dates])
    month = month_effect(month_nearness(ahead.dates, past.series.dates), parts.left, parts.weights) if _has_months(past) else 0.0
    return with_specials(past, ahead, np.exp(parts.level[-1] + parts.weekday[days] + month))


@dataclass(frozen=True)
class Parts:
    """Level by day, effect of each weekday, what is left for the month, and the weight of each day."""

    level: Array
    weekday: Array
    left: Array
    weights: Array


def _has_months(past: Past) -> bool:
    return past.days >= MONTH_NEEDS


def month_nearness(asked: Sequence[date], seen: Sequence[date]) -> Array:
    """`[asked, seen]`: 1 at the same position in the month, falling with the distance around the ring."""
    apart = np.abs(month_phase(asked)[:, None] - month_phase(seen)[None, :])
    apart = np.minimum(apart, MEAN_MONTH - apart)
    return np.exp(-0.5 * (apart / MONTH_DAYS) ** 2)


def month_effect(nearness: Array, left: Array, weights: Array) -> Array:
    """Mean of what is left near the same position in the month, drawn towards nothing where little was seen."""
    effect: Array = nearness @ (weights * np.nan_to_num(left)) / (nearness @ weights + MONTH_PRIOR)
    return effect


def month_phase(dates: Sequence[date]) -> Array:
    """Days since the month began, all months stretched to the same length."""
    return np.array([(day.day - 1) * MEAN_MONTH / monthrange(day.year, day.month)[1] for day in dates])


def _parts(past: Past, logs: Array) -> Parts:
    weekdays = past.series.weekdays
    ring = month_nearness(past.series.dates, past.series.dates) if _has_months(past) else None
    apart = np.arange(past.days)[:, None] - np.arange(past.days)[None, :]
    near = np.exp(-0.5 * (apart / LEVEL_DAYS) ** 2)
    weekday, month = np.zeros(7), np.zeros(past.days)
    level, left = np.zeros(past.days), logs
    weights = np.where(np.isnan(logs), 0.0, 1.0)
    for _ in range(TURNS):
        level = _level(near, logs - weekday[weekdays] - month, weights)
        weekday = _weekday(logs - level - month, weights, weekdays)
        left = logs - level - weekday[weekdays]
        month = month if ring is None else month_effect(ring, left, weights)
        error = left - month
        weights = t_weights(error, sigma_of_known(error))
    return Parts(level, weekday, left, weights)


def _level(near: Array, left: Array, weights: Array) -> Array:
    level: Array = near @ (weights * np.nan_to_num(left)) / np.maximum(near @ weights, 1e-12)
    return level


def _weekday(left: Array, weights: Array, weekdays: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Array:
    heavy = weights * 0.5 ** ((len(left) - 1 - np.arange(len(left))) / WEEKDAY_HALF_LIFE)
    total = np.bincount(weekdays, heavy, minlength=7)
    effect: Array = np.bincount(weekdays, heavy * np.nan_to_num(left), minlength=7) / np.maximum(total, 1e-12)
    return effect
