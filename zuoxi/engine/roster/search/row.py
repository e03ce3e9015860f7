"""The best row of one worker against everybody else's, exactly: with the others standing still all prices of the floor are sums over the cells of a
row, and CP-SAT finds the cheapest row that keeps the hard rules. Stability and fairness, which look along the row, are in its model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from zuoxi.engine.roster.grid import Grid
from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules import fairness, stability
from zuoxi.engine.roster.rules.registry import PERSON
from zuoxi.engine.roster.search.price import put

Numbers = NDArray[np.int64]


class RowModel:
    """The hard rules of one worker as a model that is asked again and again with other prices."""

    def __init__(self, problem: Problem, worker: int, sharings: Sequence[fairness.Sharing] | None = None) -> None:
        self.problem, self.worker = problem, worker
        self.grid = Grid(alone(problem, worker), PERSON, np.full((1, problem.days), OFF, dtype=np.int64), np.ones((1, problem.days), dtype=bool))
        self.line = self.grid.lines[0]
        stability.post(self.grid)
        period = enumerate(self.line.on[self.line.tail :])
        self.cells = [(day, shift, term) for day, on in period for shift, term in on.items() if not isinstance(term, int)]
        self.levels = self._tag_levels(fairness.sharings(problem) if sharings is None else sharings)
        self.known = self.grid.cells[0].copy()
        self.impossible = False

    def _tag_levels(self, sharings: Sequence[fairness.Sharing]) -> list[tuple[int, list[Any]]]:
        """By tag: as many true literals as shifts of the tag in the row, so that each further one can have its own price."""
        levels = []
        for number, sharing in enumerate(sharings):
            terms = fairness.terms(self.grid, sharing, 0)
            if terms and self.worker in sharing.workers:
                steps = [self.grid.cp.new_bool_var("") for _ in terms]
                self.grid.cp.add(cp_model.LinearExpr.sum(terms) == cp_model.LinearExpr.sum(steps))
                levels.append((number, steps))
        return levels

    def best(self, prices: Numbers, free_of_charge: Numbers, effort: float) -> Numbers | None:
        """The cheapest row for `prices[d, 1 + cell]`; of tag `k`, `free_of_charge[k]` shifts cost nothing, each further one the price of
        fairness. None when there is no row (then `impossible` is set), or none was found within `effort` (CP-SAT's deterministic seconds)."""
        terms, weights = list(self.grid.priced), list(self.grid.prices)
        for day, shift, term in self.cells:
            terms.append(term)
            weights.append(int(prices[day, shift + 1]))
        for number, steps in self.levels:
            terms += steps
            weights += [0 if step < free_of_charge[number] else self.problem.weights.fairness for step in range(len(steps))]
        self.grid.cp.minimize(cp_model.LinearExpr.weighted_sum(terms, weights))
        solver = row_solver(effort)
        status = solver.solve(self.grid.cp)
        self.impossible = status == cp_model.INFEASIBLE
        return self._read(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def _read(self, solver: cp_model.CpSolver) -> Numbers:
        row: Numbers = self.known.copy()
        for day, shift, term in self.cells:
            if solver.boolean_value(term):
                row[day] = shift
        return row


def alone(problem: Problem, worker: int) -> Problem:
    """The problem of one worker without a floor: what their own rules and the stability of their row depend on."""
    return replace(
        problem,
        workers=(problem.workers[worker],),
        demand={},
        floor={},
        cover=(),
        requests=(),
        reference=None,
        together=(),
        apart=(),
        change_factor=(),
    )


def row_solver(effort: float) -> cp_model.CpSolver:
    """CP-SAT as it is fastest on one row: one thread, the full linear relaxation, no presolve."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = False
    solver.parameters.max_deterministic_time = effort
    return solver


@njit(cache=True, nogil=True)
def marginal(prices: Any, state: Any, w: int, may: Any, out: Any) -> int:
    """Take a worker off the floor and write into `out[d, 1 + cell]` what each cell would cost by itself; the change in price of taking them off."""
    change = 0
    for d in range(state.cells.shape[1]):
        change += put(prices, state, w, d, OFF)
    for d in range(state.cells.shape[1]):
        for cell in range(may.shape[2] - 1):
            if may[w, d, cell + 1]:
                out[d, cell + 1] = put(prices, state, w, d, cell)
                put(prices, state, w, d, OFF)
    return change
