"""What a rule of the roster is: a name, a code for its sentence, a check of a finished roster, and its constraint in the solver's model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF, Problem, Worker, WorkRules

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid, Line


@dataclass(frozen=True)
class Violation:
    """One place where a roster breaks a rule.

    `rule` is the rule's name (`F-13 rest`), `code` the key of its sentence, which `facts` fill; `worker` the id (None: the floor), `days`
    the days concerned, counted from the first of the period; `cost` the price of a soft rule (0 for a hard one).
    """

    rule: str
    code: str
    worker: str | None
    days: tuple[int, ...]
    facts: Mapping[str, Any]
    hard: bool
    cost: int = 0


BINDING = 1_000_000
"""Price of one breach of a binding rule of the floor inside the search: no wish outweighs it, and a roster stays possible."""

Found = tuple[tuple[int, ...], dict[str, Any]]
"""What the check of a person's rule yields: the days and the facts."""


class Row:
    """One worker's line: the days before the period that are known, then the period.

    `cells` holds shift indices or OFF; `tail` is the number of known days before the period, so day `d` stands at `cells[d + tail]`.
    """

    def __init__(self, problem: Problem, index: int, cells: list[int]) -> None:
        tables = problem.tables
        self.problem, self.tables, self.index = problem, tables, index
        self.worker: Worker = problem.workers[index]
        self.rules: WorkRules = self.worker.rules
        self.tail = len(tables.tails[index])
        self.cells = tables.tails[index] + cells
        self.period = cells
        self.works = [cell != OFF for cell in self.cells]

    @cached_property
    def nights(self) -> list[bool]:
        return [cell in self.tables.nights for cell in self.cells]

    @cached_property
    def paid(self) -> list[int]:
        """Paid minutes by day, tail first."""
        paid = self.tables.paid
        return [0 if cell == OFF else paid[cell] for cell in self.cells]

    def known(self, days: Iterable[int]) -> list[int]:
        """Positions in `cells` of those days that are known."""
        return [day + self.tail for day in days if -self.tail <= day < self.problem.days]

    def days(self, first: int, last: int) -> tuple[int, ...]:
        """Days of the period between two positions, both included."""
        return tuple(range(max(first - self.tail, 0), last - self.tail + 1))

    def date(self, position: int) -> str:
        return self.problem.date_of(position - self.tail).isoformat()

    def blocked(self, *, work: bool) -> bool:
        """Whether leave or a lock keeps the first day of the period from being worked (`work`) or from being off: then a run that ended
        before the period is past mending."""
        fixed = self.tables.fixed[self.index].get(0)
        if work:
            return 0 in self.worker.unavailable or fixed == OFF
        return fixed is not None and fixed != OFF


@dataclass(frozen=True)
class PersonRule:
    """A hard rule of one worker.

    `rank` orders what a planner would rather give up (1 first: a lock; 9 last: granted leave, the law). `bars` names the shifts (OFF
    included) that cell `(worker, day)` can never hold; rules without it post a constraint instead. `scope` are the days that are barred as one
    thing (None: each day by itself). `limit` is the number that the rule's sentence about a clash names.
    """

    name: str
    code: str
    rank: int
    check: Callable[[Row], Iterator[Found]]
    post: Callable[[Line], None] | None = None
    bars: Callable[[Problem, int, int], Iterable[int]] | None = None
    scope: Callable[[Problem, int, int], tuple[int, ...]] | None = None
    limit: Callable[[WorkRules], object] | None = None

    def violations(self, row: Row) -> Iterator[Violation]:
        for days, facts in self.check(row):
            yield Violation(self.name, self.code, row.worker.id, days, {"worker": row.worker.id, **facts}, hard=True)


class Board:
    """A whole roster with the counts that rules of the floor share. `subset`: the workers whose faults are asked for (None: all)."""

    def __init__(self, problem: Problem, cells: NDArray[np.int64], subset: frozenset[int] | None = None) -> None:
        self.problem, self.tables, self.cells, self.subset = problem, problem.tables, cells, subset

    def asked(self, *workers: int) -> bool:
        return self.subset is None or any(worker in self.subset for worker in workers)

    @cached_property
    def heads(self) -> NDArray[np.int64]:
        """People by skill class, day and shift."""
        counts = np.zeros((len(self.tables.pools.counts), self.problem.days, len(self.problem.shifts)), dtype=np.int64)
        workers, days = np.nonzero(self.cells != OFF)
        np.add.at(counts, (self.tables.groups[workers], days, self.cells[workers, days]), 1)
        return counts

    @cached_property
    def by_shift(self) -> NDArray[np.int64]:
        """People by day and shift."""
        return np.asarray(self.heads.sum(axis=0))


@dataclass(frozen=True)
class Fault:
    """What the check of a floor rule yields: who (None: the floor), when, the price, the facts, and a code where the rule's own does not fit."""

    worker: str | None
    days: tuple[int, ...]
    cost: int
    facts: dict[str, Any] = field(default_factory=dict)
    code: str | None = None


def never(_: Problem) -> bool:
    """The rule is a wish."""
    return False


@dataclass(frozen=True)
class FloorRule:
    """A rule that binds several workers at once, mostly soft. `check` yields a priced fault for each thing that is not as wished;
    `post` adds the same price to the solver's objective; `hard` tells whether this problem makes it binding."""

    name: str
    code: str
    check: Callable[[Board], Iterator[Fault]]
    post: Callable[[Grid], None]
    hard: Callable[[Problem], bool] = never

    def violations(self, board: Board) -> Iterator[Violation]:
        hard = self.hard(board.problem)
        for fault in self.check(board):
            yield Violation(self.name, fault.code or self.code, fault.worker, fault.days, fault.facts, hard, 0 if hard else fault.cost)


def hours(minutes: int) -> str:
    """`7.5` for 450 minutes, without idle zeros."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def clock(minutes: int) -> str:
    """`09:30`; after midnight the clock of the next day."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
