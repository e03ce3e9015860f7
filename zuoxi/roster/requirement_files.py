"""A requirement as a file: heads by queue and interval. Read for `zuoxi roster solve`, written by `zuoxi plan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.core.tables import Row, Table, as_text, find_columns, moment, number
from zuoxi.engine.finding import Finding
from zuoxi.engine.history.policy import STEPS_MIN
from zuoxi.engine.roster.problem import DAY_MIN

COLUMNS: dict[str, tuple[str, ...]] = {
    "queue": ("queue", "队列", "技能组"),
    "start": ("start", "interval_start", "开始时间", "时段开始", "开始"),
    "required": ("required", "heads", "agents", "需求", "需求人数", "人数"),
}
MOST_HEADS = 100_000
"""Heads wanted in one interval; more than any centre has, and few enough for every sum over a period."""
WEEK_DAYS = 7
HEADER = ("queue", "start", "required")
Heads = NDArray[np.int64]


@dataclass(frozen=True)
class Requirement:
    """Heads by queue code, shape `(days, slots)` from `first_day`; intervals that are not in the file need nobody. Empty after any error."""

    first_day: date
    step_min: int
    heads: Mapping[str, Heads]
    findings: tuple[Finding, ...] = ()


def read_requirement(table: Table, *, queues: Mapping[str, str], first_day: date, days: int) -> Requirement:
    """Heads for `days` days from `first_day`; other days of the file are left out. `queues` maps names to codes; without a queue column there is one.

    The step is the shortest time between two starts. A start off the grid, heads that are no whole number from 0 to `MOST_HEADS`, an unknown
    queue and an interval twice are errors by row; so is a period of which the file knows nothing, or not the beginning.
    """
    reader = _Reader(table, queues)
    points = [point for row in table.rows if (point := reader.point(row)) is not None]
    wanted = [(q, start, heads) for q, start, heads in points if 0 <= (start.date() - first_day).days < days]
    reader.findings += _on_days(sorted(start.date() for _, start, _ in points), first_day=first_day, days=days)
    if any(finding.severity == "error" for finding in reader.findings):
        return Requirement(first_day, 30, {}, tuple(reader.findings))
    step = _step([start for _, start, _ in points])
    grids: dict[str, Heads] = {}
    for queue, start, heads in wanted:
        grid = grids.setdefault(queue, np.zeros((days, DAY_MIN // step), dtype=np.int64))
        grid[(start.date() - first_day).days, (start.hour * 60 + start.minute) // step] = heads
    return Requirement(first_day, step, grids, tuple(reader.findings))


def _on_days(known: list[date], *, first_day: date, days: int) -> list[Finding]:
    """What is wrong between the days of the file and those of the period: none in common, a beginning or a week at the end that is not there."""
    last_day = first_day + timedelta(days=days - 1)
    wanted = [day for day in known if first_day <= day <= last_day]
    if not known or (wanted and known[0] <= first_day and (last_day - wanted[-1]).days < WEEK_DAYS):
        return []
    facts = {"first": first_day, "last": last_day, "from": known[0], "to": known[-1]}
    if not wanted:
        return [Finding("requirement.other_days", facts=facts)]
    if known[0] > first_day:
        return [Finding("requirement.late_start", facts=facts)]
    return [Finding("requirement.early_end", "warning", facts=facts)]


def _step(starts: list[datetime]) -> int:
    """Minutes of an interval: the largest known step on whose grid every start lies."""
    minutes = {start.hour * 60 + start.minute for start in starts}
    return max(step for step in STEPS_MIN if all(minute % step == 0 for minute in minutes))


class _Reader:
    """Reads rows; remembers what it has met."""

    def __init__(self, table: Table, queues: Mapping[str, str]) -> None:
        self.header, self.queues = table.header, {name.casefold(): code for name, code in queues.items()}
        self.places = find_columns(table.header, COLUMNS, optional=("queue",))
        self.findings: list[Finding] = []
        self.met: dict[tuple[str, datetime], int] = {}

    def _wrong(self, row: Row, field: str, code: str, **facts: object) -> None:
        self.findings.append(Finding(code, row=row.number, column=self.header[self.places[field]], facts=facts))

    def point(self, row: Row) -> tuple[str, datetime, int] | None:
        """Queue, start and heads of a row, or None after noting what is wrong."""
        known = len(self.findings)
        queue, start, heads = self._queue(row), moment(row.cells[self.places["start"]]), number(row.cells[self.places["required"]])
        if start is None or start.second or start.minute % STEPS_MIN[0]:
            self._wrong(row, "start", "requirement.bad_start", text=as_text(row.cells[self.places["start"]]))
        elif (queue, start) in self.met:
            self._wrong(row, "start", "requirement.twice", first=self.met[queue, start])
        else:
            self.met[queue, start] = row.number
        if heads is None or not 0 <= heads <= MOST_HEADS or not heads.is_integer():
            self._wrong(row, "required", "requirement.bad_heads", text=as_text(row.cells[self.places["required"]]), most=MOST_HEADS)
        return (queue, start, int(heads)) if len(self.findings) == known and start is not None and heads is not None else None

    def _queue(self, row: Row) -> str:
        """The code of the row's queue. A file without the column speaks of the only queue there is."""
        codes = sorted(set(self.queues.values()))
        if "queue" not in self.places:
            if len(codes) != 1 and not self.findings:
                self.findings.append(Finding("requirement.no_queue", row=row.number, facts={"known": ", ".join(codes)}))
            return codes[0] if codes else ""
        text = as_text(row.cells[self.places["queue"]])
        if text.casefold() not in self.queues:
            self._wrong(row, "queue", "requirement.unknown_queue", queue=text, known=", ".join(codes))
        return self.queues.get(text.casefold(), "")


def requirement_rows(heads: Mapping[str, Heads], *, first_day: date, step_min: int) -> Iterator[tuple[str, datetime, int]]:
    """Rows for `HEADER`: queue, start, required; only intervals in which somebody is needed, and a row of 0 for a first day without any."""
    if heads and not any(grid[0].any() for grid in heads.values()):
        yield next(iter(heads)), datetime.combine(first_day, time()), 0
    for queue, grid in heads.items():
        for day, slot in zip(*np.nonzero(grid), strict=True):
            start = datetime.combine(first_day, time()) + timedelta(days=int(day), minutes=int(slot) * step_min)
            yield queue, start, int(grid[day, slot])
