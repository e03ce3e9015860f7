"""Sentences on texts of people files that cannot be kept (O-03)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "people.too_long": _("The text has more than %(most)s characters. Shorten it."),
    "people.unprintable": _("The text holds a character that cannot be shown. Type it anew."),
}
