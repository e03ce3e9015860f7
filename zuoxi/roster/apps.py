"""The roster application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    name = "zuoxi.roster"
    label = "roster"

    def ready(self) -> None:
        """What the worker can do for the roster, and how its decisions are taken again."""
        from zuoxi.core import decisions, explanations, jobs, notices
        from zuoxi.roster import designing, labour, past_facts, publishing, solving
        from zuoxi.rules.labour_law import LabourLawPolicy
        from zuoxi.rules.rostering import RosterPolicy
        from zuoxi.rules.swaps import SwapPolicy

        jobs.register(solving.KIND, function=solving.run, label=_("Find a roster"))
        jobs.register(designing.KIND, function=designing.run, label=_("Propose shift kinds"))
        decisions.register(labour.RULE, labour.retake)
        explanations.register_policies(LabourLawPolicy, RosterPolicy, SwapPolicy)
        past_facts.register()
        notices.register(publishing.NOTICE, label=_("A roster was published"))
        notices.register(publishing.CHANGED, label=_("Days of a published roster changed"))
