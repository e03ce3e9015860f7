"""Roster and breaks in turns: the roster leaves room for breaks, the breaks are placed, and the next turn leaves room where they really lie.

The first turn does not know where breaks will lie and takes every shift kind to be worked alike; later ones add the people who were on a break to
the requirement of that interval, and start from the roster before. The best turn counts, judged by what callers meet: real cover with breaks
taken, and all other wishes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy, cover
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.roster.file_plan.needs import before_breaks
from zuoxi.roster.file_plan.outcome import Planned, Solved, finish

Heads = NDArray[np.int64]
Search = Callable[[Problem, Roster | None, float], tuple[Roster, Solved]]
"""Searches a roster for a problem from a roster to begin with (None: from nothing) for so many seconds."""
COVER_RULES = ("F-13 coverage", "F-13 overcoverage")


@dataclass(frozen=True)
class TurnPolicy:
    """The share of the time that each turn takes, in order."""

    shares: tuple[float, ...] = (0.5, 0.5)

    def __post_init__(self) -> None:
        if not self.shares or min(self.shares) <= 0 or sum(self.shares) > 1 + 1e-9:
            raise Refusal("file_plan.turns", shares=", ".join(f"{share:g}" for share in self.shares))


def plan(problem: Problem, *, search: Search, seconds: float, policy: BreakPolicy, seed: int, turns: TurnPolicy | None = None) -> Planned:
    """The best plan of all turns; `problem.demand` is what is required at the contacts."""
    tried: list[Planned] = []
    demand = before_breaks(problem.demand, problem.shifts, step_min=problem.step_min)
    for share in (turns or TurnPolicy()).shares:
        asked = replace(problem, demand=demand)
        roster, solved = search(asked, min(tried, key=price).roster if tried else None, share * seconds)
        tried.append(finish(asked, roster, solved, required=problem.demand, policy=policy, seed=seed))
        demand = with_breaks(problem.demand, on_break(tried[-1]))
    return min(tried, key=price)


def price(planned: Planned) -> float:
    """What the plan costs by the weights of its problem, cover taken as callers meet it."""
    weights, pooled = planned.problem.weights, planned.pooled
    intervals = pooled.unit_min / planned.problem.step_min
    wishes = sum(cost for name, cost in planned.costs.items() if name not in COVER_RULES)
    return wishes + intervals * (weights.under * float(pooled.short.sum()) + weights.over * float(pooled.over.sum()))


def on_break(planned: Planned) -> NDArray[np.float64]:
    """People on a break, mean over each interval, shape `(days, slots)`."""
    present = cover(planned.problem, planned.roster, {})
    away = present.by_step(present.present, planned.problem.step_min)
    return away - planned.pooled.by_step(planned.pooled.present, planned.problem.step_min)


def with_breaks(required: Mapping[str, Heads], away: NDArray[np.float64]) -> dict[str, Heads]:
    """The requirement with the people on a break added, shared over the queues in proportion, whole heads by largest remainder."""
    names = list(required)
    need = np.array([required[name] for name in names])
    total = need.sum(axis=0)
    extra = np.where(total > 0, np.rint(away), 0) * need / np.maximum(total, 1)
    whole = np.floor(extra).astype(np.int64)
    left = np.rint(extra.sum(axis=0)).astype(np.int64) - whole.sum(axis=0)
    rank = np.argsort(np.argsort(-(extra - whole), axis=0, kind="stable"), axis=0)
    return dict(zip(names, need + whole + (rank < left), strict=True))
