"""How a person wants a page: kept with the person, so that it is the same on every machine (UX 12)."""

from __future__ import annotations

from typing import Any

from zuoxi.core.models import Preference


def keep(*, person: Any, page: str, wishes: dict[str, Any]) -> None:
    """Remember; what was kept for the page before is forgotten."""
    Preference.objects.update_or_create(person=person, page=page, defaults={"wishes": wishes})


def kept(*, person: Any, page: str) -> dict[str, Any]:
    """What was kept; nothing at first."""
    found: dict[str, Any] | None = Preference.objects.filter(person=person, page=page).values_list("wishes", flat=True).first()
    return found or {}
