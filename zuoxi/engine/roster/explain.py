"""Why there is no legal roster (F-14, X-07): the smallest clashes of rules, people and days, the ways out of each, the best partial roster.

All hard rules but those of the floor bind one person, so a problem is impossible if somebody has no legal row by themselves; each such person
has a clash of their own. The floor's binding rules are looked at when everybody has a row (see `explain_floor`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from zuoxi.engine.roster.clash import Clash, Relaxation
from zuoxi.engine.roster.explain_floor import floor_clashes
from zuoxi.engine.roster.grid import Grid
from zuoxi.engine.roster.members import RANKS, member
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.rules.registry import PERSON
from zuoxi.engine.roster.search.law import law
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.smallest import Demands, smallest_clash
from zuoxi.engine.roster.terms import Guard

Numbers = NDArray[np.int64]
EFFORT = 5.0
"""CP-SAT's deterministic seconds for one question about one row."""
MOST_CLASHES = 12
"""People whose clash is worked out; the others' rows are repaired without a reason."""


@dataclass(frozen=True)
class Explanation:
    """`clashes`, smallest first; `partial` keeps as many rules of as many people as can be kept."""

    clashes: tuple[Clash, ...]
    partial: Roster


class GuardedRow:
    """One worker's rules, each hanging on a guard."""

    def __init__(self, problem: Problem, worker: int) -> None:
        shape = len(problem.workers), problem.days
        free = np.zeros(shape, dtype=bool)
        free[worker] = True
        self.problem, self.worker = problem, worker
        self.grid = Grid(problem, PERSON, np.full(shape, OFF, dtype=np.int64), free, guarded=True)
        self.keys: list[Guard] = list(self.grid.guards)
        weights = [7 ** RANKS[key.rule] for key in self.keys]
        self.demands = Demands(self.grid.cp, [self.grid.guards[key] for key in self.keys], weights, EFFORT)

    def row(self, kept: Iterable[int], prices: Numbers) -> tuple[Numbers, int] | None:
        """The cheapest row that keeps these demands and as many others as it can, and its price by the floor's prices; None when there is none."""
        model, line = self.demands.holding(list(kept)), self.grid.lines[self.worker]
        cells = [(day, shift, term) for day, on in enumerate(line.on[line.tail :]) for shift, term in on.items()]
        model.minimize(cp_model.LinearExpr.weighted_sum([term for *_, term in cells], [int(prices[day, shift + 1]) for day, shift, _ in cells]))
        solver: Any = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        row = np.full(self.problem.days, OFF, dtype=np.int64)
        for day, shift, term in cells:
            if solver.boolean_value(term):
                row[day] = shift
        return row, round(solver.objective_value)


def explain(problem: Problem, *, cells: Numbers | None = None, hopeless: Iterable[int] | None = None) -> Explanation:
    """Explain an impossible problem. `cells` is the roster as far as it was found, `hopeless` the workers known to have no legal row (None: looked
    for here). A problem that is possible after all has no clashes."""
    start = cells if cells is not None else np.full((len(problem.workers), problem.days), OFF, dtype=np.int64)
    live = Live(problem, law(problem), start)
    stuck = [worker for worker in _candidates(live, hopeless) if not live.is_legal(worker)]
    clashes = [found for number, worker in enumerate(stuck) if (found := _explain_worker(live, worker, number < MOST_CLASHES)) is not None]
    if not clashes:
        clashes = floor_clashes(problem, live.state.cells)
    return Explanation(tuple(sorted(clashes, key=lambda clash: len(clash.members))), Roster(live.state.cells.copy()))


def _candidates(live: Live, hopeless: Iterable[int] | None) -> Iterable[int]:
    """Workers who may have no legal row; those who have one get it on the way."""
    if hopeless is not None:
        return hopeless
    found = []
    for worker in range(len(live.problem.workers)):
        if live.is_legal(worker):
            continue
        live.clear(worker)
        row = live.model(worker).best(*live.outlook(worker), EFFORT)
        if row is None:
            found.append(worker)
        else:
            live.place(worker, row, anyway=True)
    return found


def _explain_worker(live: Live, worker: int, named: bool) -> Clash | None:
    """The clash of one worker; and give them the row that breaks as little as can be."""
    row = GuardedRow(live.problem, worker)
    live.clear(worker)
    prices, _ = live.outlook(worker)
    held = row.demands.most([])
    best = row.row(held or [], prices)
    clash = _clash(row, prices) if named else None
    if best is not None:
        live.place(worker, best[0], anyway=True)
    return clash


def _clash(row: GuardedRow, prices: Numbers) -> Clash | None:
    numbers = smallest_clash(row.demands)
    if numbers is None:
        return None
    every = set(range(len(row.keys)))
    ways = []
    for number in numbers:
        found = row.row(sorted(every - {number}), prices)
        ways.append(Relaxation(member(row.problem, row.keys[number]), helps=found is not None, saves=None if found is None else -found[1]))
    ranked = sorted(ways, key=lambda way: (not way.helps, RANKS[way.member.rule], -(way.saves or 0)))
    return Clash(tuple(member(row.problem, row.keys[number]) for number in numbers), tuple(ranked))
