"""Cover queue by queue: whoever serves a queue can, nobody is counted twice, and no other way of serving would leave fewer missing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook.desk import cells, problem, worker
from tests.engine.roster.searching import ledger
from tests.engine.roster.searching.worlds import random_cells, worlds
from zuoxi.engine.roster.cover import before, coverage, floor_needs, over, supply, under
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.rules.kind import Board

SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=20)
@given(task=worlds(workers=4, days=4), seed=SEEDS)
def test_missing_and_spare_are_those_of_the_best_seating(task: Problem, seed: int) -> None:
    assume(task.demand)
    roster = random_cells(task, seed)
    there = supply(Board(task, roster))
    missing = under(task, there, task.tables.needs)
    assert (int(missing.sum()), int(over(task, there, missing).sum())) == ledger.heads(task, roster.tolist(), task.demand)


@settings(deadline=None, max_examples=15)
@given(task=worlds(workers=4, days=3), seed=SEEDS)
def test_what_is_missing_below_the_floor_is_counted_in_the_same_way(task: Problem, seed: int) -> None:
    assume(task.floor)
    roster = random_cells(task, seed)
    missing = under(task, supply(Board(task, roster)), floor_needs(task))
    assert int(missing.sum()) == ledger.heads(task, roster.tolist(), task.floor)[0]


@settings(deadline=None, max_examples=20)
@given(task=worlds(workers=4, days=3), seed=SEEDS)
def test_queue_by_queue_the_books_balance_and_lose_nobody(task: Problem, seed: int) -> None:
    roster = random_cells(task, seed)
    found = coverage(task, Roster(roster))
    assert list(found) == sorted(task.demand)
    missing, spare = ledger.heads(task, roster.tolist(), task.demand)
    assert sum(int(one.under.sum()) for one in found.values()) == missing
    assert sum(int(one.over.sum()) for one in found.values()) == spare
    for queue, one in found.items():
        np.testing.assert_array_equal(one.required, task.demand[queue])
        np.testing.assert_array_equal(one.scheduled - one.required, one.over - one.under)
        assert min(int(part.min()) for part in (one.under, one.over, one.scheduled)) >= 0


@settings(deadline=None, max_examples=15)
@given(task=worlds(workers=4, days=3), seed=SEEDS)
def test_no_set_of_queues_is_served_by_more_people_than_can(task: Problem, seed: int) -> None:
    roster = random_cells(task, seed)
    found = coverage(task, Roster(roster))
    for day in range(task.days):
        for slot in range(task.slots):
            people = [one.skills for one in ledger.there(task, roster.tolist(), day, slot)]
            for size in range(1, len(found) + 1):
                for queues in combinations(found, size):
                    assert sum(int(found[q].scheduled[day, slot]) for q in queues) <= sum(bool(skills & set(queues)) for skills in people)


def need(heads: int) -> np.ndarray[Any, Any]:
    table = np.zeros((1, 48), dtype=np.int64)
    table[0, 20] = heads
    return table


def at_ten(task: Problem, *rows: str) -> dict[str, tuple[int, int, int, int]]:
    found = coverage(task, Roster(cells(*rows)))
    return {q: tuple(int(part[0, 20]) for part in (one.required, one.scheduled, one.under, one.over)) for q, one in found.items()}  # type: ignore[misc]


def test_those_with_one_skill_serve_it_and_those_with_two_the_rest() -> None:
    staff = [worker("a", skills=frozenset({"card"})), worker("b", skills=frozenset({"card", "loan"}))]
    task = problem(staff, 1, demand={"card": need(1), "loan": need(1)})
    assert at_ten(task, "E", "E") == {"card": (1, 1, 0, 0), "loan": (1, 1, 0, 0)}
    assert at_ten(task, "-", "E") == {"card": (1, 1, 0, 0), "loan": (1, 0, 1, 0)}
    assert at_ten(task, "E", "-") == {"card": (1, 1, 0, 0), "loan": (1, 0, 1, 0)}


def test_who_is_to_spare_stands_with_a_queue_they_can_serve() -> None:
    staff = [worker("a", skills=frozenset({"loan"})), worker("b", skills=frozenset({"loan"})), worker("c", skills=frozenset({"golf"}))]
    task = problem(staff, 1, demand={"card": need(1), "loan": need(1)})
    assert at_ten(task, "E", "E", "E") == {"card": (1, 0, 1, 0), "loan": (1, 2, 0, 1)}


@pytest.mark.parametrize(("tail", "morning"), [("N", 1), ("-N", 1), ("N-", 0), ("", 0), ("E", 0)])
def test_yesterdays_night_is_there_this_morning_and_no_other_shift(tail: str, morning: int) -> None:
    task = problem([worker(tail=tail, skills=frozenset({"card"}))], 1, demand={"card": need(0)})
    there = before(task)
    assert int(there[:, 0:14].sum()) == 14 * morning  # until 07:00
    assert int(there[:, 14:].sum()) == 0


def test_a_queue_nobody_can_serve_is_missing_whole() -> None:
    task = problem([worker("a")], 1, demand={"card": need(3)})
    assert at_ten(task, "E") == {"card": (3, 0, 3, 0)}


def test_without_a_floor_nothing_must_be_there() -> None:
    assert floor_needs(problem([worker()], 1, demand={"card": need(2)})).sum() == 0
