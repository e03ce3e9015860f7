"""Watches over a search: time, cancellation, the best roster so far, the bound, and the reports to the caller."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import Roster
from zuoxi.engine.roster.result import Progress, Stop

TICK_S = 0.2
"""How long the search may stand still before it looks at the clock again."""


class Watch:
    """`cells`, `cost`: the best legal roster so far (None: none yet); `bound`: what none can beat."""

    def __init__(self, stop: Stop, progress: Callable[[Progress], None] | None, every_s: float = 1.0) -> None:
        self.stop, self._progress, self._every = stop, progress, every_s
        self._start = stop.clock()
        self._told = float("-inf")
        self._bounds: list[Future[int | None]] = []
        self.cells: NDArray[np.int64] | None = None
        self.cost: int | None = None
        self.bound = 0
        self.proven = False

    @property
    def elapsed(self) -> float:
        return self.stop.clock() - self._start

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(self.stop.seconds - self.elapsed, 0.0)

    def expect(self, bound: Future[int | None]) -> None:
        """A bound that is being worked out elsewhere."""
        self._bounds.append(bound)

    def over(self) -> bool:
        """Whether to stop now; also the moment at which the caller hears how it goes."""
        self._collect()
        self.tell()
        return self.proven or self.left <= 0 or self.stop.cancelled()

    def _collect(self) -> None:
        for future in [one for one in self._bounds if one.done()]:
            self._bounds.remove(future)
            self.raise_bound(future.result() or 0)

    def raise_bound(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
        self.proven = self.cost is not None and self.cost <= self.bound

    def offer(self, cells: NDArray[np.int64], cost: int) -> None:
        """A legal roster; kept if it is the cheapest so far."""
        if self.cost is None or cost < self.cost:
            self.cells, self.cost = cells.copy(), cost
            self.proven = cost <= self.bound

    def tell(self, now: bool = False) -> None:
        """Report, unless the last report is less than a second old."""
        if self._progress is None or self.cells is None or self.cost is None:
            return
        elapsed = self.elapsed
        if now or elapsed - self._told >= self._every:
            self._told = elapsed
            self._progress(Progress(self.cost, self.bound, elapsed, Roster(self.cells.copy())))
