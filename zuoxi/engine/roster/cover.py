"""Heads against the requirement of every interval (F-13), skills pooled: who is there, how many are missing, who serves which queue.

Serving is exact: the heads missing are the deficiency of the best assignment (see `breaks_cover`). Which queue they are missing on is a
choice among equals; here queues are served one after the other in the order of their names, each as fully as those before it allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.breaks_cover import shortage
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.rules.kind import Board

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class QueueCover:
    """One queue, arrays of heads of shape `(days, slots)`: `scheduled - required == over - under` everywhere."""

    required: Numbers
    scheduled: Numbers
    under: Numbers
    over: Numbers


def supply(board: Board) -> Numbers:
    """People there for the whole interval by skill class, shape `(classes, days, slots)`, yesterday's night shifts included."""
    there = np.tensordot(board.heads, board.tables.presence[0], axes=1)
    there[:, 1:] += np.tensordot(board.heads[:, :-1], board.tables.presence[1], axes=1)
    there[:, 0] += before(board.problem)
    return np.asarray(there)


def before(problem: Problem) -> Numbers:
    """People by skill class and slot of the first day who are still there from the day before."""
    tables = problem.tables
    there = np.zeros((len(tables.pools.counts), problem.slots), dtype=np.int64)
    for worker, tail in enumerate(tables.tails):
        if tail and tail[-1] != OFF:
            there[tables.groups[worker]] += tables.presence[1, tail[-1]]
    return there


def under(problem: Problem, there: Numbers, need: Numbers) -> Numbers:
    """Heads missing after the best assignment, shape `(days, slots)`; `need` by queue, `there` by skill class."""
    flat = shortage(need.reshape(len(need), -1), there.reshape(len(there), -1), problem.tables.pools)
    return flat.reshape(problem.days, problem.slots)


def over(problem: Problem, there: Numbers, missing: Numbers) -> Numbers:
    """People whom even the best assignment leaves without work, shape `(days, slots)`."""
    counted = there[problem.tables.pools.counts].sum(axis=0)
    return np.asarray(counted - problem.tables.needs.sum(axis=0) + missing)


def floor_needs(problem: Problem) -> Numbers:
    """Heads that must be there by queue and interval (T-17), in the order of the pools' queues; zero where no floor is set."""
    named = {queue: problem.floor.get(queue, np.zeros((problem.days, problem.slots), dtype=np.int64)) for queue in problem.tables.pools.queues}
    stacked = [np.asarray(named[queue], dtype=np.int64) for queue in problem.tables.pools.queues]
    return np.array(stacked, dtype=np.int64).reshape(len(stacked), problem.days, problem.slots)


def coverage(problem: Problem, roster: Roster) -> dict[str, QueueCover]:
    """Cover by queue. A person with several skills is counted where the assignment puts them, those to spare with the first queue they can serve."""
    queues = problem.tables.pools.queues
    able = _able(problem, supply(Board(problem, roster.cells)))
    served = _fill(problem, able, problem.tables.needs)
    scheduled = _fill(problem, able, None, start=served)
    need = problem.tables.needs
    return {queue: QueueCover(need[q], scheduled[q], need[q] - served[q], scheduled[q] - served[q]) for q, queue in enumerate(queues)}


def _able(problem: Problem, there: Numbers) -> dict[frozenset[int], Numbers]:
    """For every set of queues of one linked part: the people with a skill in it."""
    pools = problem.tables.pools
    found = {}
    for part in np.unique(pools.part):
        members = np.flatnonzero(pools.inside[pools.part == part].any(axis=0)).tolist()
        for size in range(1, len(members) + 1):
            for queues in combinations(members, size):
                found[frozenset(queues)] = there[_classes(problem, queues)].sum(axis=0)
    return found


def _classes(problem: Problem, queues: tuple[int, ...]) -> NDArray[np.bool_]:
    names = {problem.tables.pools.queues[q] for q in queues}
    return np.array([bool(skills & names) for skills in problem.tables.skills], dtype=bool)


def _fill(problem: Problem, able: dict[frozenset[int], Numbers], need: Numbers | None, start: Numbers | None = None) -> Numbers:
    """Raise each queue in turn as far as the people allow (and no further than `need`): a vertex of the polymatroid of servable loads."""
    queues = len(problem.tables.pools.queues)
    load = np.zeros((queues, problem.days, problem.slots), dtype=np.int64) if start is None else start.copy()
    for q in range(queues):
        room = np.min([people - load[sorted(names)].sum(axis=0) for names, people in able.items() if q in names], axis=0)
        load[q] += room if need is None else np.minimum(room, need[q])
    return load
