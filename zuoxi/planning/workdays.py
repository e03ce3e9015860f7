"""The centre's working calendar (P-08) as planning asks for it, and who may change it."""

from __future__ import annotations

from datetime import date

from zuoxi.core import calendar_days
from zuoxi.core.calendar import WorkingCalendar
from zuoxi.people.models import RoleName

EDITORS = (RoleName.PLANNER, RoleName.MANAGER)
"""Roles that set days of the calendar; everybody reads it."""


def of(first: date, count: int) -> WorkingCalendar:
    """Facts of `count` days from `first` in the centre's country, the centre's own days on top."""
    return calendar_days.calendar(first, count)


def holidays(first: date, count: int) -> frozenset[date]:
    """Which of `count` days from `first` are public holidays, or days on which the centre is closed."""
    return calendar_days.holidays(first, count)
