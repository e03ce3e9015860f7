"""T-17: the floor is never below the minimum per interval, whatever it costs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from zuoxi.engine.roster.cover import floor_needs, supply, under
from zuoxi.engine.roster.problem import Problem
from zuoxi.engine.roster.rules.coverage import stretches
from zuoxi.engine.roster.rules.kind import BINDING, Board, Fault, FloorRule
from zuoxi.engine.roster.rules.pooled import Segment, post_missing
from zuoxi.engine.roster.terms import FLOOR_ITSELF, Guard, Term

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def check(board: Board) -> Iterator[Fault]:
    if board.problem.floor and board.subset is None:
        yield from stretches(board, under(board.problem, supply(board), floor_needs(board.problem)), BINDING)


def post(grid: Grid) -> None:
    if grid.problem.floor:
        post_missing(grid, floor_needs(grid.problem), partial(_charge, grid), over=0)


def _charge(grid: Grid, segment: Segment, short: Term) -> None:
    for _ in range(segment.count):
        grid.bind(Guard(RULE.name, FLOOR_ITSELF, (segment.day,)), short)


def binding(_: Problem) -> bool:
    return True


RULE = FloorRule("T-17 floor", "roster.floor", check, post, binding)
