"""Cover against the requirement with pooled skills, minute by minute exact: who is present, how many heads are missing, how many are too many.

A person serves one queue at a time, any of those they have the skill for. The heads missing in an instant are the deficiency of the
best possible assignment; by the theorem of Hall and Ore it is the largest surplus of demand over able people, over all sets of queues:
`max_S (demand(S) - people with a skill in S)`. Only sets closed under "served by the same people" matter, and parts of the floor that share
nobody are added up. Source: O. Ore (1955), Graphs and matching theorems, Duke Math. J. 22: 625-639.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import DAY_MIN, Problem, Worker

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_SETS = 4096
"""Sets of queues of one linked part of the floor; 12 queues with all combinations of skills."""


@dataclass(frozen=True)
class Pools:
    """The floor as sets of queues.

    `classes[w]` is the skill class of worker `w`; `inside[f, q]` whether queue `q` lies in set `f`; `able[c, f]` whether class `c` has a
    skill in set `f`; `part[f]` numbers the linked part of the floor, ascending; `counts[c]` whether the class can serve anything (without
    any demand, everybody counts).
    """

    queues: tuple[str, ...]
    classes: Numbers
    inside: NDArray[np.bool_]
    able: NDArray[np.bool_]
    part: Numbers
    counts: NDArray[np.bool_]


def pools(problem: Problem) -> Pools:
    """The sets of queues in which heads can be missing, from the skills of the workers and the queues of the demand."""
    queues = tuple(sorted(problem.demand))
    held = [worker.skills & frozenset(queues) for worker in problem.workers]
    kinds = sorted(set(held), key=lambda skills: tuple(sorted(skills)))
    by_queue = [frozenset(number for number, skills in enumerate(kinds) if queue in skills) for queue in queues]
    parts = _linked(by_queue)
    owner = {q: part for part, members in enumerate(parts) for q in members}
    sets = [(part, served) for part, members in enumerate(parts) for served in _unions([by_queue[q] for q in members])]
    inside = np.array([[owner[q] == part and by_queue[q] <= served for q in range(len(queues))] for part, served in sets], dtype=bool)
    able = np.array([[number in served for _, served in sets] for number in range(len(kinds))], dtype=bool)
    return Pools(
        queues,
        np.array([kinds.index(skills) for skills in held], dtype=np.int64),
        inside.reshape(len(sets), len(queues)),
        able.reshape(len(kinds), len(sets)),
        np.array([part for part, _ in sets], dtype=np.int64),
        np.array([bool(skills) or not queues for skills in kinds], dtype=bool),
    )


def _linked(by_queue: Sequence[frozenset[int]]) -> list[list[int]]:
    """Queues in parts that share no worker class."""
    parts: list[tuple[set[int], list[int]]] = []
    for queue, classes in enumerate(by_queue):
        touching = [part for part in parts if part[0] & classes]
        parts = [part for part in parts if not part[0] & classes]
        parts.append((set(classes).union(*(part[0] for part in touching)), sorted([queue, *(q for part in touching for q in part[1])])))
    return sorted(members for _, members in parts)


def _unions(served: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Every union of one or more of these sets, without repeats."""
    found: dict[frozenset[int], None] = {}
    for one in served:
        for other in [*found, frozenset[int]()]:
            found[one | other] = None
        if len(found) > MOST_SETS:
            raise Refusal("breaks.too_many_skill_sets", queues=len(served))
    return list(found)


@dataclass(frozen=True)
class Cover:
    """Cover of a period in cells of `unit_min` minutes, arrays of shape `(days, cells)`.

    `need` sums the queues, `present` counts the people who can serve any of them, `short` the heads missing after the best assignment,
    `over` the people whom even the best assignment leaves without work. `need - short + over == present` everywhere.
    """

    unit_min: int
    need: Floats
    present: Floats
    short: Floats

    @cached_property
    def over(self) -> Floats:
        return self.present - self.need + self.short

    def hours(self, cells: Floats) -> float:
        """Head-hours of an array of heads per cell."""
        return float(cells.sum()) * self.unit_min / 60

    def by_step(self, cells: Floats, step_min: int) -> Floats:
        """Mean heads per interval of `step_min` minutes, shape `(days, slots)`."""
        return np.asarray(cells.reshape(cells.shape[0], -1, step_min // self.unit_min).mean(axis=2))


def presence(problem: Problem, cells: Numbers, pool: Pools, *, unit_min: int) -> Numbers:
    """People present by skill class, shape `(classes, (days + 1) x cells of a day)`, breaks not yet taken away; the last day is what spills over.

    `cells` is the roster array; its days are those that count."""
    per_day = DAY_MIN // unit_min
    steps = np.zeros((len(pool.counts), (cells.shape[1] + 2) * per_day + 1), dtype=np.int64)
    for number, shift in enumerate(problem.shifts):
        workers, days = np.nonzero(cells == number)
        for begin, end in shift.blocks:
            np.add.at(steps, (pool.classes[workers], days * per_day + begin // unit_min), 1)
            np.add.at(steps, (pool.classes[workers], days * per_day + end // unit_min), -1)
    for worker, kind in zip(problem.workers, pool.classes, strict=True):
        _add_yesterday(problem, worker, steps[kind], unit_min)
    return np.asarray(steps.cumsum(axis=1)[:, : (cells.shape[1] + 1) * per_day])


def _add_yesterday(problem: Problem, worker: Worker, steps: Numbers, unit_min: int) -> None:
    """The part after midnight of the shift worked on the day before the period."""
    code = worker.tail[-1] if worker.tail else None
    if code is None or code not in problem.shift_index:
        return
    for begin, end in problem.shifts[problem.shift_index[code]].blocks:
        if end > DAY_MIN:
            steps[max(begin - DAY_MIN, 0) // unit_min] += 1
            steps[(end - DAY_MIN) // unit_min] -= 1


def needs(problem: Problem, pool: Pools, *, unit_min: int) -> Numbers:
    """Heads needed by queue and cell, shape `(queues, days, cells)`."""
    each = [np.repeat(np.asarray(problem.demand[queue], dtype=np.int64), problem.step_min // unit_min, axis=1) for queue in pool.queues]
    return np.array(each, dtype=np.int64).reshape(len(pool.queues), problem.days, DAY_MIN // unit_min)


def shortage(need: Numbers, by_class: Numbers, pool: Pools) -> Numbers:
    """Heads missing after the best assignment. `need` by queue, `by_class` people present by class, both over the same cells (second axis)."""
    wanted = pool.inside.astype(np.int64) @ need - pool.able.T.astype(np.int64) @ by_class
    total = np.zeros(need.shape[1], dtype=np.int64)
    for part in np.unique(pool.part):
        total += np.maximum(wanted[pool.part == part].max(axis=0), 0)
    return total


def serving(need: Numbers, by_class: Numbers, pool: Pools) -> tuple[Floats, Floats]:
    """Heads serving each queue, and the same with the people to spare: both by queue and cell.

    The loads that the people can serve form a polymatroid (the heads of every set of queues are at most its able people), so that serving the
    queues one after the other, in any order, each as fully as those before it allow, reaches the least total shortage. No order is better
    than another: the mean over all rotations of the order is taken, so that no queue bears the shortage for its name.
    """
    queues = len(pool.queues)
    orders = [[(first + place) % queues for place in range(queues)] for first in range(queues)]
    able = (pool.able.T.astype(np.int64) @ by_class).astype(np.float64)
    empty = np.zeros((queues, by_class.shape[1]))
    served = sum((_filled(empty, need, able, pool, order) for order in orders), empty) / max(queues, 1)
    present = sum((_filled(served, None, able, pool, order) for order in orders), empty) / max(queues, 1)
    return served, present


def _filled(start: Floats, need: Numbers | None, able: Floats, pool: Pools, order: Sequence[int]) -> Floats:
    """Each queue in turn raised as far as the people allow, and no further than its need."""
    load, inside = start.copy(), pool.inside.astype(np.float64)
    for queue in order:
        sets = pool.inside[:, queue]
        room = np.maximum((able[sets] - inside[sets] @ load).min(axis=0), 0)
        load[queue] += room if need is None else np.minimum(room, need[queue])
    return load
