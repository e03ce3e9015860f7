"""Approvals as stored (P-05): each step recorded, nobody on their own, delegates for a period, one open request about one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at, hire
from zuoxi.core import approval_queries, approvals, delegations
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Approval, ApprovalState, ApprovalStep, Notice, StepVerdict
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.rules.approvals import LEADER

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")
LATER = NOW + timedelta(minutes=5)


def ask(cast: Cast, kind: str = "leave", *, by: Person | None = None, about: str = "leave:1", **more: Any) -> Approval:
    return approvals.ask(kind=kind, about=about, facts={"days": 2}, by=by or cast.lin, now=NOW, **more)


def waits_for(approval: Approval) -> list[str]:
    return [wait.person.name for wait in approval.waits.order_by("person__work_number")]


def steps(approval: Approval) -> list[tuple[int, str, str, str | None, str | None]]:
    rows = approval.taken.select_related("by", "as_whom").order_by("pk")
    return [(s.step, s.role, s.verdict, s.by and s.by.name, s.as_whom and s.as_whom.name) for s in rows]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the app was told about leave that was decided: state and by whom."""
    told: list[tuple[str, str]] = []
    kind = approvals.Kind("leave", decided=lambda approval, *, by, now: told.append((approval.state, by.name)))
    monkeypatch.setitem(approvals.KINDS, "leave", kind)
    return told


def test_leave_is_signed_by_the_leader_then_by_the_supervisor(cast: Cast, heard: list[tuple[str, str]]) -> None:
    approval = ask(cast)
    assert (waits_for(approval), approval.due_at) == (["吴班长"], at("2026-11-24 10:00"))
    approvals.approve(approval=approval, by=cast.wu, now=LATER, remark="好")
    assert (approval.state, approval.step, waits_for(approval), heard) == ("asked", 1, ["孙立"], [])
    approvals.approve(approval=approval, by=cast.sun, now=LATER)
    approval.refresh_from_db()
    assert (approval.state, approval.ended_at, waits_for(approval)) == ("approved", LATER, [])
    assert steps(approval) == [(0, "leader", "approved", "吴班长", None), (1, "supervisor", "approved", "孙立", None)]
    assert heard == [("approved", "孙立")]


def test_a_rejection_ends_it_and_needs_a_reason(cast: Cast, heard: list[tuple[str, str]]) -> None:
    approval = ask(cast)
    for empty in ("", "  \n"):
        with pytest.raises(approvals.RemarkNeeded):
            approvals.reject(approval=approval, by=cast.wu, now=LATER, remark=empty)
    approvals.reject(approval=approval, by=cast.wu, now=LATER, remark=" 人手不够 ")
    assert (approval.state, approval.taken.get().remark, heard) == ("rejected", "人手不够", [("rejected", "吴班长")])
    with pytest.raises(MovedMeanwhile):
        approvals.approve(approval=approval, by=cast.wu, now=LATER)


def test_who_it_does_not_wait_for_may_not_act(cast: Cast) -> None:
    approval = ask(cast)
    for person in (cast.zhao, cast.sun, cast.zhou, cast.chen, cast.gao):
        with pytest.raises(approvals.NotYourTurn):
            approvals.approve(approval=approval, by=person, now=LATER)
    assert not approval.taken.exists()
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    with pytest.raises(approvals.NotYourTurn):
        approvals.approve(approval=approval, by=cast.wu, now=LATER)


def test_a_leaders_own_leave_waits_for_the_supervisor_and_then_for_the_manager(cast: Cast) -> None:
    approval = ask(cast, by=cast.wu)
    assert waits_for(approval) == ["孙立"]
    approvals.approve(approval=approval, by=cast.sun, now=LATER)
    assert waits_for(approval) == ["周敏"]


@pytest.mark.parametrize("second", [RoleName.LEADER, RoleName.SUPERVISOR, RoleName.MANAGER, RoleName.ADMINISTRATOR])
def test_nobody_decides_on_their_own_by_a_second_role(cast: Cast, second: str) -> None:
    Role.objects.create(person=cast.lin, name=second, unit=cast.team)
    approval = ask(cast)
    with pytest.raises(approvals.OwnRequest):
        approvals.approve(approval=approval, by=cast.lin, now=LATER)
    with pytest.raises(approvals.OwnRequest):
        approvals.reject(approval=approval, by=cast.lin, now=LATER, remark="x")
    assert not approval.taken.exists()
    approvals.approve(approval=approval, by=cast.wu, now=LATER)


def test_an_attempt_on_ones_own_is_told_to_the_administrators(cast: Cast) -> None:
    approval = ask(cast, by=cast.wu)
    with pytest.raises(approvals.OwnRequest):
        approvals.approve(approval=approval, by=cast.wu, now=LATER)
    assert Notice.objects.filter(kind="approval.own_attempt").get().person == cast.gao


def test_the_person_it_is_about_the_other_party_and_the_barred_may_not_act_either(cast: Cast) -> None:
    for about, more in (("a:1", {"person": cast.wu}), ("a:2", {"other": cast.wu}), ("a:3", {"barred": [cast.wu.pk]})):
        approval = ask(cast, about=about, **more)
        with pytest.raises(approvals.OwnRequest):
            approvals.approve(approval=approval, by=cast.wu, now=LATER)
        assert waits_for(approval) == ["孙立"]


def test_a_swap_asks_the_leader_of_each_party(cast: Cast) -> None:
    hu = hire("2002", "胡班长", unit=cast.other_team, post=cast.wu.post, role=RoleName.LEADER)
    approval = ask(cast, "swap", other=cast.zhao)
    assert waits_for(approval) == ["吴班长"]
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    assert waits_for(approval) == ["胡班长"]
    approvals.approve(approval=approval, by=hu, now=LATER)
    assert waits_for(approval) == ["孙立"]


def test_one_leader_of_both_parties_signs_for_both(cast: Cast) -> None:
    li = hire("1003", "李明", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    approval = ask(cast, "swap", other=li)
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    assert (approval.step, waits_for(approval)) == (2, ["孙立"])


def test_a_delegate_acts_and_the_record_says_for_whom(cast: Cast) -> None:
    delegations.delegate(to=cast.chen, start=NOW, end=NOW + timedelta(days=2), by=cast.wu, now=NOW)
    approval = ask(cast)
    approvals.approve(approval=approval, by=cast.chen, now=LATER)
    assert steps(approval) == [(0, "leader", "approved", "陈晓燕", "吴班长")]


def test_a_delegate_has_nothing_before_after_of_other_kinds_or_once_it_was_ended(cast: Cast) -> None:
    made = delegations.delegate(to=cast.chen, start=NOW + timedelta(hours=1), end=NOW + timedelta(days=2), kinds=["leave"], by=cast.wu, now=NOW)
    leave, seat = ask(cast), ask(cast, "seat_leave", about="seat:1")
    early, within, late = LATER, NOW + timedelta(hours=2), NOW + timedelta(days=2)
    refused = [(leave, early), (leave, late), (seat, within)]
    assert [approval_queries.count_waiting(cast.chen, now=moment) for moment in (early, within, late)] == [0, 1, 0]
    for approval, moment in refused:
        with pytest.raises(approvals.NotYourTurn):
            approvals.approve(approval=approval, by=cast.chen, now=moment)
    delegations.undelegate(delegation=made, by=cast.wu, now=LATER)
    with pytest.raises(approvals.NotYourTurn):
        approvals.approve(approval=leave, by=cast.chen, now=within)
    with pytest.raises(MovedMeanwhile):
        delegations.undelegate(delegation=made, by=cast.wu, now=LATER)


def test_the_asker_named_as_a_delegate_does_not_decide_and_does_not_see_it_waiting(cast: Cast) -> None:
    delegations.delegate(to=cast.lin, start=NOW, end=NOW + timedelta(days=2), by=cast.wu, now=NOW)
    approval = ask(cast)
    assert (approval_queries.waiting_for(cast.lin, now=LATER), approval_queries.count_waiting(cast.lin, now=LATER)) == ([], 0)
    with pytest.raises(approvals.OwnRequest):
        approvals.approve(approval=approval, by=cast.lin, now=LATER)


def test_only_who_gave_a_delegation_ends_it(cast: Cast) -> None:
    made = delegations.delegate(to=cast.chen, start=NOW, end=NOW + timedelta(days=2), by=cast.wu, now=NOW)
    with pytest.raises(MovedMeanwhile):
        delegations.undelegate(delegation=made, by=cast.chen, now=LATER)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (-3, -1), (0, 61)])
def test_a_period_must_lie_ahead_and_within_the_policy(cast: Cast, start: int, end: int) -> None:
    with pytest.raises(delegations.PeriodImpossible):
        delegations.delegate(to=cast.chen, start=NOW + timedelta(days=start), end=NOW + timedelta(days=end), by=cast.wu, now=NOW)
    with pytest.raises(delegations.NotToYourself):
        delegations.delegate(to=cast.wu, start=NOW, end=NOW + timedelta(days=60), by=cast.wu, now=NOW)


def test_one_thing_is_asked_for_once_at_a_time(cast: Cast) -> None:
    approval = ask(cast)
    with pytest.raises(approvals.AlreadyAsked), transaction.atomic():
        ask(cast)
    approvals.withdraw(approval=approval, by=cast.lin, now=LATER)
    assert ask(cast).pk != approval.pk


def test_only_the_asker_withdraws_and_only_while_it_is_open(cast: Cast) -> None:
    approval = ask(cast)
    with pytest.raises(approvals.NotYourTurn):
        approvals.withdraw(approval=approval, by=cast.wu, now=LATER)
    approvals.withdraw(approval=approval, by=cast.lin, now=LATER)
    assert (approval.state, steps(approval)) == ("withdrawn", [(0, "leader", "withdrawn", "林静", None)])
    with pytest.raises(MovedMeanwhile):
        approvals.withdraw(approval=approval, by=cast.lin, now=LATER)


def test_who_acts_on_what_has_moved_since_they_looked_is_told_so(cast: Cast) -> None:
    approval, seen = ask(cast), 0
    approvals.approve(approval=approval, by=cast.wu, now=LATER, seen=seen)
    with pytest.raises(MovedMeanwhile):
        approvals.approve(approval=approval, by=cast.sun, now=LATER, seen=seen)
    stale = Approval.objects.get(pk=approval.pk)
    approvals.approve(approval=approval, by=cast.sun, now=LATER)
    with pytest.raises(MovedMeanwhile):
        approvals.claim(stale)


def test_many_are_decided_each_for_itself(cast: Cast) -> None:
    mine = [ask(cast, about=f"leave:{n}") for n in range(3)]
    own = ask(cast, by=cast.wu, about="leave:9")
    outcomes = approvals.decide_many(approvals=[mine[0], own, mine[1], mine[2]], verdict=StepVerdict.APPROVED, by=cast.wu, now=LATER)
    assert [type(one.problem).__name__ for one in outcomes] == ["NoneType", "OwnRequest", "NoneType", "NoneType"]
    assert ApprovalStep.objects.filter(verdict="approved").count() == 3
    rejected = approvals.decide_many(approvals=mine, verdict=StepVerdict.REJECTED, by=cast.sun, now=LATER, seen={mine[0].pk: 99})
    assert [type(one.problem).__name__ for one in rejected] == ["RemarkNeeded"] * 3


def test_a_chain_of_its_own_can_be_given(cast: Cast) -> None:
    approval = ask(cast, steps=(LEADER,))
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    assert approval.state == ApprovalState.APPROVED


def test_what_is_no_kind_cannot_be_asked_for(cast: Cast) -> None:
    with pytest.raises(KeyError):
        ask(cast, "nonsense")


def test_where_nobody_can_decide_the_administrators_are_told_and_it_says_so(cast: Cast) -> None:
    approval = ask(cast, by=cast.zhou)
    assert (waits_for(approval), approval.flagged_at) == ([], NOW)
    assert Notice.objects.get(kind="approval.stuck").person == cast.gao
    assert ask(cast, about="leave:2").flagged_at is None


def test_the_database_itself_keeps_a_step_from_being_signed_twice(cast: Cast) -> None:
    approval = ask(cast)
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalStep.objects.create(approval=approval, step=0, verdict="rejected", by=cast.sun, at=LATER)


def test_people_are_told_what_waits_and_what_came_of_it(cast: Cast) -> None:
    approval = ask(cast)
    assert list(Notice.objects.values_list("person__name", "kind")) == [("吴班长", "approval.waiting")]
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    approvals.approve(approval=approval, by=cast.sun, now=LATER)
    told = set(Notice.objects.values_list("person__name", "kind"))
    assert told == {("吴班长", "approval.waiting"), ("孙立", "approval.waiting"), ("林静", "approval.approved")}


def test_the_inbox_of_each_holds_what_waits_for_them_soonest_due_first(cast: Cast) -> None:
    slow, quick = ask(cast), ask(cast, "seat_leave", about="seat:1")
    rows = approval_queries.waiting_for(cast.wu, now=LATER)
    assert [(row.approval, row.as_whom, row.is_overdue) for row in rows] == [(quick, None, False), (slow, None, False)]
    assert [row.is_overdue for row in approval_queries.waiting_for(cast.wu, now=NOW + timedelta(hours=3))] == [True, False]
    assert approval_queries.waiting_for(cast.sun, now=LATER) == []
    assert list(approval_queries.asked_by(cast.lin).order_by("pk")) == [slow, quick]


def test_a_request_is_seen_by_those_it_concerns_and_by_nobody_else(cast: Cast) -> None:
    approval = ask(cast)
    approvals.approve(approval=approval, by=cast.wu, now=LATER)
    seen = {name for name in ("lin", "wu", "zhao", "chen", "zhou", "sun", "gao") if approval_queries.visible_to(cast.actor(name), now=LATER)}
    assert seen == {"lin", "wu", "sun"}
