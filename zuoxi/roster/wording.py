"""Words for what the engine only knows by name: tags of shifts."""

from __future__ import annotations

from django.utils.functional import Promise
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
