"""Best responses: worker after worker is given the row that is cheapest against everybody else's, several at a time on several threads.

The first sweep starts from empty rows and ends with a legal roster; further ones stop at a roster that no single new row can better.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.search.bound import Bound
from zuoxi.engine.roster.search.guide import PULLS, Guide
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.search.watch import Watch

Numbers = NDArray[np.int64]
EFFORT = 0.2
"""CP-SAT's deterministic seconds for one row; most need a hundredth."""
HARD_EFFORT = 20.0
"""The same when it is to be known whether there is a row at all."""
LEAST_GAIN = 0.004
"""A sweep that saves a smaller share than this is followed by another kind of search."""


class Sweeps:
    """Sweeps over a live roster."""

    def __init__(self, live: Live, watch: Watch, pool: Executor, *, threads: int, seed: int) -> None:
        self.live, self.watch, self.pool, self.threads = live, watch, pool, threads
        self._random = np.random.default_rng(seed)
        self.hopeless: list[int] = []

    def start(self) -> bool:
        """Give a row to everybody who has no legal one; whether all have one now. Workers who cannot have any are `hopeless`."""
        missing = [worker for worker in range(len(self.live.problem.workers)) if not self.live.is_legal(worker)]
        for worker in missing:
            self.live.clear(worker)
        for group in self._groups(missing):
            if self.watch.over():
                return False
            for worker, row in zip(group, self._rows(group), strict=True):
                found = row if row is not None else self._any_row(worker)
                if found is not None:
                    self.live.place(worker, found, anyway=True)
        return not self.hopeless and all(self.live.is_legal(worker) for worker in missing)

    def _any_row(self, worker: int) -> Numbers | None:
        model = self.live.model(worker)
        row = model.best(*self.live.outlook(worker), HARD_EFFORT)
        if row is None and model.impossible:
            self.hopeless.append(worker)
        return row

    def settle(self) -> None:
        """Sweep until it hardly saves anything."""
        while not self.watch.over():
            before = self.live.price
            self.sweep()
            if before - self.live.price <= LEAST_GAIN * abs(before):
                return

    def sweep(self) -> None:
        """Once through all workers in random order."""
        for group in self._groups(list(range(len(self.live.problem.workers)))):
            if self.watch.over():
                return
            for worker, row in zip(group, self._rows(group), strict=True):
                if row is not None:
                    self.live.place(worker, row)
            self.watch.offer(self.live.state.cells, self.live.price)

    def follow(self, plan: Bound) -> None:
        """Sweep with a price on leaving the plan, a lower one each time."""
        guide = Guide(self.live, plan)
        for pull in PULLS:
            for group in self._groups(list(range(len(self.live.problem.workers)))):
                if self.watch.over():
                    return
                for worker, row in zip(group, self._rows(group, guide, pull), strict=True):
                    if row is not None:
                        self.live.place(worker, row, anyway=True)
            self.watch.offer(self.live.state.cells, self.live.price)

    def _groups(self, workers: list[int]) -> list[list[int]]:
        order = self._random.permutation(workers).tolist()
        return [order[first : first + self.threads] for first in range(0, len(order), self.threads)]

    def _rows(self, group: Sequence[int], guide: Guide | None = None, pull: float = 0.0) -> list[Numbers | None]:
        """The best rows of a few workers, each as if the others of the group stood still."""
        asked = []
        for worker in group:
            prices, free_of_charge = self.live.outlook(worker)
            if guide is not None:
                prices = prices + guide.prices(worker, pull)
            asked.append((self.live.model(worker), prices, free_of_charge))
        return list(self.pool.map(lambda one: one[0].best(one[1], one[2], EFFORT), asked))
