"""How a policy value is written for people: shares as per cent, units and choices in the reader's language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zuoxi.rules.policy import Entry
from zuoxi.rules.shapes import Bands, Choice, Items, Ladder, is_number
from zuoxi.rules.units import unit

SHARE = "share"


def language() -> str:
    return get_language() or ""


def is_share(entry: Entry) -> bool:
    """Whether people read the number as per cent."""
    return entry.unit == SHARE


def digits(value: Any, *, share: bool = False) -> str:
    """12.5 of 12.5, 1,000 of 1000.0, 80 of a share of 0.8; what is no number as it is."""
    if not is_number(value):
        return str(value)
    exact = Decimal(str(value)) * (100 if share else 1)
    return f"{exact.normalize():,f}"


def text(entry: Entry, plain: Any) -> str:
    """The value without its unit, as a form shows it and reads it back."""
    shape, share = entry.shape, is_share(entry)
    if isinstance(plain, bool):
        return _("yes") if plain else _("no")
    if isinstance(shape, Choice):
        return entry.word(str(plain), language())
    if isinstance(shape, Items) and isinstance(plain, list | tuple):
        return ", ".join(entry.word(one, language()) if isinstance(one, str) else digits(one, share=share) for one in plain)
    if isinstance(shape, Bands) and isinstance(plain, list | tuple):
        return "\n".join(f"{digits(start)} .. {digits(end)} = {digits(worth, share=share)}" for start, end, worth in plain)
    if isinstance(shape, Ladder) and isinstance(plain, list | tuple):
        return "\n".join(f"{entry.word(rank, language())} = {digits(worth, share=share)}" for rank, worth in plain)
    return digits(plain, share=share)


def told_unit(entry: Entry) -> str:
    """% for a share, else the unit in the reader's language."""
    return "%" if is_share(entry) else unit(entry.unit, language())


def shown(entry: Entry, plain: Any) -> str:
    """The value with its unit: 11 h, 80%, yes."""
    said = text(entry, plain)
    if isinstance(plain, bool) or not entry.unit:
        return said
    return f"{said}%" if is_share(entry) else f"{said} {told_unit(entry)}"


def bounds(entry: Entry) -> str:
    """8 ～ 24 h: what the value must lie between; the choices of a choice; nothing where nothing binds it."""
    if isinstance(entry.shape, Choice):
        return ""
    if entry.low is None and entry.high is None:
        return ", ".join(entry.word(one, language()) for one in entry.choices)
    low, high = (_limit(entry, limit) for limit in (entry.low, entry.high))
    return f"{low}～{high}%" if is_share(entry) else f"{low}～{high} {told_unit(entry)}".rstrip()


def _limit(entry: Entry, limit: Any) -> str:
    if limit is None:
        return ""
    return digits(limit, share=is_share(entry)) if is_number(limit) else str(entry.plain(limit))


def said(entry: Entry, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a refusal as this page writes values, so that a share is refused in per cent."""
    numbers = {name: digits(facts[name], share=is_share(entry)) for name in ("value", "low", "high", "limit") if is_number(facts.get(name))}
    return {**facts, **numbers, "unit": told_unit(entry) or "--"}
