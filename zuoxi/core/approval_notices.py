"""What approvals tell people: it waits for you, soon due, passed up to you, decided, stuck, tried on one's own (P-05, P-09)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.core import approval_facts, notices, roles
from zuoxi.core.models import Approval, ApprovalState
from zuoxi.rules.approvals import Scope

LABELS: dict[str, str | Promise] = {}
"""Names of the kinds, filled by `approvals.register`."""
_PAGES: list[Callable[[Approval], str]] = []
ENDS = {
    ApprovalState.APPROVED: "approval.approved",
    ApprovalState.REJECTED: "approval.rejected",
}


def lead_to(page: Callable[[Approval], str]) -> None:
    """Where a request is looked at; the page's area says so when it starts."""
    _PAGES[:] = [page]


def register() -> None:
    """The kinds of notices; none can be muted (P-09)."""
    for kind, label in (
        ("approval.waiting", _("Something waits for your approval")),
        ("approval.reminder", _("Your approval is due soon")),
        ("approval.passed_up", _("An approval was passed up to you")),
        ("approval.overdue", _("An approval at the top is overdue")),
        ("approval.approved", _("What you asked for was approved")),
        ("approval.rejected", _("What you asked for was rejected")),
        ("approval.stuck", _("An approval has nobody who may decide")),
        ("approval.own_attempt", _("Somebody tried to decide on their own request")),
    ):
        notices.register(kind, label=label, must=True, fill=_fill)


def _fill(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    kind = str(facts.get("kind", ""))
    due = timezone.localtime(datetime.fromisoformat(facts["due"])) if facts.get("due") else None
    return {**facts, "what": str(LABELS.get(kind, kind)), "due": f"{due:%Y-%m-%d %H:%M}" if due else "--"}


def _facts(approval: Approval, **more: Any) -> dict[str, Any]:
    return {"kind": approval.kind, "who": str(approval.asked_by), "due": approval.due_at.isoformat(), **more}


def _tell(people: Iterable[int], kind: str, approval: Approval, now: datetime, **more: Any) -> None:
    key = f"{kind}:{approval.pk}:{approval.step}:{approval.passed}"
    notices.tell(people, kind=kind, key=key, facts=_facts(approval, **more), link=_PAGES[0](approval) if _PAGES else "", now=now)


def _with_delegates(holders: Iterable[int], approval: Approval, now: datetime) -> set[int]:
    able = set(holders)
    standing_in = {one.delegate for one in approval_facts.delegates(able, now=now) if one.holds(approval.kind, now)}
    return able | standing_in - approval_facts.own(approval)


def waiting(approval: Approval, holders: Iterable[int], *, now: datetime) -> None:
    kind = "approval.passed_up" if approval.passed and approval.taken.filter(by=None, step=approval.step).exists() else "approval.waiting"
    _tell(_with_delegates(holders, approval, now), kind, approval, now)


def reminder(approval: Approval, holders: Iterable[int], *, now: datetime) -> None:
    _tell(_with_delegates(holders, approval, now), "approval.reminder", approval, now)


def overdue(approval: Approval, holders: Iterable[int], *, now: datetime) -> None:
    _tell({*_with_delegates(holders, approval, now), approval.asked_by_id}, "approval.overdue", approval, now)


def decided(approval: Approval, *, by: Any, now: datetime) -> None:
    """To who asked and whom it is about, unless they ended it themselves."""
    kind = ENDS.get(ApprovalState(approval.state))
    if kind:
        _tell({approval.asked_by_id, approval.person_id} - {by.pk}, kind, approval, now, by=str(by))


def stuck(approval: Approval, *, now: datetime) -> None:
    _tell(_administrators(approval, now), "approval.stuck", approval, now)


def own_attempt(approval: Approval, *, by: Any, now: datetime) -> None:
    _tell(_administrators(approval, now) - {by.pk}, "approval.own_attempt", approval, now, by=str(by))


def _administrators(approval: Approval, now: datetime) -> set[int]:
    return set(roles.one("administrator", Scope.CENTRE, approval.person_id, day=timezone.localtime(now).date()))


def period(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The two ends of a delegation as they are written."""
    ends = {name: timezone.localtime(datetime.fromisoformat(facts[name])) for name in ("start", "end")}
    return {**facts, **{name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in ends.items()}}
