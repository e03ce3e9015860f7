"""The whole problem as one model of CP-SAT: for small problems, where it can prove that nothing is cheaper."""

from __future__ import annotations

from concurrent.futures import Executor, Future, wait
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from zuoxi.engine.roster.check import cost
from zuoxi.engine.roster.grid import Grid
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.rules.registry import FLOOR, PERSON
from zuoxi.engine.roster.search.watch import TICK_S, Watch

Numbers = NDArray[np.int64]
TINY, SMALL = 1000, 4000
"""Cells times shift kinds up to which the whole problem is given to CP-SAT: at once, or after the other search has found a good start."""
STRATEGIES = 8
"""Search strategies of CP-SAT that take turns. Taking turns makes the search the same on every machine, and on two cores it proves faster."""
WORK_A_ROUND = 1.0
"""Work that CP-SAT may do for each round of `Stop.rounds`, in its own deterministic seconds: counted, not timed, so the same on every machine."""


def size(problem: Problem) -> int:
    """Cells times shift kinds."""
    return len(problem.workers) * problem.days * len(problem.shifts)


class _Listener(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    """Keeps the last roster the solver has found."""

    def __init__(self, problem: Problem, grid: Grid) -> None:
        super().__init__()
        self.problem, self.grid = problem, grid
        self.found: tuple[Numbers, int] | None = None
        self.constant: int | None = None

    def on_solution_callback(self) -> None:
        cells = read(self.grid, self)
        price = cost(self.problem, Roster(cells))
        self.constant = price - round(self.objective_value)
        self.found = cells, price


def read(grid: Grid, answer: Any) -> Numbers:
    """The roster of a solution."""
    cells: Numbers = grid.cells.copy()
    for worker, line in grid.lines.items():
        for day, on in enumerate(line.on[line.tail :]):
            if grid.free[worker, day]:
                cells[worker, day] = next((s for s, term in on.items() if not isinstance(term, int) and answer.boolean_value(term)), OFF)
    return cells


def whole(problem: Problem, watch: Watch, pool: Executor, *, seed: int, start: Numbers) -> None:
    """Search from `start` until proven best or stopped; what is found goes to the watch."""
    grid = Grid(problem, PERSON, start, np.ones(start.shape, dtype=bool))
    for rule in FLOOR:
        rule.post(grid)
    grid.cp.minimize(grid.objective())
    for worker, line in grid.lines.items():
        for day, on in enumerate(line.on[line.tail :]):
            for shift, term in on.items():
                if not isinstance(term, int):
                    grid.cp.add_hint(term, bool(start[worker, day] == shift))
    solver, listener = cp_model.CpSolver(), _Listener(problem, grid)
    solver.parameters.num_workers = STRATEGIES
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_time_in_seconds = watch.left
    if watch.stop.rounds is not None:
        solver.parameters.max_deterministic_time = WORK_A_ROUND * watch.stop.rounds
    _follow(pool.submit(solver.solve, grid.cp, listener), solver, listener, watch)


def _follow(task: Future[Any], solver: Any, listener: _Listener, watch: Watch) -> None:
    """Look in on the solver until it has ended; stop it when the watch says so."""
    while not wait([task], timeout=TICK_S).done:
        if listener.found is not None:
            watch.offer(*listener.found)
        if watch.over():
            solver.stop_search()
    task.result()
    if listener.found is not None:
        watch.offer(*listener.found)
    if listener.constant is not None:
        watch.raise_bound(ceil(solver.best_objective_bound - 1e-6) + listener.constant)
