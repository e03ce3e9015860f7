"""Sentences of the roster as people work with it: notices of a publication."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "roster.published": _("The roster %(period)s, %(first)s ～ %(last)s, was published."),
    "roster.days_changed": _("The roster %(period)s was published anew: %(changes)s of your days between %(first)s and %(last)s changed."),
}
