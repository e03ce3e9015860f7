"""F-13: a pair that is to be kept apart does not share a shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule
from zuoxi.engine.roster.rules.pairs import days_of
from zuoxi.engine.roster.terms import no

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    for one, other, day, first, second in days_of(board, problem.apart):
        if first == second:
            names = problem.workers[one].id, problem.workers[other].id
            facts = {"worker": names[0], "other": names[1], "date": problem.date_of(day).isoformat(), "shift": problem.shifts[first].code}
            yield Fault(names[0], (day,), problem.weights.apart, facts)


def post(grid: Grid) -> None:
    problem = grid.problem
    for one, other in ((problem.worker_index[a], problem.worker_index[b]) for a, b in problem.apart):
        for day in grid.days:
            if grid.free[one, day] or grid.free[other, day]:
                _post_day(grid, one, other, day)


def _post_day(grid: Grid, one: int, other: int, day: int) -> None:
    met = grid.cp.new_bool_var("")
    for shift in range(len(grid.problem.shifts)):
        grid.at_least([met, no(grid.term(one, day, shift)), no(grid.term(other, day, shift))], 1)
    grid.pay(grid.problem.weights.apart, met)


RULE = FloorRule("F-13 pair apart", "roster.pair_met", check, post)
