"""Sentences of `zuoxi.engine.roster`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "roster.shift_blocks": _("Shift %(shift)s: its blocks must be in order, must not touch, and must start on the day of the shift."),
}
