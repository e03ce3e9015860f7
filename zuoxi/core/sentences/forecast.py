"""Sentences of `zuoxi.engine.forecast` and of the working calendar."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "calendar.unknown_year": _(
        "The holidays of %(year)s in %(country)s are not known yet; Monday to Friday are taken as working days. Enter them when published."
    ),
    "calendar.unknown_country": _("There is no holiday calendar for country %(country)s. Use an ISO code such as CN or US, or none."),
}
