"""The shell application."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "zuoxi.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Start-up checks: every view has a door, every link of the navigation leads somewhere. The first page."""
        from zuoxi.web.shell import doors, navigation

        register(doors.without_door)
        register(navigation.dead_links)
        navigation.register("shell:home", label=_("Home"), icon="home", group="mine", order=0)
