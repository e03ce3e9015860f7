"""Words for what is kept as facts: tags of shifts, how a version was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SHIFT_TAGS: dict[str, str | Promise] = {
    "night": _("night shift"),
    "late": _("late shift"),
    "long": _("long shift"),
    "two_ended": _("two-ended shift"),
}
"""What makes a shift unpopular or bound by law (F-10)."""

TAGS: dict[str, str | Promise] = {**SHIFT_TAGS, "weekend": _("weekend"), "holiday": _("public holiday")}
"""What is shared out fairly (F-13)."""


def found(solve: Mapping[str, Any]) -> str:
    """How a version was found, from what is kept with it; empty for one made by hand."""
    if "seed" not in solve:
        return ""
    words = gettext("as far as the rules allow") if solve["clashes"] else gettext("found in %(seconds)s s, seed %(seed)s")
    if solve.get("base_number"):
        words = gettext("from version %(number)s") % {"number": solve["base_number"]} + ", " + words
    return words % {"seconds": round(solve["seconds"]), "seed": solve["seed"]}
