"""Letting go of the oldest events: only past the retention, only of a sound chain, only behind a signed cut."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.audit import sealing
from zuoxi.core.audit.verifying import verify
from zuoxi.core.audit.writing import record
from zuoxi.core.errors import Problem
from zuoxi.core.models import AuditCheckpoint, AuditEvent, AuditHead
from zuoxi.rules.audit import AuditPolicy, cut_before


class AuditBroken(Problem):
    code, status = "audit.broken", 409
    text = _("The audit trail is not whole (first broken event: %(seq)s), so nothing of it is let go. Find out what happened first.")


def purge(*, now: datetime, by: Any = None, number: str = "", keep_days: int | None = None) -> AuditCheckpoint | None:
    """Cut off the events older than the retention (never less than 180 days); the cut is signed, and recorded. None: nothing is old enough."""
    limit = cut_before(now=now, keep_days=AuditPolicy().keep_days if keep_days is None else keep_days)
    report = verify()
    if not report.is_sound:
        raise AuditBroken(seq=report.findings[0].row or "--")
    with transaction.atomic():
        return _cut(limit, now=now, by=by, number=number)


def _cut(limit: datetime, *, now: datetime, by: Any, number: str) -> AuditCheckpoint | None:
    """Everything before the first event that is young enough."""
    young = AuditEvent.objects.filter(at__gte=limit).order_by("seq").values_list("seq", flat=True).first()
    old = AuditEvent.objects.all() if young is None else AuditEvent.objects.filter(seq__lt=young)
    last = old.order_by("-seq").first()
    if last is None:
        return None
    facts = {"upto": last.seq, "older_than": sealing.moment(limit)}
    record(by=by, number=number, action="audit.purged", resource="audit", about=f"audit:1-{last.seq}", at=now, facts=facts)
    gone = AuditEvent.objects.filter(seq__lte=last.seq)
    cut = AuditCheckpoint(upto=last.seq, last=last.seal, at=now, number=number or (by.get_username() if by else ""), events=gone.count())
    cut.seal = sealing.of_checkpoint(cut, chain=AuditHead.objects.get(pk=1).chain)
    cut.save(force_insert=True)
    gone.delete()
    return cut
