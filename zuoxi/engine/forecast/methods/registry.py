"""The methods by name: each turns a past into counts for the days ahead, from one shape of the day and one idea of opening hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.methods.decomposition import decomposition
from zuoxi.engine.forecast.methods.means import mean4, seasonal_naive, weighted_means
from zuoxi.engine.forecast.methods.regression import regression
from zuoxi.engine.forecast.methods.smoothing import smoothing
from zuoxi.engine.forecast.methods.spread import spread_over_day
from zuoxi.engine.forecast.methods.theta import theta
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array


@dataclass(frozen=True)
class Method:
    """`run(past, ahead)` gives `[days, slots]` contacts, at least 0, of any value where closed. `least_days`: history it needs to mean anything."""

    name: str
    run: Callable[[Past, Ahead], Array]
    least_days: int


BASELINE = "seasonal_naive"
SHORT = "weighted_means"
METHODS = (
    Method(BASELINE, seasonal_naive, 7),
    Method("mean4", mean4, 14),
    Method(SHORT, weighted_means, 7),
    Method("decomposition", spread_over_day(decomposition), 28),
    Method("smoothing", spread_over_day(smoothing), 28),
    Method("theta", spread_over_day(theta), 28),
    Method("regression", spread_over_day(regression), 28),
)
