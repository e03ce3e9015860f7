"""What a day is like, as columns of a regression: weekday, position in the month, holidays and the days around them (X-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from zuoxi.engine.forecast.days import Calendar, DayFacts, day_range, facts
from zuoxi.engine.forecast.methods.decomposition import MEAN_MONTH, month_phase
from zuoxi.engine.forecast.robust import Array

FREE, WAVE, HOLIDAY, NEAR = 10.0, 0.1, 0.7, 0.15
AFTER = (0.15, 0.1, 0.05)
"""How large an effect is thought possible before it is seen, in logarithms: weekdays freely, a month wave by a tenth, a holiday by half."""
REACH = 7
"""Days within which a holiday is near."""


@dataclass(frozen=True)
class Features:
    """`columns[days, features]` and for each feature its name and the standard deviation of its effect before anything is seen."""

    columns: Array
    names: tuple[str, ...]
    sigma: Array


def features_of(dates: Sequence[date], calendar: Calendar, *, month_waves: int) -> Features:
    """One row a day."""
    parts = [_weekdays(dates, calendar), _month(dates, month_waves), _special(dates, calendar)]
    return Features(
        np.hstack([part.columns for part in parts]), tuple(name for part in parts for name in part.names), np.hstack([part.sigma for part in parts])
    )


def _weekdays(dates: Sequence[date], calendar: Calendar) -> Features:
    """A make-up working day is a fifth of each day of the office week."""
    rows = np.zeros((len(dates), 7))
    for n, day in enumerate(dates):
        if facts(calendar, day).is_make_up:
            rows[n, :5] = 0.2
        else:
            rows[n, day.weekday()] = 1.0
    return Features(rows, tuple(f"weekday_{n}" for n in range(7)), np.full(7, FREE))


def _month(dates: Sequence[date], waves: int) -> Features:
    """Sines and cosines of the position in the month, and the first and the last two days on their own."""
    angle = 2 * np.pi * month_phase(dates) / MEAN_MONTH
    columns = [part(n * angle) for n in range(1, waves + 1) for part in (np.cos, np.sin)]
    names = [f"month_{part}_{n}" for n in range(1, waves + 1) for part in ("cos", "sin")]
    columns.append(np.array([float(day.day <= 1) for day in dates]))
    return Features(np.array(columns).T, (*names, "month_start"), np.full(len(columns), WAVE))


def _special(dates: Sequence[date], calendar: Calendar) -> Features:
    """Holidays together and by name, the last working day before one, the first three after one, make-up days. `dates` follow each other."""
    known = [facts(calendar, day) for day in day_range(dates[0] - timedelta(days=REACH), len(dates) + 2 * REACH)]
    inside = known[REACH : REACH + len(dates)]
    names = sorted({item.name for item in inside if item.is_holiday})
    rows = []
    for at, item in enumerate(inside, start=REACH):
        since, until = working_days_to_holiday(known, at, -1), working_days_to_holiday(known, at, 1)
        near = [until == 1, *(since == n for n in range(1, len(AFTER) + 1))]
        named = [item.is_holiday and item.name == name for name in names]
        rows.append([item.is_holiday, item.is_make_up, *near, *named])
    told = ("holiday", "make_up", "day_before", *(f"day_after_{n}" for n in range(1, len(AFTER) + 1)), *(f"holiday_{name}" for name in names))
    sigma = np.array([HOLIDAY, NEAR, NEAR, *AFTER, *[HOLIDAY / 2] * len(names)])
    return Features(np.array(rows, dtype=np.float64).reshape(len(dates), len(told)), told, sigma)


def working_days_to_holiday(known: Sequence[DayFacts], at: int, direction: int) -> int:
    """From day `at` of consecutive days to the next (`direction` 1) or the last (-1) holiday: 1 with no working day between, 2 with one between.

    0: the day is a holiday itself, or none is near.
    """
    if known[at].is_holiday:
        return 0
    between = 1
    for shift in range(1, REACH + 1):
        other = known[at + direction * shift]
        if other.is_holiday:
            return between
        between += other.is_working
    return 0
