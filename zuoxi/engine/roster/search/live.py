"""A roster under change: law, prices and state of the compiled search together, with the best row of a worker within reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules import fairness
from zuoxi.engine.roster.search.compiled import prices, state
from zuoxi.engine.roster.search.law import Law
from zuoxi.engine.roster.search.legal import legal
from zuoxi.engine.roster.search.price import write
from zuoxi.engine.roster.search.row import RowModel, marginal

Numbers = NDArray[np.int64]


def scratch(law: Law) -> Numbers:
    """Room for the counts of one row."""
    return np.zeros((3, max(law.week.shape[1], law.shift.shape[0], 1)), dtype=np.int64)


class Live:
    """`state.cells` is the roster, `price` what it costs. Rows may be illegal only until they have been placed for the first time."""

    def __init__(self, problem: Problem, law: Law, cells: Numbers) -> None:
        self.problem, self.law = problem, law
        self.prices = prices(problem)
        self.by_cell = self.prices._replace(jump=np.zeros_like(self.prices.jump), tag_worker=np.zeros_like(self.prices.tag_worker))
        self.state, self.price = state(problem, self.prices, cells)
        self._scratch = scratch(law)
        self._models: dict[int, RowModel] = {}
        self._sharings = fairness.sharings(problem)

    def is_legal(self, worker: int) -> bool:
        """Whether the worker's row keeps every hard rule."""
        return bool(legal(self.law, worker, self.state.cells[worker], self._scratch))

    def model(self, worker: int) -> RowModel:
        """The worker's hard rules as a model, built once."""
        if worker not in self._models:
            self._models[worker] = RowModel(self.problem, worker, self._sharings)
        return self._models[worker]

    def outlook(self, worker: int) -> tuple[Numbers, Numbers]:
        """What each cell would cost the floor with everybody else standing still, and how many shifts of each tag cost no fairness."""
        table = np.zeros((self.problem.days, len(self.problem.shifts) + 1), dtype=np.int64)
        row = self.state.cells[worker].copy()
        marginal(self.by_cell, self.state, worker, self.law.may, table)
        write(self.by_cell, self.state, worker, row)
        weight, before = self.prices.tag_worker[:, worker].T
        share = -(-weight * self.state.total // self.prices.tag_weights[:, 0])
        return table, np.maximum(share - before, 0)

    def place(self, worker: int, row: Numbers, *, anyway: bool = False) -> bool:
        """Give the worker this row unless that makes the roster dearer; whether anything changed."""
        old = self.state.cells[worker].copy()
        if np.array_equal(old, row):
            return False
        change = write(self.prices, self.state, worker, row)
        if change > 0 and not anyway:
            change += write(self.prices, self.state, worker, old)
        self.price += change
        return not np.array_equal(self.state.cells[worker], old)

    def clear(self, worker: int) -> None:
        """Take the worker off every shift."""
        self.place(worker, np.full(self.problem.days, OFF, dtype=np.int64), anyway=True)
