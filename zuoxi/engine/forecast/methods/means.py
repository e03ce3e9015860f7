"""Means of the same weekday and slot: last week, the last four, or many with the recent ones counting more."""

from __future__ import annotations

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.kinds import MAKE_UP, OFFICE_WEEK
from zuoxi.engine.forecast.methods.spread import special_ratio
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array, decay, robust_mean, weighted_mean
from zuoxi.engine.history.series import Mask


def seasonal_naive(past: Past, ahead: Ahead) -> Array:
    """The last known count of the same weekday and slot. The baseline of every comparison."""
    return _plain_means(past, ahead, 1)


def mean4(past: Past, ahead: Ahead) -> Array:
    """Mean of the last `mean_weeks` (four) known counts of the same weekday and slot. Hard to beat."""
    return _plain_means(past, ahead, past.settings.mean_weeks)


def _plain_means(past: Past, ahead: Ahead, count: int) -> Array:
    weekly = np.array([mean_of_last(past.series.offered[past.series.weekdays == weekday], count) for weekday in range(7)])
    return np.array([weekly[day.weekday()] for day in ahead.dates])


def mean_of_last(values: Array, count: int) -> Array:
    """Down the first axis, the mean of the last `count` values that are known; 0 where none is."""
    known = ~np.isnan(values)
    rank = np.cumsum(known[::-1], axis=0)[::-1]
    return np.nan_to_num(weighted_mean(values, np.where(known & (rank <= count), 1.0, 0.0)))


def weighted_means(past: Past, ahead: Ahead) -> Array:
    """Robust mean of up to `weighted_weeks` undisturbed days of the weekday, a week's weight halving every `weighted_half_life` weeks.

    Holidays, days near them and make-up days are the mean of their weekday, or of the office week, times the ratio that such days showed before.
    A weekday without any value has the mean of all days, so that a history of a few days still gives something.
    """
    weekly = np.array([_weighted(past, past.undisturbed & (past.series.weekdays == weekday)) for weekday in range(7)])
    everything = np.nan_to_num(_weighted(past, past.undisturbed))
    weekly = np.where(np.isnan(weekly).all(axis=1)[:, None], everything, np.nan_to_num(weekly))
    rows = [
        weekly[OFFICE_WEEK].mean(axis=0) if kind == MAKE_UP else weekly[day.weekday()] for day, kind in zip(ahead.dates, ahead.kinds, strict=True)
    ]
    ratios = special_ratio(past, ahead)
    return np.array(rows) * ratios[:, None]


def _weighted(past: Past, mine: Mask) -> Array:
    recent = np.flatnonzero(mine & past.series.known.any(axis=1))[-past.settings.weighted_weeks :]
    ages = (past.days - 1 - recent) // 7
    return robust_mean(past.series.offered[recent], decay(ages, past.settings.weighted_half_life))
