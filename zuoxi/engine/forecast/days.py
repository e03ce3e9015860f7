"""What a forecast knows about a day from the calendar (P-08, X-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zuoxi.engine.finding import Refusal

SATURDAY = 5


@dataclass(frozen=True)
class DayFacts:
    """One day of a country's working calendar.

    `is_working`: people work on it by the calendar (a weekday that is no holiday, or a make-up day). `is_holiday`: it belongs to a public holiday,
    days off in lieu included; `name` says which. `is_make_up`: a weekend day worked in exchange for a holiday (调休上班).
    """

    day: date
    is_working: bool
    is_holiday: bool = False
    is_make_up: bool = False
    name: str = ""


Calendar = Mapping[date, DayFacts]
"""Facts by day; a day that is not in it is a plain weekday or weekend day."""

NO_CALENDAR: Calendar = {}


def plain_day(day: date) -> DayFacts:
    """Monday to Friday are worked, nothing else is known."""
    return DayFacts(day, is_working=day.weekday() < SATURDAY)


def facts(calendar: Calendar, day: date) -> DayFacts:
    """What the calendar says about the day, else what its weekday says."""
    return calendar.get(day) or plain_day(day)


def by_day(days: Iterable[DayFacts]) -> dict[date, DayFacts]:
    return {item.day: item for item in days}


def day_range(first: date, count: int) -> tuple[date, ...]:
    """`count` days from `first` on; a refusal where the calendar ends before them."""
    if count and first.toordinal() + count - 1 > date.max.toordinal():
        raise Refusal("calendar.ends", first=first, days=count)
    return tuple(first + timedelta(days=n) for n in range(count))
