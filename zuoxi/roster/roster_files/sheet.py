"""What a roster file shows: whose lines, which days, the codes, and how each code looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from zuoxi.engine.roster.problem import Shift
from zuoxi.roster.shift_files import ShiftEntry

DAY_OFF = "休"
"""Written for a day off; read back are also an empty cell, `off` and `-`."""


@dataclass(frozen=True)
class Line:
    """A person of the roster: work number (text), name, team."""

    number: str
    name: str = ""
    team: str = ""


@dataclass(frozen=True)
class Look:
    """How a shift code is explained and coloured: name, hours such as `08:30-17:30`, `#rrggbb`."""

    name: str
    hours: str
    colour: str


@dataclass(frozen=True)
class RosterSheet:
    """A roster to write. `codes[i][d]` is the shift of `lines[i]` on day `d`, None for a day off; `marks` are short marks of days (休, 班)."""

    first_day: date
    lines: tuple[Line, ...]
    codes: tuple[tuple[str | None, ...], ...]
    looks: Mapping[str, Look] = field(default_factory=dict)
    marks: Mapping[date, str] = field(default_factory=dict)
    title: str = ""

    @property
    def days(self) -> list[date]:
        count = len(self.codes[0]) if self.codes else 0
        return [self.first_day + timedelta(days=number) for number in range(count)]


def clock(minute: int) -> str:
    """`08:30` of minutes from midnight; after 24:00 the time of the next day."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}" if minute != 1440 else "24:00"


def hours(shift: Shift) -> str:
    """`08:30-17:30`, several blocks parted by a space."""
    return " ".join(f"{clock(start)}-{clock(end)}" for start, end in shift.blocks)


def looks(entries: tuple[ShiftEntry, ...]) -> dict[str, Look]:
    """How the kinds of a shifts file look."""
    return {entry.shift.code: Look(entry.name, hours(entry.shift), entry.colour) for entry in entries}
