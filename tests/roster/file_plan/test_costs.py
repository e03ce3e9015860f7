"""Paid hours, money by contract, and what everybody works (F-09)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.roster.file_plan.centre import FIRST, people, shift_file
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.roster.file_plan.assembly import problem
from zuoxi.roster.file_plan.costs import by_contract, paid_hours, total, worked
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.staffing import StaffingPolicy

FILE, STAFF = shift_file(), people(3)
CELLS = Roster(np.array([[0, 1, OFF, 0, 0, 1, OFF], [OFF] * 7, [0, 0, 0, OFF, OFF, OFF, OFF]]))


def week() -> Problem:
    demand = {"hotline": np.ones((7, 24), dtype=np.int64)}
    return problem(people=STAFF, file=FILE, demand=demand, first_day=FIRST, step_min=60, policy=RosterPolicy(), country=None)


def test_paid_hours_are_presence_less_unpaid_breaks() -> None:
    assert paid_hours(week(), CELLS) == [35, 0, 21]


def test_each_contract_has_its_people_hours_and_money() -> None:
    costs = by_contract(week(), CELLS, people=STAFF, contracts=FILE.contracts, policy=StaffingPolicy())
    assert [(one.name, one.people, one.hours, one.money) for one in costs] == [("全日制", 2, 35, pytest.approx(1400)), ("非全日制", 1, 21, None)]
    assert total(costs) is None
    assert total(costs[:1]) == pytest.approx(1400)
    assert total(()) is None


def test_a_contract_that_nobody_has_is_not_shown() -> None:
    fewer = by_contract(
        week(), CELLS, people=tuple(replace(person, contract="full") for person in STAFF), contracts=FILE.contracts, policy=StaffingPolicy()
    )
    assert [one.name for one in fewer] == ["全日制"]
    assert total(fewer) == pytest.approx(56 * 40)


def test_everybody_s_days_weekends_and_unpopular_shifts_are_counted() -> None:
    first, idle, part = worked(week(), CELLS, people=STAFF, contracts=FILE.contracts)
    assert (first.hours, first.contract_hours, first.days, first.weekend_days) == (35, 35, 5, 2)
    assert (idle.days, idle.hours, idle.tags) == (0, 0, {})
    assert (part.contract_hours, part.days, part.weekend_days) == (21, 3, 0)
    night = Roster(np.array([[2, 2, OFF, OFF, OFF, OFF, OFF]] + [[OFF] * 7] * 2))
    assert worked(week(), night, people=STAFF, contracts=FILE.contracts)[0].tags == {"night": 2}
