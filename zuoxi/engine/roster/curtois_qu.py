"""Reads the public shift-scheduling instances of T. Curtois and R. Qu (2014), "Computational results on new staff scheduling benchmark instances",
University of Nottingham (schedulingbenchmarks.org): text in sections, fields parted by commas, `#` for remarks.

Shifts have lengths and forbidden successions but no times; every instance starts on a Monday; the price is requests refused plus heads under and
over the wanted number per shift and day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import DAY_MIN, Problem, Request, Shift, ShiftCover, Weights, Worker, WorkRules

A_MONDAY = date(2024, 1, 1)
NOTHING_ELSE = Weights(under=0, over=0, lead=0, fairness=0, stability=0, team=0, change=0, together=0, apart=0)
FIELDS = {"SHIFTS": 3, "STAFF": 8, "SHIFT_ON_REQUESTS": 4, "SHIFT_OFF_REQUESTS": 4, "COVER": 5}
MOST, LONGEST, SHOWN = 999_999, 12, 40
"""The largest number of an instance (a year has 525 600 minutes), its characters, and how many of them a message repeats."""
MOST_DAYS = 371
SECTIONS = {"HORIZON", "DAYS_OFF", *FIELDS}


@dataclass(frozen=True)
class Line:
    """Fields of one line and its number in the file, from 1."""

    number: int
    fields: tuple[str, ...]

    def whole(self, place: int, *, least: int = 0, most: int = MOST) -> int:
        """The field at `place` as a whole number from `least` to `most` (one instance prints a `-0`)."""
        text = self.fields[place]
        if not text.isascii() or not text.removeprefix("-").isdigit():
            raise Refusal("curtois_qu.number", row=self.number, text=text[:SHOWN])
        if len(text) > LONGEST or not least <= int(text) <= most:
            code = "curtois_qu.number" if text.startswith("-") else "curtois_qu.out_of_bounds"
            raise Refusal(code, row=self.number, text=text[:SHOWN], least=least, most=most)
        return int(text)


@dataclass
class _Names:
    """Employees, shifts and days that later sections may speak of."""

    days: int
    shifts: set[str] = field(default_factory=set)
    employees: set[str] = field(default_factory=set)

    def known(self, line: Line, place: int, among: set[str]) -> str:
        if line.fields[place] not in among:
            raise Refusal("curtois_qu.unknown", row=line.number, text=line.fields[place])
        return line.fields[place]

    def day(self, line: Line, place: int) -> int:
        day = line.whole(place)
        if day >= self.days:
            raise Refusal("curtois_qu.day", row=line.number, day=day, days=self.days)
        return day


def parse(text: str) -> Problem:
    """The instance as a Problem. Anything that is not of the format is refused with its row."""
    sections = _sections(text)
    for name in ("HORIZON", "SHIFTS", "STAFF"):
        if not sections.get(name):
            raise Refusal("curtois_qu.section", name=f"SECTION_{name}")
    names = _Names(days=sections["HORIZON"][0].whole(0, least=1, most=MOST_DAYS))
    names.shifts = {line.fields[0] for line in sections["SHIFTS"]}
    names.employees = {line.fields[0] for line in sections["STAFF"]}
    shifts = tuple(Shift(line.fields[0], ((0, line.whole(1, least=1, most=DAY_MIN)),)) for line in sections["SHIFTS"])
    forbidden = frozenset((line.fields[0], after) for line in sections["SHIFTS"] for after in filter(None, line.fields[2].split("|")))
    away = {line.fields[0]: _days_off(names, line) for line in sections.get("DAYS_OFF", [])}
    return Problem(
        A_MONDAY,
        names.days,
        shifts,
        tuple(_worker(names, line, forbidden, away) for line in sections["STAFF"]),
        cover=tuple(_cover(names, line) for line in sections.get("COVER", [])),
        requests=tuple(
            _request(names, line, want=want)
            for want, name in ((True, "SHIFT_ON_REQUESTS"), (False, "SHIFT_OFF_REQUESTS"))
            for line in sections.get(name, [])
        ),
        weights=NOTHING_ELSE,
    )


def _sections(text: str) -> dict[str, list[Line]]:
    """Lines by section; the number of fields is checked here."""
    found: dict[str, list[Line]] = {}
    name = ""
    for number, content in _content(text):
        if content.startswith("SECTION_"):
            name = content.removeprefix("SECTION_")
            if name not in SECTIONS or name in found:
                raise Refusal("curtois_qu.section", row=number, name=content)
            found[name] = []
            continue
        line = Line(number, tuple(part.strip() for part in content.split(",")))
        if not name or len(line.fields) != FIELDS.get(name, len(line.fields)):
            raise Refusal("curtois_qu.fields", row=number, count=len(line.fields), wanted=FIELDS.get(name, 0))
        found[name].append(line)
    return found


def _content(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text.splitlines(), start=1):
        content = raw.split("#")[0].strip()
        if content:
            yield number, content


def _worker(names: _Names, line: Line, forbidden: frozenset[tuple[str, str]], away: dict[str, frozenset[int]]) -> Worker:
    most_shifts = {}
    for part in line.fields[1].split("|"):
        code, _, count = part.partition("=")
        entry = Line(line.number, (code, count))
        most_shifts[names.known(entry, 0, names.shifts)] = entry.whole(1)
    most, least, run, shortest_run, shortest_rest, weekends = (line.whole(place) for place in range(2, 8))
    rules = WorkRules(
        max_period_min=most,
        min_period_min=least,
        max_consecutive_days=run,
        min_consecutive_days=shortest_run,
        min_consecutive_off=shortest_rest,
        max_weekends=weekends,
        max_shifts=most_shifts,
        forbidden_successions=forbidden,
    )
    return Worker(line.fields[0], rules, unavailable=away.get(line.fields[0], frozenset()))


def _days_off(names: _Names, line: Line) -> frozenset[int]:
    names.known(line, 0, names.employees)
    return frozenset(names.day(line, place) for place in range(1, len(line.fields)))


def _request(names: _Names, line: Line, *, want: bool) -> Request:
    return Request(names.known(line, 0, names.employees), names.day(line, 1), names.known(line, 2, names.shifts), line.whole(3), want=want)


def _cover(names: _Names, line: Line) -> ShiftCover:
    return ShiftCover(names.day(line, 0), names.known(line, 1, names.shifts), line.whole(2), line.whole(3), line.whole(4))
