"""What labour law looks at (X-03): the days a person works, what protects them, and how their hours are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

DAY_MIN = 24 * 60
WEEK_DAYS = 7
PREGNANCY_DAYS = 280
"""From the first day of the last period to the due date: 40 weeks."""
FRIDAY = 4


@dataclass(frozen=True)
class Duty:
    """A worked day: `blocks` of presence in minutes from its midnight (past 1440: the next morning), `paid_min` the minutes that count as work."""

    day: date
    blocks: tuple[tuple[int, int], ...]
    paid_min: int


class Cycle(StrEnum):
    """The calendar stretch over which comprehensive hours are averaged, where the labour office approved them."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def window(self, day: date) -> tuple[date, date]:
        """The first and the last day of the stretch that holds `day`."""
        if self is Cycle.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=WEEK_DAYS - 1)
        months = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.YEAR: 12}[self]
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        after = first.month - 1 + months
        return first, date(first.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)

    @property
    def months(self) -> float:
        """How many months it lasts; a week is 12 / 52 of one."""
        return {Cycle.WEEK: 12 / 52, Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.YEAR: 12}[self]


@dataclass(frozen=True)
class Protection:
    """What protects a person, as far as it is known: their birthday, the due date of a child, the birthday of a child that is nursed."""

    born_on: date | None = None
    due_on: date | None = None
    child_born_on: date | None = None

    def age_on(self, day: date) -> int | None:
        """Whole years of life; somebody born on 29 February grows older on 1 March."""
        if self.born_on is None:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def weeks_pregnant(self, day: date) -> int | None:
        """Whole weeks of pregnancy, from the due date; None before it began and from the birth on (not known: from six weeks after it was due)."""
        if self.due_on is None:
            return None
        days = PREGNANCY_DAYS - (self.due_on - day).days
        born = self.child_born_on is not None and self.child_born_on > self.due_on - timedelta(days=PREGNANCY_DAYS) and self.child_born_on <= day
        return None if days < 0 or born or days > PREGNANCY_DAYS + 42 else days // WEEK_DAYS

    def is_nursing(self, day: date, months: int) -> bool:
        """From the child's birth until it is so many months old."""
        return self.child_born_on is not None and self.child_born_on <= day < months_after(self.child_born_on, months)


@dataclass(frozen=True)
class WorkFacts:
    """One person from `first_day` to `last_day`, both judged. `duties` are in order and may begin earlier, so that weeks and months are whole;
    `holidays` are the statutory days (300 %). A day without a duty is a day off or unknown: what is not known is never held against a roster."""

    country: str
    first_day: date
    last_day: date
    duties: tuple[Duty, ...]
    holidays: frozenset[date] = frozenset()
    protection: Protection = field(default_factory=Protection)
    cycle: Cycle | None = None

    @cached_property
    def judged(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if self.first_day <= duty.day <= self.last_day)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, its first day after where that month is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, day.day) if day.day <= last else date(year, month, last) + timedelta(days=1)


@lru_cache(maxsize=4096)
def night_min(blocks: tuple[tuple[int, int], ...], from_min: int, until_min: int) -> int:
    """Minutes of presence at night: from `from_min` of a day until `until_min` of the next, seen from midnight of the duty day."""
    nights = [(number * DAY_MIN + from_min, (number + 1) * DAY_MIN + until_min) for number in (-1, 0, 1)]
    return sum(max(0, min(end, night_end) - max(start, night)) for start, end in blocks for night, night_end in nights)


def working_days(first: date, last: date, holidays: frozenset[date]) -> int:
    """Monday to Friday without the statutory days, both ends included."""
    return sum(1 for day in each_day(first, last) if day.weekday() <= FRIDAY and day not in holidays)


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
