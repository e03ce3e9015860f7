"""Icons: the outline set of Tabler, drawn inline so that they take the colour of the text."""

from __future__ import annotations

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zuoxi.web.shell.finders import NODE_MODULES

FOLDER = NODE_MODULES / "@tabler" / "icons" / "icons" / "outline"


@cache
def _paths(name: str) -> SafeString:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise KeyError(name)
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline)[^>]*/>", text)
    return mark_safe("".join(shape for shape in shapes if "M0 0h24v24H0z" not in shape))  # noqa: S308  (our own pinned files)


@cache
def icon(name: str, *, size: int = 18) -> SafeString:
    """The icon as SVG, hidden from screen readers: a text always stands beside it or in `aria-label`. An unknown name fails."""
    return format_html(
        '<svg class="icon" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        size,
        size,
        _paths(name),
    )
