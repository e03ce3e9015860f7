"""The centre's working calendar (P-08) as planning asks for it."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from zuoxi.core import calendar
from zuoxi.core.calendar import WorkingCalendar


def of(first: date, count: int) -> WorkingCalendar:
    """Facts of `count` days from `first` in the centre's country."""
    return calendar.days(first, count, country=settings.COUNTRY or None)


def holidays(first: date, count: int) -> frozenset[date]:
    """Which of `count` days from `first` are public holidays."""
    return frozenset(facts.day for facts in of(first, count).days if facts.is_holiday)
