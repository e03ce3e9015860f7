"""Heads for the forecast (F-06, F-08), and the scale at which the people there are would be just enough.

Breaks and granted leave are not in the shrinkage here: breaks are placed person by person, leave is known by day. What the roster must
provide before breaks are taken is the requirement divided by the share of people who are not on a break in that interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.making import Forecast
from zuoxi.engine.roster.design_candidates import coverage
from zuoxi.engine.roster.problem import Shift
from zuoxi.engine.staffing.shrinkage import gross_heads
from zuoxi.engine.staffing.sizing import requirement
from zuoxi.engine.staffing.targets import Targets
from zuoxi.roster.file_plan.forecasting import Expected
from zuoxi.roster.shift_files import QueueEntry
from zuoxi.rules.staffing import StaffingPolicy, shrinkage_shares, targets

Heads = NDArray[np.int64]
SMALLEST, LARGEST, CLOSE = 1e-6, 1e6, 1e-3
"""Bounds of a scale, and how exactly it is found, as a share of it."""
PLACED = ("break", "leave")
"""Kinds of shrinkage that the roster itself takes account of."""


@dataclass(frozen=True)
class Needed:
    """Heads by queue code, shape `(days, slots)`: net at the contacts, and `gross` with training, meetings and absence on top."""

    first_day: date
    step_min: int
    net: Mapping[str, Heads]
    gross: Mapping[str, Heads]
    shrinkage: float

    @property
    def hours(self) -> float:
        """Gross head-hours of the whole period."""
        return float(sum(heads.sum() for heads in self.gross.values())) * self.step_min / 60


def shrinkage(policy: StaffingPolicy) -> float:
    """Share of paid time lost to what the roster does not place itself."""
    return sum(share for kind, share in shrinkage_shares(policy).items() if kind not in PLACED)


def need(expected: Expected, *, queues: Sequence[QueueEntry], policy: StaffingPolicy) -> Needed:
    """Erlang A for each interval, the queue's own promise where it has one, else the policy's."""
    known = {queue.code: queue for queue in queues}
    share = shrinkage(policy)
    net = {code: _heads(one, known.get(code, QueueEntry(code, code)), policy) for code, one in expected.forecasts.items()}
    steps = {one.step_min for one in expected.forecasts.values()}
    if len(steps) != 1:
        raise Refusal("file_plan.steps", steps=", ".join(map(str, sorted(steps))))
    first = next(iter(expected.forecasts.values())).first_day
    return Needed(first, steps.pop(), net, {code: gross_heads(heads, share) for code, heads in net.items()}, share)


def handling(one: Forecast, queue: QueueEntry) -> NDArray[np.float64]:
    """Handling seconds per interval: those of the forecast, else those told of the queue; refused where neither is known."""
    if np.isnan(one.aht_s[~np.isnan(one.volume)]).any() and queue.aht_s is None:
        raise Refusal("file_plan.no_handling_time", queue=queue.name)
    return np.where(np.isnan(one.aht_s), queue.aht_s or np.nan, one.aht_s)


def promised(queue: QueueEntry, policy: StaffingPolicy) -> Targets:
    """F-01: what the queue promises; what it does not say is the policy's for telephone."""
    base = targets(policy, "phone")
    own = {
        "service_level": queue.service_level,
        "threshold_s": queue.within_s,
        "max_abandon": queue.max_abandon,
        "max_occupancy": queue.max_occupancy,
    }
    return replace(base, **{name: value for name, value in own.items() if value is not None})


def _heads(one: Forecast, queue: QueueEntry, policy: StaffingPolicy) -> Heads:
    found = requirement(
        volume=one.volume,
        aht_s=handling(one, queue),
        step_s=60.0 * one.step_min,
        targets=promised(queue, policy),
        model="A",
        patience_s=queue.patience_s or policy.phone_patience_s,
    )
    return found.heads


def fitting_scale(expected: Expected, *, queues: Sequence[QueueEntry], policy: StaffingPolicy, hours: float) -> float:
    """The factor on the volume at which the requirement takes `hours` head-hours, by halving; heads grow with the volume.

    Refused where nobody calls, and where the people are too few even for the fewest heads that open queues need.
    """

    def taken(factor: float) -> float:
        return need(expected.scaled(factor), queues=queues, policy=policy).hours

    low, high = SMALLEST, 1.0
    if taken(low) >= hours:
        raise Refusal("file_plan.too_few_people", hours=f"{hours:,.0f}", least=f"{taken(low):,.0f}")
    while taken(high) < hours:
        low, high = high, 2 * high
        if high > LARGEST:
            raise Refusal("file_plan.no_contacts")
    while high - low > CLOSE * high:
        middle = (low + high) / 2
        low, high = (middle, high) if taken(middle) < hours else (low, middle)
    return low


def before_breaks(needed: Mapping[str, Heads], shifts: Sequence[Shift], *, step_min: int) -> dict[str, Heads]:
    """Heads to roster so that enough are left when breaks are taken, where every shift kind is worked alike.

    An interval in which a share `b` of those present would be on a break (breaks spread over their windows) needs `1 / (1 - b)` times the heads.
    """
    slots = 1440 // step_min
    there, working = np.zeros(slots), np.zeros(slots)
    for shift in shifts:
        bare = replace(shift, breaks=())
        there += coverage(bare, step_min=step_min).reshape(2, slots).sum(axis=0)
        working += coverage(shift, step_min=step_min).reshape(2, slots).sum(axis=0)
    share = np.where(there > 0, working / np.maximum(there, 1e-9), 1.0)
    return {queue: np.rint(heads / np.maximum(share, 0.2)).astype(np.int64) for queue, heads in needed.items()}
