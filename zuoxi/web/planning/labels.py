"""What people call the methods, the doubts and the findings of planning."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zuoxi.planning.models import HistoryMark

METHODS: dict[str, str | Promise] = {
    "seasonal_naive": gettext_lazy("last week again (seasonal naive)"),
    "mean4": gettext_lazy("mean of four weeks"),
    "weighted_means": gettext_lazy("weighted weekday means"),
    "decomposition": gettext_lazy("decomposition by seasons"),
    "smoothing": gettext_lazy("exponential smoothing"),
    "theta": gettext_lazy("theta method"),
    "regression": gettext_lazy("regression on the calendar"),
    "combination": gettext_lazy("mean of the best"),
}
DOUBTS: dict[str, str | Promise] = {
    "outage": gettext_lazy("outage"),
    "low": gettext_lazy("unusually low"),
    "high": gettext_lazy("unusually high"),
    "absent_day": gettext_lazy("day absent"),
    "by_hand": gettext_lazy("marked by hand"),
}
SEVERITIES: dict[str, tuple[str | Promise, str, str]] = {
    "error": (gettext_lazy("error"), "bad", "alert-circle"),
    "warning": (gettext_lazy("warning"), "warning", "alert-triangle"),
    "note": (gettext_lazy("note"), "neutral", "info-circle"),
}
"""Name, tone and icon."""
STATES = {"checked": ("info", "eye-check"), "stored": ("good", "check"), "discarded": ("neutral", "trash")}
"""Tone and icon of a file's state."""


def method(name: str) -> str:
    return str(METHODS.get(name, name))


def doubt(kind: str) -> str:
    return str(DOUBTS.get(kind, kind))


def decision(mark: HistoryMark) -> tuple[str, str, str]:
    """Text, tone and icon of what was decided on a mark."""
    if mark.by_id is None:
        return _("to decide"), "warning", "help-circle"
    return (_("left out"), "neutral", "eye-off") if mark.left_out else (_("kept"), "good", "check")
