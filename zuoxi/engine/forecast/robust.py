"""Means that a few wild values cannot move: weighted, NaN left out, reweighted as under a t distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.history.medians import TO_SIGMA, weighted_median

Array = NDArray[np.float64]
FREEDOM = 5.0
"""Degrees of freedom of the t distribution: at five scales off, a value has a fifth of its weight left."""
ROUNDS = 3
TINY = 1e-12


def t_weights(error: Array, scale: Array | float) -> Array:
    """Weight of each value by its error in units of scale; 1 near zero, falling with the square beyond. NaN has none."""
    ratio = error / np.maximum(scale, TINY)
    return np.where(np.isnan(error), 0.0, (FREEDOM + 1) / (FREEDOM + np.nan_to_num(ratio) ** 2))


def weighted_mean(values: Array, weights: Array) -> Array:
    """Mean down the first axis of what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    usable = np.where(known, weights, 0.0)
    total = usable.sum(axis=0)
    mean: Array = np.where(total > 0, (usable * np.nan_to_num(values)).sum(axis=0) / np.maximum(total, TINY), np.nan)
    return mean


def robust_mean(values: Array, weights: Array) -> Array:
    """Down the columns of `values[n, m]`, the mean by `weights[n]` with wild values turned down, in three rounds from the weighted median.

    Weights count in the median too: where recent values weigh more, a new level is the truth and the old one is what is wild.
    """
    heavy = np.broadcast_to(weights[:, None], values.shape)
    mean = weighted_median(values.T, heavy.T) if len(values) else np.full(values.shape[1], np.nan)
    for _ in range(ROUNDS):
        error = values - mean
        scale = TO_SIGMA * weighted_median(np.abs(error).T, heavy.T) if len(values) else mean
        mean = weighted_mean(values, heavy * t_weights(error, np.nan_to_num(scale)))
    return mean


def decay(ages: NDArray[np.int64] | Array, half_life: float) -> Array:
    """Weight by age: a half at `half_life`, a quarter at twice that."""
    weights: Array = 0.5 ** (np.asarray(ages, dtype=np.float64) / half_life)
    return weights
