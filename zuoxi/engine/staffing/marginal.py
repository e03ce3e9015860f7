"""What given heads achieve over a day, and what one more or one fewer buys (F-09)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.staffing.domains import check_all
from zuoxi.engine.staffing.erlang import Floats, Model, Performance, evaluate_points, points
from zuoxi.engine.staffing.sizing import erlangs_offered


@dataclass(frozen=True)
class Demand:
    """The work of consecutive intervals of `step_s` seconds: contacts (`volume`, NaN where closed), mean handling time, patience, threshold."""

    volume: ArrayLike
    aht_s: ArrayLike
    step_s: float
    model: Model
    threshold_s: float
    patience_s: ArrayLike | None = None
    concurrency: int = 1

    def contacts(self) -> Floats:
        """Contacts per interval, 0 where closed."""
        return np.nan_to_num(np.asarray(self.volume, dtype=np.float64), nan=0.0)

    def performance(self, heads: ArrayLike) -> Performance[Floats]:
        """How each interval goes with these net heads."""
        load = erlangs_offered(volume=self.volume, aht_s=self.aht_s, step_s=self.step_s)
        lines = check_all("agents", heads) * self.concurrency
        asked = points(
            model=self.model,
            erlangs=load,
            agents=lines,
            aht_s=np.broadcast_to(np.asarray(self.aht_s, dtype=np.float64), load.shape),
            patience_s=self.patience_s,
            threshold_s=self.threshold_s,
        )
        return evaluate_points(asked)


@dataclass(frozen=True)
class Outcome:
    """A stretch of intervals as one figure each, every contact counting once. Without contacts: service level 1, all else 0."""

    offered: float
    service_level: float
    """Share of all offered that is answered within the threshold."""
    abandonment: float
    """Share of all offered that hangs up."""
    asa_s: float
    """Mean wait of the answered in seconds; infinite where Erlang C has an interval with load >= agents."""
    occupancy: float
    """Share of the agents' open time spent on contacts."""


@dataclass(frozen=True)
class Gain:
    """Per interval: what a change of heads in this interval alone does to the whole stretch. Positive is better for callers."""

    service_level: Floats
    """Points of service level of the stretch gained, as a share."""
    abandonment: Floats
    """Share of all offered that no longer hangs up."""
    asa_s: Floats
    """Seconds of mean wait saved; infinite when the change ends an endless queue, 0 when an endless queue stays."""


def outcome(demand: Demand, heads: ArrayLike) -> Outcome:
    """The stretch with these net heads, weighted by contacts (occupancy: by agents)."""
    performance = demand.performance(heads)
    sums = [part.sum() for part in _parts(demand.contacts(), performance)]
    level, lost, asa = (float(figure) for figure in _figures(*sums))
    occupancy = np.nan_to_num(performance.occupancy)
    agents = np.where(np.isnan(performance.occupancy), 0.0, np.broadcast_to(np.asarray(heads, dtype=np.float64), occupancy.shape))
    used = float(np.sum(agents * occupancy)) / float(agents.sum()) if agents.sum() > 0 else 0.0
    return Outcome(offered=float(sums[0]), service_level=level, abandonment=lost, asa_s=asa, occupancy=used)


def changed(demand: Demand, heads: ArrayLike, *, by: int, where: NDArray[np.bool_] | None = None) -> tuple[Outcome, Outcome]:
    """Before and after `by` heads more (or fewer, never below 0) in the intervals `where` (None: in all), for instance those of one shift."""
    before = np.asarray(heads, dtype=np.int64)
    after = np.maximum(before + by, 0)
    return outcome(demand, before), outcome(demand, after if where is None else np.where(where, after, before))


def gain(demand: Demand, heads: ArrayLike, *, by: int = 1) -> Gain:
    """For each interval alone: what `by` heads more (negative: fewer, never below 0) would do to the whole stretch."""
    contacts, old = demand.contacts(), np.asarray(heads, dtype=np.int64)
    now = _parts(contacts, demand.performance(old))
    then = _parts(contacts, demand.performance(np.maximum(old + by, 0)))
    level, lost, asa = _figures(*(part.sum() for part in now))
    new_level, new_lost, new_asa = _figures(*(_with_one_new(one, other) for one, other in zip(now, then, strict=True)))
    endless = np.isinf(new_asa) & np.isinf(asa)
    return Gain(new_level - level, lost - new_lost, np.where(endless, 0.0, asa - np.where(endless, 0.0, new_asa)))


def _parts(contacts: Floats, performance: Performance[Floats]) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Per interval: contacts, those in time, those who hang up, those answered, seconds the answered waited."""
    busy = contacts > 0
    in_time, lost = (np.where(busy, contacts * share, 0.0) for share in (performance.sl_offered, performance.p_abandon))
    answered = np.where(busy, contacts * (1.0 - performance.p_abandon - performance.p_block), 0.0)
    waited = np.where(answered > 0, np.where(answered > 0, answered, 1.0) * performance.asa_answered_s, 0.0)
    return contacts, in_time, lost, answered, waited


def _with_one_new(old: Floats, new: Floats) -> Floats:
    """For each interval: the sum over all, this one taken from `new`. An infinite part elsewhere keeps the sum infinite."""
    endless = np.isinf(old)
    finite = np.where(endless, 0.0, old)
    others = np.where(endless.sum() - endless > 0, np.inf, finite.sum() - finite)
    return others + new


def _figures(offered: Floats, in_time: Floats, lost: Floats, answered: Floats, waited: Floats) -> tuple[Floats, Floats, Floats]:
    """Service level, abandonment and mean wait of the answered from sums."""
    each = np.where(offered > 0, offered, 1.0)
    level = np.where(offered > 0, in_time / each, 1.0)
    return level, lost / each, waited / np.where(answered > 0, answered, 1.0)
