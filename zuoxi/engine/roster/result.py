"""What a search is told and what it answers (F-13, F-14): when to stop, how it goes, the roster, what it costs, what was not met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zuoxi.engine.roster.clash import Clash
from zuoxi.engine.roster.problem import Roster
from zuoxi.engine.roster.rules.kind import Violation


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    """No legal roster is cheaper; proven."""
    FEASIBLE = "feasible"
    """A legal roster, the best found in the time given."""
    INFEASIBLE = "infeasible"
    """No legal roster exists; proven, see the clash."""
    NONE = "none"
    """No legal roster was found before the search was stopped."""


def not_cancelled() -> bool:
    return False


@dataclass(frozen=True)
class Stop:
    """When to stop: after `seconds` on `clock` (any monotonic clock, handed in because the engine reads none), when `cancelled()` says so, or after
    `rounds` rounds of improvement, by which alone a search is the same on every machine."""

    clock: Callable[[], float]
    seconds: float = 60.0
    cancelled: Callable[[], bool] = not_cancelled
    rounds: int | None = None


@dataclass(frozen=True)
class Progress:
    """The state of a running search: the best roster so far, its cost, the proven bound (None: none yet), seconds since the start."""

    cost: int
    bound: int | None
    elapsed: float
    roster: Roster

    @property
    def gap(self) -> float | None:
        """What at most could still be saved, as a share of the cost."""
        return gap(self.cost, self.bound)


@dataclass(frozen=True)
class Result:
    """The answer. `best` is a legal roster or None; `costs` its price by soft rule; `bound` what no roster can be cheaper than; `not_met` every
    wish that had to be refused; `clashes` why there is no roster; `partial` then keeps as many rules as can be kept, `not_met` says which it
    breaks."""

    status: Status
    best: Roster | None
    cost: int | None = None
    bound: int | None = None
    costs: Mapping[str, int] = field(default_factory=dict)
    not_met: tuple[Violation, ...] = ()
    clashes: tuple[Clash, ...] = ()
    partial: Roster | None = None

    @property
    def clash(self) -> Clash | None:
        """The smallest clash of an infeasible problem."""
        return min(self.clashes, key=lambda found: len(found.members), default=None)

    @property
    def gap(self) -> float | None:
        """What at most could still be saved, as a share of the cost."""
        return gap(self.cost, self.bound)


def gap(cost: int | None, bound: int | None) -> float | None:
    """`(cost - bound) / cost`, 0 when both are 0."""
    if cost is None or bound is None:
        return None
    return (cost - bound) / cost if cost else 0.0
