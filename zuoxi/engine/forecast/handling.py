"""Handling time of the days ahead (F-04): a weekday and slot's own where it has been busy, drawn towards its hour and the whole where it has not."""

from __future__ import annotations

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.kinds import MAKE_UP
from zuoxi.engine.forecast.past import WEEK, Past
from zuoxi.engine.forecast.robust import Array, decay


def handling_times(past: Past, ahead: Ahead) -> Array:
    """`[days, slots]` mean seconds; NaN where closed, or everywhere when no handling time was ever given.

    Means are weighted by contacts and by age (`aht_half_life` weeks). Each level counts as `aht_prior_contacts` contacts for the one below it:
    all > slot of the day > weekday and slot. A slot with few contacts so has the handling time of its hour, not of three odd calls.
    """
    weight = np.where(np.isnan(past.series.aht_s), 0.0, np.nan_to_num(past.series.offered))
    weight = weight * decay((past.days - 1 - np.arange(past.days)) // WEEK, past.settings.aht_half_life)[:, None]
    if not weight.sum():
        return np.full((ahead.days, past.series.slots), np.nan)
    seconds = weight * np.nan_to_num(past.series.aht_s)
    prior = past.settings.aht_prior_contacts
    overall = seconds.sum() / weight.sum()
    by_slot = (seconds.sum(axis=0) + prior * overall) / (weight.sum(axis=0) + prior)
    weekly = np.array([_drawn(seconds, weight, past.series.weekdays == weekday, by_slot, prior) for weekday in range(WEEK)])
    rows = [by_slot if kind >= MAKE_UP else weekly[day.weekday()] for day, kind in zip(ahead.dates, ahead.kinds, strict=True)]
    return np.where(ahead.open, np.array(rows).reshape(ahead.days, past.series.slots), np.nan)


def _drawn(seconds: Array, weight: Array, mine: Array, towards: Array, prior: float) -> Array:
    mean: Array = (seconds[mine].sum(axis=0) + prior * towards) / (weight[mine].sum(axis=0) + prior)
    return mean


def handling_error(actual_s: Array, offered: Array, forecast_s: Array) -> tuple[float, float]:
    """Sum of |difference| and sum of seconds, weighted by contacts, where both are known."""
    both = ~np.isnan(actual_s) & ~np.isnan(forecast_s) & ~np.isnan(offered)
    return float((offered * np.abs(actual_s - forecast_s))[both].sum()), float((offered * actual_s)[both].sum())
