"""F-14, X-08: a new roster differs from the one it follows in as few cells as can be, the less the nearer the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule
from zuoxi.engine.roster.terms import no

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def price(problem: Problem, day: int) -> int:
    """Price of one changed cell on this day."""
    return problem.weights.change * (problem.change_factor[day] if problem.change_factor else 1)


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    if problem.reference is None:
        return
    for worker, day in np.argwhere(board.cells != problem.reference).tolist():
        if board.asked(worker):
            was, now = int(problem.reference[worker, day]), int(board.cells[worker, day])
            facts = {"worker": problem.workers[worker].id, "date": problem.date_of(day).isoformat(), "was": _code(problem, was)}
            yield Fault(problem.workers[worker].id, (day,), price(problem, day), {**facts, "shift": _code(problem, now)})


def _code(problem: Problem, cell: int) -> str:
    return "--" if cell == OFF else problem.shifts[cell].code


def post(grid: Grid) -> None:
    problem = grid.problem
    if problem.reference is None:
        return
    for worker, day in np.argwhere(grid.free).tolist():
        grid.pay(price(problem, day), no(grid.term(worker, day, int(problem.reference[worker, day]))))


RULE = FloorRule("X-08 least change", "roster.changed", check, post)
