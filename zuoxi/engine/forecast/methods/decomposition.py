"""Decomposition with several seasonalities, in the spirit of STL and MSTL (Cleveland 1990; Bandara 2021), light and blind to holes.

The log of a day's total is a slow level, a weekday effect and an effect of the position in the month; each is estimated on what the other two
leave, in turns, with wild days turned down. The day's own season is the shape. Bills, wages and month ends make the month matter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
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
WEEKDAY_HALF_LIFE = 91.0
MONTH_NEEDS = 63
"""Days of history below which the month is left out: one month cannot tell its own course from the level."""


def decomposition(past: Past, ahead: Ahead) -> Array:
    """Last level, carried flat, times weekday and month effects."""
    totals = past.ordinary_totals
    logs = np.log(np.where(totals > 0, totals, np.nan))
    if np.isnan(logs).all():
        return np.zeros(ahead.days)
    level, weekday, month = _parts(past, logs)
    days = np.array([day.weekday() for day in ahead.dates])
    carried = level[-1] + weekday[days] + month(ahead.dates)
    return with_specials(past, ahead, np.exp(carried))


class MonthEffect:
    """The mean of what is left, near the same position in the month, drawn towards nothing where little was seen."""

    def __init__(self, dates: Sequence[date], left: Array, weights: Array) -> None:
        self.phase, self.left, self.weights = month_phase(dates), np.nan_to_num(left), weights

    def __call__(self, dates: Sequence[date]) -> Array:
        apart = np.abs(month_phase(dates)[:, None] - self.phase[None, :])
        apart = np.minimum(apart, MEAN_MONTH - apart)
        near = np.exp(-0.5 * (apart / MONTH_DAYS) ** 2) * self.weights
        effect: Array = near @ self.left / (near.sum(axis=1) + MONTH_PRIOR)
        return effect


MEAN_MONTH = 30.4


def month_phase(dates: Sequence[date]) -> Array:
    """Days since the month began, all months stretched to the same length."""
    return np.array([(day.day - 1) * MEAN_MONTH / monthrange(day.year, day.month)[1] for day in dates])


def _parts(past: Past, logs: Array) -> tuple[Array, Array, MonthEffect]:
    weekdays, dates = past.series.weekdays, past.series.dates
    weekday, weights = np.zeros(7), np.where(np.isnan(logs), 0.0, 1.0)
    month = MonthEffect(dates, np.zeros(past.days), np.zeros(past.days))
    level = np.zeros(past.days)
    for _ in range(TURNS):
        seasonal = weekday[weekdays] + month(dates)
        level = _level(logs - seasonal, weights)
        weekday = _weekday(logs - level - month(dates), weights, weekdays)
        left = logs - level - weekday[weekdays]
        if past.days >= MONTH_NEEDS:
            month = MonthEffect(dates, left, weights)
        error = left - month(dates)
        weights = t_weights(error, sigma_of_known(error))
    return level, weekday, month


def _level(left: Array, weights: Array) -> Array:
    apart = np.arange(len(left))[:, None] - np.arange(len(left))[None, :]
    near = np.exp(-0.5 * (apart / LEVEL_DAYS) ** 2) * weights
    level: Array = near @ np.nan_to_num(left) / np.maximum(near.sum(axis=1), 1e-12)
    return level


def _weekday(left: Array, weights: Array, weekdays: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Array:
    heavy = weights * 0.5 ** ((len(left) - 1 - np.arange(len(left))) / WEEKDAY_HALF_LIFE)
    total = np.bincount(weekdays, heavy, minlength=7)
    effect: Array = np.bincount(weekdays, heavy * np.nan_to_num(left), minlength=7) / np.maximum(total, 1e-12)
    return effect
