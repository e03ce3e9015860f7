"""Finding events: by whom, what, on what, when, with what success."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zuoxi.core.models import AuditEvent, AuditQuerySet


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is not said does not narrow. The time is `[start, end)`."""

    who: str = ""
    action: str = ""
    resource: str = ""
    about: str = ""
    start: datetime | None = None
    end: datetime | None = None
    success: bool | None = None


def search(wanted: Wanted) -> AuditQuerySet:
    """The events that match, unordered, with who did them."""
    found = AuditEvent.objects.between(wanted.start, wanted.end)
    if wanted.who:
        found = found.of(wanted.who)
    equal = {name: value for name in ("action", "resource", "about") if (value := getattr(wanted, name))}
    if wanted.success is not None:
        equal["success"] = wanted.success
    return found.filter(**equal).select_related("by")
