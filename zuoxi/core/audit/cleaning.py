"""What may stand in an event: one line a text, no secret, nothing that a database or a hash would read differently later (A44)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 500
DEEPEST = 6
HIDDEN = "***"
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SECRET = re.compile(r"passw|secret|token|cookie|authori[sz]ation|api_?key|private_?key|otp|totp|recovery|credential|csrf|session", re.IGNORECASE)


def line(value: object, most: int = LONGEST) -> str:
    """A text on one line: breaks, control and direction characters become a space, half characters a question mark."""
    text = _BREAKS.sub(" ", str(value)).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= most else text[: most - 1] + "…"


def facts(value: Any, depth: int = 0) -> Any:
    """JSON that reads the same from every database: texts, whole numbers, booleans, lists, objects; everything else as its text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) < 2**53 else str(value)
    if depth >= DEEPEST:
        return line(value)
    if isinstance(value, Mapping):
        return {line(key, 64): HIDDEN if _SECRET.search(str(key)) else facts(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [facts(inner, depth + 1) for inner in value]
    return line(value)
