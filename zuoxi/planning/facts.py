"""Rows become what the engine works on, in a fixed number of queries: history as Series, marks as Distrust, requirements as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.acd.models import Queue
from zuoxi.engine.history.opening import series_of
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.series import DAY_MIN, Distrust, Series, cleaned
from zuoxi.planning import grid
from zuoxi.planning.models import HistoryInterval, HistoryMark, Requirement

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Count:
    """One stored interval: slot of the local clock, minutes, contacts, handling seconds (None: not known)."""

    queue_id: int
    start: datetime
    minutes: int
    offered: int
    aht_s: float | None


def counts(queues: Collection[Queue], *, since: date | None = None, until: date | None = None) -> list[Count]:
    """What is known of these queues on the days `[since, until)`, one query, on the local clock, unordered."""
    rows = HistoryInterval.objects.current().filter(queue__in=queues)
    if since is not None:
        rows = rows.filter(start__gte=grid.utc(datetime.combine(since, time())))
    if until is not None:
        rows = rows.filter(start__lt=grid.utc(datetime.combine(until, time())))
    clock = _Clock()
    return [
        Count(queue_id, clock.local(start), minutes, offered, aht_s)
        for queue_id, start, minutes, offered, aht_s in rows.values_list("queue_id", "start", "minutes", "offered", "aht_s")
    ]


class _Clock:
    """UTC to the local clock, asking the zone once an hour of the calendar."""

    def __init__(self) -> None:
        self.offsets: dict[datetime, timedelta] = {}

    def local(self, moment: datetime) -> datetime:
        naive = moment.replace(tzinfo=None)
        hour = naive.replace(minute=0, second=0, microsecond=0)
        offset = self.offsets.get(hour)
        if offset is None:
            begin = moment.replace(minute=0, second=0, microsecond=0)
            offset = self.offsets[hour] = grid.local(begin) - hour
        return naive + offset


def common_step(found: Iterable[Count], *, least: int = 0) -> int | None:
    """Minutes of an interval in most of the rows, at least `least`; None without rows."""
    votes = Counter(count.minutes for count in found)
    return max(least, votes.most_common(1)[0][0]) if votes else None


def series(
    queues: Sequence[Queue], *, settings: HistorySettings, since: date | None = None, until: date | None = None, step_min: int | None = None
) -> dict[str, Series]:
    """Queue code to its history with marks left out, two queries; a queue without history is not in it. All have the same step."""
    whole = series_as_stored(queues, settings=settings, since=since, until=until, step_min=step_min)
    left_out = marks_left_out(queues)
    return {queue.code: cleaned(whole[queue.code], left_out.get(queue.pk, ())) for queue in queues if queue.code in whole}


def series_as_stored(
    queues: Sequence[Queue], *, settings: HistorySettings, since: date | None = None, until: date | None = None, step_min: int | None = None
) -> dict[str, Series]:
    """The same with everything that is stored, marked or not, one query."""
    found = counts(queues, since=since, until=until)
    step = step_min or common_step(found)
    if step is None:
        return {}
    by_queue: dict[int, list[Count]] = {}
    for count in found:
        if count.minutes <= step:
            by_queue.setdefault(count.queue_id, []).append(count)
    return {queue.code: _series(queue.code, by_queue[queue.pk], step, settings) for queue in queues if queue.pk in by_queue}


def _series(code: str, found: Sequence[Count], step: int, settings: HistorySettings) -> Series:
    first, last = min(count.start for count in found).date(), max(count.start for count in found).date()
    offered, aht_s = _summed(found, first, (last - first).days + 1, step)
    return series_of(queue=code, first_day=first, step_min=step, offered=offered, aht_s=aht_s, open_share=settings.open_share)


def _summed(found: Sequence[Count], first: date, days: int, step: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Contacts and handling time per slot. A slot made of finer intervals is known only when all of them are; its time is weighted by contacts."""
    slots = DAY_MIN // step
    place = np.array([(count.start.date() - first).days * slots + (count.start.hour * 60 + count.start.minute) // step for count in found])
    offered = np.array([count.offered for count in found], dtype=float)
    aht_s = np.array([np.nan if count.aht_s is None else count.aht_s for count in found])
    timed = np.where(np.isnan(aht_s), 0.0, offered)
    size = days * slots
    minutes = np.bincount(place, weights=[float(count.minutes) for count in found], minlength=size)
    total = np.bincount(place, weights=offered, minlength=size)
    weight = np.bincount(place, weights=timed, minlength=size)
    seconds = np.bincount(place, weights=timed * np.nan_to_num(aht_s), minlength=size)
    whole = np.where(minutes >= step, total, np.nan)
    mean = np.divide(seconds, weight, out=np.full(size, np.nan), where=weight > 0)
    return whole.reshape(days, slots), mean.reshape(days, slots)


def marks_left_out(queues: Collection[Queue]) -> dict[int, list[Distrust]]:
    """Queue id to the stretches that the planner has left out, one query."""
    found: dict[int, list[Distrust]] = {}
    for mark in HistoryMark.objects.filter(queue__in=queues, left_out=True):
        stretch = Distrust(grid.local(mark.start), grid.local(mark.end), mark.kind, mark.observed or 0.0, mark.expected or 0.0)
        found.setdefault(mark.queue_id, []).append(stretch)
    return found


def demand(requirement: Requirement) -> dict[str, NDArray[np.int64]]:
    """Queue code to the heads that must be rostered, shape `(days, slots)`: who is on leave is not among them, who has a break or a meeting is."""
    return _heads(requirement, "seated")


def net(requirement: Requirement) -> dict[str, NDArray[np.int64]]:
    """Queue code to the heads that must serve contacts at the same time, shape `(days, slots)`."""
    return _heads(requirement, "net")


def _heads(requirement: Requirement, kind: str) -> dict[str, NDArray[np.int64]]:
    days = requirement.snapshot.forecast.days
    rows: Iterable[tuple[str, Mapping[str, list[int]]]] = requirement.series.order_by("queue__order", "queue__code").values_list(
        "queue__code", "values"
    )
    return {code: np.array(values[kind], dtype=np.int64).reshape(days, -1) for code, values in rows}
