"""A frozen forecast against what came (X-05, R-01): by queue, by how far ahead it looked, by day, by interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.engine.forecast.accuracy import Accuracy, accuracy, aligned
from zuoxi.engine.forecast.errors import day_totals
from zuoxi.engine.history.series import Series
from zuoxi.planning import facts, forecast_facts
from zuoxi.planning.models import Snapshot
from zuoxi.rules.forecast import HistoryPolicy

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Day:
    """Totals of one day over the intervals that are known; None where nothing is."""

    day: date
    said: float | None
    came: float | None

    @property
    def error(self) -> float | None:
        """Said less came over came: above 0 the forecast was too high."""
        return (self.said - self.came) / self.came if self.said is not None and self.came else None


@dataclass(frozen=True)
class Comparison:
    """One queue: a line a horizon, a line a day, and both grids `(days, slots)` with NaN where nothing is known."""

    queue: Queue
    horizons: tuple[Accuracy, ...]
    days: tuple[Day, ...]
    said: Floats
    came: Floats

    @property
    def counted(self) -> int:
        """Intervals of which is known what came."""
        return int((~np.isnan(self.came)).sum())


def compare(snapshot: Snapshot, queues: Sequence[Queue]) -> list[Comparison]:
    """Each of these queues that the snapshot holds, against the history of its days without what was left out; three queries."""
    mine = [queue for queue in queues if queue.code in snapshot.values]
    forecast = snapshot.forecast
    until = forecast.last_day + timedelta(days=1)
    settings = policy.in_force(forecast.made_at).of(HistoryPolicy)
    known = facts.series(mine, settings=settings, since=forecast.first_day, until=until, step_min=forecast.step_min)
    return [_one(snapshot, queue, known) for queue in mine]


def _one(snapshot: Snapshot, queue: Queue, known: dict[str, Series]) -> Comparison:
    said = forecast_facts.of_snapshot(snapshot, queue.code)
    actual = known.get(queue.code)
    if actual is None:
        nothing = np.full_like(said.volume, np.nan)
        return Comparison(queue, (), _days(said.first_day, nothing, said.volume), said.volume, nothing)
    came = aligned(said, actual)
    lines = accuracy(said, actual, made_on=snapshot.forecast.history_until)
    return Comparison(queue, lines, _days(said.first_day, came, said.volume), said.volume, came)


def _days(first: date, came: Floats, said: Floats) -> tuple[Day, ...]:
    totals = zip(*day_totals(came, said), strict=True)
    return tuple(
        Day(first + timedelta(days=number), None if np.isnan(hoped) else float(hoped), None if np.isnan(seen) else float(seen))
        for number, (seen, hoped) in enumerate(totals)
    )
