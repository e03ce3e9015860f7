"""A plan that is finished: roster, breaks, cover, what was solved and at what price; and the figures that sum it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster import check
from zuoxi.engine.roster.breaks import BreakPolicy, Breaks, cover, place, queue_covers
from zuoxi.engine.roster.breaks_cover import Cover
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.rules.kind import Violation


@dataclass(frozen=True)
class Solved:
    """How the roster was found: status of the search, price and bound of all soft rules, seed, seconds asked for."""

    status: str
    cost: int
    bound: float
    seed: int
    seconds: float

    @property
    def gap(self) -> float:
        """Share of the price that may be saved at most."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost > 0 else 0.0


@dataclass(frozen=True)
class Planned:
    """The roster with its breaks. `problem.demand` is what must be at the contacts; `pooled` and `queues` are cover with breaks taken.

    `costs` is the price by soft rule and `violations` the broken hard rules, both of the problem that was solved (with room for breaks).
    """

    problem: Problem
    roster: Roster
    breaks: Breaks
    pooled: Cover
    queues: Mapping[str, Cover]
    solved: Solved
    costs: Mapping[str, int]
    violations: tuple[Violation, ...]

    @property
    def required_hours(self) -> float:
        return self.pooled.hours(self.pooled.need)

    @property
    def uncovered(self) -> float:
        """Share of the required head-hours that nobody is there for."""
        return self.pooled.hours(self.pooled.short) / self.required_hours if self.required_hours else 0.0

    @property
    def overcovered(self) -> float:
        """Head-hours of people whom nothing is left for, as a share of the required."""
        return self.pooled.hours(self.pooled.over) / self.required_hours if self.required_hours else 0.0


def finish(problem: Problem, roster: Roster, solved: Solved, *, required: Mapping[str, NDArray[np.int64]], policy: BreakPolicy, seed: int) -> Planned:
    """Place the breaks of a roster that solves `problem`, and look at it against what is really `required` at the contacts."""
    real = replace(problem, demand=required)
    breaks = place(real, roster, policy=policy, seed=seed)
    return Planned(
        problem=real,
        roster=roster,
        breaks=breaks,
        pooled=cover(real, roster, breaks),
        queues=queue_covers(real, roster, breaks),
        solved=solved,
        costs=check.costs(problem, roster),
        violations=tuple(check.hard_violations(problem, roster)),
    )
