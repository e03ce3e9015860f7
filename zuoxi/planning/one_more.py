"""What one more agent buys (F-09): in the service level of a stretch of one day, and in money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from zuoxi.acd import facts as acd_facts
from zuoxi.acd.facts import QueueFact
from zuoxi.core import policy
from zuoxi.core.errors import Problem
from zuoxi.engine.staffing.marginal import Demand, Outcome, changed, gain
from zuoxi.planning.models import Requirement, RequirementSeries
from zuoxi.planning.needs import concurrency
from zuoxi.planning.requirements import Period, work_of
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy


class NothingComes(Problem):
    code = "one_more.nothing_comes"
    text = _("Nobody is expected in these hours, so nobody can be bought. Choose hours in which the queue is open.")


@dataclass(frozen=True)
class Worth:
    """The day before and after; hours of serving it takes, hours that are paid for them (shrinkage), and their cost (None: no rate is known)."""

    before: Outcome
    after: Outcome
    hours: float
    paid_h: float
    money: float | None


@dataclass(frozen=True)
class Best:
    """A slot in which one more agent raises the day's service level most: slot of the day, gain as a share."""

    slot: int
    gain: float


def worth(requirement: Requirement, series: RequirementSeries, *, day: int, first: int, last: int, by: int = 1) -> Worth:
    """`by` agents more (or fewer) in the slots `[first, last)` of a day, counted from 0."""
    demand, heads = _of_day(requirement, series, day)
    where = np.zeros(heads.shape, dtype=bool)
    where[first:last] = True
    if not np.nansum(demand.contacts()[where]):
        raise NothingComes
    before, after = changed(demand, heads, by=by, where=where)
    hours = by * (last - first) * requirement.snapshot.forecast.step_min / 60
    paid_h, rate = hours / (1 - lost(requirement, day)), requirement.cost.get("hourly")
    return Worth(before, after, hours, paid_h, None if rate is None else paid_h * rate)


def lost(requirement: Requirement, day: int) -> float:
    """The share of paid time that serves nobody on a day, of the moment at which the requirement was computed."""
    weekday = (requirement.snapshot.forecast.first_day.weekday() + day) % 7
    return float(sum(shares[weekday] for shares in requirement.shrinkage.values()))


def best(requirement: Requirement, series: RequirementSeries, *, day: int, most: int = 3) -> list[Best]:
    """Where one more agent helps the day most, the best first; none where nothing is gained."""
    demand, heads = _of_day(requirement, series, day)
    level = gain(demand, heads).service_level
    order = np.argsort(-level, kind="stable")[:most]
    return [Best(int(slot), float(level[slot])) for slot in order if level[slot] > 0]


def _of_day(requirement: Requirement, series: RequirementSeries, day: int) -> tuple[Demand, NDArray[np.int64]]:
    snapshot = requirement.snapshot
    period, queue = Period.of(snapshot), _queue(series)
    staffing = policy.on(period.grid.first_day).of(StaffingPolicy)
    work, goal = work_of(snapshot, queue, period), _goal(series, period, day)
    demand = Demand(
        volume=work.served[day],
        aht_s=work.times[day],
        step_s=work.step_s,
        model=goal.model,
        threshold_s=float(goal.within_s),
        patience_s=goal.patience_s,
        concurrency=concurrency(queue.channel, staffing),
    )
    net = np.array(series.values["net"], dtype=np.int64).reshape(period.grid.days, -1)
    return demand, net[day]


def _queue(series: RequirementSeries) -> QueueFact:
    return next(queue for queue in acd_facts.queues() if queue.pk == series.queue_id)


def _goal(series: RequirementSeries, period: Period, day: int) -> Goal:
    """The promise that held on the day when the requirement was computed."""
    when = period.grid.day(day).isoformat()
    begun = [told["goal"] for told in series.target if told["from"] <= when]
    return Goal(**begun[-1])
