"""Searches of problems so small that every roster can be tried, and the promises a search makes on the way."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook.desk import INDEX, cells, problem, worker
from tests.engine.roster.searching import ledger
from tests.engine.roster.searching.worlds import NO_WISHES, cheapest, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Request, Roster, ShiftCover, Weights
from zuoxi.engine.roster.result import Progress, Result, Status, Stop
from zuoxi.engine.roster.solve import solve

TINY = worlds(workers=2, days=3, codes=("E", "N"), step_min=240, most=3)
BINDING = ledger.BINDING


def searched(task: Problem, *, seconds: float = 20.0, seed: int = 1, threads: int = 1, **more: Any) -> Result:
    return solve(task, stop=Stop(time.monotonic, seconds), seed=seed, threads=threads, **more)


@settings(deadline=None, max_examples=20)
@given(task=TINY)
def test_a_tiny_search_ends_at_the_cheapest_of_all_rosters_or_with_the_reason_why_there_is_none(task: Problem) -> None:
    least = cheapest(task)
    found = searched(task)
    if least is None or least >= BINDING:
        assert found.status == Status.INFEASIBLE
        assert found.clashes
        assert found.best is None
        return
    assert found.best is not None
    assert (found.status, found.cost, found.bound) == (Status.OPTIMAL, least, least)
    assert check.hard_violations(task, found.best) == []
    assert ledger.price(task, found.best.cells.tolist()) == least


@settings(deadline=None, max_examples=8)
@given(task=worlds(workers=3, days=5), seed=st.integers(0, 99))
def test_an_answer_names_its_price_rule_by_rule_and_every_wish_it_refuses(task: Problem, seed: int) -> None:
    found = searched(task, seconds=1.5, seed=seed)
    assume(found.best is not None)
    assert found.best is not None
    bill = ledger.bill(task, found.best.cells.tolist())
    assert found.costs == {name: bill[name] for name in found.costs}
    assert sum(found.costs.values()) == sum(one.cost for one in found.not_met) == found.cost
    assert found.bound is not None
    assert found.cost is not None
    assert found.bound <= found.cost


@settings(deadline=None, max_examples=8)
@given(task=worlds(workers=3, days=4))
def test_locks_and_leave_stand_in_every_answer(task: Problem) -> None:
    found = searched(task, seconds=1.5)
    for roster in filter(None, (found.best,)):
        for who, one in enumerate(task.workers):
            assert all(roster.cells[who, day] == OFF for day in one.unavailable)
            assert all(roster.codes(task)[who][day] == code for day, code in one.fixed.items())


def month(**more: Any) -> Problem:
    """Eight people, ten days, a little more wanted than there is: too large for a proof within a second."""
    need = np.zeros((10, 48), dtype=np.int64)
    need[:, 14:42] = 3
    need[:, 20:30] = 5
    rules = {"max_week_min": 2400, "min_rest_min": 660, "max_consecutive_days": 5, "min_days_off_per_week": 2}
    staff = [worker(f"w{n}", skills=frozenset({"card"}), rules=rules, team="red", lead=n < 2, tail="EL"[n % 2] * (n % 4)) for n in range(20)]
    return problem(staff, 10, demand={"card": need}, lead_shifts=None, **more)


@pytest.fixture(scope="module")
def reports() -> tuple[list[Progress], Result, float]:
    told: list[Progress] = []
    start = time.monotonic()
    result = solve(month(), stop=Stop(time.monotonic, 4.0), seed=3, threads=1, progress=told.append)
    return told, result, time.monotonic() - start


def test_what_a_search_reports_only_gets_better(reports: tuple[list[Progress], Result, float]) -> None:
    told, result, _ = reports
    assert len(told) >= 2
    for before, after in pairwise(told):
        assert after.cost <= before.cost
        assert (after.bound or 0) >= (before.bound or 0)
        assert after.elapsed >= before.elapsed
    assert told[-1].cost == result.cost


def test_every_roster_reported_is_legal_and_costs_what_is_said(reports: tuple[list[Progress], Result, float]) -> None:
    for one in reports[0]:
        assert check.hard_violations(month(), one.roster) == []
        assert check.cost(month(), one.roster) == one.cost
        assert one.gap is not None
        assert 0 <= one.gap <= 1


def test_a_search_ends_about_when_its_time_is_over(reports: tuple[list[Progress], Result, float]) -> None:
    _, result, seconds = reports
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert seconds < 4.0 + 6.0  # a loaded machine may be late, not silent


def test_a_cancelled_search_stops_soon_and_keeps_what_it_has() -> None:
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 12

    result = solve(month(), stop=Stop(time.monotonic, 300.0, cancelled), seed=1, threads=1)
    assert time.monotonic() - asked[12] < 5.0
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL, Status.NONE)
    assert result.best is None or check.hard_violations(month(), result.best) == []


def test_a_search_cancelled_from_the_start_blames_nobody() -> None:
    owed = replace(month(), workers=tuple(replace(one, rules=replace(one.rules, min_period_min=480)) for one in month().workers))
    result = solve(owed, stop=Stop(time.monotonic, 300.0, lambda: True), seed=1, threads=1)
    assert (result.status, result.best, result.clashes) == (Status.NONE, None, ())


def test_a_search_cancelled_from_the_start_hands_back_what_it_was_given_if_that_is_legal() -> None:
    given_ = np.full((20, 10), OFF, dtype=np.int64)
    given_[3, 4] = INDEX["E"]
    result = solve(month(), stop=Stop(time.monotonic, 300.0, lambda: True), seed=1, threads=1, warm_start=Roster(given_))
    assert result.status == Status.FEASIBLE
    assert result.best is not None
    np.testing.assert_array_equal(result.best.cells, given_)


def test_a_search_begun_from_the_best_roster_ends_there() -> None:
    task = problem([worker(), worker("zhao")], 3, cover=tuple(ShiftCover(day, "E", 1, 9, 9) for day in range(3)), weights=NO_WISHES)
    best = Roster(cells("EE-", "--E"))
    found = searched(task, warm_start=best)
    assert (found.status, found.cost) == (Status.OPTIMAL, 0)
    assert found.best is not None
    np.testing.assert_array_equal(found.best.cells, best.cells)


def test_a_warm_start_that_breaks_a_lock_or_a_rule_is_mended() -> None:
    task = problem([worker(fixed={0: "L"}, rules={"min_rest_min": 660})], 2, weights=NO_WISHES)
    found = searched(task, warm_start=Roster(cells("EE")))
    assert found.best is not None
    assert found.best.codes(task)[0][0] == "L"
    assert check.hard_violations(task, found.best) == []


def test_a_new_roster_stays_with_the_old_one_but_for_the_one_who_fell_ill() -> None:
    old = cells("EEE", "LLL", "---")
    staff = [worker("lin", unavailable=frozenset({1})), worker("zhao"), worker("wang")]
    cover = tuple(ShiftCover(day, shift, 1, 100, 100) for day in range(3) for shift in "EL")
    found = searched(problem(staff, 3, cover=cover, reference=old, weights=replace(NO_WISHES, change=10)))
    assert (found.status, found.cost) == (Status.OPTIMAL, 20)
    assert found.best is not None
    np.testing.assert_array_equal(found.best.cells, cells("E-E", "LLL", "-E-"))


def test_the_dearer_of_two_wishes_for_the_last_place_is_granted() -> None:
    cover = (ShiftCover(0, "E", 1, 50, 50),)
    wishes = (Request("lin", 0, "E", 3), Request("zhao", 0, "E", 7))
    found = searched(problem([worker("lin"), worker("zhao")], 1, cover=cover, requests=wishes, weights=NO_WISHES))
    assert found.best is not None
    assert found.best.codes(problem([worker("lin"), worker("zhao")], 1)) == [[None], ["E"]]
    assert [(one.worker, one.cost) for one in found.not_met] == [("lin", 3)]


def test_nights_are_shared_by_what_was_worked_before() -> None:
    staff = [worker("lin", worked={"night": 2}), worker("zhao")]
    cover = tuple(ShiftCover(day, "N", 1, 100, 100) for day in range(2))
    found = searched(problem(staff, 2, cover=cover, weights=replace(NO_WISHES, fairness=30), unpopular=("night",)))
    assert found.best is not None
    assert (found.best.cells == INDEX["N"]).sum(axis=1).tolist() == [0, 2]
    assert found.cost == 0


def test_a_wish_never_outweighs_a_binding_floor() -> None:
    need = np.zeros((1, 48), dtype=np.int64)
    need[0, 20] = 1
    task = problem([worker(skills=frozenset({"card"}))], 1, demand={"card": need}, floor={"card": need}, requests=(Request("lin", 0, None, 900_000),))
    found = searched(replace(task, weights=Weights()))
    assert found.best is not None
    assert found.best.cells[0, 0] != OFF
    assert check.hard_violations(task, found.best) == []


def test_an_impossible_problem_comes_back_with_a_partial_roster_and_what_it_breaks() -> None:
    task = problem([worker("lin", rules={"min_period_min": 960}, unavailable=frozenset({0})), worker("zhao")], 2)
    found = searched(task)
    assert (found.status, found.best, found.cost, found.gap) == (Status.INFEASIBLE, None, None, None)
    assert found.partial is not None
    assert found.clash is not None
    assert {one.worker for one in found.clash.members} == {"lin"}
    hard = check.hard_violations(task, found.partial)
    assert hard
    assert {(one.rule, one.worker, one.days) for one in hard} <= {(one.rule, one.worker, one.days) for one in found.not_met}


@pytest.mark.parametrize(("cost", "bound", "gap"), [(100, 75, 0.25), (0, 0, 0.0), (7, 7, 0.0), (5, None, None), (None, 3, None)])
def test_the_gap_is_the_share_that_could_still_be_saved(cost: int | None, bound: int | None, gap: float | None) -> None:
    assert Result(Status.FEASIBLE, None, cost, bound).gap == gap
