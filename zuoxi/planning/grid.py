"""The slots of a forecast: days of the centre's local clock cut into steps, numbered from 0 (P-08).

A slot is named by its local clock, so every day has as many: where the clock jumps forward a slot is no real time and holds nothing, where it
is put back the hour that comes twice is one slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from zuoxi.planning.models import Forecast

DAY_MIN = 1440


def local(moment: datetime) -> datetime:
    """The moment on the centre's clock, without a zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).replace(tzinfo=None)


def utc(naive: datetime, *, fold: int = 0) -> datetime:
    """The instant at which the centre's clock shows `naive`; of two such instants the first, with `fold` 1 the second."""
    return naive.replace(tzinfo=timezone.get_default_timezone(), fold=fold).astimezone(UTC)


def is_skipped(naive: datetime) -> bool:
    """Whether the clock was put forward over this time, so that it never was."""
    return local(utc(naive)) != naive


@dataclass(frozen=True)
class Grid:
    """`days` days from `first_day`, each of `1440 / step_min` slots."""

    first_day: date
    days: int
    step_min: int

    @classmethod
    def of(cls, forecast: Forecast) -> Grid:
        return cls(forecast.first_day, forecast.days, forecast.step_min)

    @property
    def slots(self) -> int:
        return DAY_MIN // self.step_min

    @property
    def size(self) -> int:
        return self.days * self.slots

    def day(self, number: int) -> date:
        return self.first_day + timedelta(days=number)

    def clock(self, number: int) -> datetime:
        """Start of a slot on the centre's clock."""
        day, slot = divmod(number, self.slots)
        return datetime.combine(self.day(day), time()) + timedelta(minutes=slot * self.step_min)

    def start(self, number: int) -> datetime:
        """Start of a slot in UTC."""
        return utc(self.clock(number))

    def number(self, moment: datetime) -> int:
        """The slot that holds the moment; below 0 or at least `size` when it lies outside."""
        naive = local(moment)
        return (naive.date() - self.first_day).days * self.slots + (naive.hour * 60 + naive.minute) // self.step_min

    def span(self, start: datetime, end: datetime) -> tuple[int, int]:
        """First slot and slot after the last that `[start, end)` touches, within the grid; equal when it touches none."""
        first, last = self.number(start), self.number(end)
        if self.clock(last) < local(end):
            last += 1
        return min(max(first, 0), self.size), min(max(last, 0), self.size)

    def touches(self, start: datetime, end: datetime) -> bool:
        first, last = self.span(start, end)
        return first < last

    @property
    def begins_at(self) -> datetime:
        """UTC."""
        return utc(datetime.combine(self.first_day, time()))

    @property
    def ends_at(self) -> datetime:
        """UTC, the first moment after the last day."""
        return utc(datetime.combine(self.day(self.days), time()))
