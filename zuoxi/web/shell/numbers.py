"""Whole numbers that come with a request: in an address, a form, or the JSON of a script. Written by anybody, so never given to `int` unseen."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 2**53
"""Up to here a script counts exactly and every database holds the number."""
MOST_DIGITS = len(str(MOST))


def whole(text: object, *, most: int = MOST) -> int | None:
    """The number that a text of a request says, None if it says none from 0 to `most`. Only the digits 0 to 9: `²` and `٣` are none."""
    if not isinstance(text, str) or len(text) > MOST_DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    return exact(int(text), most=most)


def exact(value: object, *, most: int = MOST) -> int | None:
    """The same of a value read from JSON, in which true is no number and 1.0 none either."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most else None


def wholes(texts: Iterable[object]) -> list[int]:
    """The numbers among texts, each once, in their order."""
    return list(dict.fromkeys(number for text in texts if (number := whole(text)) is not None))


def revision(text: object) -> int:
    """The revision that a form has seen; what is none is -1, which no row ever has."""
    number = whole(text)
    return -1 if number is None else number
