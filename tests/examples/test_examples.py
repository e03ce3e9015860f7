"""The shipped files belong together: a stranger's first command must work on them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from examples.make_people import FIRST_DAY, HEADER, QUEUES, TEAM_SIZES, people
from zuoxi.core.tables import read_path
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.people.files import PersonRow, read_people
from zuoxi.roster.file_plan.assembly import problem, productive_hours
from zuoxi.roster.shift_files import ShiftFile, read_shifts
from zuoxi.rules.rostering import RosterPolicy

FOLDER = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def shifts() -> ShiftFile:
    file = read_shifts((FOLDER / "shifts.toml").read_bytes(), policy=BreakPolicy())
    assert file.findings == ()
    return file


@pytest.fixture(scope="module")
def staff(shifts: ShiftFile) -> tuple[PersonRow, ...]:
    file = read_people(read_path(FOLDER / "people.xlsx"), contracts=shifts.contract_names, skills=shifts.skill_names)
    assert file.findings == ()
    return file.people


def test_the_people_file_is_what_its_script_makes() -> None:
    table = read_path(FOLDER / "people.xlsx")
    assert table.header == HEADER
    assert [tuple(cell or "" for cell in row.cells) for row in table.rows] == people()


def test_there_are_120_people_in_nine_teams_with_different_names(staff: tuple[PersonRow, ...]) -> None:
    assert len(staff) == 120
    assert Counter(person.team for person in staff) == Counter({f"{'一二三四五六七八九'[n]}班": size for n, size in enumerate(TEAM_SIZES)})
    assert len({person.name for person in staff}) == len({person.number for person in staff}) == 120


def test_work_numbers_have_leading_zeros(staff: tuple[PersonRow, ...]) -> None:
    assert all(len(person.number) == 6 and person.number.startswith("0") for person in staff)


def test_every_team_has_two_shift_leads_who_serve_every_queue(staff: tuple[PersonRow, ...]) -> None:
    leads = [person for person in staff if person.lead]
    assert set(Counter(person.team for person in leads).values()) == {2}
    assert all(len(person.skills) == 3 for person in leads)


def test_everybody_serves_a_queue_and_every_queue_has_enough(staff: tuple[PersonRow, ...], shifts: ShiftFile) -> None:
    served = Counter(code for person in staff for code, _ in person.skills)
    assert set(served) == {queue.code for queue in shifts.queues}
    assert [queue.name for queue in shifts.queues] == list(QUEUES)
    assert all(person.skills for person in staff)
    for queue in shifts.queues:
        assert served[queue.code] / 120 > (queue.share or 0)


def test_shares_of_the_queues_make_a_whole(shifts: ShiftFile) -> None:
    assert sum(queue.share or 0 for queue in shifts.queues) == pytest.approx(1)


def test_both_contracts_have_people_and_shifts_that_fit_them(staff: tuple[PersonRow, ...], shifts: ShiftFile) -> None:
    assert {person.contract for person in staff} == {contract.code for contract in shifts.contracts}
    kinds = {entry.shift.code: entry for entry in shifts.shifts}
    for contract in shifts.contracts:
        fitting = [code for code in contract.shifts or () if kinds[code].active and kinds[code].shift.paid_min <= contract.max_day_min]
        assert len(fitting) >= 3


def test_every_open_hour_is_covered_by_some_active_shift(shifts: ShiftFile) -> None:
    there = {minute for entry in shifts.shifts if entry.active for start, end in entry.shift.blocks for minute in range(start, end)}
    for queue in shifts.queues:
        assert queue.hours is not None
        assert set(range(*queue.hours)) <= there


def test_leave_lies_in_the_example_s_month_and_newcomers_are_on_probation(staff: tuple[PersonRow, ...]) -> None:
    assert date(2026, 12, 1) == FIRST_DAY
    away = [span for person in staff for span in person.leave]
    assert 10 <= len(away) <= 30
    assert all(FIRST_DAY <= first <= last < date(2026, 12, 29) for first, last in away)
    assert any(person.probation_until for person in staff)


def test_the_example_is_a_problem_with_hours_to_give(staff: tuple[PersonRow, ...], shifts: ShiftFile) -> None:
    demand = np.zeros((28, 48), dtype=np.int64)
    demand[:, 14:42] = 20
    of = problem(people=staff, file=shifts, demand={"account": demand}, first_day=FIRST_DAY, step_min=30, policy=RosterPolicy(), country="CN")
    assert {"night", "long"}.isdisjoint({tag for shift in of.shifts for tag in shift.tags})
    assert all(worker.shifts for worker in of.workers)
    assert 14_000 < productive_hours(staff, shifts, first_day=FIRST_DAY, days=28) < 19_200
