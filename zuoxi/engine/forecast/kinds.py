"""Kinds of day: the seven weekdays, make-up working days, holidays; and how near an ordinary day is to a holiday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.forecast.days import Calendar, DayFacts, day_range, facts

MAKE_UP = 7
HOLIDAY = 8
OFFICE_WEEK = slice(0, 5)
"""Monday to Friday: what a make-up working day stands in for."""

Kinds = NDArray[np.int64]
BEFORE = -1
AFTER_DAYS = 3
"""Working days after a holiday that it is still felt on."""
REACH = 7
"""Days within which a holiday is near."""


def kinds_of(days: Sequence[date], calendar: Calendar) -> Kinds:
    """0 to 6 for an ordinary Monday to Sunday, 7 for a make-up working day, 8 for a holiday."""
    return np.array([_kind(day, calendar) for day in days], dtype=np.int64)


def _kind(day: date, calendar: Calendar) -> int:
    known = facts(calendar, day)
    return HOLIDAY if known.is_holiday else MAKE_UP if known.is_make_up else day.weekday()


def nearness_of(days: Sequence[date], calendar: Calendar) -> Kinds:
    """For days that follow each other: -1 the last working day before a holiday, 1 to 3 the first working days after one, 0 any other.

    A day between two holidays counts as after. Days off between a holiday and a working day do not count as days between.
    """
    if not days:
        return np.zeros(0, dtype=np.int64)
    known = [facts(calendar, day) for day in day_range(days[0] - timedelta(days=REACH), len(days) + 2 * REACH)]
    return np.array([_nearness(known, at) for at in range(REACH, REACH + len(days))], dtype=np.int64)


def _nearness(known: Sequence[DayFacts], at: int) -> int:
    since = working_days_to_holiday(known, at, -1)
    if 1 <= since <= AFTER_DAYS:
        return since
    return BEFORE if working_days_to_holiday(known, at, 1) == 1 else 0


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
