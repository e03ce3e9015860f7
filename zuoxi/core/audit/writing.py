"""Writing an event: at the end of the chain, inside the transaction of what it records."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from zuoxi.core.audit import anchors, cleaning, sealing
from zuoxi.core.audit.places import Where, here
from zuoxi.core.audit.sealing import AuditUnavailable
from zuoxi.core.models import AuditEvent, AuditHead

__all__ = ["AuditUnavailable", "record"]


def record(
    *,
    by: Any,
    action: str,
    resource: str,
    about: str = "",
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    where: Where | None = None,
    success: bool = True,
    number: str = "",
) -> AuditEvent:
    """Append one event. `by` is the person or None (then `number` may say who it claims to be), `about` names the object (`person:12`).

    Raises AuditUnavailable when it cannot be written: what is recorded must not happen unrecorded."""
    place = where or here()
    event = AuditEvent(
        at=at,
        by=by if by is not None and by.pk else None,
        number=cleaning.line(by.get_username() if by is not None and by.pk else number, 64),
        action=action,
        resource=resource,
        about=cleaning.line(about, 200),
        success=success,
        ip=cleaning.line(place.ip, 64),
        session=place.session[:64],
        path=cleaning.line(place.path, 200),
        facts=cleaning.facts(facts or {}),
    )
    try:
        with transaction.atomic():
            _append(event)
    except DatabaseError as error:
        raise AuditUnavailable from error
    return event


def _append(event: AuditEvent) -> None:
    """Take the head, which makes writers queue up until the transaction ends, and put the event behind it."""
    head = _take()
    event.seq, event.previous = head.seq, head.seal or head.chain
    event.seal = sealing.of_event(event, chain=head.chain)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(seal=event.seal)
    if anchors.is_due(head, now=event.at):
        transaction.on_commit(lambda: anchors.anchor_or_log(now=event.at))


def _take() -> AuditHead:
    """The head with its number raised by one; nobody else can raise it before this transaction ends."""
    if not AuditHead.objects.filter(pk=1).update(seq=F("seq") + 1):
        AuditHead.objects.bulk_create([AuditHead(pk=1, chain=secrets.token_hex(32))], ignore_conflicts=True)
        AuditHead.objects.filter(pk=1).update(seq=F("seq") + 1)
    return AuditHead.objects.get(pk=1)
