"""A proposal of shift kinds for a requirement (F-11): a job, whose result can be adopted kind by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from time import monotonic
from typing import Any

import numpy as np
from django.utils.translation import gettext
from numpy.typing import NDArray

from zuoxi.core import jobs
from zuoxi.core.models import Job
from zuoxi.engine.roster.design import DesignPolicy, MealRule, Proposal, propose
from zuoxi.engine.roster.problem import DAY_MIN, BreakRule, Shift
from zuoxi.people.models import Person
from zuoxi.planning import facts as planning
from zuoxi.planning.models import Requirement
from zuoxi.roster.beside import beside
from zuoxi.roster.models import ShiftKind

KIND = "roster.design"
WEEK_DAYS = 7
COLOURS = ("#2f7ed8", "#2a9d8f", "#8a63d2", "#d9822b", "#45508a", "#b5485d", "#6b8e23", "#a0782c", "#5f6b7a", "#c2569b")


@dataclass(frozen=True)
class Wish:
    """What a proposal may use: at most so many kinds, presence in minutes, from the earliest start to the latest end (minutes of the day)."""

    at_most: int = 6
    lengths_min: tuple[int, ...] = (540,)
    earliest_start_min: int = 420
    latest_end_min: int = 1320
    two_ended: bool = False
    seconds: int = 20
    seed: int = 1

    def policy(self) -> DesignPolicy:
        """As the engine takes it; the two parts of a two-ended shift are four hours each, the meal has its name in the centre's language."""
        return DesignPolicy(
            earliest_start_min=self.earliest_start_min,
            latest_start_min=min(self.latest_end_min - min(self.lengths_min), 1439),
            latest_end_min=self.latest_end_min,
            lengths_min=self.lengths_min,
            two_ended=((240, 240),) if self.two_ended else (),
            meal=MealRule(name=gettext("meal")),
        )


def start(*, requirement: Requirement, wish: Wish, by: Person, now: datetime) -> Job:
    """Ask for a proposal; one at a time for a requirement."""
    arguments = {"requirement": requirement.pk, **wish.__dict__, "lengths_min": list(wish.lengths_min)}
    return jobs.start(KIND, about=f"requirement:{requirement.pk}", by=by, now=now, arguments=arguments)


def run(run: jobs.Run, *, requirement: int, lengths_min: Sequence[int], **rest: Any) -> dict[str, Any]:
    """The job itself."""
    wish = Wish(lengths_min=tuple(lengths_min), **rest)
    source = Requirement.objects.select_related("snapshot__forecast").get(pk=requirement)
    need, step_min = typical_week(source)
    policy = wish.policy()
    began, most = monotonic(), wish.seconds

    def work() -> Proposal:
        return propose(need, step_min=step_min, policy=policy, at_most=wish.at_most, seed=wish.seed, seconds=most)

    made = beside(work, beat=lambda: run.beat(done=min(round(monotonic() - began), most), total=most))
    return stored(made, need, step_min)


def typical_week(requirement: Requirement) -> tuple[NDArray[np.float64], int]:
    """Heads to be rostered on all queues by weekday and interval, the mean over the weeks of the requirement; minutes of an interval."""
    forecast = requirement.snapshot.forecast
    heads = planning.demand(requirement)
    total = np.sum([np.asarray(one, dtype=np.float64) for one in heads.values()], axis=0) if heads else np.zeros((forecast.days, 48))
    weekdays = (forecast.first_day.weekday() + np.arange(forecast.days)) % WEEK_DAYS
    present = [day for day in range(WEEK_DAYS) if (weekdays == day).any()]
    return np.array([total[weekdays == day].mean(axis=0) for day in present]), forecast.step_min


def outside_hours(need: Sequence[Sequence[float]], step_min: int, *, first: int, last: int) -> float:
    """Hours a week required where no shift from `first` to `last` (minutes of the day, past midnight beyond 1440) can be."""
    return sum(
        heads * step_min / 60
        for row in need
        for slot, heads in enumerate(row)
        if not any(first <= minute and minute + step_min <= last for minute in (slot * step_min, slot * step_min + DAY_MIN))
    )


def stored(proposal: Proposal, need: NDArray[np.float64], step_min: int) -> dict[str, Any]:
    """As the job keeps it."""
    return {
        "status": proposal.status,
        "cost": proposal.cost,
        "bound": proposal.bound,
        "gap": proposal.gap,
        "paid_hours": proposal.paid_hours,
        "step_min": step_min,
        "need": need.round(2).tolist(),
        "scheduled": proposal.scheduled.round(2).tolist(),
        "under_h": float(proposal.under.sum()) * step_min / 60,
        "over_h": float(proposal.over.sum()) * step_min / 60,
        "kinds": [{"heads": list(kind.heads), **_as_json(kind.shift)} for kind in proposal.kinds],
    }


def _as_json(shift: Shift) -> dict[str, Any]:
    rules = [[rule.name, rule.length_min, rule.earliest_min, rule.latest_min, rule.paid] for rule in shift.breaks]
    return {"code": shift.code, "blocks": [list(block) for block in shift.blocks], "breaks": rules, "tags": sorted(shift.tags)}


def shift_of(kind: Mapping[str, Any]) -> Shift:
    """A kind of a stored proposal as the engine knows it."""
    rules = tuple(BreakRule(length, earliest, latest, paid, name) for name, length, earliest, latest, paid in kind["breaks"])
    return Shift(kind["code"], tuple((start, end) for start, end in kind["blocks"]), rules, frozenset(kind["tags"]))


def free_letters() -> list[str]:
    """Keys that no kind in use has."""
    taken = set(ShiftKind.objects.active().values_list("letter", flat=True))
    return [letter for letter in ascii_uppercase if letter not in taken]
