"""A rostering problem as arrays for the compiled search: its law, its prices, the state of a roster."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.check import cost
from zuoxi.engine.roster.cover import before, floor_needs
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.rules import change, fairness, lead, requests, team
from zuoxi.engine.roster.rules.kind import BINDING
from zuoxi.engine.roster.rules.stability import jumps
from zuoxi.engine.roster.search.price import TEAM, Prices, State, put

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def prices(problem: Problem) -> Prices:
    """Every price of the soft rules as arrays."""
    tables, weights = problem.tables, problem.weights
    pairs, pair_of, pair_days = _pairs(problem)
    sharings = fairness.sharings(problem)
    return Prices(
        cell=_cells(problem),
        spans=_spans(problem),
        worker=_workers(problem),
        able=tables.pools.able,
        part=tables.pools.part,
        layer=np.array([[weights.under, weights.over], *([[BINDING, 0]] if problem.floor else [])], dtype=np.int64),
        kind=_kinds(problem),
        jump=_jumps(problem),
        pairs=pairs,
        pair_of=pair_of,
        pair_days=pair_days,
        team_price=weights.team,
        tag_cell=_tag_cells(problem, sharings),
        tag_worker=_tag_workers(problem, sharings),
        tag_weights=_tag_weights(sharings),
        fair_price=weights.fairness,
    )


def state(problem: Problem, fixed: Prices, cells: Numbers) -> tuple[State, int]:
    """The state of a roster, and its price."""
    shape = problem.days, len(problem.shifts)
    teams = int(fixed.worker[:, TEAM].max(initial=-1)) + 1
    empty = State(
        cells=np.full(cells.shape, OFF, dtype=np.int64),
        lack=_lack(problem),
        heads=np.zeros((*shape, 2), dtype=np.int64),
        teams=np.zeros((teams, *shape), dtype=np.int64),
        tagged=np.zeros(fixed.tag_worker.shape[:2], dtype=np.int64),
        total=fixed.tag_worker[:, :, 1].sum(axis=1),
    )
    price = _price_of_nobody(problem)
    for worker, day in np.argwhere(cells != OFF).tolist():
        price += put(fixed, empty, worker, day, int(cells[worker, day]))
    return empty, price


def _price_of_nobody(problem: Problem) -> int:
    """The price of an empty floor, from which `put` counts on."""
    return cost(problem, Roster(np.full((len(problem.workers), problem.days), OFF, dtype=np.int64)))


def _lack(problem: Problem) -> Numbers:
    """Demand less able people when nobody of the period is there: `[layer, interval, set]`."""
    pools, tables = problem.tables.pools, problem.tables
    if not problem.demand:
        return np.zeros((1, problem.days * problem.slots, 0), dtype=np.int64)
    layers = [tables.needs, *([floor_needs(problem)] if problem.floor else [])]
    wanted = np.stack([pools.inside.astype(np.int64) @ need.reshape(len(need), -1) for need in layers])
    wanted[:, :, : problem.slots] -= pools.able.T.astype(np.int64) @ before(problem)
    return np.ascontiguousarray(wanted.transpose(0, 2, 1))


def _spans(problem: Problem) -> Numbers:
    kinds = len(problem.shifts) + 1
    there = np.zeros((kinds, 2 * problem.slots), dtype=np.int64)
    there[1:] = problem.tables.presence.transpose(1, 0, 2).reshape(kinds - 1, -1)
    found = {(a, b): _stretches(there[b] - there[a]) for a in range(kinds) for b in range(kinds)}
    spans = np.zeros((kinds, kinds, max(map(len, found.values())) + 1, 3), dtype=np.int64)
    for pair, stretches in found.items():
        spans[pair][: len(stretches)] = np.array(stretches, dtype=np.int64).reshape(-1, 3)
    return spans


def _stretches(steps: Numbers) -> list[tuple[int, int, int]]:
    """Unbroken stretches of the same step, `(first, end, step)`, zeros left out."""
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    return [(a, b, int(steps[a])) for a, b in pairwise(edges) if b > a and steps[a]]


def _cells(problem: Problem) -> Numbers:
    """Wishes and least change: the price of a cell by itself."""
    table = np.zeros((len(problem.workers), problem.days, len(problem.shifts) + 1), dtype=np.int64)
    for one in problem.requests:
        row = table[problem.worker_index[one.worker], one.day]
        about = requests.wished(problem, one) + 1
        if one.want:
            row += one.weight
        row[about] += -one.weight if one.want else one.weight
    if problem.reference is not None:
        for day in range(problem.days):
            table[:, day] += change.price(problem, day)
            table[np.arange(len(table)), day, problem.reference[:, day] + 1] -= change.price(problem, day)
    return table


def _workers(problem: Problem) -> Numbers:
    """Skill class, team, lead, yesterday's cell of every worker."""
    tables, names = problem.tables, list(team.teams(problem))
    groups = np.where(tables.pools.counts[tables.groups], tables.groups, -1) if problem.demand else np.full(len(problem.workers), -1)
    teams = [-1 if worker.team is None else names.index(worker.team) for worker in problem.workers]
    before_ = [tail[-1] if tail else OFF for tail in tables.tails]
    return np.array([groups, teams, [worker.lead for worker in problem.workers], before_], dtype=np.int64).T.copy()


def _kinds(problem: Problem) -> Numbers:
    """Need and prices of heads on a shift, and the price of having no lead there."""
    table = np.zeros((problem.days, len(problem.shifts), 4), dtype=np.int64)
    for one in problem.cover:
        table[one.day, problem.shift_index[one.shift], :3] = one.need, one.under, one.over
    table[:, lead.led(problem), 3] = lead.price(problem)
    return table


def _jumps(problem: Problem) -> Numbers:
    """Price of one cell after another, `[1 + cell, 1 + cell]`."""
    table = np.zeros((len(problem.shifts) + 1,) * 2, dtype=np.int64)
    for before_, after in jumps(problem):
        table[np.ix_([1 + s for s in sorted(before_)], [1 + s for s in sorted(after)])] = problem.weights.stability
    return table


def _pairs(problem: Problem) -> tuple[Numbers, Numbers, Flags]:
    weights, index = problem.weights, problem.worker_index
    pairs = [(index[a], index[b], weights.together, 0) for a, b in problem.together] + [
        (index[a], index[b], 0, weights.apart) for a, b in problem.apart
    ]
    of = [[number for number, pair in enumerate(pairs) if worker in pair[:2]] for worker in range(len(problem.workers))]
    table = np.full((len(of), max(map(len, of), default=0)), -1, dtype=np.int64)
    for worker, numbers in enumerate(of):
        table[worker, : len(numbers)] = numbers
    leave = [problem.workers[one].unavailable | problem.workers[other].unavailable for one, other, _, _ in pairs]
    days = np.array([[day not in away for day in range(problem.days)] for away in leave], dtype=bool).reshape(len(pairs), problem.days)
    return np.array(pairs, dtype=np.int64).reshape(-1, 4), table, days


def _tag_cells(problem: Problem, sharings: list[fairness.Sharing]) -> Numbers:
    table = np.zeros((len(sharings), problem.days, len(problem.shifts)), dtype=np.int64)
    for number, one in enumerate(sharings):
        days = sorted(range(problem.days) if one.days is None else one.days)
        table[number][np.ix_(days, sorted(one.shifts))] = 1
    return table


def _tag_workers(problem: Problem, sharings: list[fairness.Sharing]) -> Numbers:
    """Weight and count before the period by tag and worker."""
    table = np.zeros((len(sharings), len(problem.workers), 2), dtype=np.int64)
    for number, one in enumerate(sharings):
        table[number, list(one.workers)] = list(zip(one.weights, one.before, strict=True))
    return table


def _tag_weights(sharings: list[fairness.Sharing]) -> Numbers:
    """By tag: the sum of the weights, then the distinct ones (the last repeated)."""
    distinct = [[sum(one.weights), *sorted(set(one.weights))] for one in sharings]
    most = max(map(len, distinct), default=1)
    return np.array([[*one, *([one[-1]] * (most - len(one)))] for one in distinct], dtype=np.int64).reshape(len(sharings), most)
