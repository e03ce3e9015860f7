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
    """Per row, the value at which half the weight is reached; cells with NaN have no weight; a row without weight gives NaN."""
    usable = ~np.isnan(values) & (weights > 0)
    order = np.argsort(np.where(usable, values, np.inf), axis=1)
    heaped = np.cumsum(np.take_along_axis(np.where(usable, weights, 0.0), order, axis=1), axis=1)
    total = heaped[:, -1:]
    at = np.argmax(heaped >= total / 2, axis=1)
    picked = np.take_along_axis(np.take_along_axis(values, order, axis=1), at[:, None], axis=1)[:, 0]
    return np.where(total[:, 0] > 0, picked, np.nan)


def sigma_of_known(values: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    """Robust standard deviation around zero: 1.4826 times the median of the absolute values."""
    return TO_SIGMA * median_of_known(np.abs(values), axis=axis)
