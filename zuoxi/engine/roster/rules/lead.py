"""F-13: on every shift that is worked there is at least one shift lead. Binding with `lead_hard`, otherwise a high price."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zuoxi.engine.roster.problem import Problem
from zuoxi.engine.roster.rules.kind import BINDING, Board, Fault, FloorRule
from zuoxi.engine.roster.terms import FLOOR_ITSELF, Guard, Term

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def led(problem: Problem) -> list[int]:
    """The shifts that need a lead."""
    if problem.lead_shifts is None:
        return list(range(len(problem.shifts)))
    return sorted(problem.shift_index[code] for code in problem.lead_shifts)


def price(problem: Problem) -> int:
    return BINDING if problem.lead_hard else problem.weights.lead


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    leads = np.array([worker.lead for worker in problem.workers], dtype=bool)
    for shift in led(problem):
        on = board.cells == shift
        for day in np.flatnonzero(on.any(axis=0) & ~on[leads].any(axis=0)).tolist():
            if board.asked(*np.flatnonzero(on[:, day]).tolist()):
                yield Fault(None, (day,), price(problem), {"date": problem.date_of(day).isoformat(), "shift": problem.shifts[shift].code})


def post(grid: Grid) -> None:
    for shift in led(grid.problem):
        for day in grid.days:
            _post_cell(grid, day, shift)


def _post_cell(grid: Grid, day: int, shift: int) -> None:
    workers = grid.problem.workers
    on = [w for w in range(len(workers)) if grid.rest.cells[w, day] == shift]
    if any(workers[w].lead for w in on):
        return
    leads = grid.choices((w for w in grid.lines if workers[w].lead), day, shift)
    others = grid.choices((w for w in grid.lines if not workers[w].lead), day, shift)
    if not on and not others:
        return
    alone: Term = grid.cp.new_bool_var("")
    for other in others if not on else ():
        grid.cp.add_bool_or([~other, alone, *leads])
    if on:
        grid.cp.add_bool_or([alone, *leads])
    if grid.problem.lead_hard:
        grid.bind(Guard(RULE.name, FLOOR_ITSELF, (day,), shift), alone)
    else:
        grid.pay(price(grid.problem), alone)


def binding(problem: Problem) -> bool:
    return problem.lead_hard


RULE = FloorRule("F-13 shift lead", "roster.no_lead", check, post, binding)
