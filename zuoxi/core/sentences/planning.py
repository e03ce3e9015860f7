"""Sentences of planning: what a history file lacks, and errors of jobs that are kept and shown later."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "history_file.no_queue": _("The file has no column for the queue. Choose below which queue it speaks of, or split it over several by shares."),
    "history_file.unknown_queue": _("There is no queue “%(name)s”. Say below which queue is meant, or leave it out."),
    "history_file.empty_queue": _("The queue is empty. Say below which queue is meant, or leave these rows out."),
}
