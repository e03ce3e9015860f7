"""Plain numbers of a problem, and terms that are numbers as long as the answer is known."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from tests.engine.roster.rulebook.desk import INDEX, MONDAY, SHIFTS, problem, worker
from zuoxi.engine.roster.problem import OFF, Problem, Shift
from zuoxi.engine.roster.tables import Tables, bicliques
from zuoxi.engine.roster.terms import either, known, literals, no

AFTER = st.lists(st.frozensets(st.integers(0, 6), max_size=7), max_size=7)


@settings(max_examples=200)
@given(after=AFTER)
def test_blocks_say_the_same_pairs_as_the_lists_they_come_from(after: list[frozenset[int]]) -> None:
    pairs = {(a, b) for a, barred in enumerate(after) for b in barred}
    assert {(a, b) for before, then in bicliques(after) for a in before for b in then} == pairs


@settings(max_examples=200)
@given(after=AFTER)
def test_there_are_no_more_blocks_than_different_lists(after: list[frozenset[int]]) -> None:
    assert len(bicliques(after)) == len(set(after) - {frozenset()})


@pytest.mark.parametrize("offset", range(7))
def test_weeks_run_from_monday_to_sunday_and_touch_the_period(offset: int) -> None:
    first = MONDAY + timedelta(days=offset)
    task = problem([worker()], 10, first_day=first)
    weeks = task.tables.weeks
    assert all(task.date_of(week[0]).weekday() == 0 and len(week) == 7 for week in weeks)
    assert all(before[-1] + 1 == after[0] for before, after in pairwise(weeks))
    assert weeks[0][0] <= 0 <= weeks[0][-1]
    assert weeks[-1][0] <= 9 <= weeks[-1][-1]


@pytest.mark.parametrize("offset", range(7))
def test_weekends_hold_every_saturday_and_sunday_of_the_period_once(offset: int) -> None:
    task = problem([worker()], 15, first_day=MONDAY + timedelta(days=offset))
    found = [day for pair in task.tables.weekends for day in pair]
    assert found == [day for day in range(15) if task.date_of(day).isoweekday() > 5]
    assert task.tables.weekend_days == set(found)
    assert all(len({task.date_of(day).isocalendar().week for day in pair}) == 1 for pair in task.tables.weekends)


@pytest.mark.parametrize("step", [15, 30, 60, 120])
def test_a_shift_is_present_in_the_intervals_that_lie_wholly_in_a_block(step: int) -> None:
    tables = problem([worker()], 1, step_min=step).tables
    for number, shift in enumerate(SHIFTS):
        for lag in (0, 1):
            minutes = {minute - 1440 * lag for start, end in shift.blocks for minute in range(start, end)}
            whole = [int(set(range(slot * step, (slot + 1) * step)) <= minutes) for slot in range(1440 // step)]
            assert tables.presence[lag, number].tolist() == whole


def test_an_interval_that_a_shift_fills_only_in_part_is_not_counted() -> None:
    task = Problem(MONDAY, 1, (Shift("Q", ((495, 615),)),), (worker(),), step_min=30)
    assert np.flatnonzero(task.tables.presence[0, 0]).tolist() == [17, 18, 19]


def test_short_rest_names_exactly_the_pairs_with_too_few_minutes_between() -> None:
    tables = problem([worker()], 1).tables
    for rest in (0, 300, 660, 900, 1440):
        for lag, blocks in tables.short_rest(rest).items():
            named = {(a, b) for before, then in blocks for a in before for b in then}
            assert named == {
                (a, b) for a, one in enumerate(SHIFTS) for b, other in enumerate(SHIFTS) if 1440 * lag + other.start_min - one.end_min < rest
            }


def test_rest_counts_over_a_day_off_only_after_a_shift_that_ends_the_next_day() -> None:
    night, dawn = Shift("N", ((1260, 1860),)), Shift("D", ((300, 780),))
    rest = Problem(MONDAY, 1, (night, dawn), (worker(),)).tables.short_rest(1440)
    assert rest[2] == [({0}, {1})]  # 07:00 to 05:00 two days later is 22 hours
    assert problem([worker()], 1).tables.short_rest(1440)[2] == []  # 07:00 to 07:00 is 24


def test_named_successions_become_pairs_of_numbers() -> None:
    blocks = problem([worker()], 1).tables.forbidden(frozenset({("L", "E"), ("N", "E"), ("N", "S")}))
    assert {(a, b) for before, then in blocks for a in before for b in then} == {
        (INDEX["L"], INDEX["E"]),
        (INDEX["N"], INDEX["E"]),
        (INDEX["N"], INDEX["S"]),
    }


def test_locks_are_an_array_and_a_mask() -> None:
    tables = problem([worker("a", fixed={0: "N", 2: None}), worker("b")], 3).tables
    assert tables.locked.tolist() == [[True, False, True], [False] * 3]
    assert tables.locks.tolist() == [[INDEX["N"], OFF, OFF], [OFF] * 3]


def test_tags_shifts_and_tails_are_named_by_their_numbers() -> None:
    tables = problem([worker("a", tail="N-E", shifts=frozenset("EL")), worker("b")], 1).tables
    assert tables.tails == [[INDEX["N"], OFF, INDEX["E"]], []]
    assert (tables.nights, tables.tagged["late"], tables.tagged["weekend"]) == ({INDEX["N"]}, {INDEX["L"]}, frozenset())
    assert tables.allowed == [{INDEX["E"], INDEX["L"]}, set(range(5))]
    assert tables.paid == [480, 480, 480, 240, 480]


def test_skill_classes_are_numbered_in_one_order_everywhere() -> None:
    need = np.zeros((1, 48), dtype=np.int64)
    staff = [worker("a", skills=frozenset({"tea"})), worker("b", skills=frozenset({"card"})), worker("c", skills=frozenset({"card", "golf"}))]
    tables = Tables(problem(staff, 1, demand={"card": need, "tea": need}))
    assert [tables.skills[group] & {"card", "tea"} for group in tables.groups] == [{"tea"}, {"card"}, {"card"}]
    assert tables.groups[1] == tables.groups[2]


def test_no_is_the_other_number_or_the_other_literal() -> None:
    literal = cp_model.CpModel().new_bool_var("x")
    assert (no(0), no(1)) == (1, 0)
    assert no(no(literal)).index == literal.index


def test_open_and_known_terms_are_told_apart() -> None:
    literal = cp_model.CpModel().new_bool_var("x")
    assert literals([0, literal, 1, 1]) == [literal]
    assert known([0, literal, 1, 1]) == 2


@pytest.mark.parametrize(("terms", "answer"), [([], 0), ([0, 0], 0), ([0, 1], 1), ([1, "x", "y"], 1)])
def test_either_is_a_number_where_the_answer_is_known(terms: list[Any], answer: int) -> None:
    model = cp_model.CpModel()
    assert either(model, [model.new_bool_var(term) if isinstance(term, str) else term for term in terms]) == answer


def test_either_of_one_open_term_is_that_term() -> None:
    model = cp_model.CpModel()
    literal = model.new_bool_var("x")
    assert either(model, [0, literal]) is literal


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("second", [0, 1])
def test_either_of_two_is_true_as_soon_as_one_is(first: int, second: int) -> None:
    model = cp_model.CpModel()
    x, y = model.new_bool_var("x"), model.new_bool_var("y")
    any_of = either(model, [x, y])
    model.add(x == first)
    model.add(y == second)
    model.minimize(any_of)
    solver = cp_model.CpSolver()
    solver.solve(model)
    assert solver.value(any_of) == max(first, second)
