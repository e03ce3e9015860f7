"""Heads for work that may wait (F-06): e-mail and tickets with a response time. A backlog, first come first served, instead of a queue of callers.

Fluid model: work arrives through each interval, agents clear the oldest first while the centre is open, and an empty backlog leaves them
free. A contact that arrives in an interval counts from the start of the interval, so the promise is kept for each one of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import check, check_all, of_one_shape

Floats = NDArray[np.float64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class Backlog:
    """The least level of heads, and the agent seconds left undone at the end of each interval with it."""

    heads: int
    left_s: Floats


@dataclass(frozen=True)
class _Work:
    work_s: Floats
    open: NDArray[np.bool_]
    capacity_s: float
    due: int
    backlog_s: float

    def left(self, heads: int) -> Floats:
        """Undone work after each interval: the reflected sum of what comes less what can be cleared (Lindley)."""
        net = np.cumsum(self.work_s - heads * self.capacity_s * self.open) + self.backlog_s
        result: Floats = net - np.minimum(np.minimum.accumulate(net), 0.0)
        return result

    def late(self, heads: int) -> NDArray[np.intp]:
        """Intervals at whose end work is left that should be done: more than arrived in the last `due - 1` intervals."""
        total = self.backlog_s + np.cumsum(self.work_s)
        allowed = np.full(total.size, np.inf)
        allowed[self.due - 1 :] = total[self.due - 1 :] - total[: max(0, total.size - self.due + 1)]
        return np.flatnonzero(self.left(heads) > allowed + ROUNDING * (1.0 + total))


def least_level(
    *, volume: ArrayLike, aht_s: ArrayLike, open_: ArrayLike, step_s: float, response_s: float, occupancy: float, backlog_s: float = 0.0
) -> Backlog:
    """The least number of heads, the same in all open intervals, that answers each contact within `response_s` seconds of its arrival.

    `volume` counts contacts in closed intervals too; `occupancy` is the share of their time that agents spend on contacts; `backlog_s` are
    agent seconds of work left from before. What falls due after the last interval may be left. Refuses when no number of heads would do.
    """
    check("step_s", step_s)
    check("response_s", response_s)
    check("max_occupancy", occupancy)
    check("backlog_s", backlog_s)
    contacts, times, opened = of_one_shape(check_all("volume", volume), check_all("aht_s", aht_s), open_)
    work = _Work(contacts * times, opened > 0, step_s * occupancy, max(1, int(response_s // step_s)), backlog_s)
    most = int(np.ceil((backlog_s + work.work_s.sum()) / work.capacity_s)) + 1
    if (late := work.late(most)).size:
        raise Refusal("staffing.response_impossible", interval=int(late[0]) + 1, hours=round(response_s / 3600, 2))
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if work.late(middle).size else (low, middle)
    return Backlog(high, work.left(high))
