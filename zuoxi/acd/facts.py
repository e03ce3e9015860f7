"""Queues as plain facts: when they are open and how few heads may sit then, in a fixed number of queries (F-01, F-06)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zuoxi.acd import queries
from zuoxi.acd.models import OpeningHours

DAY_MIN = 1440
FIRST_WORKDAY, SATURDAY = 0, 5


@dataclass(frozen=True)
class Hours:
    """Open on `weekday` (Monday is 0) from `opens_min` to `closes_min` of the local day, with at least `least_heads` working."""

    weekday: int
    opens_min: int
    closes_min: int
    least_heads: int


@dataclass(frozen=True)
class QueueFact:
    """One queue. Without any opening hours it is open around the clock and no fewest heads are known."""

    pk: int
    code: str
    name: str
    channel: str
    open_on_holidays: bool
    hours: tuple[Hours, ...]

    def of_day(self, *, weekday: int, holiday: bool = False, makeup: bool = False) -> tuple[Hours, ...]:
        """The hours of one day; none on a public holiday unless the queue works then.

        A make-up working day on a weekend without hours of its own has those of Monday.
        """
        if not self.hours:
            return (Hours(weekday, 0, DAY_MIN, 0),)
        if holiday and not self.open_on_holidays:
            return ()
        own = tuple(hours for hours in self.hours if hours.weekday == weekday)
        if not own and makeup and weekday >= SATURDAY:
            return tuple(hours for hours in self.hours if hours.weekday == FIRST_WORKDAY)
        return own

    def least_heads(self, *, weekday: int, step_min: int, holiday: bool = False, makeup: bool = False) -> NDArray[np.int64]:
        """Fewest heads in each slot of the day, -1 where closed. A slot that is open in part counts as open."""
        least = np.full(DAY_MIN // step_min, -1, dtype=np.int64)
        for hours in self.of_day(weekday=weekday, holiday=holiday, makeup=makeup):
            first, last = hours.opens_min // step_min, -(-hours.closes_min // step_min)
            least[first:last] = np.maximum(least[first:last], hours.least_heads)
        return least

    def is_open(self, *, weekday: int, step_min: int, holiday: bool = False, makeup: bool = False) -> NDArray[np.bool_]:
        """Which slots of the day are open."""
        return self.least_heads(weekday=weekday, step_min=step_min, holiday=holiday, makeup=makeup) >= 0


def queues() -> tuple[QueueFact, ...]:
    """Every queue in the centre's order, two queries."""
    hours: dict[int, list[Hours]] = {}
    for row in OpeningHours.objects.order_by("weekday", "opens_min"):
        hours.setdefault(row.queue_id, []).append(Hours(row.weekday, row.opens_min, row.closes_min, row.least_heads))
    return tuple(
        QueueFact(queue.pk, queue.code, str(queue), queue.channel, queue.open_on_holidays, tuple(hours.get(queue.pk, ())))
        for queue in queries.in_order()
    )
