"""Intervals of a file against the intervals that are there: which are new, which say the same, which contradict (F-03)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from zuoxi.acd.models import Queue
from zuoxi.planning import grid
from zuoxi.planning.history_reading import Believed
from zuoxi.planning.models import HistoryFile, HistoryInterval

LONGEST = timedelta(minutes=60)
BATCH = 900
"""Rows of one statement: SQLite takes 999 parameters for sure."""


@dataclass(frozen=True)
class Found:
    """An interval that is stored now."""

    pk: int
    queue_id: int
    start: datetime
    minutes: int
    values: tuple[int, int | None, int | None, float | None]

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Plan:
    """What is to be done: `new` intervals to add, stored ones they speak `against`, and how many say the same already."""

    new: tuple[HistoryInterval, ...]
    against: tuple[Found, ...]
    unchanged: int

    @property
    def first_against(self) -> str:
        return f"{min(grid.local(found.start) for found in self.against):%Y-%m-%d %H:%M}"

    @property
    def last_against(self) -> str:
        return f"{max(grid.local(found.end) for found in self.against):%Y-%m-%d %H:%M}"


def plan(believed: Sequence[Believed]) -> Plan:
    """Compare with what is there, two queries."""
    rows = [_row(one, pk) for one, pk in _with_queue(believed)]
    there = _there(rows)
    same = {(found.queue_id, found.start, found.minutes, found.values): found.pk for found in there}
    kept_pks = {pk for row in rows if (pk := same.get((row.queue_id, row.start, row.minutes, _values(row)))) is not None}
    new = tuple(row for row in rows if (row.queue_id, row.start, row.minutes, _values(row)) not in same)
    against = tuple(_overlapping(new, [found for found in there if found.pk not in kept_pks]))
    return Plan(new, against, len(rows) - len(new))


def carry_out(wanted: Plan, *, file: HistoryFile) -> None:
    """Let the contradicted intervals stand for nothing more, add the new ones."""
    for part in _parts([found.pk for found in wanted.against]):
        HistoryInterval.objects.filter(pk__in=part).update(replaced_by=file)
    for row in wanted.new:
        row.file = file
    HistoryInterval.objects.bulk_create(wanted.new, batch_size=2000)


def _with_queue(believed: Iterable[Believed]) -> Iterator[tuple[Believed, int]]:
    ids = dict(Queue.objects.values_list("code", "pk"))
    for one in believed:
        yield one, ids[one.queue]


def _row(one: Believed, queue_id: int) -> HistoryInterval:
    entry = one.entry
    return HistoryInterval(
        queue_id=queue_id,
        start=grid.utc(one.start),
        minutes=one.minutes,
        offered=round(entry.offered or 0),
        handled=_count(entry.handled),
        abandoned=_count(entry.abandoned),
        aht_s=entry.aht_s,
    )


def _count(value: float | None) -> int | None:
    return None if value is None or value < 0 else round(value)


def _values(row: HistoryInterval) -> tuple[int, int | None, int | None, float | None]:
    return row.offered, row.handled, row.abandoned, row.aht_s


def _there(rows: Sequence[HistoryInterval]) -> list[Found]:
    """What is stored of the same queues around the same time."""
    if not rows:
        return []
    first, last = min(row.start for row in rows), max(row.start for row in rows)
    stored = HistoryInterval.objects.current().between(first - LONGEST, last + LONGEST).filter(queue__in={row.queue_id for row in rows})
    columns = ("pk", "queue_id", "start", "minutes", "offered", "handled", "abandoned", "aht_s")
    return [Found(pk, queue_id, start, minutes, tuple(values)) for pk, queue_id, start, minutes, *values in stored.values_list(*columns)]


def _overlapping(new: Sequence[HistoryInterval], there: Sequence[Found]) -> Iterator[Found]:
    """Of the stored intervals those that share a minute with a new one of the same queue."""
    for queue_id in {found.queue_id for found in there}:
        mine = [row for row in new if row.queue_id == queue_id]
        theirs = [found for found in there if found.queue_id == queue_id]
        starts = np.sort(np.array([row.start.timestamp() for row in mine]))
        length = max((row.minutes for row in mine), default=0) * 60
        for found in theirs:
            place = int(np.searchsorted(starts + length, found.start.timestamp(), side="right"))
            if place < len(starts) and starts[place] < found.end.timestamp():
                yield found


def _parts(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(pks), BATCH):
        yield pks[begin : begin + BATCH]
