"""Files become the rostering problem: who may work what, when they are away, which kinds are of use (F-13, O-10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.roster.file_plan.centre import FIRST, SHIFTS, people, shift_file
from zuoxi.engine.roster.problem import Problem
from zuoxi.people.files import PersonRow
from zuoxi.roster.file_plan.assembly import days_away, problem, productive_hours
from zuoxi.roster.shift_files import ShiftFile
from zuoxi.rules.rostering import RosterPolicy


def demand(days: int = 28, *, first: int = 8, last: int = 18) -> dict[str, np.ndarray]:
    grid = np.zeros((days, 24), dtype=np.int64)
    grid[:, first:last] = 2
    return {"hotline": grid}


FILE, STAFF = shift_file(), people()


def assembled(staff: tuple[PersonRow, ...] = STAFF, file: ShiftFile = FILE, **more: Any) -> Problem:
    given = {"demand": demand(), "first_day": FIRST, "step_min": 60, "policy": RosterPolicy(), "country": "CN", **more}
    return problem(people=staff, file=file, **given)


def test_everybody_is_a_worker_with_skills_team_and_the_contract_s_hours() -> None:
    found = assembled()
    assert [worker.id for worker in found.workers] == [f"{n:04}" for n in range(6)]
    full, part = found.workers[0], found.workers[2]
    assert (full.skills, full.team, full.lead) == ({"hotline", "loan"}, "二班", True)
    assert (full.rules.max_week_min, part.rules.max_week_min) == (35 * 60, 21 * 60)
    assert (full.rules.max_period_min, part.rules.max_period_min) == (140 * 60, 84 * 60)
    assert full.rules.min_rest_min == 11 * 60


def test_a_contract_s_shifts_bind_its_people() -> None:
    found = assembled()
    assert (found.workers[0].shifts, found.workers[2].shifts) == ({"早", "晚"}, {"早"})


def test_kinds_of_no_use_and_kinds_switched_off_are_left_out() -> None:
    assert [shift.code for shift in assembled().shifts] == ["早", "晚"]
    night = assembled(demand=demand(first=0, last=24))
    assert [shift.code for shift in night.shifts] == ["早", "晚", "夜"]
    off = shift_file(SHIFTS.replace('name = "晚班"', 'name = "晚班"\nactive = false'))
    assert [shift.code for shift in assembled(file=off).shifts] == ["早"]


def test_nobody_on_probation_works_nights_unless_the_policy_allows_it() -> None:
    new, done = replace(people()[0], probation_until=FIRST), replace(people()[1], probation_until=date(2026, 11, 30))
    always = demand(first=0, last=24)
    found = assembled((new, done), demand=always)
    assert [sorted(worker.shifts or ()) for worker in found.workers] == [["早", "晚"], ["夜", "早", "晚"]]
    allowed = assembled((new, done), demand=always, policy=RosterPolicy(probation_nights=True))
    assert "夜" in (allowed.workers[0].shifts or ())


@pytest.mark.parametrize(
    ("leave", "days"),
    [
        ((), []),
        (((date(2026, 12, 3), date(2026, 12, 3)),), [2]),
        (((date(2026, 11, 20), date(2026, 12, 2)), (date(2026, 12, 27), date(2027, 1, 5))), [0, 1, 26, 27]),
        (((date(2026, 11, 1), date(2026, 11, 30)),), []),
    ],
)
def test_leave_is_the_days_of_the_period_it_touches(leave: tuple[tuple[date, date], ...], days: list[int]) -> None:
    person = replace(people()[0], leave=leave)
    assert sorted(days_away(person, FIRST, 28)) == days
    worker = assembled((person,)).workers[0]
    assert sorted(worker.unavailable) == days
    assert (worker.rules.min_period_min or 0) == pytest.approx(0.8 * 140 * 60 * (28 - len(days)) / 28, abs=1)


def test_a_lead_is_asked_for_where_a_lead_can_be() -> None:
    assert assembled().lead_shifts == {"早", "晚"}
    only_early = replace(STAFF[0], contract="part")
    assert assembled((only_early, *STAFF[1:])).lead_shifts == {"早"}
    assert assembled(tuple(replace(person, lead=False) for person in people())).lead_shifts == frozenset()
    assert assembled(policy=RosterPolicy(needs_lead=False)).lead_shifts == frozenset()


def test_public_holidays_of_the_period_are_known() -> None:
    assert assembled(first_day=date(2026, 9, 28)).holidays >= {3, 4, 5}
    assert assembled(first_day=date(2026, 9, 28), country=None).holidays == frozenset()


def test_productive_hours_are_contracts_less_leave_and_paid_breaks() -> None:
    staff = people()
    assert productive_hours(staff, shift_file(), first_day=FIRST, days=28) == pytest.approx(4 * 140 + 2 * 84)
    away = replace(staff[0], leave=((FIRST, date(2026, 12, 14)),))
    assert productive_hours((away,), shift_file(), first_day=FIRST, days=28) == pytest.approx(70)
    paid = shift_file(SHIFTS.replace("minutes = 60\n", "minutes = 60\npaid = true\n"))
    assert productive_hours((staff[2],), paid, first_day=FIRST, days=28) == pytest.approx(84 * 7 / 8)
