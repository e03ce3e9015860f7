"""What people call the rules of the roster."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.roster.checking import Figures

RULES: dict[str, str | Promise] = {
    "F-13 coverage": _("too few heads"),
    "F-13 overcoverage": _("too many heads"),
    "F-13 shift lead": _("shift without a lead"),
    "F-13 fairness": _("unfair share of unpopular shifts"),
    "F-13 stability": _("uneven start times"),
    "F-13 team together": _("team torn apart"),
    "X-08 least change": _("changed cells"),
    "F-15 wish": _("wishes not met"),
    "F-15 pair together": _("pairs apart"),
    "F-13 pair apart": _("pairs together that should not be"),
    "F-13 heads on a shift": _("heads on a shift"),
    "T-17 floor": _("below the minimum"),
}


def rule(name: str) -> str:
    """The words for a rule, with its ID where it has none."""
    return str(RULES.get(name, name))


def soft_rules(figures: Iterable[Figures | None]) -> list[tuple[str, str]]:
    """The soft rules that cost something in any of these, and their words."""
    names: dict[str, int] = {}
    for one in figures:
        for name, cost in (one.costs if one else {}).items():
            names[name] = names.get(name, 0) + cost
    return [(name, rule(name)) for name, cost in names.items() if cost]
