"""What time does to approvals (P-05): remind, pass up, look again who may act. Run by `zuoxi tick`; safe to run twice and by several at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zuoxi.core import approval_facts, approval_notices, approvals
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Approval, ApprovalStep, ApprovalWait, StepVerdict
from zuoxi.rules import approvals as rules


def tick(*, now: datetime) -> None:
    """One round: who is due is reminded, what is past its limit goes up, whoever has come or gone is seen."""
    remind(now=now)
    pass_up(now=now)
    refresh(now=now)


def remind(*, now: datetime) -> int:
    """Remind each approver once a level, when the share of the limit has passed that the policy names."""
    count = 0
    for approval in Approval.objects.to_remind(now).select_related("asked_by").order_by("pk"):
        with transaction.atomic():
            if Approval.objects.filter(pk=approval.pk, turn=approval.turn, reminded_at=None).update(reminded_at=now):
                approval_notices.reminder(approval, _holders(approval), now=now)
                count += 1
    return count


def pass_up(*, now: datetime) -> int:
    """Pass up what is past its limit, one level at a time; the record bears the moment at which the limit passed, however late we look."""
    count = 0
    for approval in Approval.objects.to_pass_up(now).select_related("asked_by").order_by("due_at", "pk"):
        try:
            count += _up(approval, now=now)
        except MovedMeanwhile:
            continue
    return count


@transaction.atomic
def _up(approval: Approval, *, now: datetime) -> bool:
    """The new level has its whole limit from the moment at which it is told. At the top it stays, and is said to be overdue."""
    step = approval_facts.steps(approval)[approval.step]
    if rules.is_top(step, approval.passed):
        won = Approval.objects.filter(pk=approval.pk, turn=approval.turn, overdue_at=None).update(overdue_at=approval.due_at)
        if won:
            approval_notices.overdue(approval, _holders(approval), now=now)
        return bool(won)
    approvals.claim(approval)
    passed_at, role = approval.due_at, rules.rungs(step)[approval.passed].role
    ApprovalStep.objects.create(approval=approval, step=approval.step, passed=approval.passed, role=role, verdict=StepVerdict.PASSED_UP, at=passed_at)
    approval.passed += 1
    standing = approvals.place(approval, since=now, now=now)
    approval.save()
    approvals.wait_for(approval, standing, now=now)
    return True


def refresh(*, now: datetime) -> int:
    """Look again who may act on each open request: people come, leave, get and lose roles. Returns how many now wait for others."""
    still = list(Approval.objects.open().select_related("asked_by").order_by("pk"))
    found, count = approval_facts.standings(still, now=now), 0
    waits: dict[int, set[int]] = {}
    for waiting, person in ApprovalWait.objects.filter(approval__in=still).values_list("approval_id", "person_id"):
        waits.setdefault(waiting, set()).add(person)
    for approval in still:
        standing = found[approval.pk]
        if waits.get(approval.pk, set()) != standing.holders or approval.passed != standing.passed:
            count += _moved(approval, now=now)
    return count


@transaction.atomic
def _moved(approval: Approval, *, now: datetime) -> bool:
    """Only a level that has changed begins its limit anew; a new holder of the same level inherits what is left."""
    level, due_at, remind_at, since = approval.passed, approval.due_at, approval.remind_at, approval.since
    try:
        approvals.claim(approval)
    except MovedMeanwhile:
        return False
    was_flagged, reminded_at, overdue_at = approval.flagged_at, approval.reminded_at, approval.overdue_at
    standing = approvals.place(approval, since=now, now=now)
    if standing.passed == level:
        approval.due_at, approval.remind_at, approval.since = due_at, remind_at, since
        approval.reminded_at, approval.overdue_at = reminded_at, overdue_at
        approval.flagged_at = (was_flagged or now) if standing.flagged else None
    approval.save()
    approvals.wait_for(approval, standing, now=now)
    return True


def _holders(approval: Approval) -> set[int]:
    return set(ApprovalWait.objects.filter(approval=approval).values_list("person_id", flat=True))
