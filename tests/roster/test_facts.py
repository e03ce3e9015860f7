"""Rows become the rostering problem (F-13): whose lines, what binds them, what is required; in a fixed number of queries."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.roster.builders import NOW, agent, day, demand, published, put, skilled
from zuoxi.engine.roster.problem import OFF
from zuoxi.people.models import Person, PersonSkill
from zuoxi.roster import cells, facts, leave
from zuoxi.roster.models import LeaveKind, Period, ShiftKind, Version
from zuoxi.rules.rostering import RosterPolicy

pytestmark = pytest.mark.django_db


def worker(version: Version, person: Person) -> facts.Worker:
    sheet = facts.sheet(version)
    return next(one for one in sheet.problem.workers if one.id == person.work_number)


def test_the_cells_are_numbered_as_the_shifts_are(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"), (zhao, 6, "夜"))
    sheet = facts.sheet(draft)
    assert [person.name for person in sheet.people] == ["林静", "赵磊"]
    assert sheet.roster.codes(sheet.problem) == [["早", *[None] * 6], [*[None] * 6, "夜"]]
    assert (sheet.problem.first_day, sheet.problem.days) == (day(0), 7)
    assert {(person.name, number, kind.code) for person, number, kind in sheet.cells(sheet.roster) if kind} == {
        ("林静", day(0), "早"),
        ("赵磊", day(6), "夜"),
    }


def test_kinds_out_of_use_are_known_only_where_they_stand(
    draft: Version, kinds: dict[str, ShiftKind], lin: Person, zhao: Person, chen: Person
) -> None:
    assert {shift.code for shift in facts.sheet(draft).problem.shifts} == {"早", "晚", "夜"}
    put(draft, chen, (lin, 0, "晚"))
    ShiftKind.objects.filter(code="晚").update(is_active=False)
    sheet = facts.sheet(draft)
    assert {shift.code for shift in sheet.problem.shifts} == {"早", "晚", "夜"}
    assert worker(draft, lin).shifts == {"早", "晚", "夜"}
    assert worker(draft, zhao).shifts == {"早", "夜"}


def test_only_skills_that_hold_for_every_day_serve_a_queue(draft: Version, cast: Cast) -> None:
    skilled(cast)
    assert worker(draft, cast.lin).skills == {"card"}
    own = PersonSkill.objects.filter(person=cast.lin)
    for change in ({"since": day(1)}, {"since": day(-9), "valid_until": day(5)}):
        own.update(**change)
        assert worker(draft, cast.lin).skills == frozenset()
    own.update(since=day(0), valid_until=day(6))
    assert worker(draft, cast.lin).skills == {"card"}


def test_leave_and_days_outside_employment_are_days_away(draft: Version, cast: Cast) -> None:
    taken = leave.grant(person=cast.lin, kind=LeaveKind.ANNUAL, first_day=day(-3), last_day=day(1), by=cast.chen, now=NOW)
    hired = agent(cast, "1010", "新来", hired_on=day(2), left_on=day(5))
    assert worker(draft, cast.lin).unavailable == {0, 1}
    assert worker(draft, hired).unavailable == {0, 1, 5, 6}
    leave.withdraw(leave=taken, by=cast.chen, now=NOW)
    assert worker(draft, cast.lin).unavailable == frozenset()


def test_locked_cells_are_fixed_also_days_off(draft: Version, lin: Person, chen: Person) -> None:
    locks = [cells.Change(lin.pk, day(2), "早", locked=True), cells.Change(lin.pk, day(3), None, locked=True)]
    cells.change(version=draft, changes=locks, kind="lock", seen_revision=0, by=chen, now=NOW)
    put(draft, chen, (lin, 4, "晚"))
    assert worker(draft, lin).fixed == {2: "早", 3: None}


def test_contract_and_policy_bind_and_leave_shortens_what_is_owed(draft: Version, cast: Cast) -> None:
    rules = worker(draft, cast.lin).rules
    assert (rules.max_week_min, rules.min_rest_min, rules.max_period_min, rules.min_period_min) == (2400, 660, 2400, 1920)
    leave.grant(person=cast.lin, kind=LeaveKind.SICK, first_day=day(0), last_day=day(6), by=cast.chen, now=NOW)
    assert worker(draft, cast.lin).rules.min_period_min == 0
    strict = facts.sheet(draft, policy=RosterPolicy(rest_h=12.0)).problem.workers[0]
    assert strict.rules.min_rest_min == 720


def test_nights_are_kept_from_people_on_probation(draft: Version, cast: Cast) -> None:
    cast.lin.probation_until = day(30)
    cast.lin.save()
    assert worker(draft, cast.lin).shifts == {"早", "晚"}
    cast.lin.probation_until = day(0)
    cast.lin.save()
    assert worker(draft, cast.lin).shifts == {"早", "晚", "夜"}


def test_who_leads_and_which_team(draft: Version, cast: Cast) -> None:
    cast.zhao.is_shift_lead = True
    cast.zhao.save()
    lin, zhao = worker(draft, cast.lin), worker(draft, cast.zhao)
    assert (lin.lead, zhao.lead, lin.team == zhao.team) == (False, True, False)
    assert facts.sheet(draft).problem.lead_shifts is None


def test_the_published_week_before_is_the_tail_and_counts_for_fairness(draft: Version, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    week = Period.objects.create(unit=cast.centre, name="第 47 周", first_day=day(-7), days=7, created_by=cast.chen, created_at=NOW)
    published(week, cast.chen, {cast.lin: [kinds["早"]] * 5 + [None, kinds["夜"]]})
    found = worker(draft, cast.lin)
    assert found.tail == ("早", "早", "早", "早", "早", None, "夜")
    assert found.worked == {"night": 1, "weekend": 1}
    assert worker(draft, cast.zhao).tail == ()


def test_the_requirement_is_cut_to_the_days_of_the_period(draft: Version, cast: Cast) -> None:
    skilled(cast)
    need = np.arange(14 * 48).reshape(14, 48)
    draft.period.requirement = demand(cast, {"card": need}, first_day=day(-3))
    draft.period.save()
    problem = facts.sheet(draft).problem
    assert problem.step_min == 30
    assert np.array_equal(problem.demand["card"], need[3:10])


def test_without_a_requirement_nothing_is_demanded(draft: Version) -> None:
    assert facts.sheet(draft).problem.demand == {}


def test_public_holidays_are_day_numbers(cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    golden = Period.objects.create(unit=cast.centre, name="国庆", first_day=day(-54), days=7, created_by=cast.chen, created_at=NOW)
    assert golden.first_day.isoformat() == "2026-09-30"
    version = Version.objects.create(period=golden, number=1, created_by=cast.chen, created_at=NOW)
    assert facts.sheet(version).problem.holidays == {1, 2, 3, 4, 5, 6}


def test_some_workers_alone_are_read_without_the_rest(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"), (zhao, 0, "晚"))
    alone = facts.sheet(draft, people=[zhao.pk])
    assert [person.name for person in alone.people] == ["赵磊"]
    assert alone.roster.codes(alone.problem)[0][0] == "晚"


def test_the_number_of_queries_does_not_grow_with_the_people(draft: Version, cast: Cast, chen: Person) -> None:
    skilled(cast)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            facts.sheet(Version.objects.select_related("period__unit", "period__requirement").get(pk=draft.pk))
        return len(caught)

    few = queries()
    people = [agent(cast, f"7{n:03}", f"员工{n}") for n in range(40)]
    put(draft, chen, *((person, 1, "早") for person in people))
    assert queries() == few <= 16


def test_an_empty_period_is_a_problem_without_workers(cast: Cast, draft: Version) -> None:
    Person.objects.update(is_rostered=False)
    sheet = facts.sheet(draft)
    assert (sheet.people, sheet.roster.cells.shape) == ((), (0, 7))
    assert not (sheet.roster.cells != OFF).any()


def test_days_of_the_period_are_dates(week: Period) -> None:
    assert week.dates() == [day(n) for n in range(7)]
    assert day(6) in week
    assert day(7) not in week
    assert week.last_day == week.first_day + timedelta(days=6)
