"""Made-up centres whose truth is known, for the tests of the forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from tests.engine.history.worlds import MONDAY, big_m, regular
from zuoxi.engine.forecast.ahead import Ahead, ahead_of
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.history.series import Series
from zuoxi.rules.forecast import ForecastPolicy

POLICY = ForecastPolicy()
WEEKDAY = np.array([1.2, 1.05, 1.0, 0.95, 0.9, np.nan, np.nan])


def past_of(series: Series, calendar: Mapping[date, DayFacts] | None = None) -> Past:
    return Past(series, calendar or {}, POLICY)


def both(series: Series, days: int = 14, calendar: Mapping[date, DayFacts] | None = None) -> tuple[Past, Ahead]:
    past = past_of(series, calendar)
    return past, ahead_of(past, days)


def scaled(series: Series, factors: Mapping[date, float]) -> Series:
    """The series with whole days multiplied."""
    by_day = np.array([factors.get(day, 1.0) for day in series.dates])
    return replace(series, offered=series.offered * by_day[:, None])


def monthly(weeks: int, *, swing: float = 0.15, level: float = 3000.0, noise: float = 0.0, seed: int = 3, drift: float = 0.0) -> Series:
    """Regular weeks whose level follows the month: highest on the first, a cosine of `swing`; `drift` a week in logarithms."""
    series = regular(weeks, level=level)
    phase = np.array([(day.day - 1) / 30.4 for day in series.dates])
    factor = np.exp(swing * np.cos(2 * np.pi * phase) + drift * np.arange(series.days) / 7)
    offered = 3000.0 / 3000.0 * level * WEEKDAY[series.weekdays][:, None] * big_m(series.slots) * factor[:, None]
    if noise:
        random = np.random.default_rng(seed)
        offered = np.maximum(0.0, offered + noise * np.sqrt(np.maximum(offered, 0)) * random.standard_normal(offered.shape))
    return replace(series, offered=offered)


def truth(series: Series, days: int, make: int) -> np.ndarray:
    """The `days` days that follow the first `make` days of a longer series."""
    return series.offered[make : make + days]


def holiday(day: date, name: str = "Feast") -> DayFacts:
    return DayFacts(day, is_working=False, is_holiday=True, name=name)


def make_up(day: date) -> DayFacts:
    return DayFacts(day, is_working=True, is_make_up=True, name="Feast")


def book(*items: DayFacts) -> dict[date, DayFacts]:
    return {item.day: item for item in items}


def day_after(weeks: int, weekday: int = 0) -> date:
    """A day so many weeks after the first Monday."""
    return MONDAY + timedelta(weeks=weeks, days=weekday)
