"""The seals: HMAC-SHA256 with a key that never lies in the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.core.models import AuditCheckpoint, AuditEvent


class AuditUnavailable(Problem):
    """A46: what must be recorded and cannot be is not done."""

    code, status = "audit.unavailable", 503
    text = _("This cannot be done now because it could not be recorded in the audit trail. Nothing was changed; tell the system administrator.")


def sealed(kind: str, *parts: Any) -> str:
    """The seal over `parts`; `kind` keeps the seal of one thing from passing for that of another."""
    key = str(getattr(settings, "AUDIT_KEY", "") or "")
    if not key:
        raise AuditUnavailable
    text = json.dumps([kind, *parts], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def moment(at: datetime) -> str:
    """A moment as the seals write it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def of_event(event: AuditEvent, *, chain: str, seq: int | None = None) -> str:
    """The seal that the event must bear (at another place `seq` of the chain, when one asks whether it was moved)."""
    return sealed("event", chain, event.seq if seq is None else seq, event.previous, moment(event.at), *event.content())


def of_checkpoint(one: AuditCheckpoint, *, chain: str) -> str:
    return sealed("checkpoint", chain, one.upto, one.last, moment(one.at), one.number, one.events)


def of_anchor(*, chain: str, seq: int, seal: str, at: str) -> str:
    return sealed("anchor", chain, seq, seal, at)
