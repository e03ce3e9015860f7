"""Medians over what is known: NaN is left out, and nothing known gives NaN without a warning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TO_SIGMA = 1.4826
"""Median absolute deviation of a normal distribution to its standard deviation."""


def median_of_known(values: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    """Median along `axis` of the values that are not NaN."""
    ordered = np.sort(np.moveaxis(values, axis, 0), axis=0)
    if not len(ordered):
        return np.full(ordered.shape[1:], np.nan)
    count = (~np.isnan(ordered)).sum(axis=0)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0)[None] // 2, axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, len(ordered) - 1)[None], axis=0)[0]
    return np.where(count > 0, (low + high) / 2, np.nan)


def weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Per row, the value at which half the weight is reached; with equal weights the common median."""
    return weighted_quantile(values, weights, 0.5)


def weighted_quantile(values: NDArray[np.float64], weights: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Per row, the value at which `share` of the weight is reached, each value standing in the middle of its own weight, straight lines between.

    Cells with NaN have no weight; a row without weight gives NaN.
    """
    usable = ~np.isnan(values) & (weights > 0)
    order = np.argsort(np.where(usable, values, np.inf), axis=1)
    ordered = np.take_along_axis(np.where(usable, values, 0.0), order, axis=1)
    heavy = np.take_along_axis(np.where(usable, weights, 0.0), order, axis=1)
    total = heavy.sum(axis=1)
    place = (np.cumsum(heavy, axis=1) - heavy / 2) / np.where(total > 0, total, 1.0)[:, None]
    last = np.maximum(usable.sum(axis=1) - 1, 0)
    above = np.minimum((place < share).sum(axis=1), last)
    below = np.maximum(above - 1, 0)
    rows = np.arange(len(values))
    gap = place[rows, above] - place[rows, below]
    part = np.clip((share - place[rows, below]) / np.where(gap > 0, gap, 1.0), 0.0, 1.0)
    between = ordered[rows, below] + part * (ordered[rows, above] - ordered[rows, below])
    return np.where(total > 0, between, np.nan)


def sigma_of_known(values: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    """Robust standard deviation around zero: 1.4826 times the median of the absolute values."""
    return TO_SIGMA * median_of_known(np.abs(values), axis=axis)
