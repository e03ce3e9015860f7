"""Missing heads with pooled skills in the solver's model: what the coverage rule and the floor have in common.

Intervals of a day with the same people present and the same need are one; the heads missing in it are at least the surplus of need over able
people in every closed set of queues, which is exact (see `breaks_cover`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.cover import supply
from zuoxi.engine.roster.terms import Term

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid

Present = tuple[tuple[int, int], ...]
"""`(lag, shift)` of those present in an interval."""


@dataclass(frozen=True)
class Segment:
    """Intervals of one day that are alike: who can be there, the fixed people by class, the need by queue; `count` of them."""

    day: int
    present: Present
    fixed: tuple[int, ...]
    need: tuple[int, ...]
    count: int


def segments(grid: Grid, need: NDArray[np.int64]) -> list[Segment]:
    """The segments of all days that a free cell can reach."""
    there = supply(grid.rest)
    found = []
    for day in reached(grid):
        alike = Counter(
            (pairs, tuple(there[:, day, slot].tolist()), tuple(need[:, day, slot].tolist())) for slot, pairs in enumerate(grid.tables.slot_shifts)
        )
        found += [Segment(day, *key, count) for key, count in alike.items()]
    return found


def reached(grid: Grid) -> list[int]:
    """Days with a free cell, and those on which a shift of such a day may end."""
    spills = bool(grid.tables.presence[1].any())
    return sorted({day for first in grid.days for day in (first, first + spills) if day < grid.problem.days})


Charge = Callable[[Segment, Term], None]
"""What a head missing in a segment is to cost."""


def post_missing(grid: Grid, need: NDArray[np.int64], charge: Charge, *, over: int) -> None:
    """Charge every head missing in an interval, and price every head to spare with `over`."""
    extra: dict[int, tuple[Term, int]] = {}
    shared: dict[tuple[int, int, Present], list[list[Term]]] = {}
    pools = grid.tables.pools
    for segment in segments(grid, need):
        key = (segment.day, 0, segment.present)
        if key not in shared:
            shared[key] = [_heads(grid, segment, group) for group in range(len(pools.counts))]
        _post_segment(grid, segment, shared[key], charge)
        for group in np.flatnonzero(pools.counts):
            for term in shared[key][group]:
                extra[term.index] = term, extra.get(term.index, (term, 0))[1] + over * segment.count
    for term, price in extra.values():
        grid.pay(price, term)


def _heads(grid: Grid, segment: Segment, group: int) -> list[Term]:
    """Terms that add up to the free people of a skill class who are there."""
    terms = (grid.open_heads(group, segment.day - lag, shift) for lag, shift in segment.present if segment.day >= lag)
    return [term for term in terms if not isinstance(term, int)]


def _post_segment(grid: Grid, segment: Segment, heads: list[list[Term]], charge: Charge) -> None:
    pools = grid.tables.pools
    need, fixed = np.array(segment.need), np.array(segment.fixed)
    for part in np.unique(pools.part):
        wanted = []
        for number in np.flatnonzero(pools.part == part):
            lacking = int(need[pools.inside[number]].sum() - fixed[pools.able[:, number]].sum())
            terms = [term for group in np.flatnonzero(pools.able[:, number]) for term in heads[group]]
            if lacking > 0:
                wanted.append((lacking, terms))
        if any(terms for _, terms in wanted) or (wanted and grid.guarded):
            charge(segment, missing(grid, wanted))


def missing(grid: Grid, wanted: list[tuple[int, list[Term]]]) -> Term:
    """A variable at least as large as every `lacking - people`."""
    short = grid.cp.new_int_var(0, max(lacking for lacking, _ in wanted), "")
    for lacking, terms in wanted:
        grid.at_least([short, *terms], lacking)
    return short
