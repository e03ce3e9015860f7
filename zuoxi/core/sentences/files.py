"""Sentences of the files of people, shifts and rosters, and of public instances."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "curtois_qu.section": _("%(name)s is not a section of this format, stands twice, or is missing."),
    "curtois_qu.fields": _("The line has %(count)s fields; wanted are %(wanted)s, below the name of a section."),
    "curtois_qu.number": _("“%(text)s” is not a whole number of 0 or more."),
    "curtois_qu.unknown": _("“%(text)s” is not named in the sections of staff and shifts."),
    "curtois_qu.day": _("Day %(day)s lies outside the horizon of %(days)s days, which are counted from 0."),
}
