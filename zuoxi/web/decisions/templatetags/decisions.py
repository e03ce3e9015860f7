"""The explanation of a decision beside any figure: `{% load decisions %}{% explain decision %}`."""

from __future__ import annotations

from typing import Any

from django import template

from zuoxi.core.models import Decision

register = template.Library()


@register.inclusion_tag("decisions/explain.html")
def explain(decision: Decision | int) -> dict[str, Any]:
    """A button that opens the explanation where it stands: rule, arithmetic, facts, policy, who and when, appeal. Takes a decision or its key."""
    return {"pk": decision.pk if isinstance(decision, Decision) else decision}
