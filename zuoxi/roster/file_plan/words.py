"""What people call the soft rules of the roster and the ends of a search."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
}
STATUSES: dict[str, str | Promise] = {
    "optimal": _("proven to be the best"),
    "feasible": _("best found in the time given"),
}


def rule(name: str) -> str:
    """The words for a rule with its ID in brackets."""
    words = RULES.get(name)
    return f"{words} ({name.split()[0]})" if words else name


def status(name: str) -> str:
    return str(STATUSES.get(name, name))
