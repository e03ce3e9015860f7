"""The compiled search for one day's breaks: prices, best responses and upheavals agree with plain Python (F-13)."""

from __future__ import annotations

from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.roster import breaks_search
from zuoxi.engine.roster.breaks_search import Floor, Staff, search

CELLS = 24
UNDER, UNEVEN = 1000, 1


def floor(need: np.ndarray, there: np.ndarray) -> Floor:
    """One queue, everybody able."""
    return Floor(
        lack=np.ascontiguousarray((need - there)[:, None]),
        surplus=there - need,
        part=np.zeros(1, dtype=np.int64),
        able=np.ones((1, 1), dtype=bool),
        counts=np.ones(1, dtype=bool),
        under=UNDER,
        uneven=UNEVEN,
    )


def two_queues(need: np.ndarray, there: np.ndarray) -> Floor:
    """Queues 0 and 1, classes for 0, for 1 and for both; `need` (2, cells), `there` (3, cells); sets {0}, {1} and {0, 1}."""
    inside = np.array([[1, 0], [0, 1], [1, 1]])
    able = np.array([[True, False, True], [False, True, True], [True, True, True]])
    lack = inside @ need - able.T.astype(np.int64) @ there
    surplus = there.sum(axis=0) - need.sum(axis=0)
    return Floor(np.ascontiguousarray(lack.T), surplus, np.zeros(3, dtype=np.int64), able, np.ones(3, dtype=bool), UNDER, UNEVEN)


def staff(kinds: list[list[tuple[int, tuple[int, ...]]]], people: list[int], *, gap: int = 2, skills: list[int] | None = None) -> Staff:
    """Kinds as lists of breaks `(length, starts)`; all orders are tried."""
    most = max(len(kind) for kind in kinds)
    points = max(len(starts) for kind in kinds for _, starts in kind)
    length, many = np.zeros((len(kinds), most), dtype=np.int64), np.zeros((len(kinds), most), dtype=np.int64)
    starts = np.zeros((len(kinds), most, points), dtype=np.int64)
    orders_of = [list(permutations(range(len(kind)))) for kind in kinds]
    orders = np.zeros((len(kinds), max(len(found) for found in orders_of), most), dtype=np.int64)
    for k, kind in enumerate(kinds):
        for b, (long, points_of) in enumerate(kind):
            length[k, b], many[k, b] = long, len(points_of)
            starts[k, b, : len(points_of)] = points_of
        for o, order in enumerate(orders_of[k]):
            orders[k, o, : len(order)] = order
    return Staff(
        skill=np.array(skills or [0] * len(people), dtype=np.int64),
        kind=np.array(people, dtype=np.int64),
        breaks=np.array([len(kind) for kind in kinds], dtype=np.int64),
        length=length,
        many=many,
        starts=starts,
        orders=orders,
        order_count=np.array([len(found) for found in orders_of], dtype=np.int64),
        gap=gap,
    )


def scratch(of: Staff) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    most, points = of.starts.shape[1:]
    return np.zeros(CELLS + 1, dtype=np.int64), np.zeros((most, points), dtype=np.int64), np.zeros((most, points), dtype=np.int64)


def run(on: Floor, of: Staff, *, rounds: int = 0, seed: int = 1) -> tuple[int, np.ndarray]:
    rng, people = np.random.default_rng(seed), len(of.kind)
    turns = np.array([rng.permutation(people) for _ in range(rounds + 1)], dtype=np.int64)
    chosen = np.zeros((people, of.starts.shape[1]), dtype=np.int64)
    price = search(on, of, turns, np.full(rounds + 1, max(1, people // 2), dtype=np.int64), chosen, scratch(of))
    return int(price), chosen


def priced(need: np.ndarray, there: np.ndarray, of: Staff, chosen: np.ndarray) -> int:
    """The price of a day by its definition, one queue."""
    present = there.copy()
    for person, kind in enumerate(of.kind):
        for b in range(of.breaks[kind]):
            start = chosen[person, b]
            present[start : start + of.length[kind, b]] -= 1
    return int(UNDER * np.maximum(need - present, 0).sum() + UNEVEN * ((present - need) ** 2).sum())


def lawful(of: Staff, kind: int) -> list[tuple[int, ...]]:
    """Every choice of starts in which the breaks lie apart."""
    found = []
    for choice in product(*(of.starts[kind, b, : of.many[kind, b]].tolist() for b in range(of.breaks[kind]))):
        spans = sorted((start, start + int(of.length[kind, b])) for b, start in enumerate(choice))
        if all(later[0] >= earlier[1] + of.gap for earlier, later in pairwise(spans)):
            found.append(choice)
    return found


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32), gap=st.integers(0, 4))
def test_one_person_s_breaks_are_the_best_of_all_lawful_ones(seed: int, gap: int) -> None:
    rng = np.random.default_rng(seed)
    need, there = rng.integers(0, 4, CELLS), rng.integers(1, 4, CELLS)
    of = staff([[(2, tuple(range(2, 12))), (1, tuple(range(4, 18))), (3, tuple(range(10, 20)))]], [0], gap=gap)
    best = min(priced(need, there, of, np.array([choice])) for choice in lawful(of, 0))
    price, chosen = run(floor(need, there), of)
    assert price == best == priced(need, there, of, chosen)
    assert tuple(chosen[0].tolist()) in lawful(of, 0)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32), people=st.integers(1, 8), rounds=st.integers(0, 6))
def test_the_price_returned_is_that_of_the_choice_and_the_floor_agrees(seed: int, people: int, rounds: int) -> None:
    rng = np.random.default_rng(seed)
    need = rng.integers(0, people + 2, CELLS)
    there = np.full(CELLS, people)
    of = staff([[(2, tuple(range(3, 9))), (1, tuple(range(9, 15)))], [(3, tuple(range(5, 15)))]], rng.integers(0, 2, people).tolist())
    on = floor(need, there)
    price, chosen = run(on, of, rounds=rounds, seed=seed % 1000)
    assert price == priced(need, there, of, chosen)
    present = there.copy()
    for person, kind in enumerate(of.kind):
        for b in range(of.breaks[kind]):
            present[chosen[person, b] : chosen[person, b] + of.length[kind, b]] -= 1
    assert (on.surplus == present - need).all()
    assert (on.lack[:, 0] == need - present).all()


@pytest.mark.parametrize("seed", range(5))
def test_three_people_reach_the_best_of_all_combinations(seed: int) -> None:
    rng = np.random.default_rng(seed)
    need, there = rng.integers(0, 4, CELLS), np.full(CELLS, 3)
    of = staff([[(2, tuple(range(2, 10))), (1, tuple(range(12, 16)))]], [0, 0, 0])
    best = min(priced(need, there, of, np.array(choice)) for choice in product(lawful(of, 0), repeat=3))
    assert run(floor(need, there), of, rounds=20, seed=seed)[0] == best


@pytest.mark.parametrize("seed", range(5))
def test_upheavals_never_end_dearer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    need, there = rng.integers(0, 9, CELLS), np.full(CELLS, 8)
    of = staff([[(2, tuple(range(2, 9))), (2, tuple(range(11, 18)))]], [0] * 8)
    prices = [run(floor(need, there), of, rounds=rounds, seed=seed)[0] for rounds in (0, 3, 12)]
    assert prices == sorted(prices, reverse=True)


def test_a_settled_day_is_a_standstill_nobody_gains_alone() -> None:
    rng = np.random.default_rng(4)
    need, there = rng.integers(0, 6, CELLS), np.full(CELLS, 5)
    of = staff([[(2, tuple(range(2, 10))), (1, tuple(range(12, 20)))]], [0] * 5)
    price, chosen = run(floor(need, there), of)
    for person in range(5):
        for choice in lawful(of, 0):
            other = chosen.copy()
            other[person] = choice
            assert priced(need, there, of, other) >= price


def missing(need: np.ndarray, there: np.ndarray) -> int:
    """Heads missing with two queues and three classes, by hand."""
    only_first, only_second, both = there.tolist()
    short = [max(need[0] - only_first, 0), max(need[1] - only_second, 0)]
    return int(max(sum(short) - both, 0))


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_heads_missing_on_two_queues_are_those_counted_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    need, there = rng.integers(0, 4, (2, CELLS)), rng.integers(0, 4, (3, CELLS))
    on = two_queues(need, there)
    for cell in range(CELLS):
        assert breaks_search._lacking(on, cell, 0, 0) == missing(need[:, cell], there[:, cell])


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32), skill=st.integers(0, 2))
def test_the_price_of_leaving_is_the_difference_that_one_head_makes(seed: int, skill: int) -> None:
    rng = np.random.default_rng(seed)
    need, there = rng.integers(0, 4, (2, CELLS)), rng.integers(1, 4, (3, CELLS))
    on = two_queues(need, there)
    gone = there.copy()
    gone[skill] -= 1
    for cell in range(CELLS):
        before, after = (
            UNDER * missing(need[:, cell], heads[:, cell]) + UNEVEN * int(heads[:, cell].sum() - need[:, cell].sum()) ** 2 for heads in (there, gone)
        )
        assert breaks_search._price_of_leaving(on, cell, skill) == after - before


def test_who_serves_nothing_costs_nothing_when_away() -> None:
    on = two_queues(np.ones((2, CELLS), dtype=np.int64), np.ones((3, CELLS), dtype=np.int64))
    nobody = on._replace(able=np.vstack([on.able, [False] * 3]), counts=np.array([True, True, True, False]))
    assert all(breaks_search._price_of_leaving(nobody, cell, 3) == 0 for cell in range(CELLS))
    of = staff([[(2, (3, 4, 5))]], [0], skills=[3])
    before = nobody.surplus.copy()
    run(nobody, of)
    assert (nobody.surplus == before).all()


def test_one_who_serves_both_queues_rests_when_either_can_spare_them() -> None:
    need = np.ones((2, CELLS), dtype=np.int64)
    need[:, 10:12] = [[1, 1], [0, 0]]
    there = np.zeros((3, CELLS), dtype=np.int64)
    there[0], there[2] = 1, 1
    of = staff([[(2, tuple(range(2, 20)))]], [0], skills=[2])
    _, chosen = run(two_queues(need, there), of)
    assert chosen[0, 0] == 10


def test_two_separate_parts_of_the_floor_add_up() -> None:
    on = Floor(
        lack=np.array([[2, 3]] * CELLS, dtype=np.int64),
        surplus=np.full(CELLS, -5, dtype=np.int64),
        part=np.array([0, 1], dtype=np.int64),
        able=np.array([[True, False], [False, True]]),
        counts=np.ones(2, dtype=bool),
        under=UNDER,
        uneven=UNEVEN,
    )
    assert breaks_search._lacking(on, 0, 0, 0) == 5
    assert breaks_search._lacking(on, 0, 0, 1) == 4
    assert breaks_search._lacking(on, 0, 1, -2) == 7
