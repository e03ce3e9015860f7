"""Sentences of files with days of the calendar."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "calendar.bad_day": _("“%(text)s” is not a day. Write it as 2027-01-01, between 2000 and 2099."),
    "calendar.bad_kind": _("“%(text)s” is not a kind of day. Write one of: %(wanted)s."),
    "calendar.bad_factor": _("“%(text)s” is not a pay factor. Write a number from %(least)s to %(most)s, such as 3."),
    "calendar.bad_worked": _("“%(text)s” does not say whether the day is worked. Write 1 for a working day, 0 for a day off."),
    "calendar.day_twice": _("%(day)s stands in the file twice. Keep one of the rows."),
    "calendar.no_name": _("%(day)s has no name. Write what the day is called."),
    "calendar.too_long": _("%(field)s has more than %(most)s characters. Shorten it."),
}
