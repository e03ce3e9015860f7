"""Sentences of rest between shifts and days in a row (F-13), as decided on work of the past."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rest.short": _("Only %(rest_min)s of rest before the shift of %(day)s, %(least_min)s is due. Choose a later start or a day off."),
    "rest.long_run": _("%(day)s is day %(run)s in a row, at most %(most)s are allowed. Make one of them a day off."),
    "rest.step_short": _("%(rest_min)s between the shifts < %(least_min)s"),
    "rest.step_run": _("%(run)s days in a row > %(most)s"),
}
