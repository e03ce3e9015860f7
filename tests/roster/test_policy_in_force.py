"""A roster is bound by the policy in force on its first day (P-01, F-13, X-03, O-10), whatever comes later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.policies import put_in_force
from tests.roster.builders import NOW, day, put
from zuoxi.core import policy
from zuoxi.engine.roster.problem import Worker
from zuoxi.roster import checking, facts, leave
from zuoxi.roster.models import LeaveKind, Period, Version
from zuoxi.roster.solving import Order, problem_of
from zuoxi.rules.rostering import RosterPolicy

pytestmark = pytest.mark.django_db


def worker(version: Version, cast: Cast) -> Worker:
    return next(one for one in facts.sheet(version).problem.workers if one.id == cast.lin.work_number)


def held(version: Version, cast: Cast, name: str) -> Any:
    return getattr(worker(version, cast).rules, name)


@pytest.mark.parametrize(
    ("entry", "value", "rule", "expected"),
    [
        ("rest_h", 12, "min_rest_min", 720),
        ("max_week_h", 36, "max_week_min", 2160),
        ("days_off_a_week", 2, "min_days_off_per_week", 2),
        ("max_consecutive_days", 5, "max_consecutive_days", 5),
        ("max_nights", 4, "max_nights", 4),
        ("max_consecutive_nights", 2, "max_consecutive_nights", 2),
        ("recovery_days", 2, "recovery_days_after_nights", 2),
        ("least_contract_share", 0.5, "min_period_min", 1200),
        ("overtime_h", 4, "max_period_min", 2640),
    ],
)
def test_each_number_of_the_policy_binds_a_person(draft: Version, cast: Cast, entry: str, value: float, rule: str, expected: int) -> None:
    assert held(draft, cast, rule) != expected
    put_in_force({"roster": {entry: value}})
    assert held(draft, cast, rule) == expected


def test_prices_and_leads_come_from_the_policy_too(draft: Version) -> None:
    before = facts.sheet(draft).problem
    put_in_force({"roster": {"under": 50, "team": 3, "needs_lead": False}})
    after = facts.sheet(draft).problem
    assert (before.weights.under, before.weights.team) == (20, 1)
    assert (after.weights.under, after.weights.team) == (50, 3)
    assert after.lead_shifts == frozenset()


def test_nights_on_probation_are_allowed_where_the_policy_says_so(draft: Version, cast: Cast) -> None:
    cast.lin.probation_until = day(30)
    cast.lin.save()
    assert "夜" not in (worker(draft, cast).shifts or ())
    put_in_force({"roster": {"probation_nights": True}})
    shifts = worker(draft, cast).shifts
    assert shifts is None or "夜" in shifts


def test_what_begins_within_the_period_binds_only_the_next(draft: Version, week: Period, cast: Cast) -> None:
    put_in_force({"roster": {"rest_h": 14}}, since=policy.midnight(week.first_day + timedelta(days=1)))
    assert held(draft, cast, "min_rest_min") == 660
    later = Period.objects.create(unit=cast.centre, name="第 49 周", first_day=day(7), days=7, created_by=cast.chen, created_at=NOW)
    assert facts.bound_by(later).rest_h == 14.0
    assert facts.bound_by(week) == RosterPolicy()


def test_a_rest_that_was_long_enough_is_broken_under_a_stricter_policy(draft: Version, cast: Cast) -> None:
    """晚 ends at 22:00, 早 begins at 08:00: ten hours."""
    put(draft, cast.chen, (cast.lin, 0, "晚"), (cast.lin, 1, "早"))
    assert "F-13" in str(checking.violations(draft))
    put_in_force({"roster": {"rest_h": 8}})
    assert "rest" not in str(checking.violations(draft))


def test_a_search_starts_from_the_same_policy_as_the_check(draft: Version, week: Period, cast: Cast) -> None:
    put_in_force({"roster": {"rest_h": 13, "near_factor": 9}})
    sheet = problem_of(Order(week, draft, stay_close=True, seconds=1, seed=1), today=day(-1))
    assert {one.rules.min_rest_min for one in sheet.problem.workers} == {780}
    fresh = problem_of(Order(week, None, stay_close=False, seconds=1, seed=1), today=day(-1))
    assert {one.rules.min_rest_min for one in fresh.problem.workers} == {780}


def test_a_given_policy_is_taken_as_it_is(draft: Version, cast: Cast) -> None:
    put_in_force({"roster": {"rest_h": 13}})
    assert facts.sheet(draft, policy=RosterPolicy()).problem.workers[0].rules.min_rest_min == 660


def test_leave_and_policy_bind_together(draft: Version, cast: Cast) -> None:
    put_in_force({"roster": {"least_contract_share": 1.0}})
    assert held(draft, cast, "min_period_min") == 2400
    leave.grant(person=cast.lin, kind=LeaveKind.SICK, first_day=day(0), last_day=day(6), by=cast.chen, now=NOW)
    assert held(draft, cast, "min_period_min") == 0
