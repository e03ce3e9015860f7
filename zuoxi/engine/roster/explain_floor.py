"""Why the floor's binding rules (T-17 floor, F-13 lead) cannot be kept although everybody has a legal row.

A day is looked at by itself first: there only leave, locks and allowed shifts count, so the model is small however many people there are. If
every day can be manned by itself, and the problem is small, the whole period is asked.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.clash import Clash, Relaxation
from zuoxi.engine.roster.grid import Grid
from zuoxi.engine.roster.members import RANKS, member
from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Board, PersonRule
from zuoxi.engine.roster.rules.registry import FLOOR, PERSON
from zuoxi.engine.roster.smallest import Demands, irreducible, smallest_clash

Numbers = NDArray[np.int64]
DAY_EFFORT = 5.0
WHOLE_EFFORT = 30.0
"""CP-SAT's deterministic seconds for one question."""
MOST_DAYS = 5
"""Days whose clash is worked out."""
SMALL = 3000
"""Cells times shift kinds up to which the whole period is asked."""
FEW = 40
"""Guards up to which the smallest clash is looked for; beyond, one from which nothing can be left out."""


def floor_clashes(problem: Problem, cells: Numbers) -> list[Clash]:
    """Clashes on the days on which `cells` breaks a binding rule of the floor; empty when none can be proven."""
    board = Board(problem, cells)
    binding = [rule for rule in FLOOR if rule.hard(problem)]
    days = sorted({fault.days[0] for rule in binding for fault in rule.check(board)})
    found = [clash for day in days[:MOST_DAYS] if (clash := _clash(problem, _with_the_night_before(problem, day), day)) is not None]
    if days and not found and len(problem.workers) * problem.days * len(problem.shifts) <= SMALL:
        whole = _clash(problem, list(range(problem.days)), None)
        found = [whole] if whole is not None else []
    return found


def _with_the_night_before(problem: Problem, day: int) -> list[int]:
    """The days whose shifts can man a day."""
    return [day - 1, day] if day and problem.tables.presence[1].any() else [day]


def _clash(problem: Problem, days: list[int], only: int | None) -> Clash | None:
    """The clash of the floor's rules (of one day, or of all) with everybody's on these days."""
    grid = _grid(problem, days, only)
    keys = list(grid.guards)
    effort = WHOLE_EFFORT if only is None else DAY_EFFORT
    demands = Demands(grid.cp, [grid.guards[key] for key in keys], [7 ** RANKS[key.rule] for key in keys], effort)
    numbers = smallest_clash(demands) if len(keys) <= FEW else irreducible(demands)
    if not numbers:
        return None
    members = [member(problem, keys[number]) for number in numbers]
    ways = [Relaxation(one, helps=True) for one in sorted(members, key=lambda one: RANKS[one.rule])]
    return Clash(tuple(members), tuple(ways))


def _grid(problem: Problem, days: list[int], only: int | None) -> Grid:
    """Everybody's cells on these days; of one day by itself, only the rules that bar single cells are asked."""
    rules: tuple[PersonRule, ...] = PERSON if only is None else tuple(rule for rule in PERSON if rule.bars)
    shape = len(problem.workers), problem.days
    free = np.zeros(shape, dtype=bool)
    free[:, days] = True
    grid = Grid(problem, rules, np.full(shape, OFF, dtype=np.int64), free, guarded=True)
    if only is not None:
        grid.problem = _without_other_days(problem, only)
    for rule in FLOOR:
        if rule.hard(problem):
            rule.post(grid)
    return grid


def _without_other_days(problem: Problem, day: int) -> Problem:
    """The same problem with a floor on this day alone."""
    floor = {queue: np.where((np.arange(problem.days) == day)[:, None], heads, 0) for queue, heads in problem.floor.items()}
    return replace(problem, floor=floor)
