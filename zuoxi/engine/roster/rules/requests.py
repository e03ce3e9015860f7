"""F-15: wishes for a shift, a day off, or not to have one; a refused wish costs its own weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.problem import OFF, Problem, Request
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule
from zuoxi.engine.roster.terms import no

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def wished(problem: Problem, request: Request) -> int:
    """The cell value the wish is about."""
    return OFF if request.shift is None else problem.shift_index[request.shift]


CODES = {
    (True, False): "roster.wish_refused",
    (True, True): "roster.wish_off",
    (False, False): "roster.wish_against",
    (False, True): "roster.wish_work",
}
"""Sentence by whether the wish is for or against something, and whether that is a day off."""


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    for request in problem.requests:
        worker = problem.worker_index[request.worker]
        cell = int(board.cells[worker, request.day])
        if board.asked(worker) and (cell == wished(problem, request)) != request.want:
            facts = {"worker": request.worker, "date": problem.date_of(request.day).isoformat(), "wish": request.shift or "--"}
            facts["shift"] = "--" if cell == OFF else problem.shifts[cell].code
            yield Fault(request.worker, (request.day,), request.weight, facts, CODES[request.want, request.shift is None])


def post(grid: Grid) -> None:
    for request in grid.problem.requests:
        worker = grid.problem.worker_index[request.worker]
        if grid.free[worker, request.day]:
            met = grid.term(worker, request.day, wished(grid.problem, request))
            grid.pay(request.weight, no(met) if request.want else met)


RULE = FloorRule("F-15 wish", "roster.wish_refused", check, post)
