"""A stored requirement as arrays and as day lines: heads, hours, expected service, money (F-06, F-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zuoxi.planning.grid import Grid
from zuoxi.planning.models import Requirement, RequirementSeries

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Curve:
    """Heads and what is to be expected with them, arrays `(days, slots)`; NaN where nothing comes. Of several queues heads are summed."""

    net: Integers
    seated: Integers
    gross: Integers
    contacts: Floats
    service_level: Floats
    abandon: Floats
    asa_s: Floats
    occupancy: Floats


@dataclass(frozen=True)
class DayLine:
    """One day. Shares are weighted by contacts, occupancy by heads; None where nothing comes; `money` None where no rate is known."""

    day: date
    contacts: float
    peak: int
    net_h: float
    seated_h: float
    gross_h: float
    service_level: float | None
    occupancy: float | None
    money: float | None

    @property
    def per_contact(self) -> float | None:
        return self.money / self.contacts if self.money is not None and self.contacts else None


def curve(requirement: Requirement, row: RequirementSeries) -> Curve:
    """One queue. Contacts that come while it is closed do not count."""
    days = requirement.snapshot.forecast.days

    def grid(name: str) -> Floats:
        return np.array(row.values[name], dtype=np.float64).reshape(days, -1)

    net, seated, gross = (grid(name).astype(np.int64) for name in ("net", "seated", "gross"))
    contacts = np.nan_to_num(np.array(requirement.snapshot.values[row.queue.code]["volume"], dtype=np.float64)).reshape(days, -1)
    level = grid("service_level")
    served = np.where(np.isnan(level) & (net == 0), 0.0, contacts)
    return Curve(net, seated, gross, served, level, grid("abandon"), grid("asa_s"), grid("occupancy"))


def together(curves: Sequence[Curve]) -> Curve:
    """Several queues: heads and contacts summed, shares weighted by contacts, occupancy by heads."""
    contacts = [one.contacts for one in curves]
    heads = [one.net.astype(np.float64) for one in curves]
    return Curve(
        net=np.sum([one.net for one in curves], axis=0),
        seated=np.sum([one.seated for one in curves], axis=0),
        gross=np.sum([one.gross for one in curves], axis=0),
        contacts=np.sum(contacts, axis=0),
        service_level=_mean([one.service_level for one in curves], contacts),
        abandon=_mean([one.abandon for one in curves], contacts),
        asa_s=_mean([one.asa_s for one in curves], contacts),
        occupancy=_mean([one.occupancy for one in curves], heads),
    )


def _mean(values: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
    """Weighted mean over what is known; NaN where nothing is."""
    weight = sum((np.where(np.isnan(value), 0.0, one) for value, one in zip(values, weights, strict=True)), np.zeros_like(values[0]))
    total = sum((np.nan_to_num(value) * one for value, one in zip(values, weights, strict=True)), np.zeros_like(values[0]))
    found: Floats = np.divide(total, weight, out=np.full_like(values[0], np.nan), where=weight > 0)
    return found


def day_lines(requirement: Requirement, found: Curve, codes: Sequence[str]) -> list[DayLine]:
    """A line a day of the queues `codes`, whose curve this is."""
    grid, money = Grid.of(requirement.snapshot.forecast), money_by_day(requirement, codes)
    return [_line(found, number, grid, None if money is None else money[number]) for number in range(grid.days)]


def money_by_day(requirement: Requirement, codes: Sequence[str]) -> list[float] | None:
    """What each day costs for these queues; None where no rate was known."""
    by_day = requirement.cost.get("by_day")
    if not by_day:
        return None
    days = range(requirement.snapshot.forecast.days)
    return [sum(by_day[code][number]["total"] for code in codes if code in by_day) for number in days]


def _line(found: Curve, number: int, grid: Grid, money: float | None) -> DayLine:
    hours = grid.step_min / 60
    contacts = found.contacts[number]
    net = found.net[number].astype(np.float64)
    return DayLine(
        day=grid.day(number),
        contacts=float(contacts.sum()),
        peak=int(found.seated[number].max()),
        net_h=float(net.sum()) * hours,
        seated_h=float(found.seated[number].sum()) * hours,
        gross_h=float(found.gross[number].sum()) * hours,
        service_level=_weighted(found.service_level[number], contacts),
        occupancy=_weighted(found.occupancy[number], net),
        money=money,
    )


def _weighted(values: Floats, weights: Floats) -> float | None:
    known = ~np.isnan(values)
    total = float(weights[known].sum())
    return float((values * weights)[known].sum()) / total if total else None


def total(lines: Sequence[DayLine], day: date) -> DayLine:
    """Several days as one line that bears the name of `day`: sums, the highest peak, shares weighted by contacts and hours."""
    contacts = sum(line.contacts for line in lines)
    served = sum(line.contacts for line in lines if line.service_level is not None)
    busy_h = sum(line.net_h for line in lines if line.occupancy is not None)
    money = [line.money for line in lines if line.money is not None]
    return DayLine(
        day=day,
        contacts=contacts,
        peak=max((line.peak for line in lines), default=0),
        net_h=sum(line.net_h for line in lines),
        seated_h=sum(line.seated_h for line in lines),
        gross_h=sum(line.gross_h for line in lines),
        service_level=sum((line.service_level or 0.0) * line.contacts for line in lines) / served if served else None,
        occupancy=sum((line.occupancy or 0.0) * line.net_h for line in lines) / busy_h if busy_h else None,
        money=sum(money) if money else None,
    )
