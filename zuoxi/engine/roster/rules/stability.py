"""F-13 stability: from one working day to the next the start of work stays within `stable_within_min`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule, Row, clock
from zuoxi.engine.roster.tables import Succession, bicliques

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid, Line


def check(board: Board) -> Iterator[Fault]:
    price, within, starts = board.problem.weights.stability, board.problem.weights.stable_within_min, board.tables.starts
    for worker, cells in enumerate(board.cells.tolist()) if price else ():
        if not board.asked(worker):
            continue
        row = Row(board.problem, worker, cells)
        for i in range(max(row.tail, 1), len(row.cells)):
            before, cell = row.cells[i - 1], row.cells[i]
            if before != OFF and cell != OFF and abs(starts[before] - starts[cell]) > within:
                facts = {"worker": row.worker.id, "date": row.date(i), "before": clock(starts[before]), "start": clock(starts[cell])}
                yield Fault(row.worker.id, row.days(i, i), price, facts)


def jumps(problem: Problem) -> list[Succession]:
    """Shifts and those of the next day that start too far from them."""
    starts, within = problem.tables.starts, problem.weights.stable_within_min
    return bicliques([frozenset(b for b, other in enumerate(starts) if abs(start - other) > within) for start in starts])


def post(grid: Grid) -> None:
    if not grid.problem.weights.stability:
        return
    blocks = jumps(grid.problem)
    for line in grid.lines.values():
        for i in range(max(line.tail, 1), line.size):
            if line.opens(i - 1, i):
                _post_pair(grid, line, i, blocks)


def _post_pair(grid: Grid, line: Line, i: int, blocks: list[Succession]) -> None:
    jump = grid.cp.new_bool_var("")
    for before, after in blocks:
        grid.at_most([*line.any_of(i - 1, before), *line.any_of(i, after)], 1, jump)
    grid.pay(grid.problem.weights.stability, jump)


RULE = FloorRule("F-13 stability", "roster.unstable", check, post)
