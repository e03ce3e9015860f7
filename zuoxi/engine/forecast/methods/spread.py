"""From totals of days to counts of intervals, and what a holiday or a make-up day does to a total (F-05, X-04)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.days import facts
from zuoxi.engine.forecast.kinds import HOLIDAY, MAKE_UP, OFFICE_WEEK
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import Array
from zuoxi.engine.history.medians import median_of_known

DayMethod = Callable[[Past, Ahead], Array]
"""Totals `[days]` for the days ahead."""
NEIGHBOURS = 42
"""Days before and after a special day that say what an ordinary day in its place would have been."""
PRIOR_DAYS = 1.0
"""A ratio seen on one day counts half, on three days three quarters: `seen / (seen + PRIOR_DAYS)` in logarithms."""


def spread_over_day(method: DayMethod) -> DayMethod:
    """The totals of `method`, each spread over the open slots of its day by the shape of its kind."""

    def run(past: Past, ahead: Ahead) -> Array:
        return np.maximum(method(past, ahead), 0.0)[:, None] * shapes_ahead(past, ahead)

    return run


def shapes_ahead(past: Past, ahead: Ahead) -> Array:
    """`[days, slots]`, each open day summing to 1. An open slot the shape knows nothing of gets nothing."""
    rows = np.array([past.shape_of(int(kind), day) for kind, day in zip(ahead.kinds, ahead.dates, strict=True)])
    shares = np.where(ahead.open, np.nan_to_num(rows), 0.0)
    normal: Array = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    return normal


def ordinary_days(past: Past, totals: Array, around: int | None = None) -> Array:
    """`[7]`: median total of each ordinary weekday, near day `around` or over all."""
    near = np.abs(np.arange(past.days) - around) <= NEIGHBOURS if around is not None else np.ones(past.days, dtype=bool)
    return np.array([median_of_known(totals[near & (past.series.weekdays == weekday)]) for weekday in range(7)])


def special_ratio(past: Past, ahead: Ahead) -> Array:
    """`[days]`: what to multiply an ordinary day by. 1 on ordinary days; on holidays and make-up days the median ratio of such days before.

    A holiday is compared with the same holiday where it was seen, else with all holidays. Ratios of few days are drawn towards 1.
    """
    ratios = np.ones(ahead.days)
    special = ahead.kinds >= MAKE_UP
    if special.any():
        seen = _seen_ratios(past)
        for n in np.flatnonzero(special):
            ratios[n] = _ratio(past, seen, int(ahead.kinds[n]), ahead.dates[n])
    return ratios


def _seen_ratios(past: Past) -> dict[int, float]:
    """Log of the total over the usual total, for each past special day on which the queue was open."""
    seen: dict[int, float] = {}
    for day in np.flatnonzero(~past.ordinary & (np.nan_to_num(past.totals) > 0)):
        usual = ordinary_days(past, past.ordinary_totals, int(day))
        base = usual[OFFICE_WEEK].mean() if past.kinds[day] == MAKE_UP else usual[past.series.weekdays[day]]
        if base > 0:
            seen[int(day)] = float(np.log(past.totals[day] / base))
    return seen


def _ratio(past: Past, seen: dict[int, float], kind: int, day: date) -> float:
    alike = {n: ratio for n, ratio in seen.items() if past.kinds[n] == kind}
    if kind == HOLIDAY:
        name = facts(past.calendar, day).name
        named = {n: ratio for n, ratio in alike.items() if facts(past.calendar, past.series.dates[n]).name == name}
        alike = named or alike
    if not alike:
        return 1.0
    return float(np.exp(np.median(list(alike.values())) * len(alike) / (len(alike) + PRIOR_DAYS)))


def with_specials(past: Past, ahead: Ahead, ordinary: Array) -> Array:
    """Totals of days taken as ordinary, with make-up days as a day of the office week, times the ratios of special days."""
    base = np.where(ahead.kinds == MAKE_UP, _office_day(past, ahead, ordinary), ordinary)
    return np.nan_to_num(base) * special_ratio(past, ahead)


def _office_day(past: Past, ahead: Ahead, ordinary: Array) -> float:
    office = ordinary[ahead.kinds < 5]
    if len(office):
        return float(np.nanmean(office))
    return float(np.nan_to_num(ordinary_days(past, past.ordinary_totals)[OFFICE_WEEK]).mean())
