"""Does a roster keep the rules (F-13, F-14), and what do the broken wishes cost? Knows nothing of how the roster came about."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from zuoxi.engine.roster.cover import QueueCover, coverage
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.rules.kind import Board, Row, Violation
from zuoxi.engine.roster.rules.registry import FLOOR, PERSON

__all__ = ["QueueCover", "Violation", "cost", "costs", "coverage", "hard_violations", "violations", "worker_violations"]


def violations(problem: Problem, roster: Roster) -> list[Violation]:
    """Everything that breaks a rule, hard ones first."""
    board = Board(problem, roster.cells)
    soft = [violation for rule in FLOOR for violation in rule.violations(board)]
    return [*_personal(problem, roster, range(len(problem.workers))), *sorted(soft, key=lambda found: not found.hard)]


def worker_violations(problem: Problem, roster: Roster, worker: int | str) -> list[Violation]:
    """What concerns one worker (index or id): their own row, and the floor's rules in which they take part; coverage is nobody's own."""
    index = problem.worker_index[worker] if isinstance(worker, str) else worker
    board = Board(problem, roster.cells, frozenset({index}))
    return [*_personal(problem, roster, [index]), *(violation for rule in FLOOR for violation in rule.violations(board))]


def hard_violations(problem: Problem, roster: Roster) -> list[Violation]:
    """Only what no roster may have."""
    board = Board(problem, roster.cells)
    binding = [violation for rule in FLOOR if rule.hard(problem) for violation in rule.violations(board)]
    return [*_personal(problem, roster, range(len(problem.workers))), *binding]


def _personal(problem: Problem, roster: Roster, workers: Iterable[int]) -> list[Violation]:
    cells = np.asarray(roster.cells).tolist()
    rows = (Row(problem, worker, cells[worker]) for worker in workers)
    return [violation for row in rows for rule in PERSON for violation in rule.violations(row)]


def costs(problem: Problem, roster: Roster) -> dict[str, int]:
    """Price of the soft rules by name; rules that cost nothing are listed with 0."""
    board = Board(problem, roster.cells)
    return {rule.name: sum(fault.cost for fault in rule.check(board)) for rule in FLOOR if not rule.hard(problem)}


def cost(problem: Problem, roster: Roster) -> int:
    """What the search makes as small as it can: the soft rules' price, binding rules of the floor at a price above all wishes."""
    board = Board(problem, roster.cells)
    return sum(fault.cost for rule in FLOOR for fault in rule.check(board))
