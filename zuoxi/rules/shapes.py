"""The kinds of value a policy entry may have (P-01): number, switch, choice, list, bands, ladder, duration, time of day.

A shape reads what a file or the database holds (plain: numbers, texts, lists), writes it back, and names what is wrong with a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise
from typing import Any, Protocol

Fault = tuple[str, dict[str, Any]]
"""What is wrong with a value: the rest of the code after `policy.`, and its facts."""
Limit = float | None
LARGEST = 1e15
"""Above it a whole number is not exact with decimals; no entry is as large."""


class Shape(Protocol):
    """What every kind of value can do."""

    def read(self, plain: Any) -> Any:
        """The value behind what is stored; what cannot be read comes back as it is, so that `fault` names it."""
        ...

    def plain(self, value: Any) -> Any:
        """The value as a file and the database hold it."""
        ...

    def fault(self, value: Any) -> Fault | None:
        """What is wrong with a value; None when it may stand."""
        ...


def is_number(value: Any, *, whole: bool = False) -> bool:
    """A number that is one: no truth value, no NaN, no infinity; `whole` allows no decimals."""
    kind = int if whole else (int, float)
    return isinstance(value, kind) and not isinstance(value, bool) and value == value and abs(value) != float("inf")


def inside(value: Any, low: Any, high: Any) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def outside(value: Any, low: Any, high: Any) -> Fault:
    return "out_of_bounds", {"value": value, "low": low, "high": high}


@dataclass(frozen=True)
class Number:
    """A number between two bounds; one with decimals may be given whole."""

    whole: bool
    low: Limit
    high: Limit

    def read(self, plain: Any) -> Any:
        return float(plain) if not self.whole and is_number(plain) and abs(plain) < LARGEST else plain

    def plain(self, value: Any) -> Any:
        return value

    def fault(self, value: Any) -> Fault | None:
        if not is_number(value, whole=self.whole):
            return ("not_whole" if self.whole else "not_a_number"), {"value": value, "low": self.low, "high": self.high}
        return None if inside(value, self.low, self.high) else outside(value, self.low, self.high)


@dataclass(frozen=True)
class Switch:
    """Yes or no."""

    def read(self, plain: Any) -> Any:
        return plain

    def plain(self, value: Any) -> Any:
        return value

    def fault(self, value: Any) -> Fault | None:
        return None if isinstance(value, bool) else ("not_a_switch", {"value": value})


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    choices: tuple[str, ...]

    def read(self, plain: Any) -> Any:
        return plain

    def plain(self, value: Any) -> Any:
        return value

    def fault(self, value: Any) -> Fault | None:
        return None if isinstance(value, str) and value in self.choices else ("not_a_choice", {"value": value, "choices": ", ".join(self.choices)})


@dataclass(frozen=True)
class Items:
    """A list in an order; each item keeps to `item`, none stands twice unless `repeats`."""

    item: Number | Choice
    least: int
    most: int
    repeats: bool

    def read(self, plain: Any) -> Any:
        return tuple(self.item.read(one) for one in plain) if isinstance(plain, list | tuple) else plain

    def plain(self, value: Any) -> Any:
        return list(value)

    def fault(self, value: Any) -> Fault | None:
        if not isinstance(value, tuple):
            return "not_a_list", {"value": value}
        if not self.least <= len(value) <= self.most:
            return "list_length", {"count": len(value), "least": self.least, "most": self.most}
        wrong = next((fault for one in value if (fault := self.item.fault(one))), None)
        if wrong or self.repeats:
            return wrong
        twice = next((one for number, one in enumerate(value) if one in value[:number]), None)
        return None if twice is None else ("list_twice", {"value": twice})


@dataclass(frozen=True)
class Bands:
    """Rows (from, to, value) that cover a scale from `start` to `end`: half-open, neither overlapping nor leaving a hole."""

    start: float
    end: float
    low: Limit
    high: Limit

    def read(self, plain: Any) -> Any:
        return tuple(tuple(row) if isinstance(row, list | tuple) else row for row in plain) if isinstance(plain, list | tuple) else plain

    def plain(self, value: Any) -> Any:
        return [list(row) for row in value]

    def fault(self, value: Any) -> Fault | None:
        if not (isinstance(value, tuple) and value and all(self._is_row(row) for row in value)):
            return "not_bands", {"value": value}
        return next(self._faults(value), None)

    @staticmethod
    def _is_row(row: Any) -> bool:
        return isinstance(row, tuple) and len(row) == 3 and all(is_number(one) for one in row)

    def _faults(self, rows: tuple[tuple[float, float, float], ...]) -> Iterator[Fault]:
        yield from (("band_empty", {"start": start, "end": end}) for start, end, _ in rows if end <= start)
        for one, other in pairwise(rows):
            if other[0] < one[1]:
                yield "bands_overlap", {"start": other[0], "end": one[1]}
            if other[0] > one[1]:
                yield "bands_hole", {"start": one[1], "end": other[0]}
        if rows[0][0] != self.start or rows[-1][1] != self.end:
            yield "bands_ends", {"start": self.start, "end": self.end}
        yield from (outside(worth, self.low, self.high) for _, _, worth in rows if not inside(worth, self.low, self.high))


@dataclass(frozen=True)
class Ladder:
    """Every rank of `ranks`, in their order, each with a number; `rising`: no rank has less than the one beneath it."""

    ranks: tuple[str, ...]
    low: Limit
    high: Limit
    rising: bool

    def read(self, plain: Any) -> Any:
        return tuple(tuple(row) if isinstance(row, list | tuple) else row for row in plain) if isinstance(plain, list | tuple) else plain

    def plain(self, value: Any) -> Any:
        return [list(row) for row in value]

    def fault(self, value: Any) -> Fault | None:
        if not (isinstance(value, tuple) and all(isinstance(row, tuple) and len(row) == 2 and is_number(row[1]) for row in value)):
            return "not_a_ladder", {"value": value}
        return next(self._faults(value), None)

    def _faults(self, rows: tuple[tuple[str, float], ...]) -> Iterator[Fault]:
        named = [rank for rank, _ in rows]
        yield from (("not_a_choice", {"value": rank, "choices": ", ".join(self.ranks)}) for rank in named if rank not in self.ranks)
        yield from (("ladder_missing", {"rank": rank}) for rank in self.ranks if rank not in named)
        if tuple(named) != self.ranks:
            yield "ladder_order", {"ranks": " < ".join(self.ranks)}
        yield from (outside(worth, self.low, self.high) for _, worth in rows if not inside(worth, self.low, self.high))
        if self.rising:
            yield from (("ladder_falls", {"rank": upper[0], "beneath": lower[0]}) for lower, upper in pairwise(rows) if upper[1] < lower[1])


UNITS_S = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}
DURATION = re.compile(r"\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*min)?\s*(?:(\d+)\s*s)?\s*")


def written(value: timedelta) -> str:
    """`1 d 2 h 15 min`; nothing is `0 s`."""
    rest, parts = int(value.total_seconds()), []
    for unit, seconds in UNITS_S.items():
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts) or "0 s"


def duration(text: str) -> timedelta | None:
    """The duration behind `1 d 2 h 15 min`; None when it is not written so, or is longer than a century."""
    found = DURATION.fullmatch(text)
    if not found or not any(found.groups()) or len(text) > 40:
        return None
    seconds = sum(int(count or 0) * each for count, each in zip(found.groups(), UNITS_S.values(), strict=True))
    return timedelta(seconds=seconds) if seconds <= 36_525 * UNITS_S["d"] else None


@dataclass(frozen=True)
class Duration:
    """A length of time in whole seconds, written `1 d 2 h 15 min`."""

    low: timedelta | None
    high: timedelta | None

    def read(self, plain: Any) -> Any:
        found = duration(plain) if isinstance(plain, str) else None
        return plain if found is None else found

    def plain(self, value: Any) -> Any:
        return written(value)

    def fault(self, value: Any) -> Fault | None:
        if not isinstance(value, timedelta) or value.microseconds:
            return "not_a_duration", {"value": value}
        low, high = (written(limit) if limit is not None else None for limit in (self.low, self.high))
        return None if inside(value, self.low, self.high) else outside(written(value), low, high)


CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Clock:
    """A time of day to the minute, written `08:30`."""

    low: time | None
    high: time | None

    def read(self, plain: Any) -> Any:
        found = CLOCK.fullmatch(plain) if isinstance(plain, str) else None
        return time(int(found[1]), int(found[2])) if found else plain

    def plain(self, value: Any) -> Any:
        return f"{value:%H:%M}"

    def fault(self, value: Any) -> Fault | None:
        if not isinstance(value, time) or value.second or value.microsecond:
            return "not_a_clock", {"value": value}
        low, high = (f"{limit:%H:%M}" if limit is not None else None for limit in (self.low, self.high))
        return None if inside(value, self.low, self.high) else outside(f"{value:%H:%M}", low, high)
