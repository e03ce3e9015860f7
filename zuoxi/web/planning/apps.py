"""Pages: planning."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.planning"
    label = "web_planning"

    def ready(self) -> None:
        from zuoxi.planning.forecasting import KIND
        from zuoxi.web.planning.links import made_by
        from zuoxi.web.shell import navigation, progress

        navigation.register("planning:history", label=_("History"), icon="history", group="planning", order=10, short=_("History"))
        navigation.register("planning:forecasts", label=_("Forecast"), icon="chart-line", group="planning", order=20, short=_("Forecast"))
        navigation.register("planning:requirements", label=_("Requirement"), icon="users-group", group="planning", order=30, short=_("Requirement"))
        progress.register(KIND, live="planning/parts/forecast_live.html", done=made_by)
