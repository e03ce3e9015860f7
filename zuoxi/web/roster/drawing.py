"""Shift kinds drawn on the day: where blocks and break windows lie, in percent of one axis that all kinds share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zuoxi.engine.roster.problem import DAY_MIN, Shift
from zuoxi.web.shell import formats

HOUR = 60


@dataclass(frozen=True)
class Bar:
    """A stretch on the axis: `left` and `width` in percent, `text` says it in words. `kind` is block, paid or unpaid."""

    kind: str
    left: float
    width: float
    text: str


@dataclass(frozen=True)
class Axis:
    """From `start_min` to `end_min`, full hours, in minutes from midnight of the duty day."""

    start_min: int
    end_min: int

    def at(self, minute: float) -> float:
        return round((minute - self.start_min) / (self.end_min - self.start_min) * 100, 3)

    def width(self, minutes: float) -> float:
        return round(minutes / (self.end_min - self.start_min) * 100, 3)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Every third hour; after midnight the clock starts again."""
        first = -(-self.start_min // (3 * HOUR)) * 3
        hours = range(first, self.end_min // HOUR + 1, 3)
        return [(self.at(hour * HOUR), f"{hour if hour <= 24 else hour - 24:02d}:00") for hour in hours]

    @property
    def midnight(self) -> float | None:
        """Where the next day begins, if it is shown."""
        return self.at(DAY_MIN) if self.start_min < DAY_MIN < self.end_min else None


def axis(shifts: Sequence[Shift]) -> Axis:
    """The axis that holds all of these, at least twelve hours long."""
    start = min((shift.start_min for shift in shifts), default=6 * HOUR) // HOUR * HOUR
    end = -(-max((shift.end_min for shift in shifts), default=22 * HOUR) // HOUR) * HOUR
    return Axis(start, max(end, start + 12 * HOUR))


def bars(shift: Shift, on: Axis) -> list[Bar]:
    """Blocks, then each break drawn as long as it is, in the middle of the window in which it may start."""
    found = [Bar("block", on.at(start), on.width(end - start), formats.span(formats.clock(start), formats.clock(end))) for start, end in shift.blocks]
    for rule in shift.breaks:
        begin = shift.start_min + (rule.earliest_min + rule.latest_min) / 2
        found.append(Bar("paid" if rule.paid else "unpaid", on.at(begin), on.width(rule.length_min), rule.name))
    return found
