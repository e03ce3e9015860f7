"""Appeals (P-06): against a decision about oneself, answered by the next level above who decided, with a reason; a change is a new fact.

Apps register what can be appealed in `AppConfig.ready()`:
    appeals.register("decision", label=_("Decision"), matter=decisions.matter, change=decisions.change)
`matter(about)` tells what was decided about whom, by whom and when; `change(appeal, fact, by=..., now=...)` stores the new fact, in the same
transaction. `about` is written `decision:12`: what stands before the colon is the registered kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.core import approvals, notices, office, roles
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import Appeal, AppealState, Approval, ApprovalState, StepVerdict
from zuoxi.rules import approvals as rules

KIND = "appeal"


class NotAboutYou(Problem):
    code, status = "appeal.not_about_you", 403
    text = _("Only the person whom a decision is about can appeal against it.")


class TooLate(Problem):
    code, status = "appeal.too_late", 409
    text = _("The appeal could be made until %(until)s. Talk to your team leader.")


class AlreadyAppealed(Problem):
    code, status = "appeal.already_made", 409
    text = _("There is an appeal against this decision already. You find it among your appeals.")


class ReasonNeeded(Problem):
    code, status = "appeal.reason_needed", 422
    text = _("Write the reason; whoever reads the appeal knows only what stands here.")


class NewFactNeeded(Problem):
    code, status = "appeal.new_fact_needed", 422
    text = _("A decision is changed by a new fact. Write what is true instead.")


@dataclass(frozen=True)
class Matter:
    """What was decided: about whom (key of the person), by whom (None: a rule), when; `facts` are kept with the appeal."""

    person: int
    decided_by: int | None
    decided_at: datetime
    facts: dict[str, Any]


class Change(Protocol):
    """Stores the new fact that an answer brings."""

    def __call__(self, appeal: Appeal, fact: dict[str, Any], *, by: Any, now: datetime) -> None: ...


def unsaid(_: Appeal) -> str:
    """For kinds whose name says all."""
    return ""


@dataclass(frozen=True)
class Kind:
    """A kind of decision that can be appealed; `describe(appeal)` says in the reader's language what was decided."""

    label: str | Promise
    matter: Callable[[str], Matter | None]
    change: Change
    describe: Callable[[Appeal], str] = unsaid
    link: Callable[[Appeal], str] = unsaid


KINDS: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    label: str | Promise,
    matter: Callable[[str], Matter | None],
    change: Change,
    describe: Callable[[Appeal], str] = unsaid,
    link: Callable[[Appeal], str] = unsaid,
) -> None:
    KINDS[kind] = Kind(label, matter, change, describe, link)


def kind_of(about: str) -> Kind | None:
    return KINDS.get(about.partition(":")[0])


def matter(about: str) -> Matter | None:
    """What `decision:12` is; None where there is no such thing."""
    kind = kind_of(about)
    return kind.matter(about) if kind else None


def until(found: Matter, *, now: datetime) -> datetime:
    """The end of the working day until which one may appeal."""
    policy = office.in_force(now=now)
    return office.office_time(policy.approvals, now=found.decided_at).end_of_day_after(found.decided_at, policy.appeals.ask_days)


def appeal(*, about: str, reason: str, evidence: str = "", by: Any, now: datetime) -> Appeal:
    """Appeal against a decision about oneself, within the days that the policy grants."""
    found = matter(about)
    if found is None or found.person != by.pk:
        raise NotAboutYou
    if not reason.strip():
        raise ReasonNeeded
    last = until(found, now=now)
    if now > last:
        raise TooLate(until=f"{timezone.localtime(last):%Y-%m-%d %H:%M}")
    try:
        return _ask(about, found, reason.strip(), evidence.strip(), by, now)
    except (IntegrityError, approvals.AlreadyAsked) as error:
        raise AlreadyAppealed from error


@transaction.atomic
def _ask(about: str, found: Matter, reason: str, evidence: str, by: Any, now: datetime) -> Appeal:
    barred = [found.decided_by] if found.decided_by is not None else []
    waits = approvals.ask(kind=KIND, about=about, facts=found.facts, by=by, now=now, barred=barred, steps=(answering_step(found, by.pk, now=now),))
    return Appeal.objects.create(
        kind=about.partition(":")[0], about=about, facts=found.facts, person=by, decided_by_id=found.decided_by, reason=reason,
        evidence=evidence, asked_at=now, approval=waits,
    )  # fmt: skip


def answering_step(found: Matter, person: int, *, now: datetime) -> rules.Step:
    """The level that answers, and the working minutes it has."""
    policy, day = office.in_force(now=now), timezone.localtime(now).date()
    wanted = [roles.of_step(rung, person) for rung in rules.LADDER]
    held = roles.holders(wanted, day=day)
    step = rules.next_above(found.decided_by, [held[one] for one in wanted])
    return replace(step, limit_min=policy.appeals.answer_days * policy.office.day_min)


def answer(
    *, appeal: Appeal, state: AppealState, reason: str, by: Any, now: datetime, new_fact: dict[str, Any] | None = None, seen: int | None = None
) -> Appeal:
    """Answer: the decision is upheld, changed (by a new fact), or the appeal rejected; always with a reason."""
    if state not in (AppealState.UPHELD, AppealState.CHANGED, AppealState.REJECTED):
        raise ValueError(state)
    if not reason.strip():
        raise approvals.RemarkNeeded
    if state == AppealState.CHANGED and not new_fact:
        raise NewFactNeeded
    waits = appeal.approval
    actor = approvals.authorise(waits, by=by, now=now, seen=seen)
    with transaction.atomic():
        approvals.claim(waits)
        approvals.record(waits, StepVerdict.ANSWERED, by=by, as_whom=actor.as_whom, now=now, remark=reason.strip())
        appeal.state, appeal.answered_by, appeal.answered_at, appeal.answer = state, by, now, reason.strip()
        appeal.new_fact = new_fact if state == AppealState.CHANGED else None
        appeal.save()
        if appeal.new_fact is not None:
            KINDS[appeal.kind].change(appeal, appeal.new_fact, by=by, now=now)
        approvals.end(waits, ApprovalState.APPROVED if state == AppealState.CHANGED else ApprovalState.REJECTED, by=by, now=now)
        _tell(appeal, now)
    return appeal


def _tell(appeal: Appeal, now: datetime) -> None:
    key = f"appeal.answered:{appeal.pk}"
    notices.tell([appeal.person_id], kind="appeal.answered", key=key, facts={"state": str(appeal.state)}, link=_link(appeal), now=now)


def fill(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The state in the reader's language."""
    return {**facts, "state": AppealState(facts["state"]).label}


_PAGES: list[Callable[[Appeal], str]] = []


def lead_to(page: Callable[[Appeal], str]) -> None:
    """Where an appeal is looked at; the page's area says so when it starts."""
    _PAGES[:] = [page]


def _link(appeal: Appeal) -> str:
    return _PAGES[0](appeal) if _PAGES else ""


@transaction.atomic
def withdrawn(approval: Approval, *, by: Any, now: datetime) -> None:  # noqa: ARG001
    """The callback of the approval: an appeal that is taken back while it waits may be made again."""
    if approval.state == ApprovalState.WITHDRAWN:
        won = Appeal.objects.filter(approval=approval, state=AppealState.ASKED).update(state=AppealState.WITHDRAWN)
        if won != 1:
            raise MovedMeanwhile(what=str(by))
