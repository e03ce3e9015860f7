"""Reads of approvals for pages: what waits for a person, what they asked for, and which they may look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from zuoxi.core import approval_facts
from zuoxi.core.models import Approval, ApprovalQuerySet, ApprovalState, ApprovalWait, Delegation, Notice


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody; `as_whom` is the approver for whom they would act."""

    approval: Approval
    as_whom: Any | None
    is_overdue: bool


def waits(person: Any, *, now: datetime) -> QuerySet[ApprovalWait]:
    """The waits that this person can end: their own, and those of approvers who named them for now and for the kind."""
    given = Delegation.objects.at(now).filter(delegate=person, approver=OuterRef("person_id"))
    covers = given.filter(Q(kinds="") | Q(kinds__contains=Concat(Value(","), OuterRef("approval__kind"), Value(","))))
    theirs = Q(approval__asked_by=person) | Q(approval__person=person) | Q(approval__other=person)
    mine = ApprovalWait.objects.filter(approval__state=ApprovalState.ASKED).filter(Q(person=person) | Exists(covers))
    return mine.exclude(theirs, ~Q(person=person))


def waiting_for(person: Any, *, now: datetime) -> list[Waiting]:
    """Everything that waits for this person, soonest due first, in three queries."""
    rows = waits(person, now=now).select_related("person", "approval__asked_by", "approval__person", "approval__appeal")
    found: dict[int, ApprovalWait] = {}
    for row in rows.order_by("approval__due_at", "approval_id", "person_id"):
        if row.approval_id not in found or row.person_id == person.pk:
            found[row.approval_id] = row
    have_signed = approval_facts.signed([row.approval for row in found.values()])
    return [
        Waiting(row.approval, None if row.person_id == person.pk else row.person, row.approval.due_at <= now)
        for row in found.values()
        if may_stand_in(row, person, have_signed[row.approval_id])
    ]


def may_stand_in(row: ApprovalWait, person: Any, has_signed: frozenset[int]) -> bool:
    """A delegate who is barred, or has signed an earlier step, does not see it."""
    excluded = approval_facts.request(row.approval, has_signed).excluded
    return row.person_id == person.pk or person.pk not in excluded


def count_waiting(person: Any, *, now: datetime) -> int:
    """How many wait, in one query."""
    return waits(person, now=now).values("approval_id").distinct().count()


@dataclass(frozen=True)
class Badges:
    """What every page shows: how much waits for the reader, and how many notices they have not read."""

    waiting: int = 0
    unread: int = 0


def badges(person: Any, *, now: datetime) -> Badges:
    """Both in one query."""
    waiting = waits(person, now=now).order_by().annotate(one=Value(1)).values("one").annotate(n=Count("approval_id", distinct=True)).values("n")
    unread = Notice.objects.of(person).unread().order_by().values("person").annotate(n=Count("pk")).values("n")
    numbers = type(person).objects.filter(pk=person.pk).values_list(Coalesce(Subquery(waiting), 0), Coalesce(Subquery(unread), 0)).first()
    return Badges(*numbers) if numbers else Badges()


def asked_by(person: Any) -> ApprovalQuerySet:
    """What this person asked for or what is about them, with what a row shows."""
    return Approval.objects.filter(Q(asked_by=person) | Q(person=person)).select_related("asked_by", "person").distinct()


def visible_to(person: Any, *, now: datetime) -> ApprovalQuerySet:
    """The requests this person may look at: their own and those about them, those that wait for them, those on which they acted."""
    waiting = waits(person, now=now).values("approval_id")
    return Approval.objects.filter(
        Q(asked_by=person)
        | Q(person=person)
        | Q(other=person)
        | Q(pk__in=waiting)
        | Q(pk__in=Approval.objects.filter(Q(taken__by=person) | Q(taken__as_whom=person)).values("pk"))
    )


def with_whom(approvals: Iterable[Approval]) -> dict[int, list[Any]]:
    """The people for whom each open request waits, by its key; one query."""
    found: dict[int, list[Any]] = {}
    rows = ApprovalWait.objects.filter(approval__in=[one.pk for one in approvals]).select_related("person").order_by("person_id")
    for row in rows:
        found.setdefault(row.approval_id, []).append(row.person)
    return found
