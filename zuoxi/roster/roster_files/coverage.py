"""The coverage of a roster as rows: required, scheduled and difference by queue and interval (UX 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.breaks_cover import Cover
from zuoxi.roster.roster_files.sheet import clock

Heads = NDArray[np.float64]


@dataclass(frozen=True)
class QueueCoverage:
    """Heads by day and interval of `step_min` minutes, shape `(days, slots)`; means over the interval, so halves occur where breaks begin."""

    queue: str
    step_min: int
    required: Heads
    scheduled: Heads

    @property
    def difference(self) -> Heads:
        return self.scheduled - self.required


def coverage(covers: Mapping[str, Cover], *, step_min: int) -> tuple[QueueCoverage, ...]:
    """Cover by queue in the intervals of the requirement."""
    return tuple(
        QueueCoverage(queue, step_min, cover.by_step(cover.need, step_min), cover.by_step(cover.present, step_min)) for queue, cover in covers.items()
    )


CoverageRow = tuple[str, date, str, float, float, float]
"""Queue, day, start, required, scheduled, difference."""


def rows(coverages: tuple[QueueCoverage, ...], *, first_day: date) -> Iterator[CoverageRow]:
    """Intervals in which somebody is needed or there, by queue and time."""
    for one in coverages:
        for day, slot in zip(*np.nonzero((one.required > 0) | (one.scheduled > 0)), strict=True):
            figures = (one.required[day, slot], one.scheduled[day, slot], one.difference[day, slot])
            needed, there, difference = (round(float(heads), 2) for heads in figures)
            yield one.queue, first_day + timedelta(days=int(day)), clock(int(slot) * one.step_min), needed, there, difference
