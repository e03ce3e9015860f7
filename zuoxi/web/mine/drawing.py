"""A shift drawn on a line: where its blocks and breaks lie, in percent of the stretch shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from zuoxi.roster.own import OwnDay

MOST_STEPS = 6
"""Steps between the ticks of a line: seven times of day stand side by side on the narrowest phone."""


@dataclass(frozen=True)
class Bar:
    """A block or a break: `left` and `width` in percent."""

    kind: str
    left: float
    width: float
    start: datetime
    end: datetime
    name: str = ""


@dataclass(frozen=True)
class Line:
    """The bars of one shift, hour ticks, and where now is (None: outside)."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    now: float | None


def line(day: OwnDay | None, now: datetime | None, margin: timedelta = timedelta(hours=1)) -> Line | None:
    """None when there is no shift to draw. The line runs from an hour before the shift to an hour after it, on full hours."""
    if day is None or not day.blocks:
        return None
    start = (day.blocks[0].start - margin).replace(minute=0)
    end = (day.blocks[-1].end + margin + timedelta(minutes=59)).replace(minute=0)
    length = end - start

    def at(moment: datetime) -> float:
        return round((moment - start) / length * 100, 2)

    bars = [Bar("block", at(block.start), at(block.end) - at(block.start), block.start, block.end) for block in day.blocks]
    bars += [Bar("paid" if one.paid else "unpaid", at(one.start), at(one.end) - at(one.start), one.start, one.end, one.name) for one in day.pauses]
    return Line(tuple(bars), _ticks(start, int(length / timedelta(hours=1))), at(now) if now is not None and start <= now < end else None)


def _ticks(start: datetime, hours: int) -> tuple[tuple[float, str], ...]:
    """Every second hour, or as many more apart as leave room for the words on a phone."""
    step = 2 * ceil(hours / (2 * MOST_STEPS))
    return tuple((round(hour / hours * 100, 2), f"{(start + timedelta(hours=hour)):%H:%M}") for hour in range(0, hours + 1, step))
