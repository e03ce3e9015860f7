"""Approvals (P-05): asked for, signed step by step, rejected, withdrawn.

Apps register what can be asked for in `AppConfig.ready()`:
    approvals.register("leave", label=_("Leave"), decided=leave.decided, link=lambda approval: "/my/leave/", describe=leave.describe)
`decided(approval, by=..., now=...)` is called in the same transaction when the request reaches an end; its `state` says which.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.core import approval_facts, approval_notices, office
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import Approval, ApprovalState, ApprovalStep, ApprovalWait, StepVerdict
from zuoxi.rules import approvals as rules

log = logging.getLogger(__name__)


class AlreadyAsked(Problem):
    code, status = "approval.already_asked", 409
    text = _("This waits for approval already. Withdraw that request first, or wait until it is decided.")


class OwnRequest(Problem):
    code, status = "approval.own_request", 403
    text = _("Nobody decides on what is their own, not for somebody else either. The administrators were told; someone else must decide.")


class NotYourTurn(Problem):
    code, status = "approval.not_your_turn", 403
    text = _("This does not wait for you. It was decided or passed on, or it waits for someone else; reload to see where it stands.")


class RemarkNeeded(Problem):
    code, status = "approval.remark_needed", 422
    text = _("Say why. Who asked will read it.")


class OnItsOwnPage(Problem):
    code, status = "approval.on_its_own_page", 409
    text = _("This is answered on its own page. Open it there.")


class Decided(Protocol):
    """What an app does when a request has reached an end."""

    def __call__(self, approval: Approval, *, by: Any, now: datetime) -> None: ...


def unlinked(_: Approval) -> str:
    """For kinds whose request is looked at in the inbox."""
    return ""


def nothing(approval: Approval, *, by: Any, now: datetime) -> None:
    """For kinds whose app looks at the state itself."""


@dataclass(frozen=True)
class Kind:
    """What can be asked for: its name, what happens when it is decided, where it is looked at, how it is told in one line."""

    label: str | Promise
    decided: Decided = nothing
    link: Callable[[Approval], str] = unlinked
    describe: Callable[[Approval], str] = unlinked
    own_page: bool = False


KINDS: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    label: str | Promise,
    decided: Decided = nothing,
    link: Callable[[Approval], str] = unlinked,
    describe: Callable[[Approval], str] = unlinked,
    own_page: bool = False,
) -> None:
    """`own_page`: answered on the page that `link` names, not by approve and reject."""
    KINDS[kind] = Kind(label, decided, link, describe, own_page)
    approval_notices.LABELS[kind] = label


def ask(
    *,
    kind: str,
    about: str,
    facts: dict[str, Any],
    by: Any,
    now: datetime,
    person: Any = None,
    other: Any = None,
    barred: Iterable[int] = (),
    steps: tuple[rules.Step, ...] | None = None,
) -> Approval:
    """Ask for approval of a thing. `person` is whom it is about (the asker when not given), `other` a second party, `steps` a chain of its own."""
    KINDS[kind]
    policy = office.in_force(now=now)
    chain = steps or rules.chain(kind, policy.approvals)
    approval = Approval(
        kind=kind, about=about, facts=facts, asked_by=by, person=person or by, other=other, barred=sorted(barred), asked_at=now,
        steps=approval_facts.stored(chain), policy_version=policy.version,
    )  # fmt: skip
    standing = place(approval, since=now, now=now)
    try:
        with transaction.atomic():
            approval.save(force_insert=True)
            wait_for(approval, standing, now=now)
    except IntegrityError as error:
        raise AlreadyAsked from error
    return approval


def approve(*, approval: Approval, by: Any, now: datetime, remark: str = "", seen: int | None = None) -> Approval:
    """Sign the present step; at the last one the request is approved. `seen` is the turn that the approver looked at."""
    return _sign(approval, StepVerdict.APPROVED, by=by, now=now, remark=remark, seen=seen)


def reject(*, approval: Approval, by: Any, now: datetime, remark: str, seen: int | None = None) -> Approval:
    """Refuse at the present step, with a reason; this ends the request."""
    if not remark.strip():
        raise RemarkNeeded
    return _sign(approval, StepVerdict.REJECTED, by=by, now=now, remark=remark.strip(), seen=seen)


@dataclass(frozen=True)
class Outcome:
    """What came of one request among many; `problem` says why it was not decided."""

    approval: Approval
    problem: Problem | None = None


def decide_many(
    *, approvals: Iterable[Approval], verdict: StepVerdict, by: Any, now: datetime, remark: str = "", seen: dict[int, int] | None = None
) -> list[Outcome]:
    """Approve or reject each of these for itself: one that cannot be decided keeps none of the others from it."""
    act, outcomes = (reject if verdict == StepVerdict.REJECTED else approve), []
    for approval in approvals:
        try:
            outcomes.append(Outcome(act(approval=approval, by=by, now=now, remark=remark, seen=(seen or {}).get(approval.pk))))
        except Problem as problem:
            outcomes.append(Outcome(approval, problem))
    return outcomes


@transaction.atomic
def withdraw(*, approval: Approval, by: Any, now: datetime) -> Approval:
    """Take one's own request back while it is open."""
    if approval.asked_by_id != by.pk:
        raise NotYourTurn
    claim(approval)
    record(approval, StepVerdict.WITHDRAWN, by=by, now=now)
    return end(approval, ApprovalState.WITHDRAWN, by=by, now=now)


def _sign(approval: Approval, verdict: StepVerdict, *, by: Any, now: datetime, remark: str, seen: int | None) -> Approval:
    if KINDS[approval.kind].own_page:
        raise OnItsOwnPage
    actor = authorise(approval, by=by, now=now, seen=seen)
    with transaction.atomic():
        claim(approval)
        record(approval, verdict, by=by, as_whom=actor.as_whom, now=now, remark=remark)
        if verdict == StepVerdict.REJECTED:
            return end(approval, ApprovalState.REJECTED, by=by, now=now)
        if approval.step + 1 == len(approval.steps):
            return end(approval, ApprovalState.APPROVED, by=by, now=now)
        approval.step, approval.passed = approval.step + 1, 0
        standing = place(approval, since=now, now=now)
        approval.save()
        wait_for(approval, standing, now=now)
    return approval


def authorise(approval: Approval, *, by: Any, now: datetime, seen: int | None = None) -> rules.Actor:
    """As whom this person acts on the request now, or the refusal. An attempt on what is one's own is told to the administrators."""
    if by.pk in approval_facts.own(approval):
        log.warning("person %s tried to decide on their own request %s", by.pk, approval.pk)
        approval_notices.own_attempt(approval, by=by, now=now)
        raise OwnRequest
    if not approval.is_open or (seen is not None and seen != approval.turn):
        raise MovedMeanwhile(what=str(KINDS[approval.kind].label))
    actor = approval_facts.actor(approval, by.pk, now=now)
    if actor is None:
        raise NotYourTurn
    return actor


def claim(approval: Approval) -> None:
    """Of all who move the request at the same moment exactly one gets past here."""
    won = Approval.objects.filter(pk=approval.pk, turn=approval.turn, state=ApprovalState.ASKED).update(turn=F("turn") + 1)
    if won != 1:
        raise MovedMeanwhile(what=str(KINDS[approval.kind].label))
    approval.turn += 1


def record(approval: Approval, verdict: StepVerdict, *, by: Any, now: datetime, as_whom: int | None = None, remark: str = "") -> ApprovalStep:
    """Write down what happened at the present step."""
    rung = rules.rungs(approval_facts.steps(approval)[approval.step])[approval.passed]
    return ApprovalStep.objects.create(
        approval=approval, step=approval.step, passed=approval.passed, role=rung.role, verdict=verdict, by=by, as_whom_id=as_whom, at=now,
        remark=remark,
    )  # fmt: skip


def end(approval: Approval, state: ApprovalState, *, by: Any, now: datetime) -> Approval:
    """Close a claimed request, tell who asked, and let its app do what follows."""
    approval.state, approval.ended_at = state, now
    approval.save(update_fields=["state", "ended_at"])
    ApprovalWait.objects.filter(approval=approval).delete()
    kind = KINDS[approval.kind]
    kind.decided(approval, by=by, now=now)
    if not kind.own_page:
        approval_notices.decided(approval, by=by, now=now)
    return approval


def place(approval: Approval, *, since: datetime, now: datetime) -> rules.Standing:
    """Set where the request stands and by when it must be done; the caller saves it."""
    standing = approval_facts.standings([approval], now=now)[approval.pk]
    policy = office.in_force(now=now)
    limits = rules.clock(standing.rung, since=since, office=policy.office, policy=policy.approvals)
    approval.passed, approval.since, approval.remind_at, approval.due_at = standing.passed, since, limits.remind_at, limits.due_at
    approval.reminded_at = approval.overdue_at = None
    approval.flagged_at = now if standing.flagged else None
    return standing


def wait_for(approval: Approval, standing: rules.Standing, *, now: datetime) -> None:
    """Have it wait for those who may act, and tell them; where there is nobody, tell the administrators."""
    ApprovalWait.objects.filter(approval=approval).exclude(person_id__in=standing.holders).delete()
    rows = [ApprovalWait(approval=approval, person_id=pk) for pk in sorted(standing.holders)]
    ApprovalWait.objects.bulk_create(rows, ignore_conflicts=True)
    if standing.flagged:
        approval_notices.stuck(approval, now=now)
    else:
        approval_notices.waiting(approval, standing.holders, now=now)
