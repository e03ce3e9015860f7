"""Prediction intervals from what the method got wrong before (F-04), for single intervals and for totals of days.

The variance of a count around its forecast F is `phi F + (c F)^2`: more than Poisson (`phi` 1), because the rate itself is uncertain, and with a part
that grows with the square, because whole days are off together. Both are fitted to back-test errors in bins of F; then the errors in units of
that sigma give the quantiles (as in conformal prediction: Vovk 2005), so nothing is assumed to be normal. Weeks further ahead may only be wider.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.forecast.robust import Array

LEVELS = (0.025, 0.10, 0.90, 0.975)
NORMAL = np.array([-1.959964, -1.281552, 1.281552, 1.959964])
BINS = 12
PHI = np.logspace(-1, 2.5, 43)
SHARE = np.linspace(0.0, 0.6, 31)
LEAST = 200
"""Errors in a week ahead below which it has the scale of the week before."""
LEAST_DAYS = 8
SMALLEST = 0.25
"""Least contacts of an interval for its sigma: where next to nothing is forecast, one call may still come."""
DAY_SHARE = 0.15
"""Relative sigma of a day's total where no back-test can say."""


@dataclass(frozen=True)
class Bounds:
    """80 and 95 % limits; arrays of the shape of the forecast they belong to."""

    lo80: Array
    hi80: Array
    lo95: Array
    hi95: Array

    def after(self, days: int) -> Bounds:
        """Without the first `days` days."""
        return Bounds(self.lo80[days:], self.hi80[days:], self.lo95[days:], self.hi95[days:])


@dataclass(frozen=True)
class Residuals:
    """Back-test errors of intervals and of days, flat: forecast, actual, and week ahead (0 is the first)."""

    forecast: Array
    actual: Array
    week: NDArray[np.int64]
    day_forecast: Array
    day_actual: Array
    day_week: NDArray[np.int64]


@dataclass(frozen=True)
class Spread:
    """How wide: `phi` and `share` of the variance, widening and quantiles for intervals; relative sigma by week ahead for days."""

    phi: float
    share: float
    widening: tuple[float, ...] = (1.0,)
    quantiles: tuple[float, float, float, float] = (-1.959964, -1.281552, 1.281552, 1.959964)
    day_sigma: tuple[float, ...] = (DAY_SHARE,)

    def of_intervals(self, volume: Array) -> Bounds:
        """Bounds for `[days, slots]`, the first day being one day ahead."""
        wide = self.sigma(volume) * _by_week(self.widening, len(volume))[:, None]
        return _bounds(volume, wide, np.array(self.quantiles))

    def of_days(self, totals: Array) -> Bounds:
        """Bounds for `[days]`."""
        return _bounds(totals, totals * _by_week(self.day_sigma, len(totals)), NORMAL)

    def sigma(self, volume: Array) -> Array:
        return np.sqrt(self.phi * np.maximum(volume, SMALLEST) + (self.share * volume) ** 2)


def _by_week(values: tuple[float, ...], days: int) -> Array:
    return np.array(values)[np.minimum(np.arange(days) // 7, len(values) - 1)]


def _bounds(middle: Array, sigma: Array, quantiles: Array) -> Bounds:
    """Never below zero, and the forecast itself always inside."""
    lo95, lo80, hi80, hi95 = (middle + sigma * quantile for quantile in quantiles)
    return Bounds(
        lo80=np.maximum(np.minimum(lo80, middle), 0.0),
        hi80=np.maximum(hi80, middle),
        lo95=np.maximum(np.minimum(lo95, middle), 0.0),
        hi95=np.maximum(hi95, middle),
    )


def fitted(errors: Residuals) -> Spread:
    """The spread that back-test errors call for. At least one error must be given."""
    phi, share = _variance(errors.forecast, errors.actual - errors.forecast)
    plain = Spread(phi, share)
    scaled = (errors.actual - errors.forecast) / plain.sigma(errors.forecast)
    widening = _widening(scaled, errors.week)
    levelled = scaled / np.array(widening)[np.minimum(errors.week, len(widening) - 1)]
    lo95, lo80, hi80, hi95 = (float(value) for value in np.quantile(levelled, LEVELS))
    return Spread(phi, share, widening, (lo95, lo80, hi80, hi95), _day_sigma(errors))


def _variance(forecast: Array, error: Array) -> tuple[float, float]:
    """`phi` and `share` that fit the mean squared error in bins of the forecast best, in logarithms."""
    order = np.argsort(forecast)
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    mean = np.array([max(float(forecast[part].mean()), SMALLEST) for part in bins])
    square = np.array([max(_tamed_square(error[part]), 1e-3) for part in bins])
    model = PHI[:, None, None] * mean + (SHARE[None, :, None] * mean) ** 2
    loss = ((np.log(model) - np.log(square)) ** 2).sum(axis=2)
    at = np.unravel_index(int(np.argmin(loss)), loss.shape)
    return float(PHI[at[0]]), float(SHARE[at[1]])


def _tamed_square(error: Array) -> float:
    """Mean square of the errors, the wildest fortieth drawn in."""
    square = np.sort(error**2)
    reach = square[int(0.975 * (len(square) - 1))]
    return float(np.minimum(square, reach).mean())


def _widening(scaled: Array, week: NDArray[np.int64]) -> tuple[float, ...]:
    """By week ahead, relative to all; never falling."""
    overall = np.sqrt(_tamed_square(scaled))
    factors: list[float] = []
    for number in range(int(week.max()) + 1):
        mine = scaled[week == number]
        factor = np.sqrt(_tamed_square(mine)) / overall if len(mine) >= LEAST and overall > 0 else (factors or [1.0])[-1]
        factors.append(max(float(factor), *factors, 0.0))
    return tuple(factors)


def _day_sigma(errors: Residuals) -> tuple[float, ...]:
    """Relative root mean square error of day totals by week ahead, never falling."""
    usable = errors.day_forecast > 0
    relative = (errors.day_actual[usable] - errors.day_forecast[usable]) / errors.day_forecast[usable]
    week = errors.day_week[usable]
    if len(relative) < LEAST_DAYS:
        return (DAY_SHARE,)
    everything = float(np.sqrt(_tamed_square(relative)))
    sigma: list[float] = []
    for number in range(int(week.max()) + 1):
        mine = relative[week == number]
        own = float(np.sqrt(_tamed_square(mine))) if len(mine) >= LEAST_DAYS else (sigma or [everything])[-1]
        sigma.append(max(own, *sigma, 0.0))
    return tuple(sigma)
