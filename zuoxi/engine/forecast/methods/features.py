"""What a day is like, as columns of a regression: weekday, position in the month, holidays and the days around them (X-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from zuoxi.engine.forecast.days import Calendar, facts
from zuoxi.engine.forecast.kinds import AFTER_DAYS, BEFORE, nearness_of
from zuoxi.engine.forecast.methods.decomposition import MEAN_MONTH, month_phase
from zuoxi.engine.forecast.robust import Array

FREE, WAVE, HOLIDAY, NEAR = 10.0, 0.1, 0.7, 0.15
AFTER = (0.15, 0.1, 0.05)
"""How large an effect is thought possible before it is seen, in logarithms: weekdays freely, a month wave by a tenth, a holiday by half."""


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
    known = [facts(calendar, day) for day in dates]
    near = nearness_of(dates, calendar)
    names = sorted({item.name for item in known if item.is_holiday})
    columns = {"holiday": [item.is_holiday for item in known], "make_up": [item.is_make_up for item in known], "day_before": near == BEFORE}
    columns |= {f"day_after_{n}": near == n for n in range(1, AFTER_DAYS + 1)}
    columns |= {f"holiday_{name}": [item.is_holiday and item.name == name for item in known] for name in names}
    sigma = np.array([HOLIDAY, NEAR, NEAR, *AFTER, *[HOLIDAY / 2] * len(names)])
    return Features(np.array(list(columns.values()), dtype=np.float64).T, tuple(columns), sigma)
