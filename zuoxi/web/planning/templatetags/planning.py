"""Tags and filters of the planning pages: `{% load planning %}`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template

from zuoxi.planning.models import HistoryMark
from zuoxi.web.planning import labels
from zuoxi.web.shell import formats

register = template.Library()
register.filter("doubt", labels.doubt)
register.filter("method", labels.method)


@register.filter
def stretch(mark: HistoryMark) -> str:
    """2026-03-08 10:00～12:30, or both days where it passes midnight."""
    start, end = formats.local(mark.start), formats.local(mark.end)
    if (start + timedelta(days=1)).date() == end.date() and not (end.hour or end.minute):
        return f"{formats.day(start)} {formats.span(formats.clock(start), '24:00')}"
    until = formats.clock(end) if start.date() == end.date() else formats.moment(end)
    return formats.span(formats.moment(start), until)


@register.inclusion_tag("shell/parts/badge.html")
def decision(mark: HistoryMark) -> dict[str, Any]:
    """What was decided, as a badge."""
    text, tone, icon = labels.decision(mark)
    return {"text": text, "tone": tone, "icon_name": icon}


@register.filter
def signed(value: float | None, decimals: int = 0) -> str:
    """+1,240 or -15; 0 has no sign."""
    text = formats.number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


@register.filter
def share(value: float | None) -> str:
    """As `percent`, and NaN is nothing."""
    return formats.NONE if value is None or value != value else formats.percent(value)


@register.filter
def unlocalized(value: Any) -> str:
    """A number for an attribute: a point, no thousands."""
    return str(value)
