"""What the database itself keeps true about approvals, appeals, delegations and deliveries, whoever writes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at
from zuoxi.core import approvals
from zuoxi.core.models import Appeal, Approval, ApprovalStep, ApprovalWait, Delegation, Notice, NoticeDelivery, NoticeWebhook, PeriodicRun

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")


def refused(make: Any, **fields: Any) -> bool:
    """Whether the database refuses it."""
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def approval(cast: Cast) -> Approval:
    return approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=NOW)


@pytest.mark.parametrize(
    ("fields", "no"),
    [
        ({"state": "approved", "ended_at": NOW}, False),
        ({"state": "approved"}, True),
        ({"state": "withdrawn"}, True),
        ({"ended_at": NOW}, True),
        ({"remind_at": NOW + timedelta(days=9)}, True),
        ({"remind_at": NOW}, False),
    ],
)
def test_a_request_has_ended_exactly_at_an_end_and_reminds_before_it_is_due(approval: Approval, fields: dict[str, Any], no: bool) -> None:
    assert refused(Approval.objects.filter(pk=approval.pk).update, **fields) is no


@pytest.mark.parametrize(
    ("verdict", "by", "as_whom", "no"),
    [
        ("approved", "wu", None, False),
        ("approved", "sun", "wu", False),
        ("approved", None, None, True),
        ("approved", "wu", "wu", True),
        ("passed_up", None, None, False),
        ("passed_up", "wu", None, True),
        ("withdrawn", None, None, True),
    ],
)
def test_a_step_has_somebody_unless_time_took_it(approval: Approval, cast: Cast, verdict: str, by: str | None, as_whom: str | None, no: bool) -> None:
    people = {"by": by and cast.actor(by), "as_whom": as_whom and cast.actor(as_whom)}
    assert refused(ApprovalStep.objects.create, approval=approval, step=0, verdict=verdict, at=NOW, **people) is no


def test_a_step_may_be_passed_up_twice_and_signed_once(approval: Approval, cast: Cast) -> None:
    common = {"approval": approval, "step": 0, "at": NOW}
    assert not refused(ApprovalStep.objects.create, verdict="passed_up", **common)
    assert not refused(ApprovalStep.objects.create, verdict="passed_up", **common)
    assert not refused(ApprovalStep.objects.create, verdict="approved", by=cast.wu, **common)
    for verdict in ("approved", "rejected", "answered"):
        assert refused(ApprovalStep.objects.create, verdict=verdict, by=cast.sun, **common)


def test_a_request_waits_once_for_a_person(approval: Approval, cast: Cast) -> None:
    assert refused(ApprovalWait.objects.create, approval=approval, person=cast.wu)
    assert not refused(ApprovalWait.objects.create, approval=approval, person=cast.sun)


@pytest.mark.parametrize(
    ("delegate", "days", "no"),
    [("sun", 1, False), ("wu", 1, True), ("sun", 0, True), ("sun", -1, True)],
)
def test_a_delegation_goes_to_somebody_else_for_some_time(cast: Cast, delegate: str, days: int, no: bool) -> None:
    fields = {"approver": cast.wu, "delegate": cast.actor(delegate), "start": NOW, "end": NOW + timedelta(days=days), "made_at": NOW}
    assert refused(Delegation.objects.create, **fields) is no


@pytest.mark.parametrize(("kinds", "found"), [("", set()), (",leave,", {"leave"}), (",leave,swap,", {"leave", "swap"})])
def test_the_kinds_of_a_delegation_are_read_as_they_were_written(kinds: str, found: set[str]) -> None:
    assert Delegation(kinds=kinds).of_kinds == found


@pytest.mark.parametrize(
    ("fields", "no"),
    [
        ({"state": "asked"}, False),
        ({"state": "withdrawn"}, False),
        ({"state": "upheld"}, True),
        ({"state": "upheld", "answered_by": "zhou", "answered_at": NOW, "answer": "x"}, False),
        ({"state": "upheld", "answered_by": "zhou", "answered_at": NOW, "answer": ""}, True),
        ({"state": "upheld", "answered_by": "lin", "answered_at": NOW, "answer": "x"}, True),
        ({"state": "upheld", "answered_by": "sun", "answered_at": NOW, "answer": "x"}, True),
        ({"state": "changed", "answered_by": "zhou", "answered_at": NOW, "answer": "x"}, True),
        ({"state": "changed", "answered_by": "zhou", "answered_at": NOW, "answer": "x", "new_fact": {"text": "y"}}, False),
    ],
)
def test_an_appeal_is_answered_by_a_third_with_a_reason_and_a_fact(approval: Approval, cast: Cast, fields: dict[str, Any], no: bool) -> None:
    """lin appeals against what sun decided."""
    known = {**fields, **({"answered_by": cast.actor(fields["answered_by"])} if "answered_by" in fields else {})}
    common = {"kind": "mark", "about": "mark:1", "person": cast.lin, "decided_by": cast.sun, "reason": "x", "asked_at": NOW, "approval": approval}
    assert refused(Appeal.objects.create, **common, **known) is no


@pytest.mark.parametrize(
    ("email", "has_robot", "no"),
    [("a@example.com", False, False), ("", True, False), ("", False, True), ("a@example.com", True, True)],
)
def test_a_delivery_goes_one_way(cast: Cast, email: str, has_robot: bool, no: bool) -> None:
    notice = Notice.objects.create(person=cast.lin, kind="job.failed", key="k", at=NOW)
    robot = NoticeWebhook.objects.create(name="群", flavour="wecom", url="https://x.invalid/") if has_robot else None
    assert refused(NoticeDelivery.objects.create, notice=notice, email=email, webhook=robot, key="k", next_try_at=NOW) is no


def test_a_periodic_work_has_one_row() -> None:
    assert [refused(PeriodicRun.objects.create, name="x") for _ in range(2)] == [False, True]
