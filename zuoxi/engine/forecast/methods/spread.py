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

DayMethod = Callable[[Past, Ahead], Array]
"""Totals `[days]` for the days ahead."""
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


def special_ratio(past: Past, ahead: Ahead) -> Array:
    """`[days]`: what to multiply an undisturbed day by: 1 on such days, elsewhere the median ratio that days of the same class showed before.

    Classes: holidays (of the same name where it was seen, else all), make-up days, the working day before a holiday, the first, second and third
    after one. Ratios of few days are drawn towards 1.
    """
    ratios = np.ones(ahead.days)
    special = np.flatnonzero((ahead.kinds >= MAKE_UP) | (ahead.near != 0))
    if len(special):
        for n in special:
            ratios[n] = _ratio(past, (int(ahead.kinds[n]), int(ahead.near[n])), ahead.dates[n])
    return ratios


def _ratio(past: Past, kind: tuple[int, int], day: date) -> float:
    seen = past.special_ratios
    alike = [n for n in seen if _class(int(past.kinds[n]), int(past.near[n])) == _class(*kind)]
    if kind[0] == HOLIDAY:
        name = facts(past.calendar, day).name
        alike = [n for n in alike if facts(past.calendar, past.series.dates[n]).name == name] or alike
    if not alike:
        return 1.0
    return float(np.exp(np.median([seen[n] for n in alike]) * len(alike) / (len(alike) + PRIOR_DAYS)))


def _class(kind: int, near: int) -> tuple[int, int]:
    """Special kinds are classes of their own; ordinary days are classed by how near a holiday is, whatever their weekday."""
    return (kind, 0) if kind >= MAKE_UP else (0, near)


def with_specials(past: Past, ahead: Ahead, ordinary: Array) -> Array:
    """Totals of days taken as ordinary, with make-up days as a day of the office week, times the ratios of special days."""
    base = np.where(ahead.kinds == MAKE_UP, _office_day(past, ahead, ordinary), ordinary)
    return np.nan_to_num(base) * special_ratio(past, ahead)


def _office_day(past: Past, ahead: Ahead, ordinary: Array) -> float:
    office = ordinary[ahead.kinds < 5]
    if len(office):
        return float(np.nanmean(office))
    return float(np.nan_to_num(past.usual_totals()[OFFICE_WEEK]).mean())
