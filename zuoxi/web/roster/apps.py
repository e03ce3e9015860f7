"""Pages: roster."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.roster"
    label = "web_roster"

    def ready(self) -> None:
        """The links of the navigation, and how the jobs of the roster are shown."""
        from django.urls import reverse

        from zuoxi.roster import designing, solving
        from zuoxi.web.shell import navigation, progress

        navigation.register("roster:periods", label=_("Rosters"), icon="calendar-month", group="roster", order=10, short=_("Rosters"))
        navigation.register(
            "roster:shifts", label=_("Shift kinds"), icon="clock-hour-4", group="roster", order=20, short=_("Shifts"), beside=["roster:proposals"]
        )
        navigation.register("roster:leaves", label=_("Leave"), icon="beach", group="roster", order=30, short=_("Leave"))
        progress.register(solving.KIND, live="roster/solve_live.html", done=lambda job: reverse("roster:solve-result", args=[job.pk]))
        progress.register(designing.KIND, done=lambda job: reverse("roster:proposal", args=[job.pk]))
