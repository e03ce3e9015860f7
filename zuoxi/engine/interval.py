"""Half-open time, `[start, end)`: the end of one interval is the start of the next and they do not overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from zuoxi.engine.finding import Refusal


@dataclass(frozen=True, order=True)
class Interval:
    """The instants from `start` (included) to `end` (excluded). Both aware, or both naive; `end` is after `start`."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise Refusal("interval.ends_before_start", start=self.start, end=self.end)

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def __and__(self, other: Interval) -> Interval | None:
        """The instants in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def covers(self, other: Interval) -> bool:
        return self.start <= other.start and other.end <= self.end


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants in the fewest intervals, sorted; touching ones become one."""
    result: list[Interval] = []
    for interval in sorted(intervals):
        if result and interval.start <= result[-1].end:
            result[-1] = Interval(result[-1].start, max(result[-1].end, interval.end))
        else:
            result.append(interval)
    return result
