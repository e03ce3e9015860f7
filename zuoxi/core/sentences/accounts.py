"""Sentences on new passwords (O-09), and on accounts that do odd things."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "account.walked": _("%(who)s (%(number)s) asked for more than %(most)s things within a minute that are not there. Look into the audit trail."),
    "password.too_short": _("The password is too short: use at least %(least)s characters. Several words in a row are easy to remember."),
    "password.too_long": _("The password is too long: use at most %(most)s characters."),
    "password.common": _("This password, or the word in it, is among those that attackers try first. Choose another."),
    "password.simple": _("This password repeats few characters or counts up or down. Choose another."),
    "password.about_you": _("The password contains your name, your work number or the centre's name. Leave that out."),
    "password.few_kinds": _("Use at least %(kinds)s kinds of characters: capitals, small letters, digits, signs."),
    "password.used_before": _("This is one of your last %(count)s passwords. Choose a new one."),
}
