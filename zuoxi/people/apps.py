"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zuoxi.people"
    label = "people"

    def ready(self) -> None:
        """Whose decisions a leader may see."""
        from zuoxi.core import decisions
        from zuoxi.people import reach

        decisions.register_reach("units", reach.decisions_of_units)
