"""Sentences of `zuoxi.engine.interval`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "interval.ends_before_start": _("An interval must end after it starts: %(start)s to %(end)s."),
}
