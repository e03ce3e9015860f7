"""Ridge regression of the log of daily totals on calendar features, with a level that wanders (Hoerl and Kennard 1970; Harvey 1989).

Each feature has a standard deviation that its effect is thought to have before anything is seen; the level may move by `level_step` a week. With
normal errors the answer is one linear system. Errors are then reweighted as under a t distribution, with a scale of its own for each weekday.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.methods.features import features_of
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array, t_weights
from zuoxi.engine.history.medians import median_of_known, sigma_of_known

ROUNDS = 4
FIRST_SIGMA = 0.1
LEAST_SIGMA = 0.02
SHARED = 0.3
"""Share of the common scale in each weekday's own: a weekday seen four times cannot have a scale of nothing."""
WEEK = 7


def regression(past: Past, ahead: Ahead) -> Array:
    """Totals for the days ahead at the last level."""
    dates = [*past.series.dates, *ahead.dates]
    told = features_of(dates, past.calendar, month_waves=past.settings.month_waves)
    level = level_steps(past.days, ahead.days)
    columns = np.hstack([told.columns, level])
    sigma = np.hstack([told.sigma, np.full(level.shape[1], past.settings.level_step)])
    logs = np.log(np.where(past.totals > 0, past.totals, np.nan))
    if np.isnan(logs).all():
        return np.zeros(ahead.days)
    middle = float(median_of_known(logs))
    effects = fitted(columns[: past.days], logs - middle, sigma, past.series.weekdays)
    totals: Array = np.exp(middle + columns[past.days :] @ effects)
    return totals


def level_steps(days: int, ahead: int) -> Array:
    """One column a week boundary of the past, 1 before it and 0 after: the last level is the base, the past differs from it by the steps since."""
    weeks = (days - 1) // WEEK
    ends = days - WEEK * np.arange(weeks, 0, -1)
    return (np.arange(days + ahead)[:, None] < ends[None, :]).astype(np.float64)


def fitted(columns: Array, logs: Array, sigma: Array, weekdays: NDArray[np.int64]) -> Array:
    """Effects of the columns; days without a value teach nothing."""
    scale = np.full(len(logs), FIRST_SIGMA)
    weights = np.where(np.isnan(logs), 0.0, 1.0)
    known = np.nan_to_num(logs)
    effects = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        precision = weights / scale**2
        normal = columns.T @ (columns * precision[:, None]) + np.diag(sigma**-2.0)
        effects = np.linalg.solve(normal, columns.T @ (precision * known))
        error = np.where(np.isnan(logs), np.nan, known - columns @ effects)
        scale = _scales(error, weekdays)
        weights = t_weights(error, scale)
    return effects


def _scales(error: Array, weekdays: NDArray[np.int64]) -> Array:
    common = float(np.nan_to_num(sigma_of_known(error)))
    own = np.array([np.nan_to_num(sigma_of_known(error[weekdays == weekday]), nan=common) for weekday in range(7)])
    return np.maximum(SHARED * common + (1 - SHARED) * own[weekdays], LEAST_SIGMA)
