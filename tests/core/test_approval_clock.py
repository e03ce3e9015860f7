"""What time does to approvals (P-05, R34): reminded once, passed up once with the true moment, ends at the top; works again after a stop."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import Cast, at, hire
from zuoxi.core import approval_clock, approvals
from zuoxi.core.models import Approval, Notice
from zuoxi.people.models import Person, Role, RoleName

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")


def ask(cast: Cast, kind: str = "seat_leave", *, by: Person | None = None, about: str = "x:1", now: datetime = NOW) -> Approval:
    return approvals.ask(kind=kind, about=about, facts={}, by=by or cast.lin, now=now)


def told(kind: str) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("person__name", flat=True))


def waits_for(approval: Approval) -> list[str]:
    return [wait.person.name for wait in approval.waits.order_by("person__work_number")]


def passed_up(approval: Approval) -> list[tuple[datetime, str]]:
    return list(approval.taken.filter(verdict="passed_up").order_by("pk").values_list("at", "role"))


def test_the_approver_is_reminded_once_after_half_of_the_limit(cast: Cast) -> None:
    ask(cast)
    approval_clock.tick(now=NOW + timedelta(minutes=29))
    assert told("approval.reminder") == []
    for minute in (30, 31, 45, 59):
        approval_clock.tick(now=NOW + timedelta(minutes=minute))
    assert told("approval.reminder") == ["吴班长"]


def test_what_is_past_its_limit_goes_up_and_the_new_level_has_its_whole_limit(cast: Cast) -> None:
    approval = ask(cast)
    approval_clock.tick(now=NOW + timedelta(minutes=59))
    assert waits_for(approval) == ["吴班长"]
    approval_clock.tick(now=NOW + timedelta(minutes=60))
    approval.refresh_from_db()
    assert (waits_for(approval), approval.passed, approval.due_at) == (["孙立"], 1, NOW + timedelta(hours=2))
    assert passed_up(approval) == [(NOW + timedelta(hours=1), "leader")]
    with pytest.raises(approvals.NotYourTurn):
        approvals.approve(approval=approval, by=cast.wu, now=NOW + timedelta(minutes=61))
    approvals.approve(approval=approval, by=cast.sun, now=NOW + timedelta(minutes=61))
    assert approval.state == "approved"


def test_passing_up_ends_at_the_top_which_stays_and_is_told_once_that_it_is_late(cast: Cast) -> None:
    approval = ask(cast)
    for hour in range(1, 6):
        approval_clock.tick(now=NOW + timedelta(hours=hour))
    approval.refresh_from_db()
    assert (waits_for(approval), approval.passed, approval.overdue_at) == (["周敏"], 2, NOW + timedelta(hours=3))
    assert [role for _at, role in passed_up(approval)] == ["leader", "supervisor"]
    assert sorted(told("approval.overdue")) == ["周敏", "林静"]
    approvals.approve(approval=approval, by=cast.zhou, now=NOW + timedelta(hours=6))
    assert approval.state == "approved"


def test_after_two_hours_down_each_escalation_fires_once_with_the_true_moment(cast: Cast) -> None:
    many = [ask(cast, about=f"x:{n}", now=NOW + timedelta(minutes=n)) for n in range(5)]
    back = NOW + timedelta(hours=2, minutes=30)
    for _ in range(3):
        approval_clock.tick(now=back)
    for number, approval in enumerate(many):
        approval.refresh_from_db()
        assert passed_up(approval) == [(NOW + timedelta(hours=1, minutes=number), "leader")]
        assert approval.due_at == back + timedelta(hours=1)
    assert told("approval.passed_up") == ["孙立"] * 5
    assert told("approval.reminder") == []


def test_nothing_fires_outside_office_hours(cast: Cast) -> None:
    evening = at("2026-11-27 17:30")
    approval = ask(cast, now=evening)
    for moment in (at("2026-11-27 20:00"), at("2026-11-28 12:00"), at("2026-11-30 09:29")):
        approval_clock.tick(now=moment)
        assert passed_up(approval) == []
    approval_clock.tick(now=at("2026-11-30 09:30"))
    assert passed_up(approval) == [(at("2026-11-30 09:30"), "leader")]


def test_a_day_off_of_the_country_does_not_count(cast: Cast) -> None:
    approval = ask(cast, now=at("2026-09-30 17:30"))
    assert approval.due_at == at("2026-10-08 09:30")


def test_whoever_gets_the_role_gets_what_waits_and_whoever_leaves_loses_it(cast: Cast) -> None:
    approval = ask(cast)
    hu = hire("2002", "胡班长", unit=cast.team, post=cast.wu.post, role=RoleName.LEADER)
    approval_clock.refresh(now=NOW + timedelta(minutes=1))
    assert waits_for(approval) == ["吴班长", "胡班长"]
    Person.objects.filter(pk=cast.wu.pk).update(is_active=False)
    approval_clock.refresh(now=NOW + timedelta(minutes=2))
    approval.refresh_from_db()
    assert (waits_for(approval), approval.due_at) == (["胡班长"], NOW + timedelta(hours=1))
    Person.objects.filter(pk=hu.pk).update(left_on=NOW.date())
    approval_clock.refresh(now=NOW + timedelta(minutes=3))
    approval.refresh_from_db()
    assert (waits_for(approval), approval.due_at) == (["孙立"], NOW + timedelta(hours=1, minutes=3))
    assert approval_clock.refresh(now=NOW + timedelta(minutes=4)) == 0


def test_one_that_nobody_could_decide_is_found_again_when_somebody_can(cast: Cast) -> None:
    approval = ask(cast, "policy", by=cast.zhou)
    assert approval.flagged_at == NOW
    assert approval_clock.refresh(now=NOW + timedelta(minutes=1)) == 0
    Role.objects.create(person=cast.sun, name=RoleName.MANAGER, unit=cast.centre)
    approval_clock.refresh(now=NOW + timedelta(minutes=2))
    approval.refresh_from_db()
    assert (waits_for(approval), approval.flagged_at) == (["孙立"], None)


def test_a_round_over_many_asks_the_database_as_often_as_over_few(cast: Cast, django_assert_num_queries: object) -> None:
    ask(cast)
    with django_assert_num_queries(8):  # type: ignore[operator]
        approval_clock.tick(now=NOW + timedelta(minutes=1))
    for number in range(30):
        ask(cast, about=f"y:{number}")
    with django_assert_num_queries(8):  # type: ignore[operator]
        approval_clock.tick(now=NOW + timedelta(minutes=1))
