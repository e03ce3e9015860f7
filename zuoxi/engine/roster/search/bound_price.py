"""The prices of the bound's linear program: coverage with pooled skills, benchmark cover, wishes and least change as far as counts tell."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.cover import before, floor_needs
from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules import change, requests
from zuoxi.engine.roster.rules.kind import BINDING
from zuoxi.engine.roster.search.crowd import Crowd, Terms
from zuoxi.engine.roster.search.linear import LinearProgram

Heads = dict[tuple[int, int, int], int]
"""Column of the heads of a skill class on a shift of a day: (class, day, shift)."""


def price(problem: Problem, program: LinearProgram, crowds: list[Crowd]) -> float:
    """Add every price to the program; the constant part of the objective."""
    heads = _heads(problem, program, crowds)
    constant = 0.0
    if problem.demand:
        weights = problem.weights
        constant += _coverage(problem, program, heads, problem.tables.needs, weights.under, weights.over)
    if problem.demand and problem.floor:
        constant += _coverage(problem, program, heads, floor_needs(problem), BINDING, 0)
    _cover(problem, program, heads)
    for crowd in crowds:
        _wishes(crowd)
        _changes(crowd)
    return constant


def _heads(problem: Problem, program: LinearProgram, crowds: list[Crowd]) -> Heads:
    """One column for the heads of each skill class, whatever their work rules."""
    parts: defaultdict[tuple[int, int, int], Terms] = defaultdict(list)
    for crowd in crowds:
        for day in range(problem.days):
            for shift, column in crowd.on[day].items():
                parts[crowd.group, day, shift].append((-1.0, column))
    heads = {key: program.column() for key in parts}
    for key, terms in parts.items():
        program.row([(1.0, heads[key]), *terms], 0.0, 0.0)
    return heads


def _coverage(problem: Problem, program: LinearProgram, heads: Heads, need: NDArray[np.int64], under: int, over: int) -> float:
    """Heads missing are at least the surplus of need over able people, for every closed set of queues."""
    constant, yesterday = 0.0, before(problem)
    for day in range(problem.days):
        alike: Counter[tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]] = Counter()
        for slot, present in enumerate(problem.tables.slot_shifts):
            known = tuple((yesterday[:, slot] if day == 0 else yesterday[:, slot] * 0).tolist())
            alike[present, tuple(need[:, day, slot].tolist()), known] += 1
        for (present, wanted, known), count in alike.items():
            constant += over * count * (sum(n for n, counts in zip(known, problem.tables.pools.counts, strict=True) if counts) - sum(wanted))
            lagged = [(day - lag, shift) for lag, shift in present if day >= lag]
            _interval(problem, program, heads, lagged, np.array(wanted), np.array(known), under * count, over * count)
    return constant


def _interval(
    problem: Problem,
    program: LinearProgram,
    heads: Heads,
    present: list[tuple[int, int]],
    need: NDArray[np.int64],
    known: NDArray[np.int64],
    under: int,
    over: int,
) -> None:
    """Price what lacks and what is to spare in intervals that are alike."""
    pools = problem.tables.pools
    by_class = [[heads[group, *where] for where in present if (group, *where) in heads] for group in range(len(pools.counts))]
    for group in np.flatnonzero(pools.counts).tolist():
        for column in by_class[group]:
            program.cost[column] += over
    for part in np.unique(pools.part).tolist():
        missing = program.column(under + over)
        for number in np.flatnonzero(pools.part == part).tolist():
            able = np.flatnonzero(pools.able[:, number]).tolist()
            lacking = int(need[pools.inside[number]].sum() - known[able].sum())
            if lacking > 0:
                program.row([(1.0, missing), *((1.0, column) for group in able for column in by_class[group])], low=float(lacking))


def _cover(problem: Problem, program: LinearProgram, heads: Heads) -> None:
    """Heads wanted on a shift of a day."""
    for one in problem.cover:
        shift = problem.shift_index[one.shift]
        there = [(1.0, column) for (_, day, kind), column in heads.items() if (day, kind) == (one.day, shift)]
        lacking, spare = program.column(float(one.under)), program.column(float(one.over))
        program.row([*there, (1.0, lacking), (-1.0, spare)], float(one.need), float(one.need))


def _wishes(crowd: Crowd) -> None:
    """Of the members who wish for the same cell, no more can have it than there are heads on it; who says it twice wishes once, for both prices."""
    problem, mine = crowd.problem, set(crowd.members)
    alike: defaultdict[tuple[int, int, bool], Counter[str]] = defaultdict(Counter)
    for one in problem.requests:
        if problem.worker_index[one.worker] in mine:
            alike[one.day, requests.wished(problem, one), one.want][one.worker] += one.weight
    for (day, cell, want), weights in alike.items():
        refused = [(1.0, crowd.program.column(float(weight), 1.0)) for weight in weights.values()]
        on, many, wished = _holding(crowd, day, cell), float(len(crowd)), float(len(weights))
        if cell == OFF:
            on = crowd.working(day, -1.0)
        shift = many if cell == OFF else 0.0
        if want:
            crowd.program.row([*on, *refused], low=wished - shift)
        else:
            crowd.program.row([*on, *((-1.0, column) for _, column in refused)], high=many - wished - shift)


def _holding(crowd: Crowd, day: int, cell: int) -> Terms:
    return crowd.among(day, frozenset({cell}))


def _changes(crowd: Crowd) -> None:
    """A cell value held by fewer members than in the reference has left at least so many cells."""
    problem = crowd.problem
    if problem.reference is None:
        return
    for day in range(problem.days):
        was = Counter(problem.reference[crowd.members, day].tolist())
        for cell, many in was.items():
            left = crowd.program.column(float(change.price(problem, day)))
            if cell == OFF:
                crowd.program.row([(1.0, left), *crowd.working(day, -1.0)], low=float(many - len(crowd)))
            else:
                crowd.program.row([(1.0, left), *_holding(crowd, day, cell)], low=float(many))
