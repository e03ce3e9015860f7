"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zuoxi.people"
    label = "people"

    def ready(self) -> None:
        """The organisation answers who holds which role."""
        from zuoxi.core import roles
        from zuoxi.people import approvers

        roles.register(approvers.holders)
