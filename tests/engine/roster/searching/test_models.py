"""The solver's model prices rosters as the check does, up to what is the same for all of them; in a guarded model every rule can be given up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from tests.engine.roster.rulebook.desk import INDEX, SHIFTS, cells, problem, worker
from tests.engine.roster.searching.worlds import legal_rows, worlds
from zuoxi.core.sentences import sentence
from zuoxi.engine.roster import check
from zuoxi.engine.roster.grid import Grid
from zuoxi.engine.roster.members import RANKS, member
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.rules.registry import FLOOR, PERSON
from zuoxi.engine.roster.search.whole import read
from zuoxi.engine.roster.terms import FLOOR_ITSELF, Guard

TINY = worlds(workers=3, days=3, codes=("E", "N"), step_min=240, most=2)


def model(task: Problem, around: NDArray[np.int64], free: NDArray[np.bool_]) -> Grid:
    grid = Grid(task, PERSON, around, free)
    for rule in FLOOR:
        rule.post(grid)
    return grid


def price_in(task: Problem, around: NDArray[np.int64], free: NDArray[np.bool_], roster: NDArray[np.int64]) -> int | None:
    """What the model charges for exactly this roster; None when it forbids it."""
    grid = model(task, around, free)
    for who, day in np.argwhere(grid.free).tolist():
        for cell in range(OFF, len(task.shifts)):
            grid.cp.add(grid.term(who, day, cell) == int(roster[who, day] == cell))
    grid.cp.minimize(grid.objective())
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(grid.cp)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def drawn(task: Problem, seed: int) -> NDArray[np.int64]:
    """A roster of legal rows."""
    random = np.random.default_rng(seed)
    rows = [legal_rows(task, who) for who in range(len(task.workers))]
    assume(all(rows))
    return np.array([row[int(random.integers(len(row)))] for row in rows], dtype=np.int64)


@settings(deadline=None, max_examples=20)
@given(task=TINY, seed=st.integers(0, 2**31))
def test_two_rosters_differ_in_the_model_by_what_they_differ_in_price(task: Problem, seed: int) -> None:
    one, other = drawn(task, seed), drawn(task, seed + 1)
    free = np.ones(one.shape, dtype=bool)
    first, second = price_in(task, one, free, one), price_in(task, one, free, other)
    assert first is not None
    assert second is not None
    assert second - first == check.cost(task, Roster(other)) - check.cost(task, Roster(one))


@settings(deadline=None, max_examples=20)
@given(task=TINY, seed=st.integers(0, 2**31), share=st.floats(0.2, 0.8))
def test_the_same_holds_where_only_some_cells_are_free(task: Problem, seed: int, share: float) -> None:
    """Large neighbourhoods: what stands round the free cells is counted, not forgotten."""
    one, other = drawn(task, seed), drawn(task, seed + 1)
    free = np.random.default_rng(seed).random(one.shape) < share
    mixed = np.where(free, other, one)
    personal = [fault for fault in check.hard_violations(task, Roster(mixed)) if fault.worker is not None]
    first, second = price_in(task, one, free, one), price_in(task, one, free, mixed)
    assert first is not None
    assert (second is None) == bool(personal)
    if second is not None:
        assert second - first == check.cost(task, Roster(mixed)) - check.cost(task, Roster(one))


@settings(deadline=None, max_examples=20)
@given(task=TINY, seed=st.integers(0, 2**31))
def test_a_roster_that_breaks_a_persons_rule_is_forbidden_by_the_model(task: Problem, seed: int) -> None:
    roster = np.random.default_rng(seed).integers(OFF, len(task.shifts), size=(len(task.workers), task.days))
    locked = np.where(task.tables.locked, task.tables.locks, roster)
    personal = [fault for fault in check.hard_violations(task, Roster(locked)) if fault.worker is not None]
    found = price_in(task, locked, np.ones(roster.shape, dtype=bool), locked)
    assert (found is None) == bool(personal)


def test_locked_cells_are_never_free_and_hold_their_lock_whatever_stands_there() -> None:
    task = problem([worker(fixed={1: "L"})], 3)
    grid = Grid(task, PERSON, cells("EEE"), np.ones((1, 3), dtype=bool))
    assert grid.free.tolist() == [[True, False, True]]
    assert (grid.term(0, 1, INDEX["L"]), grid.term(0, 1, INDEX["E"]), grid.term(0, 1, OFF)) == (1, 0, 0)
    assert grid.days == [0, 2]


def test_a_cell_that_is_not_free_is_a_plain_number() -> None:
    task = problem([worker("a"), worker("b")], 2)
    grid = Grid(task, PERSON, cells("E-", "LL"), np.array([[True, False], [False, False]]))
    assert (grid.term(0, 1, OFF), grid.term(1, 0, INDEX["L"]), grid.term(1, 0, OFF)) == (1, 1, 0)
    assert not isinstance(grid.term(0, 0, OFF), int)
    assert list(grid.lines) == [0]


def test_a_known_term_costs_nothing_in_the_objective() -> None:
    grid = Grid(problem([worker()], 1), PERSON, cells("-"), np.ones((1, 1), dtype=bool))
    grid.pay(5, 1)
    grid.pay(0, grid.term(0, 0, OFF))
    assert grid.priced == []
    grid.pay(5, grid.term(0, 0, OFF))
    assert grid.prices == [5]


def test_a_solution_is_read_back_as_the_roster_it_stands_for() -> None:
    task = problem([worker(fixed={0: "E"}, rules={"min_period_min": 960})], 2)
    grid = model(task, cells("--"), np.ones((1, 2), dtype=bool))
    grid.cp.add(grid.term(0, 1, INDEX["T"]) == 1)
    solver = cp_model.CpSolver()
    assert solver.solve(grid.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    np.testing.assert_array_equal(read(grid, solver), cells("ET"))


def guarded(task: Problem) -> Grid:
    shape = len(task.workers), task.days
    return Grid(task, PERSON, np.full(shape, OFF, dtype=np.int64), np.ones(shape, dtype=bool), guarded=True)


def possible(grid: Grid, given_up: set[str]) -> bool:
    grid.cp.clear_assumptions()
    grid.cp.add_assumptions([literal for key, literal in grid.guards.items() if key.rule not in given_up])
    solver = cp_model.CpSolver()
    return bool(solver.solve(grid.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE))


def test_in_a_guarded_model_locks_are_free_and_every_rule_hangs_on_a_guard() -> None:
    task = problem([worker(fixed={0: "E"}, unavailable=frozenset({0}), rules={"max_nights": 1})], 2)
    grid = guarded(task)
    assert grid.free.all()
    assert {key.rule for key in grid.guards} >= {"F-14 lock", "T-03 leave"}
    assert not possible(grid, set())
    assert possible(grid, {"F-14 lock"})
    assert possible(grid, {"T-03 leave"})


def test_a_plain_model_has_no_guards() -> None:
    grid = model(problem([worker(rules={"max_nights": 1})], 2), cells("--"), np.ones((1, 2), dtype=bool))
    assert grid.guards == {}


@pytest.mark.parametrize(
    ("more", "rules", "row_rule"),
    [
        ({"unavailable": frozenset({0, 1}), "fixed": {1: "E"}}, {}, "T-03 leave"),
        ({"fixed": {0: "L"}, "shifts": frozenset("E")}, {}, "F-13 allowed shifts"),
        ({}, {"max_week_min": 480}, "X-03 week hours"),
        ({}, {"max_period_min": 480}, "F-13 most hours"),
        ({}, {"min_period_min": 480}, "F-13 least hours"),
        ({}, {"min_rest_min": 660}, "F-13 rest"),
        ({}, {"max_consecutive_days": 1}, "F-13 most days in a row"),
        ({}, {"min_consecutive_days": 2}, "F-13 least days in a row"),
        ({}, {"min_consecutive_off": 2}, "F-13 least days off in a row"),
        ({}, {"min_days_off_per_week": 1}, "X-03 days off"),
        ({}, {"max_weekends": 0}, "F-13 weekends"),
        ({}, {"max_nights": 1}, "F-13 nights"),
        ({}, {"max_consecutive_nights": 1}, "F-13 nights in a row"),
        ({}, {"recovery_days_after_nights": 2}, "F-13 recovery after nights"),
        ({}, {"max_shifts": {"E": 1}}, "F-13 shifts of a kind"),
        ({}, {"forbidden_successions": frozenset({("L", "E")})}, "F-13 succession"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_rule_can_be_a_member_of_a_clash_and_reads_as_a_sentence(
    more: dict[str, object], rules: dict[str, object], row_rule: str, language: str
) -> None:
    task = problem([worker(rules=rules, **more)], 7)
    keys = [key for key in guarded(task).guards if key.rule == row_rule]
    assert keys
    for key in keys:
        one = member(task, key)
        assert (one.rule, one.worker, one.days) == (row_rule, "lin", key.days)
        assert one.facts["date"] == task.date_of(key.days[0]).isoformat()
        with translation.override(language):
            said = sentence(one.code, one.facts)
        assert "lin" in said
        assert "%(" not in said
        assert said != one.code


def test_what_is_everybodys_is_nobodys_by_name() -> None:
    need = np.zeros((2, 48), dtype=np.int64)
    need[1, 20:24], need[1, 30] = 2, 5
    task = problem([worker()], 2, demand={"card": need}, floor={"card": need})
    floor = member(task, Guard("T-17 floor", FLOOR_ITSELF, (1,)))
    assert (floor.worker, dict(floor.facts)) == (None, {"date": "2026-03-03", "start": "10:00", "end": "15:30", "heads": 5})
    lead = member(task, Guard("F-13 shift lead", FLOOR_ITSELF, (0,), INDEX["N"]))
    assert (lead.worker, lead.code, lead.facts["shift"]) == (None, "roster.clash_no_lead", "N")


def test_a_lock_is_named_by_the_shift_it_holds() -> None:
    task = problem([worker(fixed={0: "T", 1: None})], 2)
    held = {key.days: member(task, key).facts["shift"] for key in guarded(task).guards if key.rule == "F-14 lock"}
    assert held == {(0,): "T", (1,): "--"}


def test_what_a_planner_sets_is_given_up_before_what_the_law_sets() -> None:
    assert min(RANKS, key=lambda name: RANKS[name]) == "F-14 lock"
    assert RANKS["T-03 leave"] == max(RANKS.values())
    assert RANKS["F-13 rest"] > RANKS["F-13 nights"] > RANKS["F-14 lock"]
    assert set(RANKS) == {rule.name for rule in PERSON} | {"T-17 floor", "F-13 shift lead"}


def test_a_problem_keeps_its_tables_and_a_changed_one_gets_its_own() -> None:
    task = problem([worker()], 2)
    assert task.tables is task.tables
    assert replace(task, days=3).tables is not task.tables
    assert len(task.tables.paid) == len(SHIFTS)
