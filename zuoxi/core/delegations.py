"""Standing in: an approver names somebody for a period (P-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from zuoxi.core import approvals, notices, office
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import Delegation


class NotToYourself(Problem):
    code, status = "delegation.not_to_yourself", 422
    text = _("Name somebody else than yourself.")


class PeriodImpossible(Problem):
    code, status = "delegation.period_impossible", 422
    text = _("The period must end after it starts, lie ahead, and be no longer than %(most)s days.")


def delegate(*, to: Any, start: datetime, end: datetime, kinds: Iterable[str] = (), by: Any, now: datetime) -> Delegation:
    """Name somebody who approves in one's place from `start` until `end`; without kinds, everything."""
    most = office.in_force(now=now).approvals.delegation_days
    if to.pk == by.pk:
        raise NotToYourself
    if not start < end or end <= now or end - start > timedelta(days=most):
        raise PeriodImpossible(most=most)
    known = sorted(kind for kind in set(kinds) if kind in approvals.KINDS)
    made = Delegation.objects.create(approver=by, delegate=to, start=start, end=end, kinds=f",{','.join(known)}," if known else "", made_at=now)
    facts = {"who": str(by), "start": start.isoformat(), "end": end.isoformat()}
    notices.tell([to], kind="delegation.given", key=f"delegation.given:{made.pk}", facts=facts, link="", now=now)
    return made


def undelegate(*, delegation: Delegation, by: Any, now: datetime) -> None:
    """End it before its time; only who gave it."""
    won = Delegation.objects.filter(pk=delegation.pk, approver=by, ended_at=None).update(ended_at=now)
    if won != 1:
        raise MovedMeanwhile(what=_("This delegation"))
