"""Kinds of day: the seven weekdays, make-up working days, holidays. A method compares a day with days of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.forecast.days import Calendar, facts

MAKE_UP = 7
HOLIDAY = 8
OFFICE_WEEK = slice(0, 5)
"""Monday to Friday: what a make-up working day stands in for."""

Kinds = NDArray[np.int64]


def kinds_of(days: Sequence[date], calendar: Calendar) -> Kinds:
    """0 to 6 for an ordinary Monday to Sunday, 7 for a make-up working day, 8 for a holiday."""
    return np.array([_kind(day, calendar) for day in days], dtype=np.int64)


def _kind(day: date, calendar: Calendar) -> int:
    known = facts(calendar, day)
    return HOLIDAY if known.is_holiday else MAKE_UP if known.is_make_up else day.weekday()
