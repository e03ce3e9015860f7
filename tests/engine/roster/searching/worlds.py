"""Small rostering problems drawn at random, and every roster of the smallest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.engine.roster.rulebook.desk import MONDAY, SHIFTS
from tests.engine.roster.searching import ledger
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Request, Roster, ShiftCover, Weights, Worker, WorkRules

CODES = tuple(shift.code for shift in SHIFTS)
NO_WISHES = Weights(under=0, over=0, lead=0, fairness=0, stability=0, team=0, change=0, together=0, apart=0)
LIMITS: dict[str, st.SearchStrategy[Any]] = {
    "max_week_min": st.integers(1, 7).map(lambda days: days * 480),
    "min_period_min": st.integers(0, 3).map(lambda days: days * 480),
    "max_period_min": st.integers(0, 9).map(lambda days: days * 480),
    "min_rest_min": st.sampled_from([480, 600, 660, 720, 1440]),
    "max_consecutive_days": st.integers(1, 5),
    "min_consecutive_days": st.integers(1, 3),
    "min_consecutive_off": st.integers(1, 3),
    "min_days_off_per_week": st.integers(0, 4),
    "max_weekends": st.integers(0, 2),
    "max_nights": st.integers(0, 3),
    "max_consecutive_nights": st.integers(1, 3),
    "recovery_days_after_nights": st.integers(0, 2),
}


@st.composite
def rules(draw: st.DrawFn, codes: tuple[str, ...] = CODES, most: int = 4) -> WorkRules:
    """A few limits at once."""
    code = st.sampled_from(codes)
    named = {
        "max_shifts": st.dictionaries(code, st.integers(0, 3), max_size=2),
        "forbidden_successions": st.frozensets(st.tuples(code, code), max_size=4),
    }
    every = LIMITS | named
    names = draw(st.lists(st.sampled_from(sorted(every)), unique=True, max_size=most))
    return WorkRules(**{name: draw(every[name]) for name in names})


@st.composite
def people(draw: st.DrawFn, name: str, days: int, codes: tuple[str, ...] = CODES, most: int = 4) -> Worker:
    """Somebody with rules, leave, locks and days before the period."""
    day = st.integers(0, days - 1)
    kind = st.one_of(st.none(), st.sampled_from(codes))
    return Worker(
        name,
        draw(rules(codes, most)),
        skills=draw(st.frozensets(st.sampled_from(["card", "loan", "tea"]))),
        shifts=draw(st.one_of(st.none(), st.frozensets(st.sampled_from(codes), min_size=1))),
        unavailable=draw(st.frozensets(day, max_size=2)),
        fixed=draw(st.dictionaries(day, kind, max_size=1)),
        tail=tuple(draw(st.lists(kind, max_size=6))),
        worked=draw(st.dictionaries(st.sampled_from(["night", "late", "weekend"]), st.integers(0, 4), max_size=2)),
        team=draw(st.sampled_from([None, "red", "blue"])),
        lead=draw(st.booleans()),
    )


def heads_needed(days: int, slots: int, most: int = 2) -> st.SearchStrategy[NDArray[np.int64]]:
    return st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).integers(0, most + 1, size=(days, slots)))


@st.composite
def worlds(draw: st.DrawFn, *, workers: int = 3, days: int = 6, codes: tuple[str, ...] = CODES, step_min: int = 180, most: int = 4) -> Problem:
    """A problem in which every rule of the floor may have something to say."""
    count, length = draw(st.integers(1, workers)), draw(st.integers(1, days))
    names = [f"w{number}" for number in range(count)]
    day, name, price = st.integers(0, length - 1), st.sampled_from(names), st.integers(0, 9)
    shape = length, 1440 // step_min
    queues = draw(st.lists(st.sampled_from(["card", "loan", "tea"]), unique=True, max_size=3))
    below = draw(st.lists(st.sampled_from(queues), unique=True, max_size=1)) if queues else []
    pairs = st.lists(st.tuples(name, name).filter(lambda pair: pair[0] != pair[1]), max_size=2).map(tuple) if count > 1 else st.just(())
    wish = st.builds(Request, name, day, st.one_of(st.none(), st.sampled_from(codes)), price, st.booleans())
    cover = st.builds(ShiftCover, day, st.sampled_from(codes), st.integers(0, 3), price, price)
    return Problem(
        first_day=MONDAY + timedelta(days=draw(st.integers(0, 6))),
        days=length,
        shifts=tuple(shift for shift in SHIFTS if shift.code in codes),
        workers=tuple(draw(people(one, length, codes, most)) for one in names),
        step_min=step_min,
        demand={queue: draw(heads_needed(*shape)) for queue in queues},
        floor={queue: draw(heads_needed(*shape, most=1)) for queue in below},
        cover=tuple(draw(st.lists(cover, max_size=3, unique_by=lambda one: (one.day, one.shift)))),
        requests=tuple(draw(st.lists(wish, max_size=4))),
        holidays=draw(st.frozensets(day, max_size=2)),
        reference=draw(st.one_of(st.none(), st.integers(0, 2**32 - 1).map(_grid(count, length, len(codes))))),
        change_factor=tuple(draw(st.one_of(st.just([]), st.lists(st.integers(0, 3), min_size=length, max_size=length)))),
        lead_shifts=draw(st.one_of(st.none(), st.frozensets(st.sampled_from(codes)))),
        lead_hard=draw(st.booleans()),
        together=draw(pairs),
        apart=draw(pairs),
    )


def _grid(count: int, length: int, kinds: int) -> Callable[[int], NDArray[np.int64]]:
    return lambda seed: np.random.default_rng(seed).integers(OFF, kinds, size=(count, length))


def random_cells(problem: Problem, seed: int) -> NDArray[np.int64]:
    """Any roster, legal or not."""
    return np.random.default_rng(seed).integers(OFF, len(problem.shifts), size=(len(problem.workers), problem.days))


def legal_rows(problem: Problem, worker: int) -> list[tuple[int, ...]]:
    """Every row of one worker that breaks none of their own rules, by trying all of them."""
    cells = np.full((len(problem.workers), problem.days), OFF, dtype=np.int64)
    found = []
    for row in product(range(OFF, len(problem.shifts)), repeat=problem.days):
        cells[worker] = row
        own = check.worker_violations(problem, Roster(cells), worker)
        if not any(one.hard and one.worker is not None for one in own):
            found.append(row)
    return found


def every_roster(problem: Problem) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every roster whose rows are all legal by themselves."""
    return product(*(legal_rows(problem, worker) for worker in range(len(problem.workers))))


def cheapest(problem: Problem) -> int | None:
    """The least price of all rosters, binding rules of the floor included at their price; None when somebody has no row."""
    return min((ledger.price(problem, rows) for rows in every_roster(problem)), default=None)
