"""F-13, X-12: unpopular shifts (nights, late, weekends, holidays, two-ended) are shared out by contract hours over the rolling period.

A worker's fair share of a tag is the part of all such shifts, those worked before the period included, that falls to their contract hours among
all who can work them, rounded up. Each shift of this period above the share costs once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF, Problem, WorkRules
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule
from zuoxi.engine.roster.terms import Term

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


@dataclass(frozen=True)
class Sharing:
    """How one tag is shared: the cells that count, the workers among whom, their weight by contract hours, what they worked before."""

    tag: str
    days: frozenset[int] | None
    shifts: frozenset[int]
    workers: tuple[int, ...]
    weights: tuple[int, ...]
    before: tuple[int, ...]

    def counts(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Cells that count, by member."""
        mine = cells[list(self.workers)]
        if self.days is not None:
            return np.asarray((mine[:, sorted(self.days)] != OFF).sum(axis=1))
        return np.asarray(np.isin(mine, sorted(self.shifts)).sum(axis=1))

    def share(self, weight: int, total: int) -> int:
        """The fair share at this weight when there are `total` such shifts in all."""
        return -(-weight * total // sum(self.weights))


def contract_hours(rules: WorkRules) -> int:
    """What a share is proportional to: the most hours of a week or, without a limit, of the period; 1 where nothing is said."""
    minutes = rules.max_week_min or rules.max_period_min
    return max(minutes // 60, 1) if minutes else 1


def sharings(problem: Problem) -> list[Sharing]:
    """Every tag that at least two workers can share."""
    found = []
    for tag in problem.unpopular if problem.weights.fairness else ():
        days = {"weekend": problem.tables.weekend_days, "holiday": problem.holidays}.get(tag)
        shifts = frozenset(range(len(problem.shifts))) if days is not None else problem.tables.tagged[tag]
        workers = tuple(w for w in range(len(problem.workers)) if problem.tables.allowed[w] & shifts and _comes(problem, w))
        if len(workers) > 1 and shifts and (days is None or days):
            members = [problem.workers[w] for w in workers]
            weights = tuple(contract_hours(worker.rules) for worker in members)
            found.append(Sharing(tag, days, shifts, workers, weights, tuple(worker.worked.get(tag, 0) for worker in members)))
    return found


def _comes(problem: Problem, worker: int) -> bool:
    return len(problem.workers[worker].unavailable) < problem.days


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    for sharing in sharings(problem):
        counts = sharing.counts(board.cells).tolist()
        total = sum(counts) + sum(sharing.before)
        for worker, weight, before, count in zip(sharing.workers, sharing.weights, sharing.before, counts, strict=True):
            share = sharing.share(weight, total)
            above = min(count, before + count - share)
            if above > 0 and board.asked(worker):
                facts = {"worker": problem.workers[worker].id, "tag": sharing.tag, "count": count, "before": before, "share": share}
                yield Fault(problem.workers[worker].id, _days(sharing, board, worker), above * problem.weights.fairness, facts)


def _days(sharing: Sharing, board: Board, worker: int) -> tuple[int, ...]:
    row = board.cells[worker].tolist()
    if sharing.days is not None:
        return tuple(day for day in sorted(sharing.days) if row[day] != OFF)
    return tuple(day for day, cell in enumerate(row) if cell in sharing.shifts)


def post(grid: Grid) -> None:
    for sharing in sharings(grid.problem):
        _post_sharing(grid, sharing)


def _post_sharing(grid: Grid, sharing: Sharing) -> None:
    known = dict(zip(sharing.workers, sharing.counts(grid.rest.cells).tolist(), strict=True))
    free = {worker: terms(grid, sharing, worker) for worker in sharing.workers}
    every = [term for terms in free.values() for term in terms]
    if not every:
        return
    fixed = sum(known.values()) + sum(sharing.before)
    total = grid.total(every, len(every)) + fixed
    shares = {weight: _share(grid, sharing, weight, total, fixed + len(every)) for weight in set(sharing.weights)}
    for worker, weight, before in zip(sharing.workers, sharing.weights, sharing.before, strict=True):
        count, most = sum(free[worker]) + known[worker], len(free[worker]) + known[worker]
        least, highest = sharing.share(weight, fixed), sharing.share(weight, fixed + len(every))
        if before + most > least:
            _post_above(grid, count, most, shares[weight], highest, before)


def terms(grid: Grid, sharing: Sharing, worker: int) -> list[Term]:
    """The open terms of this worker that count."""
    if worker not in grid.lines:
        return []
    line = grid.lines[worker]
    days = [day for day in grid.days if grid.free[worker, day]]
    if sharing.days is not None:
        return [line.works[day + line.tail] for day in days if day in sharing.days and not isinstance(line.works[day + line.tail], int)]
    return [term for day in days for term in line.any_of(day + line.tail, sharing.shifts)]


def _share(grid: Grid, sharing: Sharing, weight: int, total: Term, most: int) -> Term:
    """The rounded-up share at this weight as a variable tied to the total."""
    share = grid.cp.new_int_var(0, sharing.share(weight, most), "")
    everyone = sum(sharing.weights)
    grid.cp.add(everyone * share >= weight * total)
    grid.cp.add(everyone * share <= weight * total + everyone - 1)
    return share


def _post_above(grid: Grid, count: Term, most: int, share: Term, highest: int, before: int) -> None:
    """Price what `count` exceeds of `share` less what was worked before (never less than nothing left to give)."""
    left: Term = share - before
    if before:
        left = grid.cp.new_int_var(0, max(highest - before, 0), "")
        grid.cp.add_max_equality(left, [share - before, 0])
    above = grid.cp.new_int_var(0, most, "")
    grid.cp.add(above >= count - left)
    grid.pay(grid.problem.weights.fairness, above)


RULE = FloorRule("F-13 fairness", "roster.unfair", check, post)
