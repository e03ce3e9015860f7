"""Formula injection (A22): text that a spreadsheet would run as a formula gets an apostrophe on the way out and loses it on the way in."""

from __future__ import annotations

import re

DANGEROUS = re.compile(r"'*(?:[\t\r\n\0]|\s*[=+\-@＝＋－＠])")
GUARD = "'"


def with_guard(text: str) -> str:
    """Text as it is safe in a CSV cell. Text that already looks guarded gets one more, so that `without_guard` always gives the original."""
    return GUARD + text if DANGEROUS.match(text) else text


def without_guard(text: str) -> str:
    """The text before `with_guard`."""
    return text[1:] if text.startswith(GUARD) and DANGEROUS.match(text) else text
