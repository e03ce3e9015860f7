"""The compiled law and the solver's model allow the rows that the rules allow, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.engine.roster.rulebook.desk import INDEX, broken, cells, problem, worker
from tests.engine.roster.searching.worlds import CODES, legal_rows, people, random_cells, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.search.law import FIRST, FREE, MOST_RUN, PAIR, STUCK_OFF, STUCK_WORK, law, may_hold
from zuoxi.engine.roster.search.legal import legal
from zuoxi.engine.roster.search.live import scratch
from zuoxi.engine.roster.search.row import RowModel


def stands(task: Problem, row: NDArray[np.int64] | str, who: int = 0) -> bool:
    limits = law(task)
    return bool(legal(limits, who, cells(row)[0] if isinstance(row, str) else row, scratch(limits)))


def own(task: Problem, roster: NDArray[np.int64], who: int) -> list[str]:
    return [one.rule for one in check.worker_violations(task, Roster(roster), who) if one.hard and one.worker is not None]


@settings(deadline=None, max_examples=80)
@given(task=worlds(workers=2, days=12), seed=st.integers(0, 2**32 - 1), share=st.floats(0, 1))
def test_the_law_lets_a_row_stand_exactly_when_no_rule_is_broken(task: Problem, seed: int, share: float) -> None:
    limits, roster = law(task), random_cells(task, seed)
    roster[np.random.default_rng(seed).random(roster.shape) < share] = OFF
    for who in range(len(task.workers)):
        assert legal(limits, who, roster[who], scratch(limits)) == (own(task, roster, who) == [])


@settings(deadline=None, max_examples=40)
@given(task=worlds(workers=1, days=4, codes=("E", "N"), most=3))
def test_of_all_rows_of_a_few_days_the_law_picks_those_the_rules_pick(task: Problem) -> None:
    limits = law(task)
    room = scratch(limits)
    rows = np.array(np.meshgrid(*[range(OFF, len(task.shifts))] * task.days)).T.reshape(-1, task.days)
    assert {tuple(row) for row in rows.tolist() if legal(limits, 0, np.array(row), room)} == set(legal_rows(task, 0))


@settings(deadline=None, max_examples=15)
@given(task=worlds(workers=1, days=3, codes=("E", "N"), most=3), seed=st.integers(0, 2**32 - 1))
def test_the_best_row_of_the_model_is_the_cheapest_that_the_rules_allow(task: Problem, seed: int) -> None:
    """Prices by cell alone; every row is tried."""
    plain = replace(task, weights=replace(task.weights, stability=0, fairness=0))
    prices = np.random.default_rng(seed).integers(-9, 10, size=(task.days, len(task.shifts) + 1))
    prices[:, 0] = 0
    model = RowModel(plain, 0)
    found = model.best(prices, np.zeros(0, dtype=np.int64), 10.0)
    every = legal_rows(plain, 0)
    assert (found is None) == model.impossible == (every == [])
    if found is not None:
        price = {row: sum(int(prices[day, cell + 1]) for day, cell in enumerate(row)) for row in every}
        assert price[tuple(found.tolist())] == min(price.values())


def test_the_best_row_weighs_a_jumping_start_against_the_price_of_a_cell() -> None:
    task = problem([worker()], 2)
    prices = np.zeros((2, 6), dtype=np.int64)
    prices[0, 1 + INDEX["E"]], prices[1, 1 + INDEX["L"]], prices[1, 1 + INDEX["E"]] = -60, -60, -59
    found = RowModel(task, 0).best(prices, np.zeros(5, dtype=np.int64), 10.0)
    assert found is not None
    assert found.tolist() == [INDEX["E"], INDEX["E"]]  # 1 dearer than L, but a jump costs 2


def test_the_best_row_pays_for_nights_above_the_share() -> None:
    task = problem([worker("a", shifts=frozenset("N")), worker("b", shifts=frozenset("N"))], 3)
    prices = np.zeros((3, 6), dtype=np.int64)
    prices[:, 1 + INDEX["N"]] = -20
    model = RowModel(task, 0)
    share = np.zeros(5, dtype=np.int64)
    assert model.best(prices, share, 10.0).tolist() == [OFF] * 3  # type: ignore[union-attr]
    share[0] = 2
    assert sorted(model.best(prices, share, 10.0).tolist()) == [OFF, INDEX["N"], INDEX["N"]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "tail", "rules", "fits"),
    [
        ("EEEEE", "", {"max_consecutive_days": 5}, True),
        ("EEEEEE", "", {"max_consecutive_days": 5}, False),
        ("EEE--", "EEE", {"max_consecutive_days": 5}, False),
        ("-EEE-", "EEE", {"max_consecutive_days": 5}, True),
        ("LE", "", {"min_rest_min": 660}, False),
        ("EL", "", {"min_rest_min": 660}, True),
        ("E-", "L", {"min_rest_min": 660}, False),
        ("NE", "", {"min_rest_min": 480}, False),
        ("N-E", "", {"min_rest_min": 600}, True),
        ("N-E", "", {"recovery_days_after_nights": 2}, False),
        ("N--E", "", {"recovery_days_after_nights": 2}, True),
        ("-E--", "N", {"recovery_days_after_nights": 2}, False),
        ("NN-N", "", {"recovery_days_after_nights": 2}, False),
        ("NNN", "", {"max_consecutive_nights": 2}, False),
        ("NN-NN", "", {"max_nights": 3}, False),
        ("-E-", "", {"min_consecutive_days": 2}, False),
        ("E-", "", {"min_consecutive_days": 2}, True),
        ("-E", "-", {"min_consecutive_days": 2}, True),
        ("--EE", "E", {"min_consecutive_off": 3}, False),
        ("E-E", "", {"min_consecutive_off": 2}, False),
        ("EEEEE-E", "", {"max_weekends": 0}, False),
        ("EEEEE--", "", {"max_weekends": 0}, True),
        ("EEEEE", "", {"max_week_min": 2400}, True),
        ("EEEEEE", "", {"max_week_min": 2400}, False),
        ("SSSSSSS", "", {"max_week_min": 1680}, True),
        ("SSSSSSS", "", {"min_days_off_per_week": 1}, False),
        ("TT-", "", {"max_shifts": {"T": 1}}, False),
        ("ET", "", {"forbidden_successions": frozenset({("E", "T")})}, False),
        ("E-T", "", {"forbidden_successions": frozenset({("E", "T")})}, True),
        ("E--", "", {"min_period_min": 481}, False),
        ("ES-", "", {"min_period_min": 481, "max_period_min": 720}, True),
        ("ESS", "", {"min_period_min": 481, "max_period_min": 720}, False),
    ],
)
def test_law_and_rules_know_the_edge_of_every_limit(row: str, tail: str, rules: dict[str, Any], fits: bool) -> None:
    """The period begins on a Monday; E, L, N, T are 8 hours, S is 4."""
    task = problem([worker(tail=tail, rules=rules)], len(row))
    assert stands(task, row) == (broken(row, tail=tail, **rules) == {}) == fits


def test_a_cell_may_hold_what_skills_leave_and_locks_let_it() -> None:
    staff = [worker("a", shifts=frozenset("EL"), unavailable=frozenset({1}), fixed={2: "L"}), worker("b", fixed={0: None})]
    may = may_hold(problem(staff, 3))
    assert np.flatnonzero(may[0, 0]).tolist() == [0, 1 + INDEX["E"], 1 + INDEX["L"]]
    assert np.flatnonzero(may[0, 1]).tolist() == [0]
    assert np.flatnonzero(may[0, 2]).tolist() == [1 + INDEX["L"]]
    assert np.flatnonzero(may[1, 0]).tolist() == [0]
    assert may[1, 1:].all()


def test_a_lock_on_a_day_of_leave_leaves_nothing_to_hold() -> None:
    assert not may_hold(problem([worker(unavailable=frozenset({0}), fixed={0: "E"})], 1)).any()


def test_tails_of_different_lengths_end_on_the_same_day() -> None:
    limits = law(problem([worker("a", tail="EL"), worker("b", tail="N---"), worker("c")], 2))
    assert limits.line[:, :4].tolist() == [[OFF, OFF, INDEX["E"], INDEX["L"]], [INDEX["N"], OFF, OFF, OFF], [OFF] * 4]
    assert limits.limits[:, FIRST].tolist() == [2, 0, 4]


def test_what_is_not_limited_is_free_and_equal_rest_rules_share_a_table() -> None:
    staff = [worker("a", rules={"min_rest_min": 660}), worker("b"), worker("c", rules={"min_rest_min": 660, "max_consecutive_days": 5})]
    limits = law(problem(staff, 2))
    assert limits.limits[:, MOST_RUN].tolist() == [FREE, FREE, 5]
    assert limits.limits[:, PAIR].tolist() == [0, 1, 0]
    assert limits.after[0, 1, INDEX["L"], INDEX["E"]]
    assert not limits.after[1].any()


def test_leave_and_locks_on_the_first_day_are_told_apart() -> None:
    staff = [worker("a", unavailable=frozenset({0})), worker("b", fixed={0: None}), worker("c", fixed={0: "E"}), worker("d", fixed={1: "E"})]
    limits = law(problem(staff, 2))
    assert limits.limits[:, [STUCK_WORK, STUCK_OFF]].tolist() == [[1, 0], [1, 0], [0, 1], [0, 0]]


def test_hours_left_of_a_week_are_those_not_worked_before_the_period() -> None:
    task = problem([worker(tail="EEE", rules={"max_week_min": 1920, "min_days_off_per_week": 2})], 9, first_day=problem([worker()], 4).date_of(3))
    assert law(task).week[0].tolist() == [[1920 - 3 * 480, 2], [1920, 5]]


@settings(deadline=None, max_examples=30)
@given(data=st.data(), days=st.integers(1, 8))
def test_what_a_worker_may_hold_does_not_depend_on_the_others(data: st.DataObject, days: int) -> None:
    first, second = data.draw(people("a", days, CODES)), data.draw(people("b", days, CODES))
    together, alone = may_hold(problem([first, second], days)), may_hold(problem([second], days))
    np.testing.assert_array_equal(together[1], alone[0])
