"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zuoxi.people"
    label = "people"

    def ready(self) -> None:
        """Who holds which role and whose decisions a leader may see is answered here; what happens to accounts is recorded."""
        from zuoxi.core import decisions, roles
        from zuoxi.people import account_audit, approvers, misses, reach

        decisions.register_reach("units", reach.decisions_of_units)
        roles.register(approvers.holders)
        account_audit.register()
        misses.register()
