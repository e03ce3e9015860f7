"""Rules of the whole floor, case by case: leads, heads, fairness, stability, teams, pairs, wishes, least change (F-13, F-14, F-15, X-08, X-12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.roster.rulebook.desk import MONDAY, cells, problem, worker
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import Problem, Request, Roster, ShiftCover, Weights

FREE = Weights(under=0, over=0, lead=0, fairness=0, stability=0, team=0, change=0, together=0, apart=0)


def price(task: Problem, *rows: str, rule: str) -> int:
    return check.costs(task, Roster(cells(*rows)))[rule]


def found(task: Problem, *rows: str, rule: str) -> list[tuple[str | None, tuple[int, ...], dict[str, Any]]]:
    return [(one.worker, one.days, dict(one.facts)) for one in check.violations(task, Roster(cells(*rows))) if one.rule == rule]


def two(**more: Any) -> Problem:
    """lin, who leads, and zhao, who does not, for three days."""
    return problem([worker("lin", lead=True, team="one"), worker("zhao", team="one")], 3, **more)


def test_every_shift_that_is_worked_needs_a_lead() -> None:
    task = two(lead_shifts=None)
    assert price(task, "EE-", "EE-", rule="F-13 shift lead") == 0
    assert found(task, "EE-", "EL-", rule="F-13 shift lead") == [(None, (1,), {"date": "2026-03-03", "shift": "L"})]
    assert price(task, "---", "ELS", rule="F-13 shift lead") == 3 * Weights().lead
    assert price(two(lead_shifts=frozenset({"L"})), "---", "ELS", rule="F-13 shift lead") == Weights().lead
    assert price(two(lead_shifts=frozenset()), "---", "ELS", rule="F-13 shift lead") == 0


def test_a_lead_that_is_binding_is_a_hard_rule_and_no_price() -> None:
    task = two(lead_shifts=None, lead_hard=True)
    assert [one.rule for one in check.hard_violations(task, Roster(cells("---", "E--")))] == ["F-13 shift lead"]
    assert check.hard_violations(task, Roster(cells("E--", "E--"))) == []
    assert "F-13 shift lead" not in check.costs(task, Roster(cells("---", "E--")))


def demand(heads: int, *, days: int = 1, start_h: int = 9, end_h: int = 11) -> dict[str, Any]:
    needed = np.zeros((days, 48), dtype=np.int64)
    needed[:, start_h * 2 : end_h * 2] = heads
    return {"card": needed}


def staff(count: int, skills: frozenset[str] = frozenset({"card"})) -> list[Any]:
    return [worker(f"w{n}", skills=skills) for n in range(count)]


def test_heads_missing_and_heads_to_spare_are_counted_by_interval() -> None:
    task = problem(staff(2), 1, demand=demand(3))
    assert price(task, "E", "E", rule="F-13 coverage") == 4 * Weights().under
    assert found(task, "E", "-", rule="F-13 coverage") == [
        (None, (0,), {"date": "2026-03-02", "start": "09:00", "end": "11:00", "heads": 2, "hours": "4"})
    ]
    assert price(task, "E", "E", rule="F-13 overcoverage") == 2 * 14 * Weights().over  # 07:00 to 16:00 without 09:00 to 11:00


def test_a_night_covers_the_morning_of_the_next_day_and_of_the_first_day_from_the_tail() -> None:
    needed = np.zeros((2, 48), dtype=np.int64)
    needed[:, 10:12] = 1  # 05:00 to 06:00
    task = problem([worker("lin", skills=frozenset({"card"}))], 2, demand={"card": needed})
    assert price(task, "N-", rule="F-13 coverage") == 2 * Weights().under
    from_tail = problem([worker("lin", tail="N", skills=frozenset({"card"}))], 2, demand={"card": needed})
    assert price(from_tail, "N-", rule="F-13 coverage") == 0
    assert price(from_tail, "--", rule="F-13 coverage") == 2 * Weights().under


def test_a_head_with_two_skills_serves_one_queue_at_a_time() -> None:
    both = {**demand(1), "loan": demand(1)["card"]}
    one = problem([worker("lin", skills=frozenset({"card", "loan"}))], 1, demand=both)
    assert price(one, "E", rule="F-13 coverage") == 4 * Weights().under
    pair = problem([worker("lin", skills=frozenset({"card", "loan"})), worker("zhao", skills=frozenset({"card"}))], 1, demand=both)
    assert price(pair, "E", "E", rule="F-13 coverage") == 0
    alike = problem(staff(2), 1, demand=both)
    assert price(alike, "E", "E", rule="F-13 coverage") == 4 * Weights().under


def test_coverage_adds_up_on_every_queue_and_interval() -> None:
    both = {**demand(2), "loan": demand(1)["card"]}
    task = problem([worker("lin", skills=frozenset({"card", "loan"})), *staff(1), worker("wu", skills=frozenset({"loan"}))], 1, demand=both)
    for one in check.coverage(task, Roster(cells("E", "S", "L"))).values():
        assert (one.scheduled - one.required == one.over - one.under).all()
        assert (one.over >= 0).all()
        assert (one.under >= 0).all()


def test_the_floor_may_never_be_below_its_minimum() -> None:
    task = problem(staff(2), 1, demand=demand(0), floor=demand(1))
    assert [one.rule for one in check.hard_violations(task, Roster(cells("-", "-")))] == ["T-17 floor"]
    assert check.hard_violations(task, Roster(cells("E", "-"))) == []


@pytest.mark.parametrize(("rows", "cost"), [(("E", "E"), 0), (("E", "-"), 70), (("-", "-"), 140), (("E", "L"), 70)])
def test_heads_on_a_shift_are_priced_under_and_over(rows: tuple[str, str], cost: int) -> None:
    task = problem(staff(2), 1, cover=(ShiftCover(0, "E", need=2, under=70, over=9),))
    assert price(task, *rows, rule="F-13 heads on a shift") == cost


def test_a_head_too_many_on_a_shift_has_its_own_price() -> None:
    task = problem(staff(3), 1, cover=(ShiftCover(0, "E", need=1, under=70, over=9),))
    assert price(task, "E", "E", "E", rule="F-13 heads on a shift") == 18


def test_unpopular_shifts_are_shared_and_what_was_worked_before_counts() -> None:
    fair = problem([worker("lin"), worker("zhao")], 4, unpopular=("night",))
    assert price(fair, "N-N-", "-N-N", rule="F-13 fairness") == 0
    assert price(fair, "NNNN", "----", rule="F-13 fairness") == 2 * Weights().fairness
    assert price(fair, "N-N-", "-N--", rule="F-13 fairness") == 0  # three nights, the share is rounded up to two
    burdened = problem([worker("lin", worked={"night": 4}), worker("zhao")], 4, unpopular=("night",))
    assert price(burdened, "N---", "-NN-", rule="F-13 fairness") == Weights().fairness
    assert price(burdened, "----", "-NNN", rule="F-13 fairness") == 0


def test_the_share_follows_the_contracts_hours() -> None:
    part = problem([worker("lin", rules={"max_week_min": 2400}), worker("zhao", rules={"max_week_min": 1200})], 6, unpopular=("late",))
    assert price(part, "LLLL--", "----LL", rule="F-13 fairness") == 0
    assert price(part, "LL----", "--LLLL", rule="F-13 fairness") == 2 * Weights().fairness


def test_who_cannot_work_nights_is_not_part_of_their_sharing() -> None:
    task = problem([worker("lin"), worker("wu"), worker("new", shifts=frozenset({"E"}))], 2, unpopular=("night",))
    assert price(task, "N-", "-N", "EE", rule="F-13 fairness") == 0


def test_weekends_and_holidays_are_shared_by_day() -> None:
    task = problem([worker("lin"), worker("zhao")], 7, unpopular=("weekend", "holiday"), holidays=frozenset({0}))
    assert price(task, "-----E-", "E-----E", rule="F-13 fairness") == 0
    assert price(task, "E----EE", "-------", rule="F-13 fairness") == Weights().fairness  # two weekend days where one is the share


@pytest.mark.parametrize(("row", "tail", "jumps"), [("EE", "", 0), ("EL", "", 1), ("ESE", "", 2), ("E-L", "", 0), ("L", "E", 1), ("ET", "", 0)])
def test_a_start_that_differs_by_more_than_an_hour_from_yesterday_costs(row: str, tail: str, jumps: int) -> None:
    task = problem([worker(tail=tail)], len(row))
    assert price(task, row, rule="F-13 stability") == jumps * Weights().stability


def test_members_away_from_the_shift_most_of_the_team_works_cost() -> None:
    task = problem([worker(f"w{n}", team="one") for n in range(3)] + [worker("x", team="two")], 1)
    assert price(task, "E", "E", "L", "L", rule="F-13 team together") == Weights().team
    assert price(task, "E", "E", "-", "L", rule="F-13 team together") == 0
    assert price(task, "E", "L", "S", "-", rule="F-13 team together") == 2 * Weights().team


def test_pairs_together_and_apart() -> None:
    together, apart = two(together=(("lin", "zhao"),)), two(apart=(("lin", "zhao"),))
    assert price(together, "EE-", "EL-", rule="F-15 pair together") == Weights().together
    assert price(together, "EE-", "E--", rule="F-15 pair together") == Weights().together
    assert price(apart, "EE-", "EL-", rule="F-13 pair apart") == Weights().apart
    assert price(apart, "E--", "-E-", rule="F-13 pair apart") == 0


def test_a_day_of_leave_does_not_part_a_pair() -> None:
    task = problem([worker("lin", unavailable=frozenset({1})), worker("zhao")], 2, together=(("lin", "zhao"),))
    assert price(task, "E-", "EE", rule="F-15 pair together") == 0


@pytest.mark.parametrize(
    ("request_", "row", "cost"),
    [
        (Request("lin", 0, "E", 5), "E", 0),
        (Request("lin", 0, "E", 5), "L", 5),
        (Request("lin", 0, "E", 5), "-", 5),
        (Request("lin", 0, None, 3), "-", 0),
        (Request("lin", 0, None, 3), "E", 3),
        (Request("lin", 0, "N", 7, want=False), "N", 7),
        (Request("lin", 0, "N", 7, want=False), "-", 0),
        (Request("lin", 0, None, 2, want=False), "-", 2),
    ],
)
def test_a_refused_wish_costs_its_own_weight(request_: Request, row: str, cost: int) -> None:
    assert price(problem([worker("lin")], 1, requests=(request_,)), row, rule="F-15 wish") == cost


def test_a_changed_cell_costs_the_more_the_nearer_its_day() -> None:
    reference = cells("EE-")
    task = problem([worker("lin")], 3, reference=reference, change_factor=(5, 2, 1))
    assert price(task, "EE-", rule="X-08 least change") == 0
    assert price(task, "-EE", rule="X-08 least change") == (5 + 1) * Weights().change
    assert [facts for _, _, facts in found(task, "EL-", rule="X-08 least change")] == [
        {"worker": "lin", "date": "2026-03-03", "was": "E", "shift": "L"}
    ]


def test_one_workers_faults_are_those_they_take_part_in() -> None:
    task = problem([worker("lin", tail="L", rules={"min_rest_min": 660}), worker("zhao"), worker("wu")], 2, apart=(("lin", "zhao"),))
    roster = Roster(cells("EE", "EE", "EL"))
    lin = check.worker_violations(task, roster, "lin")
    assert {one.rule for one in lin} == {"F-13 rest", "F-13 pair apart", "F-13 stability"}
    assert {one.rule for one in check.worker_violations(task, roster, "zhao")} == {"F-13 pair apart"}
    assert {one.rule for one in check.worker_violations(task, roster, 2)} == {"F-13 stability"}


def test_the_whole_list_is_the_sum_of_its_parts() -> None:
    task = problem([worker("lin", rules={"min_rest_min": 660}), worker("zhao")], 2, demand=demand(1, days=2), weights=Weights())
    roster = Roster(cells("LE", "--"))
    everything = check.violations(task, roster)
    assert sum(one.cost for one in everything) == sum(check.costs(task, roster).values()) == check.cost(task, roster)
    assert [one for one in everything if one.hard] == check.hard_violations(task, roster)


def test_a_free_price_list_costs_nothing() -> None:
    task = problem([worker("lin"), worker("zhao")], 2, demand=demand(1, days=2), weights=FREE, first_day=MONDAY)
    assert check.cost(task, Roster(cells("LE", "NN"))) == 0
