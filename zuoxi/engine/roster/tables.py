"""The facts of a rostering problem as plain numbers by shift, worker and week: worked out once, read by every rule and by the search."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.breaks_cover import Pools, needs, pools
from zuoxi.engine.roster.problem import DAY_MIN, OFF, Problem

Succession = tuple[frozenset[int], frozenset[int]]
"""Shifts of one day and shifts of a later day that may not follow any of them."""


class Tables:
    """Derived facts of one problem. Shifts and workers are named by their index, days count from 0, tail days are negative."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.paid = [shift.paid_min for shift in problem.shifts]
        self.starts = [shift.start_min for shift in problem.shifts]
        self.ends = [shift.end_min for shift in problem.shifts]
        self.tagged = {tag: frozenset(n for n, shift in enumerate(problem.shifts) if tag in shift.tags) for tag in self._tags()}
        self.nights = self.tagged["night"]
        self.tails = [[OFF if code is None else problem.shift_index[code] for code in worker.tail] for worker in problem.workers]
        self.fixed = [{day: OFF if code is None else problem.shift_index[code] for day, code in w.fixed.items()} for w in problem.workers]
        self._rest: dict[int, dict[int, list[Succession]]] = {}
        self._forbidden: dict[frozenset[tuple[str, str]], list[Succession]] = {}
        every = frozenset(range(len(problem.shifts)))
        self.allowed = [every if w.shifts is None else frozenset(problem.shift_index[c] for c in w.shifts) for w in problem.workers]

    def _tags(self) -> set[str]:
        return {"night", *self.problem.unpopular}.union(*(shift.tags for shift in self.problem.shifts))

    @cached_property
    def locks(self) -> NDArray[np.int64]:
        """The locked cells, shape `(workers, days)`; OFF where there is no lock, see `locked`."""
        cells = np.full((len(self.fixed), self.problem.days), OFF, dtype=np.int64)
        for worker, days in enumerate(self.fixed):
            for day, cell in days.items():
                cells[worker, day] = cell
        return cells

    @cached_property
    def locked(self) -> NDArray[np.bool_]:
        """Which cells are locked, shape `(workers, days)`."""
        mask = np.zeros((len(self.fixed), self.problem.days), dtype=bool)
        for worker, days in enumerate(self.fixed):
            mask[worker, list(days)] = True
        return mask

    @cached_property
    def weeks(self) -> list[range]:
        """The days of every week, Monday to Sunday, that the period touches; days outside the period are included."""
        first = -self.problem.weekday(0)
        return [range(monday, monday + 7) for monday in range(first, self.problem.days, 7)]

    @cached_property
    def weekends(self) -> list[tuple[int, ...]]:
        """The Saturdays and Sundays of the period, weekend by weekend."""
        pairs = (tuple(day for day in week[5:] if 0 <= day < self.problem.days) for week in self.weeks)
        return [pair for pair in pairs if pair]

    @cached_property
    def weekend_days(self) -> frozenset[int]:
        return frozenset(day for pair in self.weekends for day in pair)

    @cached_property
    def slot_shifts(self) -> list[tuple[tuple[int, int], ...]]:
        """For each interval of a day: `(lag, shift)` of those who are there for all of it, having started `lag` days before (0 or 1)."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(self.problem.slots)]
        step = self.problem.step_min
        for number, shift in enumerate(self.problem.shifts):
            for start, end in shift.blocks:
                for slot in range(-(-start // step), end // step):
                    found[slot % self.problem.slots].append((slot // self.problem.slots, number))
        return [tuple(sorted(pairs)) for pairs in found]

    @cached_property
    def presence(self) -> NDArray[np.int64]:
        """1 where a shift is there for all of an interval, shape `(2, shifts, slots)`: on its duty day and on the day after."""
        table = np.zeros((2, len(self.problem.shifts), self.problem.slots), dtype=np.int64)
        for slot, pairs in enumerate(self.slot_shifts):
            for lag, number in pairs:
                table[lag, number, slot] = 1
        return table

    @cached_property
    def pools(self) -> Pools:
        """Who can serve which queues, as sets of queues in which heads can be missing."""
        return pools(self.problem)

    @cached_property
    def skills(self) -> list[frozenset[str]]:
        """The skills of each skill class."""
        found: dict[int, frozenset[str]] = {}
        for worker, group in zip(self.problem.workers, self.groups.tolist(), strict=True):
            found.setdefault(group, worker.skills)
        return [found[group] for group in sorted(found)]

    @cached_property
    def needs(self) -> NDArray[np.int64]:
        """Heads needed, shape `(queues, days, slots)`, queues in the order of `pools.queues`."""
        return needs(self.problem, self.pools, unit_min=self.problem.step_min)

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """Number of the skill class of each worker."""
        return self.pools.classes

    def short_rest(self, rest_min: int) -> dict[int, list[Succession]]:
        """By lag in days: which shifts may not follow which because less than `rest_min` lies between them (F-13)."""
        if rest_min not in self._rest:
            self._rest[rest_min] = {lag: bicliques([self._too_soon(end, lag, rest_min) for end in self.ends]) for lag in (1, 2)}
        return self._rest[rest_min]

    def _too_soon(self, end: int, lag: int, rest_min: int) -> frozenset[int]:
        return frozenset(number for number, start in enumerate(self.starts) if lag * DAY_MIN + start - end < rest_min)

    def forbidden(self, named: frozenset[tuple[str, str]]) -> list[Succession]:
        """Successions of codes from one day to the next that are forbidden by name."""
        if named not in self._forbidden:
            index = self.problem.shift_index
            after = [frozenset(index[b] for a, b in named if index[a] == first) for first in range(len(self.starts))]
            self._forbidden[named] = bicliques(after)
        return self._forbidden[named]


def bicliques(after: list[frozenset[int]]) -> list[Succession]:
    """The same pairs `(a, b in after[a])` as few blocks: each distinct `after`, with every shift that bars at least those."""
    return [(frozenset(a for a, barred in enumerate(after) if barred >= block), block) for block in dict.fromkeys(after) if block]
