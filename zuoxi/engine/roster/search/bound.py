"""A lower bound on the price of any roster, and how many of each kind of worker a best plan wants on each shift.

Workers alike in skills, shifts and work rules form a class; `y[c, d, s]` is how many of a class work a shift on a day, fractions allowed.
Every hard rule is kept in the sum over a class, coverage with pooled skills exactly, wishes and least change as far as counts tell; the other
soft rules are left out. All of that only widens the choice, so the optimum of this linear program is a lower bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import Problem, WorkRules
from zuoxi.engine.roster.search.bound_price import price
from zuoxi.engine.roster.search.bound_rules import bind
from zuoxi.engine.roster.search.crowd import Crowd
from zuoxi.engine.roster.search.law import Law
from zuoxi.engine.roster.search.linear import LinearProgram

SLACK = 1e-4
"""What the value of the program may be off: prices are whole numbers, so the bound is rounded up after taking this away."""


@dataclass(frozen=True)
class Bound:
    """`value` no roster is cheaper than this; `wanted[c, d, s]` heads of a class on a shift of a day; `member[w]` the class of each worker."""

    value: int
    wanted: NDArray[np.float64]
    member: NDArray[np.int64]


def bound(problem: Problem, law: Law, seconds: float) -> Bound | None:
    """Solve the relaxation; None when it cannot be solved in time or has no solution."""
    program = LinearProgram()
    crowds = [Crowd(problem, law, members, program) for members in classes(problem)]
    for crowd in crowds:
        bind(crowd)
    constant = price(problem, program, crowds)
    answer = program.solve(seconds)
    if answer is None:
        return None
    member = np.zeros(len(problem.workers), dtype=np.int64)
    for number, crowd in enumerate(crowds):
        member[crowd.members] = number
    wanted = np.array([crowd.wanted(answer.columns) for crowd in crowds])
    return Bound(max(ceil(answer.value + constant - SLACK), 0), wanted, member)


def classes(problem: Problem) -> list[list[int]]:
    """Workers who are alike but for hours, leave, locks, wishes and what went before."""
    found: dict[object, list[int]] = {}
    for number, worker in enumerate(problem.workers):
        key = problem.tables.groups[number], problem.tables.allowed[number], _alike(worker.rules)
        found.setdefault(key, []).append(number)
    return list(found.values())


def _alike(rules: WorkRules) -> tuple[object, ...]:
    return (
        rules.min_rest_min,
        rules.max_consecutive_days,
        rules.min_consecutive_days,
        rules.min_consecutive_off,
        rules.max_weekends,
        rules.max_nights,
        rules.max_consecutive_nights,
        rules.recovery_days_after_nights,
        rules.forbidden_successions,
    )
