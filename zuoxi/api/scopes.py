"""What a token may be used for. A scope only narrows: what its person may not do, no token does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "people:read": _("Look people and units up"),
    "centre:read": _("Read queues and their hours"),
    "centre:write": _("Make and change queues"),
    "shifts:read": _("Read shift kinds"),
    "shifts:write": _("Make, change and retire shift kinds"),
    "roster:read": _("Read rosters"),
    "own:read": _("Read one's own shifts and notices"),
    "plans:read": _("Read requirements and frozen forecasts"),
    "history:read": _("Read reports on files of history"),
    "history:write": _("Upload, store and discard files of history"),
    "calendar:read": _("Read the working calendar"),
    "calendar:write": _("Set and remove days of the calendar"),
    "jobs:read": _("Read one's own jobs"),
    "jobs:write": _("Stop one's own jobs"),
}
"""Every scope and what people call it."""
