"""The core application."""

from django.apps import AppConfig
from django.core.checks import register


class CoreConfig(AppConfig):
    name = "zuoxi.core"
    label = "core"

    def ready(self) -> None:
        """The check of a deployment: `manage.py check --deploy`."""
        from zuoxi.core import health

        register(health.durability, deploy=True)
