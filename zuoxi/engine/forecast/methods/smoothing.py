"""Exponential smoothing of daily totals: level, damped trend and seven weekday seasonals (Holt 1957, Winters 1960; damping: Gardner 1985)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.methods.spread import with_specials
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array
from zuoxi.engine.history.medians import median_of_known, sigma_of_known

RATES = np.array(list(product((0.02, 0.05, 0.1, 0.2, 0.4), (0.0, 0.02), (0.02, 0.05, 0.1, 0.2))))
"""Level, trend and seasonal rates tried, all at once."""
DAMPING = 0.95
WILD = 3.0
"""One-step errors beyond this many sigmas are drawn in, so that one strange day does not carry the level away."""
LEAST_SIGMA = 0.03


@dataclass
class States:
    """Level, trend and weekday seasonals of every set of rates, in logarithms; arrays `[sets]` and `[sets, 7]`."""

    level: Array
    trend: Array
    season: Array

    def ahead(self, step: int, weekday: int) -> Array:
        """Log total `step` days on."""
        damped = DAMPING * (1 - DAMPING**step) / (1 - DAMPING)
        return np.asarray(self.level + damped * self.trend + self.season[:, weekday])

    def learn(self, error: Array, weekday: int) -> None:
        """A day was seen, `error` off."""
        before = self.level
        self.level = before + DAMPING * self.trend + RATES[:, 0] * error
        self.trend = DAMPING * self.trend + RATES[:, 1] * error
        self.season[:, weekday] += RATES[:, 2] * error

    def rest(self) -> None:
        """A day was not seen: the trend goes on, nothing is learnt."""
        self.level = self.level + DAMPING * self.trend
        self.trend = DAMPING * self.trend


def smoothing(past: Past, ahead: Ahead) -> Array:
    """Every set of rates runs through the past; the one with the least one-step error goes on. Days that are missing teach nothing."""
    totals = past.ordinary_totals
    logs = np.log(np.where(totals > 0, totals, np.nan))
    if np.isnan(logs).all():
        return np.zeros(ahead.days)
    states, loss = _run(logs, past.series.weekdays, *_start(logs, past.series.weekdays))
    best = int(np.argmin(loss))
    carried = np.array([states.ahead(step, day.weekday())[best] for step, day in enumerate(ahead.dates, start=1)])
    return with_specials(past, ahead, np.exp(carried))


def _start(logs: Array, weekdays: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> tuple[States, float]:
    """Median level, weekday medians around it, no trend; and the sigma of what is left."""
    level = float(median_of_known(logs))
    season = np.nan_to_num(np.array([median_of_known(logs[weekdays == weekday]) for weekday in range(7)]) - level)
    sigma = float(np.nan_to_num(sigma_of_known(logs - level - season[weekdays])))
    sets = len(RATES)
    return States(np.full(sets, level), np.zeros(sets), np.tile(season, (sets, 1))), max(sigma, LEAST_SIGMA)


def _run(logs: Array, weekdays: np.ndarray[tuple[int, ...], np.dtype[np.int64]], states: States, sigma: float) -> tuple[States, Array]:
    loss = np.zeros(len(RATES))
    for value, weekday in zip(logs, weekdays, strict=True):
        if np.isnan(value):
            states.rest()
            continue
        error = np.clip(value - states.ahead(1, int(weekday)), -WILD * sigma, WILD * sigma)
        loss += error**2
        states.learn(error, int(weekday))
    return states, loss
