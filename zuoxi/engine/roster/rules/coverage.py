"""F-13 coverage: every interval has the heads each queue needs, those with several skills serving one queue at a time, and few more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.cover import over, supply, under
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule, clock, hours
from zuoxi.engine.roster.rules.pooled import post_missing

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def check_under(board: Board) -> Iterator[Fault]:
    problem = board.problem
    if board.subset is None and problem.demand:
        missing = under(problem, supply(board), problem.tables.needs)
        yield from stretches(board, missing, problem.weights.under)


def check_over(board: Board) -> Iterator[Fault]:
    problem = board.problem
    if board.subset is not None or not problem.demand:
        return
    there = supply(board)
    spare = over(problem, there, under(problem, there, problem.tables.needs)).sum(axis=1)
    for day in np.flatnonzero(spare).tolist():
        facts = {"date": problem.date_of(day).isoformat(), "hours": hours(int(spare[day]) * problem.step_min)}
        yield Fault(None, (day,), int(spare[day]) * problem.weights.over, facts)


def stretches(board: Board, missing: NDArray[np.int64], price: int) -> Iterator[Fault]:
    """One fault for each unbroken stretch of a day with heads missing."""
    step = board.problem.step_min
    for day in np.flatnonzero(missing.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.concatenate([[0], missing[day] > 0, [0]])))
        for first, end in edges.reshape(-1, 2).tolist():
            heads = missing[day, first:end]
            facts = {
                "date": board.problem.date_of(day).isoformat(),
                "start": clock(first * step),
                "end": clock(end * step),
                "heads": int(heads.max()),
                "hours": hours(int(heads.sum()) * step),
            }
            yield Fault(None, (day,), int(heads.sum()) * price, facts)


def post_under(grid: Grid) -> None:
    weights = grid.problem.weights
    if grid.problem.demand:
        price = weights.under + weights.over
        post_missing(grid, grid.tables.needs, lambda segment, short: grid.pay(price * segment.count, short), over=weights.over)


def with_under(_: Grid) -> None:
    """Heads to spare are priced together with heads missing, by `post_under`: one is the other plus people less need."""


UNDER = FloorRule("F-13 coverage", "roster.uncovered", check_under, post_under)
OVER = FloorRule("F-13 overcoverage", "roster.overcovered", check_over, with_under)
