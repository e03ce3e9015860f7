"""The planning application."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "zuoxi.planning"
    label = "planning"

    def ready(self) -> None:
        from zuoxi.planning import forecasting

        forecasting.register()
