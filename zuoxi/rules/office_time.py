"""Office time: limits of approvals and appeals run on working days from opening to closing, not at night nor on days off (P-05, P-06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from zuoxi.engine.finding import Refusal

FURTHEST_DAYS = 800
"""How far ahead a limit may lie before we believe that the calendar holds no working day."""


@dataclass(frozen=True)
class OfficeTime:
    """Which days are worked (a day that is not given: Monday to Friday), from when to when, in which zone."""

    opens_min: int
    closes_min: int
    zone: tzinfo
    working: Mapping[date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.closes_min <= self.opens_min:
            raise Refusal("approval.office_hours", opens=self.opens_min, closes=self.closes_min)

    @property
    def day_min(self) -> int:
        """Minutes of one working day."""
        return self.closes_min - self.opens_min

    def is_working(self, day: date) -> bool:
        return self.working.get(day, day.weekday() < 5)

    def after(self, start: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` of office time have passed since `start`, in UTC; a limit that ends with the day ends at closing time."""
        left = timedelta(minutes=minutes)
        for opens, closes in self._days(start):
            begins = max(opens, start.astimezone(UTC))
            if begins + left <= closes:
                return begins + left
            left -= max(closes - begins, timedelta(0))
        raise AssertionError("the days do not end")

    def end_of_day_after(self, start: datetime, days: int) -> datetime:
        """The closing time of the `days`-th working day after the day of `start`, in UTC."""
        first = start.astimezone(self.zone).date()
        for opens, closes in self._days(start):
            if opens.astimezone(self.zone).date() > first:
                days -= 1
            if days <= 0:
                return closes
        raise AssertionError("the days do not end")

    def _days(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing time of each working day from that of `start` on."""
        first = start.astimezone(self.zone).date()
        idle = 0
        for number in range(FURTHEST_DAYS * 10):
            day = first + timedelta(days=number)
            idle = 0 if self.is_working(day) else idle + 1
            if not idle:
                yield self._at(day, self.opens_min), self._at(day, self.closes_min)
            elif idle > FURTHEST_DAYS:
                break
        raise Refusal("approval.no_working_day", day=first.isoformat())

    def _at(self, day: date, minute: int) -> datetime:
        extra, rest = divmod(minute, 24 * 60)
        return datetime.combine(day + timedelta(days=extra), time(rest // 60, rest % 60), self.zone).astimezone(UTC)
