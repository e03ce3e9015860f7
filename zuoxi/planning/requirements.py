"""How many must sit (F-06, F-08, F-09): from a frozen forecast, the promises, the opening hours and the shrinkage of that moment.

net     heads that serve contacts at the same time
seated  heads that must be rostered and present: net over what is left after training, meetings, breaks and absence; the roster's demand
gross   heads on the books: seated and those on leave
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from zuoxi.acd import facts as acd_facts
from zuoxi.acd.facts import QueueFact
from zuoxi.core import policy
from zuoxi.core.errors import Problem
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.engine.staffing.shrinkage import gross_heads
from zuoxi.people.models import Person
from zuoxi.planning import costs, shrinkage, workdays
from zuoxi.planning.forecast_facts import plain
from zuoxi.planning.grid import Grid
from zuoxi.planning.models import Requirement, RequirementSeries, Snapshot, Target
from zuoxi.planning.models.requirement import ShrinkageKind
from zuoxi.planning.needs import Need, Work, needed
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

Floats = NDArray[np.float64]
DECIMALS = 6


class TargetMissing(Problem):
    code, status = "requirement.target_missing", 409
    text = _("There is no target in force on %(day)s for: %(queues)s. Set it first.")


@dataclass(frozen=True)
class Period:
    """The days of a requirement with what is known about each."""

    grid: Grid
    days: tuple[DayFacts, ...]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Period:
        grid = Grid.of(snapshot.forecast)
        return cls(grid, workdays.of(grid.first_day, grid.days).days)

    def least(self, queue: QueueFact) -> NDArray[np.int64]:
        """Fewest heads per day and slot, -1 where closed."""
        step = self.grid.step_min
        rows = [queue.least_heads(weekday=one.day.weekday(), step_min=step, holiday=one.is_holiday, makeup=one.is_make_up) for one in self.days]
        return np.array(rows)

    @property
    def weekdays(self) -> list[int]:
        return [one.day.weekday() for one in self.days]


@transaction.atomic
def compute(*, snapshot: Snapshot, by: Person, now: datetime) -> Requirement:
    """Compute and keep the requirement of every queue of the snapshot. Refused when a queue has no target on one of the days."""
    period, table = Period.of(snapshot), shrinkage.table()
    staffing = policy.on(period.grid.first_day).of(StaffingPolicy)
    queues = [queue for queue in acd_facts.queues() if queue.code in snapshot.values]
    goals = goals_by_day(queues, [one.day for one in period.days])
    paid = costs.pay(period.grid.first_day)
    made = Requirement.objects.create(snapshot=snapshot, shrinkage=_by_kind(table), cost={}, made_by=by, made_at=now)
    money: dict[str, list[dict[str, float]]] = {}
    for queue in queues:
        need = needed(work_of(snapshot, queue, period), goals=goals[queue.code], channel=queue.channel, policy=staffing)
        heads = _heads(need, period, table)
        if paid is not None:
            money[queue.code] = costs.by_day(
                heads["gross"], step_min=period.grid.step_min, holidays=[one.is_holiday for one in period.days], paid=paid, policy=staffing
            )
        RequirementSeries.objects.create(
            requirement=made, queue_id=queue.pk, target=_goals_as_json(goals[queue.code], period), values=_as_json(need, heads)
        )
    made.cost = {"by_day": money, "hourly": round(paid.mean, 4)} if paid is not None else {}
    made.save(update_fields=["cost"])
    return made


def goals_by_day(queues: Sequence[QueueFact], days: Sequence[date]) -> dict[str, list[Goal]]:
    """Queue code to the promise in force on each day, one query."""
    promises: dict[int, list[Target]] = {}
    for target in Target.objects.filter(effective_from__lte=days[-1]).order_by("effective_from"):
        promises.setdefault(target.queue_id, []).append(target)
    found = {queue.code: [_in_force(promises.get(queue.pk, ()), day) for day in days] for queue in queues}
    for number, day in enumerate(days):
        missing = [queue.name for queue in queues if found[queue.code][number] is None]
        if missing:
            raise TargetMissing(day=day, queues=", ".join(missing))
    return {code: [goal for goal in goals if goal is not None] for code, goals in found.items()}


def _in_force(promises: Sequence[Target], day: date) -> Goal | None:
    begun = [target for target in promises if target.effective_from <= day]
    return Goal.of(begun[-1]) if begun else None


def work_of(snapshot: Snapshot, queue: QueueFact, period: Period) -> Work:
    """The snapshot's contacts and handling time as arrays, with the queue's opening hours."""
    values = snapshot.values[queue.code]
    shape = (period.grid.days, period.grid.slots)
    volume, aht_s = (np.array(values[name], dtype=float).reshape(shape) for name in ("volume", "aht_s"))
    return Work(volume, aht_s, period.least(queue), period.grid.step_min)


def _heads(need: Need, period: Period, table: shrinkage.Shares) -> dict[str, NDArray[np.int64]]:
    """Net, seated, gross, from the shares of each day's weekday."""
    absent = np.array([sum(table[kind, weekday] for kind in shrinkage.KINDS) for weekday in shrinkage.WEEKDAYS])
    on_leave = np.array([table[ShrinkageKind.LEAVE, weekday] for weekday in shrinkage.WEEKDAYS])
    weekdays = period.weekdays
    seated = gross_heads(need.heads, (absent - on_leave)[weekdays][:, None])
    return {"net": need.heads, "seated": seated, "gross": gross_heads(need.heads, absent[weekdays][:, None])}


def _by_kind(table: shrinkage.Shares) -> dict[str, list[float]]:
    return {kind: [table[kind, weekday] for weekday in shrinkage.WEEKDAYS] for kind in shrinkage.KINDS}


def _goals_as_json(goals: Sequence[Goal], period: Period) -> list[dict[str, Any]]:
    """Each goal with the first day on which it holds."""
    found: list[dict[str, Any]] = []
    for goal, one in zip(goals, period.days, strict=True):
        told = goal.as_json()
        if not found or found[-1]["goal"] != told:
            found.append({"from": one.day.isoformat(), "goal": told})
    return found


def _as_json(need: Need, heads: Mapping[str, NDArray[np.int64]]) -> dict[str, list[Any]]:
    shares = {"erlangs": need.erlangs, "service_level": need.service_level, "abandon": need.abandon, "asa_s": need.asa_s, "occupancy": need.occupancy}
    whole: dict[str, list[Any]] = {name: array.ravel().tolist() for name, array in heads.items()}
    return whole | {name: plain(array, DECIMALS) for name, array in shares.items()}
