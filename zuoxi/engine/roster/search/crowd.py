"""Workers who are alike, as one: the columns of the bound's linear program that say how many of them work which shift."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import Problem, WorkRules
from zuoxi.engine.roster.search.law import Law
from zuoxi.engine.roster.search.linear import LinearProgram

Terms = list[tuple[float, int]]


class Crowd:
    """One class: `on[d][s]` is the column for its members on a shift of a day; a shift none of them can hold has no column."""

    def __init__(self, problem: Problem, law: Law, members: list[int], program: LinearProgram) -> None:
        self.problem, self.law, self.members, self.program = problem, law, members, program
        self.group = int(problem.tables.groups[members[0]])
        self.rules: WorkRules = problem.workers[members[0]].rules
        self.can: NDArray[np.int64] = law.may[members][:, :, 1:].sum(axis=0)
        self.on = [{shift: program.column(upper=float(many)) for shift, many in enumerate(day.tolist()) if many} for day in self.can]

    def __len__(self) -> int:
        return len(self.members)

    def working(self, day: int, weight: float = 1.0) -> Terms:
        """Members who work on a day."""
        return [(weight, column) for column in self.on[day].values()]

    def among(self, day: int, shifts: frozenset[int]) -> Terms:
        """Members on any of these shifts."""
        return [(1.0, column) for shift, column in self.on[day].items() if shift in shifts]

    def paid(self, days: range | list[int]) -> Terms:
        """Their paid minutes on these days."""
        return [(float(self.problem.tables.paid[shift]), column) for day in days for shift, column in self.on[day].items()]

    def wanted(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """Heads by day and shift in a solution."""
        table = np.zeros((self.problem.days, len(self.problem.shifts)))
        for day, shifts in enumerate(self.on):
            for shift, column in shifts.items():
                table[day, shift] = columns[column]
        return table
