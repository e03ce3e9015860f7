"""A history of another time put before the days to be planned (F-03): moved by whole weeks, so that weekdays stay; dates, and holidays, do not."""

from __future__ import annotations

from datetime import date, timedelta

WEEK = timedelta(weeks=1)
FAR_WEEKS = 26
"""A history that ends longer than this before the first day says little about it: levels and seasons have moved on."""


def gap_days(last_day: date, first_day: date) -> int:
    """Days between the history's last day and the first one to be planned; negative where they overlap."""
    return (first_day - last_day).days - 1


def is_far(last_day: date, first_day: date, *, far_weeks: int = FAR_WEEKS) -> bool:
    """Whether the history ended long before."""
    return gap_days(last_day, first_day) > 7 * far_weeks


def weeks_to_move(last_day: date, first_day: date) -> int:
    """Whole weeks by which the history moves so that it ends in the week before the first day."""
    return gap_days(last_day, first_day) // 7
