"""One queue's history on a grid of the local clock: days down, slots of the day across."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.history.policy import STEPS_MIN

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]
DAY_MIN = 1440


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a file, read as types but not yet believed. `start` is local wall clock; `offered` contacts; `aht_s` seconds; None: not given."""

    row: int
    queue: str
    start: datetime
    offered: float | None
    aht_s: float | None = None
    handled: float | None = None
    abandoned: float | None = None


@dataclass(frozen=True)
class Series:
    """Contacts offered and mean handling seconds per interval, arrays `[days, slots]` with `slots = 1440 / step_min`.

    NaN in `offered` is closed where `open` is False and missing where it is True; NaN in `aht_s` is not known. Never a zero for either.
    """

    queue: str
    first_day: date
    step_min: int
    offered: Grid
    aht_s: Grid
    open: Mask

    def __post_init__(self) -> None:
        shape = (self.days, DAY_MIN // self.step_min) if self.step_min in STEPS_MIN else None
        if self.offered.shape != shape or self.aht_s.shape != shape or self.open.shape != shape:
            raise Refusal("history.shape", queue=self.queue, step=self.step_min)

    @property
    def days(self) -> int:
        return int(self.offered.shape[0])

    @property
    def slots(self) -> int:
        return int(self.offered.shape[1])

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def dates(self) -> list[date]:
        return [self.first_day + timedelta(days=n) for n in range(self.days)]

    @property
    def weekdays(self) -> NDArray[np.int64]:
        """0 is Monday, one number a day."""
        return (self.first_day.weekday() + np.arange(self.days)) % 7

    @property
    def known(self) -> Mask:
        """Cells with a value."""
        return ~np.isnan(self.offered)

    def start_of(self, day: int, slot: int) -> datetime:
        """Local start of a cell; slot may be the number of slots: midnight of the next day."""
        return datetime.combine(self.first_day, time()) + timedelta(days=day, minutes=slot * self.step_min)

    def place(self, moment: datetime) -> tuple[int, int]:
        """Day and slot in which a local moment falls; may lie outside the grid."""
        return (moment.date() - self.first_day).days, (moment.hour * 60 + moment.minute) // self.step_min

    def until(self, days: int) -> Series:
        """The first `days` days only, as someone knew them then."""
        return replace(self, offered=self.offered[:days], aht_s=self.aht_s[:days], open=self.open[:days])


@dataclass(frozen=True)
class Distrust:
    """A stretch `[start, end)` of the local clock that should be left out: `kind` is outage, low, high or absent_day; contacts seen and expected."""

    start: datetime
    end: datetime
    kind: str
    observed: float
    expected: float


def cleaned(series: Series, marks: Iterable[Distrust]) -> Series:
    """The series with the marked cells missing, volume and handling time; open hours stay as they are."""
    offered, aht_s = series.offered.copy(), series.aht_s.copy()
    for mark in marks:
        cells = cells_between(series, mark.start, mark.end)
        offered.flat[cells] = np.nan
        aht_s.flat[cells] = np.nan
    return replace(series, offered=offered, aht_s=aht_s)


def cells_between(series: Series, start: datetime, end: datetime) -> slice:
    """The cells, counted row by row, whose intervals touch `[start, end)`."""
    origin, step = series.start_of(0, 0), timedelta(minutes=series.step_min)
    first, last = (start - origin) // step, -((origin - end) // step)
    return slice(max(0, first), max(0, last))
