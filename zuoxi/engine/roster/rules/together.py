"""F-13, F-15: a pair that wants to work together has the same shift, or both are off; days of leave do not count."""

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
    for one, other, day, first, second in days_of(board, problem.together):
        if first != second:
            names = problem.workers[one].id, problem.workers[other].id
            facts = {"worker": names[0], "other": names[1], "date": problem.date_of(day).isoformat()}
            yield Fault(names[0], (day,), problem.weights.together, facts)


def post(grid: Grid) -> None:
    problem = grid.problem
    for one, other in ((problem.worker_index[a], problem.worker_index[b]) for a, b in problem.together):
        away = problem.workers[one].unavailable | problem.workers[other].unavailable
        for day in grid.days:
            if day not in away and (grid.free[one, day] or grid.free[other, day]):
                _post_day(grid, one, other, day)


def _post_day(grid: Grid, one: int, other: int, day: int) -> None:
    split = grid.cp.new_bool_var("")
    for shift in range(len(grid.problem.shifts)):
        mine, theirs = grid.term(one, day, shift), grid.term(other, day, shift)
        grid.at_least([split, no(mine), theirs], 1)
        grid.at_least([split, mine, no(theirs)], 1)
    grid.pay(grid.problem.weights.together, split)


RULE = FloorRule("F-15 pair together", "roster.pair_split", check, post)
