"""The roster application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    name = "zuoxi.roster"
    label = "roster"

    def ready(self) -> None:
        """What the worker can do for the roster."""
        from zuoxi.core import jobs, notices
        from zuoxi.roster import designing, publishing, solving

        jobs.register(solving.KIND, function=solving.run, label=_("Find a roster"))
        jobs.register(designing.KIND, function=designing.run, label=_("Propose shift kinds"))
        notices.register(publishing.NOTICE, label=_("A roster was published"))
        notices.register(publishing.CHANGED, label=_("Days of a published roster changed"))
