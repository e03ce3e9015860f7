"""Why there is no roster: clashes against every row tried, ways out that are ways out, partial rosters that keep what can be kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.centres import centre
from tests.engine.roster.rulebook.desk import INDEX, SHIFTS, cells, problem, worker
from zuoxi.core.sentences import sentence
from zuoxi.engine.roster import check
from zuoxi.engine.roster.clash import Clash, Member
from zuoxi.engine.roster.explain import explain
from zuoxi.engine.roster.explain_floor import floor_clashes
from zuoxi.engine.roster.members import RANKS
from zuoxi.engine.roster.problem import OFF, Problem, Roster, Worker, WorkRules
from zuoxi.engine.roster.rules.registry import PERSON
from zuoxi.engine.roster.search.law import law

DAYS = 5
SCOPES = {rule.name: rule for rule in PERSON if rule.bars}
Demand = tuple[str, tuple[int, ...]]
"""A rule, and the days of those that bar single cells."""


@st.composite
def bound_people(draw: st.DrawFn) -> Worker:
    """Somebody with rules of which each is one demand in a working week from Monday to Friday, or one demand a day."""
    day = st.integers(0, DAYS - 1)
    rules = WorkRules(
        min_period_min=draw(st.sampled_from([None, 480, 1440, 2400])),
        max_period_min=draw(st.sampled_from([None, 0, 480, 960])),
        max_week_min=draw(st.sampled_from([None, 480, 960, 1440])),
        min_days_off_per_week=draw(st.integers(0, 6)),
        max_nights=draw(st.sampled_from([None, 0, 1])),
    )
    return Worker(
        "lin",
        rules,
        shifts=draw(st.sampled_from([None, frozenset("E"), frozenset("N")])),
        unavailable=draw(st.frozensets(day, max_size=3)),
        fixed=draw(st.dictionaries(day, st.sampled_from(["E", "N", None]), max_size=3)),
    )


def week(person: Worker) -> Problem:
    return Problem(problem([person], 1).first_day, DAYS, tuple(SHIFTS[INDEX[code]] for code in "EN"), (person,))


def demand_of(task: Problem, rule: str, days: tuple[int, ...]) -> Demand:
    if rule not in SCOPES:
        return rule, ()
    scope = SCOPES[rule].scope
    return rule, tuple(scope(task, 0, days[0])) if scope else days[:1]


def broken_by_row(task: Problem) -> list[frozenset[Demand]]:
    """For every row there can be: the demands it breaks."""
    found = []
    for row in product(range(OFF, len(task.shifts)), repeat=DAYS):
        faults = check.hard_violations(task, Roster(np.array([row], dtype=np.int64)))
        found.append(frozenset(demand_of(task, one.rule, one.days) for one in faults))
    return found


def members(clash: Clash, task: Problem) -> set[Demand]:
    return {demand_of(task, one.rule, one.days) for one in clash.members}


@settings(deadline=None, max_examples=15)
@given(person=bound_people())
def test_a_clash_is_a_clash_and_nothing_can_be_left_out_of_it(person: Worker) -> None:
    task = week(person)
    rows = broken_by_row(task)
    found = explain(task)
    assert (found.clashes == ()) == (frozenset() in rows)
    assume(found.clashes)
    named = members(found.clashes[0], task)
    assert not any(named.isdisjoint(broken) for broken in rows)
    assert all(any((named - {one}).isdisjoint(broken) for broken in rows) for one in named)


@settings(deadline=None, max_examples=12)
@given(person=bound_people())
def test_no_clash_has_fewer_members(person: Worker) -> None:
    task = week(person)
    rows, found = broken_by_row(task), explain(week(person)).clashes
    assume(found)
    every = sorted(set().union(*rows))
    smaller = (set(some) for size in range(1, len(found[0].members)) for some in combinations(every, size))
    assert not any(all(not some.isdisjoint(broken) for broken in rows) for some in smaller)


@settings(deadline=None, max_examples=12)
@given(person=bound_people())
def test_a_way_out_helps_exactly_when_giving_it_up_leaves_a_row(person: Worker) -> None:
    task = week(person)
    rows, found = broken_by_row(task), explain(task).clashes
    assume(found)
    for way in found[0].relaxations:
        given_up = {demand_of(task, way.member.rule, way.member.days)}
        assert way.helps == any(broken <= given_up for broken in rows)
    assert sorted(RANKS[way.member.rule] for way in found[0].relaxations) == sorted(RANKS[one.rule] for one in found[0].members)
    assert all(way.member in found[0].members for way in found[0].relaxations)


@settings(deadline=None, max_examples=12)
@given(person=bound_people())
def test_the_partial_row_gives_up_as_little_as_can_be_by_rank(person: Worker) -> None:
    task = week(person)
    rows, found = broken_by_row(task), explain(task)
    assume(found.clashes)
    given_up = {demand_of(task, one.rule, one.days) for one in check.hard_violations(task, found.partial)}
    least = min(sum(7 ** RANKS[rule] for rule, _ in broken) for broken in rows)
    assert sum(7 ** RANKS[rule] for rule, _ in given_up) == least


@settings(deadline=None, max_examples=12)
@given(person=bound_people())
def test_ways_out_that_help_come_first_and_among_them_what_is_easier_to_give_up(person: Worker) -> None:
    found = explain(week(person)).clashes
    assume(found)
    order = [(not way.helps, RANKS[way.member.rule]) for way in found[0].relaxations]
    assert order == sorted(order)


@settings(deadline=None, max_examples=8)
@given(person=bound_people())
def test_every_member_has_a_sentence_that_names_the_person(person: Worker) -> None:
    for clash in explain(week(person)).clashes:
        for one in clash.members:
            said = sentence(one.code, one.facts)
            assert "lin" in said
            assert "%(" not in said
            assert one.code not in said


def only(*staff: Worker, days: int = DAYS, **more: Any) -> list[set[tuple[str, str | None, tuple[int, ...]]]]:
    clashes = explain(problem(staff, days, **more)).clashes
    return [{(one.rule, one.worker, one.days) for one in clash.members} for clash in clashes]


def test_leave_and_a_lock_on_one_day_are_the_whole_clash() -> None:
    stuck = worker(unavailable=frozenset({2}), fixed={2: "E"}, rules={"max_consecutive_days": 5})
    assert only(stuck) == [{("T-03 leave", "lin", (2,)), ("F-14 lock", "lin", (2,))}]


def test_each_person_without_a_row_has_a_clash_of_their_own_and_others_have_none() -> None:
    def stuck(name: str) -> Worker:
        return worker(name, rules={"min_period_min": 480, "max_period_min": 0})

    found = only(stuck("lin"), worker("zhao"), stuck("wang"))
    assert [{name for _, name, _ in clash} for clash in found] == [{"lin"}, {"wang"}]


def test_two_locks_too_near_to_each_other_clash_with_the_rest_between() -> None:
    found = only(worker(fixed={1: "L", 2: "E"}, rules={"min_rest_min": 660}))
    assert len(found) == 1
    assert {(rule, days) for rule, _, days in found[0]} == {("F-14 lock", (1,)), ("F-14 lock", (2,)), ("F-13 rest", (1, 2))}


def test_the_partial_roster_gives_those_who_have_a_row_a_legal_one() -> None:
    task = problem([worker("lin", rules={"min_period_min": 480, "max_period_min": 0}), worker("zhao", rules={"min_period_min": 960})], 3)
    partial = explain(task).partial
    assert {one.worker for one in check.hard_violations(task, partial)} == {"lin"}
    assert law(task).may.shape[0] == 2


def test_a_problem_that_is_possible_has_no_clash() -> None:
    assert only(worker(rules={"min_period_min": 480})) == []


def floor_of(heads: int, *, days: int = 2) -> dict[str, Any]:
    need = np.zeros((days, 48), dtype=np.int64)
    need[1, 20:22] = heads
    return {"demand": {"card": need}, "floor": {"card": need}}


def skilled(name: str, **more: Any) -> Worker:
    return worker(name, skills=frozenset({"card"}), **more)


def test_a_floor_above_those_who_are_not_on_leave_clashes_with_the_leave() -> None:
    task = problem([skilled("lin", unavailable=frozenset({1})), skilled("zhao")], 2, **floor_of(2))
    clashes = floor_clashes(task, cells("--", "-E"))
    assert [{(one.rule, one.worker, one.days) for one in clash.members} for clash in clashes] == [
        {("T-17 floor", None, (1,)), ("T-03 leave", "lin", (1,))}
    ]
    floor = next(one for one in clashes[0].members if one.worker is None)
    assert floor.facts == {"date": "2026-03-03", "start": "10:00", "end": "11:00", "heads": 2}


def test_a_floor_above_everybody_clashes_with_itself_alone() -> None:
    task = problem([skilled("lin"), skilled("zhao")], 2, **floor_of(3))
    assert [[one.rule for one in clash.members] for clash in floor_clashes(task, cells("-E", "-E"))] == [["T-17 floor"]]


def test_a_floor_that_is_only_not_reached_yet_has_no_clash() -> None:
    task = problem([skilled("lin"), skilled("zhao")], 2, **floor_of(2))
    assert floor_clashes(task, cells("-E", "--")) == []
    assert floor_clashes(task, cells("-E", "-E")) == []


@pytest.mark.parametrize("leads", [True, False])
def test_a_locked_shift_without_a_possible_lead_clashes_with_the_need_for_one(leads: bool) -> None:
    staff = [worker("lin", fixed={0: "E"}), worker("zhao", lead=True, unavailable=frozenset() if leads else frozenset({0}))]
    task = problem(staff, 1, lead_shifts=None, lead_hard=True)
    clashes = floor_clashes(task, cells("E", "-"))
    if leads:
        assert clashes == []
        return
    named: list[Member] = list(clashes[0].members)
    assert {one.rule for one in named} == {"F-14 lock", "F-13 shift lead", "T-03 leave"}
    assert all("%(" not in sentence(one.code, one.facts) for one in named)


def test_contracts_that_no_sum_of_shifts_fills_clash_with_the_shifts_that_are_allowed() -> None:
    """Shifts of four and eight hours make 36 or 40 hours in two weeks, never 37; ten-hour shifts would, but this person works none."""
    task = centre(agents=24, days=14, seed=8)
    hours = WorkRules(max_week_min=24 * 60, min_period_min=2165, max_period_min=2304, min_rest_min=660, max_consecutive_days=6)
    person = replace(task.workers[1], rules=hours)
    (found,) = explain(replace(task, workers=(person,), requests=(), lead_shifts=frozenset())).clashes
    assert {one.rule for one in found.members} == {"F-13 allowed shifts", "F-13 most hours", "F-13 least hours"}
    assert all(way.helps for way in found.relaxations)
