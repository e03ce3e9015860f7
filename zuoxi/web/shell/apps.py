"""The shell application."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "zuoxi.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Start-up checks: every view has a door, every link of the navigation leads somewhere. The first page."""
        from zuoxi.web.shell import cards, doors, home_cards, navigation

        register(doors.without_door)
        register(navigation.dead_links)
        navigation.register("shell:home", label=_("Home"), icon="home", group="mine", order=0)
        cards.register("shell.next-shift", build=home_cards.next_shift, order=0)
        cards.register("shell.plan", build=home_cards.plan, order=10, roles=home_cards.PLAN_READERS)
        cards.register("shell.numbers", build=home_cards.numbers, order=20, roles=home_cards.NUMBER_READERS)
