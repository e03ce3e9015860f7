"""Drawing of the search, and small looks into dictionaries, for the pages of the roster: `{% load roster %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from zuoxi.web.roster import labels

register = template.Library()
WIDTH, HEIGHT = 600, 120


@register.filter
def at(found: Mapping[str, Any] | None, key: str) -> Any:
    """The value of a key, None where there is none."""
    return found.get(key) if found else None


@register.filter
def rule_id(name: str) -> str:
    """`X-03` of `X-03 week hours`: what a planner looks up in the rulebook."""
    return name.split()[0]


@register.filter
def rule_name(name: str) -> str:
    return labels.rule(name)


@register.inclusion_tag("roster/parts/search_line.html")
def search_line(track: Sequence[tuple[float, float, float | None]] | None, seconds: float | None) -> dict[str, Any]:
    """Cost and bound over time: `track` holds `[second, cost, bound]`, the axis runs to `seconds`."""
    points = track or []
    if len(points) < 2:
        return {"cost": "", "bound": ""}
    levels = [level for _, cost, bound in points for level in (cost, bound) if level is not None]
    low, high = min(levels), max(levels)
    length = max(seconds or 0, points[-1][0], 1)

    def place(second: float, level: float) -> str:
        share = (level - low) / (high - low) if high > low else 0.5
        return f"{second / length * WIDTH:.1f},{HEIGHT - 6 - share * (HEIGHT - 12):.1f}"

    return {
        "cost": " ".join(place(second, cost) for second, cost, _ in points),
        "bound": " ".join(place(second, bound) for second, _, bound in points if bound is not None),
        "low": low,
        "high": high,
        "width": WIDTH,
        "height": HEIGHT,
    }
