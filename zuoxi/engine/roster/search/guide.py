"""Draws rows toward the plan of the bound: how many of each kind of worker are wanted on each shift of each day.

Rows that are each the best answer to the others can agree on a poor plan (everybody on long shifts because everybody else is). The optimum of the
linear program knows the good plan but not who works when; a price on leaving it leads the rows there, and is then let go.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.search.bound import Bound
from zuoxi.engine.roster.search.live import Live

Numbers = NDArray[np.int64]
PULLS = (15.0, 5.0, 1.5, 0.5)
"""Price of one head off the plan in each guided sweep, as a multiple of the price of a head missing."""


def head_price(problem: Problem) -> float:
    """What a missing head costs: for an interval, or on a shift in the benchmark form of cover."""
    shifts = float(np.median([cover.under for cover in problem.cover])) if problem.cover else 0.0
    return max(float(problem.weights.under) if problem.demand else 0.0, shifts, 1.0)


class Guide:
    """The plan, and how far a live roster is from it."""

    def __init__(self, live: Live, plan: Bound) -> None:
        self.live, self.plan = live, plan
        self.unit = head_price(live.problem)
        self._classmates = [np.flatnonzero(plan.member == number) for number in range(len(plan.wanted))]

    def heads(self, worker: int) -> Numbers:
        """Heads by day and shift of the worker's class, without the worker."""
        table = np.zeros(self.plan.wanted.shape[1:], dtype=np.int64)
        mates = self._classmates[self.plan.member[worker]]
        rows = self.live.state.cells[mates[mates != worker]]
        who, days = np.nonzero(rows != OFF)
        np.add.at(table, (days, rows[who, days]), 1)
        return table

    def prices(self, worker: int, pull: float) -> Numbers:
        """By cell: what it costs to leave the plan further there, or saves to come nearer."""
        heads, wanted = self.heads(worker), self.plan.wanted[self.plan.member[worker]]
        table = np.zeros((heads.shape[0], heads.shape[1] + 1), dtype=np.int64)
        table[:, 1:] = np.rint(pull * self.unit * (np.abs(heads + 1 - wanted) - np.abs(heads - wanted)))
        return table
