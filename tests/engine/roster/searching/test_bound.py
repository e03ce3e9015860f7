"""The bound is never above the price of any legal roster; on the smallest problems every roster is tried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook.desk import cells, problem, worker
from tests.engine.roster.searching import ledger
from tests.engine.roster.searching.worlds import NO_WISHES, cheapest, legal_rows, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import Problem, Request, Roster, ShiftCover, Weights
from zuoxi.engine.roster.search.bound import Bound, bound, classes
from zuoxi.engine.roster.search.law import law
from zuoxi.engine.roster.search.linear import LinearProgram

SECONDS = 30.0
TINY = worlds(workers=2, days=3, codes=("E", "N"), step_min=240)


def bounded(task: Problem) -> Bound:
    found = bound(task, law(task), SECONDS)
    assert found is not None
    return found


@settings(deadline=None, max_examples=25)
@given(task=TINY)
def test_no_roster_of_a_tiny_problem_is_cheaper_than_its_bound(task: Problem) -> None:
    least, limits = cheapest(task), law(task)
    found = bound(task, limits, SECONDS)
    if least is not None and limits.may[:, :, 1:].any():
        assert found is not None
        assert found.value <= least


def test_where_nobody_can_work_there_is_nothing_to_solve_and_no_bound() -> None:
    task = problem([worker(unavailable=frozenset({0}))], 1)
    assert bound(task, law(task), SECONDS) is None


@settings(deadline=None, max_examples=12)
@given(task=worlds(workers=1, days=3, codes=("E", "L", "S"), most=0))
def test_a_problem_without_limits_always_has_a_bound(task: Problem) -> None:
    free = replace(task, workers=tuple(replace(one, fixed={}, unavailable=frozenset(), shifts=None) for one in task.workers))
    assert bounded(free).value >= 0


@settings(deadline=None, max_examples=25)
@given(task=worlds(workers=3, days=7), seed=st.integers(0, 2**32 - 1))
def test_rows_that_are_legal_one_by_one_cost_at_least_the_bound(task: Problem, seed: int) -> None:
    """Days before the period count as they do in the rules; rosters are drawn row by row until the rules let one stand."""
    random = np.random.default_rng(seed)
    roster = np.full((len(task.workers), task.days), -1, dtype=np.int64)
    for who in range(len(task.workers)):
        for _ in range(60):
            roster[who] = np.where(random.random(task.days) < 0.5, -1, random.integers(-1, len(task.shifts), task.days))
            roster[who, list(task.workers[who].fixed)] = [-1 if c is None else task.shift_index[c] for c in task.workers[who].fixed.values()]
            own = check.worker_violations(task, Roster(roster), who)
            if not any(one.hard and one.worker for one in own):
                break
        else:
            return
    found = bound(task, law(task), SECONDS)
    assert found is not None
    assert found.value <= ledger.price(task, roster.tolist())


@pytest.mark.parametrize("shift", ["E", None])
@pytest.mark.parametrize("want", [True, False])
def test_a_wish_said_twice_by_one_person_is_one_wish(shift: str | None, want: bool) -> None:
    task = problem([worker()], 1, weights=NO_WISHES, requests=(Request("lin", 0, shift, 5, want), Request("lin", 0, shift, 3, want)))
    assert bounded(task).value == cheapest(task) == 0


def test_a_wish_said_twice_that_cannot_be_met_costs_both_prices() -> None:
    on_leave = worker(unavailable=frozenset({0}))
    task = problem([on_leave], 1, weights=NO_WISHES, requests=(Request("lin", 0, "E", 5), Request("lin", 0, "E", 3)))
    assert bounded(task).value == cheapest(task) == 8


def test_a_wish_that_cannot_be_met_is_told_from_one_that_can_by_the_shifts_one_may_work() -> None:
    one, other = worker("a", shifts=frozenset("L")), worker("b")
    task = problem([one, other], 1, weights=NO_WISHES, requests=(Request("a", 0, "E", 4), Request("b", 0, "E", 9)))
    assert bounded(task).value == cheapest(task) == 4


def test_among_people_who_are_alike_only_the_sum_of_their_hours_counts() -> None:
    """One of two may not work, but their hours together would do: the bound knows classes, not people, and stays below the price."""
    one, other = worker("a", rules={"max_period_min": 0}), worker("b", rules={"max_period_min": 960})
    task = problem([one, other], 1, weights=NO_WISHES, requests=(Request("a", 0, "E", 4), Request("b", 0, "E", 9)))
    assert (bounded(task).value, cheapest(task)) == (0, 4)


def test_people_on_leave_leave_their_heads_missing() -> None:
    need = np.zeros((1, 48), dtype=np.int64)
    need[0, 20:24] = 3
    staff = [worker(name, skills=frozenset({"card"}), unavailable=frozenset({0}) if name == "c" else frozenset()) for name in "abc"]
    task = problem(staff, 1, demand={"card": need}, weights=replace(NO_WISHES, under=20))
    assert bounded(task).value == 4 * 20


def test_demand_at_night_is_met_by_yesterdays_night() -> None:
    need = np.zeros((2, 48), dtype=np.int64)
    need[0, 0:8] = 1
    task = problem([worker(tail="N", skills=frozenset({"card"}))], 2, demand={"card": need}, weights=replace(NO_WISHES, under=20))
    assert bounded(task).value == 0
    rested = replace(task, workers=(worker(skills=frozenset({"card"})),))
    assert bounded(rested).value == 8 * 20


def test_heads_on_a_shift_are_bounded_by_the_hours_of_all() -> None:
    """Two people with one shift each; five heads wanted on as many days: three must be missing."""
    staff = [worker(name, rules={"max_period_min": 480}) for name in "ab"]
    cover = tuple(ShiftCover(day, "E", 1, 10, 1) for day in range(5))
    task = problem(staff, 5, cover=cover, weights=NO_WISHES)
    assert bounded(task).value == 30


def test_the_roster_to_stay_close_to_is_kept_unless_a_rule_forbids_it() -> None:
    task = problem([worker(), worker("zhao")], 2, weights=replace(NO_WISHES, change=10), reference=cells("EE", "L-"))
    assert bounded(task).value == 0
    alone = {"max_nights": 1}  # a class of their own
    away = replace(task, workers=(worker(unavailable=frozenset({0, 1}), rules=alone), worker("zhao")))
    assert bounded(away).value == 20
    assert bounded(replace(away, change_factor=(1, 3))).value == 40


def test_an_impossible_problem_has_no_bound() -> None:
    stuck = worker(rules={"min_period_min": 480}, unavailable=frozenset({0}))
    assert bound(problem([stuck], 1), law(problem([stuck], 1)), SECONDS) is None
    assert legal_rows(problem([stuck], 1), 0) == []


def test_a_bound_is_never_negative() -> None:
    assert bounded(problem([worker()], 3, weights=Weights())).value == 0


def test_people_alike_in_skill_shifts_and_rules_are_one_class() -> None:
    same = {"max_consecutive_days": 5}
    staff = [
        worker("a", rules=same),
        worker("b", rules=same, unavailable=frozenset({1})),
        worker("c"),
        worker("d", rules=same, shifts=frozenset("E")),
    ]
    task = problem([*staff, worker("e", rules={**same, "max_period_min": 4800})], 3)
    assert classes(task) == [[0, 1, 4], [2], [3]]
    assert bounded(task).member.tolist() == [0, 0, 1, 2, 0]


def test_skills_part_classes_only_where_a_queue_asks_for_them() -> None:
    staff = [worker("a", skills=frozenset({"card"})), worker("b", skills=frozenset({"card", "tea"})), worker("c", skills=frozenset({"tea"}))]
    need = np.zeros((1, 48), dtype=np.int64)
    assert classes(problem(staff, 1)) == [[0, 1, 2]]
    assert classes(problem(staff, 1, demand={"card": need})) == [[0, 1], [2]]
    assert classes(problem(staff, 1, demand={"card": need, "tea": need})) == [[0], [1], [2]]


def test_a_linear_program_put_together_by_rows_has_the_optimum_found_by_hand() -> None:
    """Least 3x + 2y with x + y >= 4, x <= 3, x - y = 1: x = 2.5, y = 1.5."""
    program = LinearProgram()
    x, y = program.column(3.0, 3.0), program.column(2.0)
    program.row([(1.0, x), (1.0, y)], low=4.0)
    program.row([(1.0, x), (-1.0, y)], 1.0, 1.0)
    answer = program.solve(SECONDS)
    assert answer is not None
    assert answer.value == pytest.approx(10.5)
    assert answer.columns[[x, y]] == pytest.approx([2.5, 1.5])


def test_a_linear_program_that_contradicts_itself_has_no_answer() -> None:
    program = LinearProgram()
    x = program.column(1.0, 1.0)
    program.row([(1.0, x)], low=2.0)
    assert program.solve(SECONDS) is None
