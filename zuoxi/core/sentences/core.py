"""Sentences of jobs and other errors of the core, by code, for errors that are kept and shown later."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "cli.out_of_bounds": _("%(option)s %(value)s cannot be used. Give a number from %(low)s to %(high)s."),
    "job.failed": _(
        "The work stopped with an error that was logged. Nothing was changed; try again, and tell the administrator if it happens twice."
    ),
    "job.already_running": _("This is being worked on already. Wait for it, or cancel it first."),
}
