"""Reads for the pages of planning, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Max, Min, QuerySet, Sum
from numpy.typing import NDArray

from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.engine.history.distrust import day_levels, expected
from zuoxi.engine.history.series import Series
from zuoxi.planning import facts, grid
from zuoxi.planning.models import Forecast, HistoryFile, HistoryInterval, HistoryMark, Requirement, Snapshot
from zuoxi.rules.forecast import HistoryPolicy

WEEK = 7
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """First and last day with anything, intervals, contacts."""

    first: date
    last: date
    intervals: int
    contacts: int


@dataclass(frozen=True)
class Holding:
    """A queue and what is known of it; None: nothing."""

    queue: Queue
    known: Known | None


@dataclass(frozen=True)
class Pattern:
    """Mean contacts per weekday (Monday first) and slot, `[7, slots]`, NaN where the queue is closed, of so many weeks."""

    step_min: int
    mean: Floats
    weeks: int


@dataclass(frozen=True)
class DayView:
    """The day of a mark: what came and what was to be expected, per slot (None: nothing known)."""

    day: date
    step_min: int
    offered: list[float | None]
    expected: list[float | None]


def files() -> QuerySet[HistoryFile]:
    """Every file without its bytes."""
    return HistoryFile.objects.defer("content", "findings").select_related("uploaded_by")


def holdings(queues: Sequence[Queue]) -> list[Holding]:
    """What is known of each queue, one query."""
    grouped = HistoryInterval.objects.current().order_by("queue").values("queue")
    rows = grouped.annotate(first=Min("start"), last=Max("start"), number=Count("pk"), contacts=Sum("offered"))
    columns = rows.values_list("queue", "first", "last", "number", "contacts")
    found = {pk: Known(grid.local(first).date(), grid.local(last).date(), number, contacts) for pk, first, last, number, contacts in columns}
    return [Holding(queue, found.get(queue.pk)) for queue in queues]


def last_day(queues: Sequence[Queue]) -> date | None:
    """The last day of which anything is known, one query."""
    found = HistoryInterval.objects.current().filter(queue__in=queues).aggregate(last=Max("start"))["last"]
    return grid.local(found).date() if found else None


def pattern(queue: Queue, *, weeks: int) -> Pattern | None:
    """The week as it usually is: the last `weeks` weeks that are known, what is left out aside. Three or four queries."""
    last = last_day([queue])
    if last is None:
        return None
    since = last - timedelta(days=weeks * WEEK - 1)
    series = facts.series([queue], settings=policy.on(last + timedelta(days=1)).of(HistoryPolicy), since=since).get(queue.code)
    return None if series is None else Pattern(series.step_min, _weekly_mean(series), -(-series.days // WEEK))


def _weekly_mean(series: Series) -> Floats:
    mean = np.full((WEEK, series.slots), np.nan)
    for weekday in range(WEEK):
        mine = series.offered[series.weekdays == weekday]
        known = ~np.isnan(mine)
        count = known.sum(axis=0)
        mean[weekday] = np.where(count > 0, np.nansum(mine, axis=0) / np.maximum(count, 1), np.nan)
    return mean


def marks() -> QuerySet[HistoryMark]:
    """Every stretch that is doubted, with its queue and who decided."""
    return HistoryMark.objects.select_related("queue", "by")


def open_marks() -> int:
    """How many proposals wait for a planner."""
    return HistoryMark.objects.filter(by=None).count()


def day_of(mark: HistoryMark) -> DayView | None:
    """The day on which a mark begins, against the weeks around it; None when nothing is known of it. Two queries."""
    settings = policy.in_force(mark.at).of(HistoryPolicy)
    day = grid.local(mark.start).date()
    reach = timedelta(days=WEEK * settings.neighbour_weeks)
    series = facts.series_as_stored([mark.queue], settings=settings, since=day - reach, until=day + reach + timedelta(days=1)).get(mark.queue.code)
    if series is None or not series.first_day <= day <= series.last_day:
        return None
    usual = expected(series, neighbour_weeks=settings.neighbour_weeks)
    number = (day - series.first_day).days
    likely = usual[number] * day_levels(series, usual)[number]
    return DayView(day, series.step_min, _told(series.offered[number], 0), _told(likely, 1))


def _told(values: Floats, decimals: int) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), decimals) for value in values]


def forecasts() -> QuerySet[Forecast]:
    """Every forecast with how many queues and snapshots it has."""
    counted = Forecast.objects.annotate(queue_count=Count("series", distinct=True), snapshot_count=Count("snapshots", distinct=True))
    return counted.select_related("made_by")


def snapshots(forecast: Forecast) -> QuerySet[Snapshot]:
    """A forecast's snapshots, newest first, without their numbers."""
    return forecast.snapshots.defer("values").select_related("taken_by").order_by("-taken_at", "-pk")


def snapshots_to_choose() -> QuerySet[Snapshot]:
    """All snapshots, newest first, as a choice."""
    return Snapshot.objects.defer("values", "layers").select_related("forecast", "taken_by").order_by("-taken_at", "-pk")


def requirements() -> QuerySet[Requirement]:
    """Every requirement, with the forecast it rests on."""
    return Requirement.objects.select_related("snapshot__forecast", "made_by").defer("snapshot__values", "snapshot__layers")
