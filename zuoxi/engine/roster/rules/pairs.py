"""Pairs of workers and the days they share: what the rules on pairs that belong together or are to be kept apart have in common."""

from __future__ import annotations

from collections.abc import Iterator

from zuoxi.engine.roster.problem import OFF
from zuoxi.engine.roster.rules.kind import Board


def days_of(board: Board, pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int, int, int, int]]:
    """`(one, other, day, cell of one, cell of other)` for every day on which at least one of a pair works and neither is on leave."""
    problem = board.problem
    for names in pairs:
        one, other = (problem.worker_index[name] for name in names)
        away = problem.workers[one].unavailable | problem.workers[other].unavailable
        for day in range(problem.days) if board.asked(one, other) else ():
            first, second = int(board.cells[one, day]), int(board.cells[other, day])
            if day not in away and (first != OFF or second != OFF):
                yield one, other, day, first, second
