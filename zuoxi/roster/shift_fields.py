"""Typed reading of TOML tables for the shifts file: every wrong key or value becomes a finding with its line, and reading goes on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from zuoxi.engine.finding import Finding
from zuoxi.engine.roster.problem import DAY_MIN

HEADER = re.compile(r"\s*\[\[\s*(?P<name>[A-Za-z_.]+)\s*\]\]")
KEY = re.compile(r"\s*(?P<key>[A-Za-z_]+)\s*=")
CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})")
BLOCK = re.compile(r"\s*(\d{1,2}:\d{2})\s*[-~～–]\s*(\d{1,2}:\d{2})\s*")
MOST_BLOCKS = 2

Lines = Mapping[tuple[str, str | None], int]
"""Line in the file by place, such as `shift[2]` or `shift[2].break[0]`, and key; key None: the table's header."""


def find_lines(text: str) -> Lines:
    """Where tables begin and keys stand. Only the layout of the documented format is followed; what is not found has no line."""
    lines: dict[tuple[str, str | None], int] = {}
    counts: dict[str, int] = {}
    place = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            place = _place(header["name"], counts)
            lines[place, None] = number
        elif key := KEY.match(line):
            lines.setdefault((place, key["key"]), number)
    return lines


def _place(name: str, counts: dict[str, int]) -> str:
    """`shift[2].break[0]` for the first `[[shift.break]]` after the third `[[shift]]`."""
    parent, _, child = name.rpartition(".")
    path = f"{parent}[{counts.get(parent, 1) - 1}].{child}" if parent else child
    counts[path] = counts.get(path, 0) + 1
    return f"{path}[{counts[path] - 1}]"


def clock(text: Any) -> int | None:
    """Minutes from midnight of `08:30`; hours to 24."""
    found = CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    minute = 60 * int(found["hour"]) + int(found["minute"])
    return minute if int(found["minute"]) < 60 and minute <= DAY_MIN else None


class Fields:
    """Reads values by place and key; collects findings."""

    def __init__(self, document: Mapping[str, Any], lines: Lines) -> None:
        self.document, self.lines = document, lines
        self.findings: list[Finding] = []
        self._tables: dict[str, Mapping[str, Any]] = {}

    def wrong(self, place: str, at: str | None, problem: str, /, **facts: Any) -> None:
        """Note an error at a key, or at its table where the key has no line of its own."""
        row = self.lines.get((place, at)) or self.lines.get((place, None))
        self.findings.append(Finding(problem, row=row, column=at, facts=facts))

    def only(self, place: str, table: Iterable[str], keys: Sequence[str]) -> None:
        """Note every key that is not of the format."""
        for key in table:
            if key not in keys:
                self.wrong(place, key, "shifts.unknown_key", key=key, known=", ".join(keys))

    def tables(self, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The tables `[[name]]` of the document with their numbers from 0."""
        yield from enumerate(self._list(self.document.get(name, []), "", name))

    def position(self, name: str, table: Mapping[str, Any]) -> int:
        return next(number for number, other in self.tables(name) if other is table)

    def list_of_tables(self, place: str, name: str) -> list[Mapping[str, Any]]:
        return self._list(self._tables[place].get(name, []), place, name)

    def _list(self, value: Any, place: str, name: str) -> list[Mapping[str, Any]]:
        if isinstance(value, list) and all(isinstance(table, dict) for table in value):
            return value
        self.wrong(place, name, "shifts.not_tables", key=name)
        return []

    def enter(self, name: str, number: int, table: Mapping[str, Any], keys: Sequence[str]) -> str:
        """Begin a table; returns its place."""
        place = f"{name}[{number}]"
        self._tables[place] = table
        self.only(place, table, keys)
        return place

    def _value(self, place: str, key: str, default: Any, wanted: str) -> Any:
        if key in self._tables[place]:
            return self._tables[place][key]
        if default is None:
            self.wrong(place, None, "shifts.missing_key", key=key, wanted=wanted)
        return default

    def _bad(self, place: str, key: str, wanted: str) -> None:
        if key in self._tables[place]:
            self.wrong(place, key, "shifts.bad_value", text=str(self._tables[place][key]), wanted=wanted)

    def text(self, place: str, key: str, *, longest: int, default: str | None = None) -> str:
        value = self._value(place, key, default, "text")
        if isinstance(value, str) and len(value.strip()) <= longest and (value.strip() or default is not None):
            return value.strip()
        self._bad(place, key, f"text, 1-{longest}")
        return ""

    def matching(self, place: str, key: str, pattern: str, *, default: str) -> str:
        value = self._value(place, key, default, pattern)
        if value == default or (isinstance(value, str) and re.fullmatch(pattern, value)):
            return str(value)
        self._bad(place, key, pattern)
        return default

    def flag(self, place: str, key: str, *, default: bool) -> bool:
        value = self._value(place, key, default, "true, false")
        if isinstance(value, bool):
            return value
        self._bad(place, key, "true, false")
        return default

    def number(self, place: str, key: str, *, low: float, high: float, default: float | None = None) -> float:
        value = self._value(place, key, default, f"{low:g}-{high:g}")
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and low <= value <= high:
            return float(value)
        self._bad(place, key, f"{low:g}-{high:g}")
        return low

    def whole(self, place: str, key: str, *, low: int, high: int) -> int:
        value = self._tables[place].get(key)
        if isinstance(value, float):
            self._bad(place, key, f"{low}-{high}")
            return low
        return int(self.number(place, key, low=low, high=high))

    def texts(self, place: str, key: str) -> list[str] | None:
        """A list of texts; None where there is none."""
        value = self._tables[place].get(key)
        if value is None or (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return value
        self._bad(place, key, '["…"]')
        return []

    def choices(self, place: str, key: str, known: Sequence[str]) -> list[str]:
        values = self.texts(place, key) or []
        for value in values:
            if value not in known:
                self.wrong(place, key, "shifts.bad_value", text=value, wanted=", ".join(known))
        return [value for value in values if value in known]

    def offset(self, place: str, key: str, start: int) -> int:
        """Minutes after the start of the shift, from whole minutes or from a time of day (the first at or after the start)."""
        value = self._value(place, key, None, '"12:00", 180')
        minute = clock(value)
        if minute is not None:
            return (minute - start) % DAY_MIN
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= DAY_MIN:
            return value
        self._bad(place, key, '"12:00", 180')
        return 0

    def hours(self, place: str, key: str) -> tuple[int, int] | None:
        """Opening and closing minute of the day of `07:00-21:00`; None where there is none."""
        value = self._tables[place].get(key)
        found = BLOCK.fullmatch(value) if isinstance(value, str) else None
        opens, closes = (clock(text) for text in found.groups()) if found else (None, None)
        if opens is not None and closes is not None and opens < closes:
            return opens, closes
        self._bad(place, key, '"07:00-21:00"')
        return None

    def blocks(self, place: str, key: str) -> tuple[tuple[int, int], ...]:
        """One or two blocks in order; each time is the next one of its clock, so the whole shift is shorter than a day. Empty after an error."""
        wanted = '["08:30-17:30"]'
        values = self._value(place, key, None, wanted)
        pairs = [BLOCK.fullmatch(text) for text in values if isinstance(text, str)] if isinstance(values, list) else []
        times = [clock(text) for pair in pairs if pair for text in pair.groups()]
        if not isinstance(values, list) or not 1 <= len(values) <= MOST_BLOCKS or len(times) != 2 * len(values) or None in times:
            self._bad(place, key, wanted)
            return ()
        return self._ordered(place, key, [time for time in times if time is not None])

    def _ordered(self, place: str, key: str, times: list[int]) -> tuple[tuple[int, int], ...]:
        minutes = [times[0] % DAY_MIN]
        for time in times[1:]:
            minutes.append(minutes[-1] + ((time - minutes[-1]) % DAY_MIN or DAY_MIN))
        if minutes[-1] - minutes[0] > DAY_MIN:
            self.wrong(place, key, "shifts.too_long")
            return ()
        return tuple(zip(minutes[::2], minutes[1::2], strict=True))
