"""Second step of the roster (F-13): when everybody's shifts are known, place breaks and meals where the requirement can best spare the people.

Days do not depend on each other: the breaks of a duty day are placed against everybody else's presence without their breaks, so an edit
on one day leaves the breaks of all but its neighbours as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

import numpy as np

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks_cover import Cover, Floats, Numbers, Pools, needs, pools, presence, serving, shortage
from zuoxi.engine.roster.breaks_search import Floor, Staff, search
from zuoxi.engine.roster.breaks_windows import Windows, windows
from zuoxi.engine.roster.problem import DAY_MIN, OFF, Problem, Roster, Shift


@dataclass(frozen=True)
class BreakPolicy:
    """How breaks are placed. Starts lie on a `grid_min` grid of the clock; `min_gap_min` passes between the end of one break and the next.

    `under` is the price of one head missing on a queue in a cell, `uneven` multiplies the square of present less needed (so that what must
    lack or exceed is spread over the day); `rounds` of upheaval of `ruin_share` of the people follow the first placement.
    """

    grid_min: int = 15
    min_gap_min: int = 60
    under: int = 1000
    uneven: int = 1
    rounds: int = 30
    ruin_share: float = 0.15

    def __post_init__(self) -> None:
        if self.grid_min <= 0 or DAY_MIN % self.grid_min or self.min_gap_min < 0 or self.rounds < 0 or not 0 <= self.ruin_share <= 1:
            raise Refusal("breaks.policy", grid=self.grid_min, gap=self.min_gap_min)


class PlacedBreak(NamedTuple):
    """A break in minutes from midnight of the duty day (after 1 440: past midnight), `[start, end)`."""

    start_min: int
    end_min: int
    name: str
    paid: bool


Breaks = Mapping[tuple[int, int], tuple[PlacedBreak, ...]]
"""By (worker index, day): the breaks of that duty day in order of time. People who are off, or whose shift has no break, have no entry."""


def place(problem: Problem, roster: Roster, *, policy: BreakPolicy, seed: int, days: Iterable[int] | None = None) -> Breaks:
    """The breaks of the given duty days (None: all). Same input and seed, same breaks, whether days are asked for one by one or together."""
    plan = _Placement.of(problem, roster, policy)
    placed: dict[tuple[int, int], tuple[PlacedBreak, ...]] = {}
    for day in range(problem.days) if days is None else days:
        placed.update(plan.day(day, np.random.default_rng([seed, day])))
    return placed


def cover(problem: Problem, roster: Roster, breaks: Breaks) -> Cover:
    """Cover of the whole period with these breaks taken away from the floor; skills pooled. Duty after the last midnight is not counted."""
    return _Floor.of(problem, roster, breaks).pooled()


def queue_covers(problem: Problem, roster: Roster, breaks: Breaks) -> dict[str, Cover]:
    """The same by queue: people with several skills serve where they are needed, shortage and people to spare are spread evenly, so heads may be
    fractions. `present` are the heads serving a queue or idle for it; over all queues they add up to the pooled cover, and so does what is short.
    """
    return _Floor.of(problem, roster, breaks).by_queue()


@dataclass(frozen=True)
class _Floor:
    """Who is there: `need` by queue and `there` by skill class, cells of the whole period on the second axis."""

    unit: int
    days: int
    pool: Pools
    need: Numbers
    there: Numbers

    @staticmethod
    def of(problem: Problem, roster: Roster, breaks: Breaks) -> _Floor:
        ends = [minute for placed in breaks.values() for b in placed for minute in (b.start_min, b.end_min)]
        unit, pool = unit_of(problem, problem.shifts, *ends), pools(problem)
        per_day = DAY_MIN // unit
        there = presence(problem, roster.cells, pool, unit_min=unit)
        for (worker, day), placed in breaks.items():
            for b in placed:
                there[pool.classes[worker], day * per_day + b.start_min // unit : day * per_day + b.end_min // unit] -= 1
        cells = problem.days * per_day
        need = needs(problem, pool, unit_min=unit).reshape(len(pool.queues), cells)
        return _Floor(unit, problem.days, pool, need, there[:, :cells])

    def pooled(self) -> Cover:
        return self._cover(self.need.sum(axis=0), self.there[self.pool.counts].sum(axis=0), shortage(self.need, self.there, self.pool))

    def by_queue(self) -> dict[str, Cover]:
        served, present = serving(self.need, self.there, self.pool)
        each = zip(self.pool.queues, self.need, present, self.need - served, strict=True)
        return {queue: self._cover(need, heads, short) for queue, need, heads, short in each}

    def _cover(self, need: Numbers, present: Numbers | Floats, short: Numbers | Floats) -> Cover:
        shape = (self.days, DAY_MIN // self.unit)
        return Cover(self.unit, *(np.asarray(heads, dtype=np.float64).reshape(shape) for heads in (need, present, short)))


def unit_of(problem: Problem, shifts: Sequence[Shift], *minutes: int) -> int:
    """The longest cell that starts of intervals, ends of blocks and the given minutes are multiples of."""
    edges = [minute for shift in shifts for block in shift.blocks for minute in block]
    return gcd(problem.step_min, *edges, *minutes)


@dataclass(frozen=True)
class _Placement:
    """What the days have in common: the choices of every shift kind, the requirement, and everybody's presence without breaks.

    The day after the period, into which the last night runs, is taken to be like the same weekday of the last week."""

    cells: Numbers
    policy: BreakPolicy
    choices: tuple[Windows, ...]
    unit: int
    pool: Pools
    need: Numbers
    by_class: Numbers

    @staticmethod
    def of(problem: Problem, roster: Roster, policy: BreakPolicy) -> _Placement:
        used = {int(number) for number in np.unique(roster.cells) if number != OFF}
        bare = Windows((), (), ((),))
        choices = tuple(
            windows(shift, grid_min=policy.grid_min, gap_min=policy.min_gap_min) if number in used else bare
            for number, shift in enumerate(problem.shifts)
        )
        minutes = [m for c in choices for rule, starts in zip(c.rules, c.starts, strict=True) for m in (rule.length_min, *starts)]
        unit = unit_of(problem, problem.shifts, *minutes)
        pool = pools(problem)
        night_after = max(problem.days - 7, 0)
        cells = np.append(roster.cells, roster.cells[:, [night_after]], axis=1)
        need = needs(problem, pool, unit_min=unit)
        need = np.append(need, need[:, [night_after]], axis=1)
        return _Placement(cells, policy, choices, unit, pool, need, presence(problem, cells, pool, unit_min=unit))

    def day(self, day: int, rng: np.random.Generator) -> Breaks:
        """Place the breaks of one duty day."""
        people = np.array([w for w in np.nonzero(self.cells[:, day] != OFF)[0] if self.choices[self.cells[w, day]].rules], dtype=np.int64)
        if not people.size:
            return {}
        staff = self._staff(people, day)
        chosen = np.zeros((people.size, staff.starts.shape[1]), dtype=np.int64)
        turns = np.array([rng.permutation(people.size) for _ in range(self.policy.rounds + 1)], dtype=np.int64)
        ruined = max(2, round(self.policy.ruin_share * people.size))
        ruins = np.full(self.policy.rounds + 1, min(ruined, people.size), dtype=np.int64)
        search(self._before_breaks(day), staff, turns, ruins, chosen, _scratch(staff, 2 * DAY_MIN // self.unit))
        return {(int(worker), day): self._read(staff.kind[i], chosen[i]) for i, worker in enumerate(people)}

    def _read(self, kind: int, chosen: Numbers) -> tuple[PlacedBreak, ...]:
        rules = self.choices[kind].rules
        placed = [
            PlacedBreak(int(start) * self.unit, int(start) * self.unit + r.length_min, r.name, r.paid)
            for start, r in zip(chosen, rules, strict=False)
        ]
        return tuple(sorted(placed))

    def _staff(self, people: Numbers, day: int) -> Staff:
        most = max(len(c.rules) for c in self.choices)
        breaks = np.array([len(c.rules) for c in self.choices], dtype=np.int64)
        length = np.zeros((len(self.choices), most), dtype=np.int64)
        many = np.zeros_like(length)
        starts = np.zeros((*length.shape, max(len(s) for c in self.choices for s in c.starts)), dtype=np.int64)
        orders = np.zeros((len(self.choices), max(len(c.orders) for c in self.choices), most), dtype=np.int64)
        for k, c in enumerate(self.choices):
            for b, rule in enumerate(c.rules):
                length[k, b], many[k, b] = rule.length_min // self.unit, len(c.starts[b])
                starts[k, b, : many[k, b]] = np.array(c.starts[b]) // self.unit
            orders[k, : len(c.orders), : len(c.rules)] = c.orders
        counts = np.array([len(c.orders) for c in self.choices], dtype=np.int64)
        gap = -(-self.policy.min_gap_min // self.unit)
        return Staff(self.pool.classes[people], self.cells[people, day], breaks, length, many, starts, orders, counts, gap)

    def _before_breaks(self, day: int) -> Floor:
        """This day and the night after it."""
        per_day = DAY_MIN // self.unit
        need = np.concatenate([self.need[:, day], self.need[:, day + 1]], axis=1)
        by_class = self.by_class[:, day * per_day : (day + 2) * per_day]
        lack = self.pool.inside.astype(np.int64) @ need - self.pool.able.T.astype(np.int64) @ by_class
        surplus = by_class[self.pool.counts].sum(axis=0) - need.sum(axis=0)
        parts = (self.pool.part, self.pool.able, self.pool.counts)
        return Floor(np.ascontiguousarray(lack.T), surplus, *parts, self.policy.under, self.policy.uneven)


def _scratch(staff: Staff, cells: int) -> tuple[Numbers, Numbers, Numbers]:
    most, points = staff.starts.shape[1:]
    return np.zeros(cells + 1, dtype=np.int64), np.zeros((most, points), dtype=np.int64), np.zeros((most, points), dtype=np.int64)
