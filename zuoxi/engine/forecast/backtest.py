"""Rolling-origin back-test (Tashman 2000): each week of the recent past is forecast from what was known before it, by every method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead, ahead_of
from zuoxi.engine.forecast.bounds import Residuals, Spread, fitted
from zuoxi.engine.forecast.errors import Errors, bias, coverage, day_totals, wape
from zuoxi.engine.forecast.methods.registry import METHODS, Method
from zuoxi.engine.forecast.past import WEEK, Past
from zuoxi.engine.forecast.robust import Array, weighted_mean

COMBINATION = "combination"


@dataclass(frozen=True)
class Trial:
    """One origin: what was known, the days ahead, what came (`[days, slots]`, NaN unknown) and what each method said (NaN closed)."""

    past: Past
    ahead: Ahead
    actual: Array
    actual_aht_s: Array
    said: Mapping[str, Array]


def run(past: Past, ahead: Ahead, method: Method) -> Array:
    """What the method says, NaN where closed."""
    return np.where(ahead.open, np.maximum(np.nan_to_num(method.run(past, ahead)), 0.0), np.nan)


def origins(past: Past) -> list[int]:
    """Days known at each starting point, oldest first: weekly back from the end, none with less history than the methods need.

    A history too short for all methods is tried with those that need `least_days` only; one too short even for that has no starting point.
    """
    weekly = [past.days - WEEK * n for n in range(past.settings.backtest_origins, 0, -1)]
    for least in (max(method.least_days for method in METHODS), past.settings.least_days):
        usable = [days for days in weekly if days >= least]
        if usable:
            return usable
    return []


def eligible(days: int) -> list[Method]:
    """Methods that make sense of a history that long."""
    return [method for method in METHODS if method.least_days <= days]


def trials(past: Past, *, days: int, progress: Callable[[float], None] | None = None) -> list[Trial]:
    """All origins, each looking `days` ahead, at most `backtest_days`, as far as the past goes. `progress` hears the share done."""
    starts = origins(past)
    done = []
    for number, start in enumerate(starts, start=1):
        done.append(_trial(past, start, min(days, past.settings.backtest_days, past.days - start), eligible(starts[0])))
        if progress is not None:
            progress(number / len(starts))
    return done


def _trial(past: Past, start: int, days: int, methods: Sequence[Method]) -> Trial:
    known = past.until(start)
    ahead = ahead_of(known, days)
    came = slice(start, start + days)
    said = {method.name: run(known, ahead, method) for method in methods}
    return Trial(known, ahead, past.series.offered[came], past.series.aht_s[came], said)


def with_combination(tried: Sequence[Trial], members: Sequence[str]) -> list[Trial]:
    """The same trials with the mean of the members as a further method."""
    return [replace(one, said={**one.said, COMBINATION: mean_of([one.said[name] for name in members])}) for one in tried]


def mean_of(grids: Sequence[Array]) -> Array:
    """Plain mean; the grids are closed in the same places."""
    mean: Array = np.mean(grids, axis=0)
    return mean


def residuals(tried: Sequence[Trial], method: str) -> Residuals:
    """Everything the method said and what came, flat, intervals and days."""
    parts = [_residuals(one.actual, one.said[method]) for one in tried]
    return Residuals(**{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Residuals)})


def _residuals(actual: Array, said: Array) -> Residuals:
    both = ~np.isnan(actual) & ~np.isnan(said)
    weeks = np.broadcast_to((np.arange(len(actual)) // WEEK)[:, None], actual.shape)
    came, hoped = day_totals(actual, said)
    whole = ~np.isnan(came) & ~np.isnan(hoped)
    return Residuals(said[both], actual[both], weeks[both], hoped[whole], came[whole], weeks[:, 0][whole])


def errors_of(tried: Sequence[Trial], method: str) -> Errors:
    """The method's errors over all trials; bounds of each trial are fitted to the other trials, so coverage is not flattered."""
    actual = np.concatenate([one.actual for one in tried])
    said = np.concatenate([one.said[method] for one in tried])
    came, hoped = day_totals(actual, said)
    inside = weighted_mean(np.array([_inside(tried, n, method) for n in range(len(tried))]), np.ones((len(tried), 1)))
    return Errors(
        method=method,
        wape=wape(actual, said),
        bias=bias(actual, said),
        cover80=float(inside[0]),
        cover95=float(inside[1]),
        day_wape=wape(came, hoped),
        day_bias=bias(came, hoped),
        day_cover80=float(inside[2]),
        day_cover95=float(inside[3]),
        intervals=int((~np.isnan(actual)).sum()),
        origins=len(tried),
    )


def _inside(tried: Sequence[Trial], left_out: int, method: str) -> list[float]:
    """Coverage at one origin by bounds from the others: 80 and 95 % of intervals, then of days."""
    others = [one for n, one in enumerate(tried) if n != left_out] or list(tried)
    one = tried[left_out]
    spread = spread_of(others, method)
    intervals = spread.of_intervals(one.said[method])
    came, hoped = day_totals(one.actual, one.said[method])
    days = spread.of_days(hoped)
    return [
        coverage(one.actual, intervals.lo80, intervals.hi80),
        coverage(one.actual, intervals.lo95, intervals.hi95),
        coverage(came, days.lo80, days.hi80),
        coverage(came, days.lo95, days.hi95),
    ]


def spread_of(tried: Sequence[Trial], method: str) -> Spread:
    """Bounds for the method from its errors in these trials; the policy's spread where nothing was compared."""
    errors = residuals(tried, method)
    return fitted(errors) if len(errors.forecast) else Spread(tried[0].past.settings.spread, 0.0)
