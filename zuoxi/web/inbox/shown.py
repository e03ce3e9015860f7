"""How requests and appeals are shown: their name, their words, who has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zuoxi.core import approval_facts, approval_queries, approvals
from zuoxi.core.models import Approval, ApprovalState
from zuoxi.people.models import Person, RoleName
from zuoxi.rules import approvals as rules

TONES = {ApprovalState.ASKED: "info", ApprovalState.APPROVED: "good", ApprovalState.REJECTED: "bad", ApprovalState.WITHDRAWN: "neutral"}
ICONS = {ApprovalState.ASKED: "hourglass", ApprovalState.APPROVED: "check", ApprovalState.REJECTED: "x", ApprovalState.WITHDRAWN: "arrow-back-up"}


@dataclass(frozen=True)
class Shown:
    """A request as a row or a page shows it; `with_whom` are those for whom it waits."""

    approval: Approval
    now: datetime
    with_whom: tuple[Any, ...] = ()
    as_whom: Any | None = None

    @property
    def label(self) -> str | Promise:
        kind = approvals.KINDS.get(self.approval.kind)
        return kind.label if kind else self.approval.kind

    @property
    def words(self) -> str:
        """What its app says of it, or what the asker wrote."""
        kind = approvals.KINDS.get(self.approval.kind)
        return (kind.describe(self.approval) if kind else "") or str(self.approval.facts.get("text", ""))

    @property
    def link(self) -> str:
        kind = approvals.KINDS.get(self.approval.kind)
        return kind.link(self.approval) if kind else ""

    @property
    def own_page(self) -> bool:
        return bool(approvals.KINDS[self.approval.kind].own_page) if self.approval.kind in approvals.KINDS else False

    @property
    def is_overdue(self) -> bool:
        return self.approval.is_open and self.approval.due_at <= self.now

    @property
    def tone(self) -> str:
        return TONES[ApprovalState(self.approval.state)]

    @property
    def icon(self) -> str:
        return ICONS[ApprovalState(self.approval.state)]

    @property
    def level(self) -> str:
        """The role that has it, and at which of how many steps."""
        steps = approval_facts.steps(self.approval)
        role = rules.rungs(steps[self.approval.step])[self.approval.passed].role
        return _("step %(step)s of %(steps)s, %(role)s") % {"step": self.approval.step + 1, "steps": len(steps), "role": role_name(role)}

    @property
    def names(self) -> str:
        return _(", ").join(person.name for person in self.with_whom)


def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(RoleName(role).label) if role in RoleName.values else role


def waiting(person: Person, now: datetime) -> list[Shown]:
    """What waits for this person, soonest due first."""
    return [Shown(row.approval, now, as_whom=row.as_whom) for row in approval_queries.waiting_for(person, now=now)]


def asked(approvals_of: Iterable[Approval], now: datetime) -> list[Shown]:
    """Requests with those who have them."""
    rows = list(approvals_of)
    have = approval_queries.with_whom(rows)
    return [Shown(row, now, tuple(have.get(row.pk, ()))) for row in rows]
