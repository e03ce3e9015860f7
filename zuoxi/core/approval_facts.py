"""Rows become facts for the rules of approvals: the only place where a stored request is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from zuoxi.core import roles
from zuoxi.core.models import Approval, ApprovalStep, Delegation, StepVerdict
from zuoxi.rules import approvals as rules
from zuoxi.rules.approvals import Actor, Delegate, Request, Scope, Step, Whose


def stored(steps: Iterable[Step]) -> list[dict[str, object]]:
    """Steps as they are kept with the request."""
    return [asdict(step) for step in steps]


def steps(approval: Approval) -> tuple[Step, ...]:
    return tuple(Step(**{**one, "scope": Scope(one["scope"]), "whose": Whose(one["whose"])}) for one in approval.steps)


def own(approval: Approval) -> frozenset[int]:
    """Whose own matter it is, and who is barred for another reason: none of them may act."""
    named = (approval.asked_by_id, approval.person_id, approval.other_id)
    return frozenset({pk for pk in named if pk is not None} | set(approval.barred))


def signed(approvals: Collection[Approval]) -> Mapping[int, frozenset[int]]:
    """Who has signed each of these, themselves or through a delegate; one query."""
    found: dict[int, set[int]] = {approval.pk: set() for approval in approvals}
    rows = ApprovalStep.objects.filter(approval__in=found, verdict=StepVerdict.APPROVED).values_list("approval_id", "by_id", "as_whom_id")
    for pk, by, as_whom in rows:
        found[pk] |= {one for one in (by, as_whom) if one is not None}
    return {pk: frozenset(people) for pk, people in found.items()}


def request(approval: Approval, has_signed: frozenset[int]) -> Request:
    return Request(kind=approval.kind, steps=steps(approval), at=approval.step, passed=approval.passed, own=own(approval), signed=has_signed)


def of_whom(approval: Approval, step: Step) -> int:
    """Whose team or department the step means."""
    return approval.other_id if step.whose is Whose.OTHER and approval.other_id else approval.person_id


def holders(approvals: Collection[Approval], *, now: datetime) -> Mapping[roles.Wanted, frozenset[int]]:
    """The holders of the present step and of every level above it, of all these requests at once."""
    wanted = {roles.of_step(rung, of_whom(approval, rung)) for approval in approvals for rung in rules.rungs(steps(approval)[approval.step])}
    return roles.holders(sorted(wanted), day=timezone.localtime(now).date())


def standings(approvals: Collection[Approval], *, now: datetime) -> dict[int, rules.Standing]:
    """Where each open request stands by the facts of this moment, by its key; a fixed number of queries."""
    have, found = signed([one for one in approvals if one.pk]), holders(approvals, now=now)
    return {one.pk: _standing(one, have.get(one.pk, frozenset()), found) for one in approvals}


def _standing(approval: Approval, has_signed: frozenset[int], found: Mapping[roles.Wanted, frozenset[int]]) -> rules.Standing:
    return rules.standing(request(approval, has_signed), lambda rung: found[roles.of_step(rung, of_whom(approval, rung))])


def delegates(approvers: Iterable[int], *, now: datetime) -> tuple[Delegate, ...]:
    """Who stands in for these approvers now."""
    rows = Delegation.objects.at(now).filter(approver_id__in=list(approvers))
    return tuple(Delegate(row.approver_id, row.delegate_id, row.start, row.end, row.of_kinds) for row in rows)


def actor(approval: Approval, person: int, *, now: datetime) -> Actor | None:
    """As whom this person may act on the request now; None when they may not."""
    where = request(approval, signed([approval])[approval.pk])
    rung = rules.rungs(where.step)[approval.passed]
    able = roles.one(rung.role, rung.scope, of_whom(approval, rung), day=timezone.localtime(now).date())
    return rules.who_acts(person, rules.actors(where, able, delegates(able, now=now), now))
