"""The core application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "zuoxi.core"
    label = "core"

    def ready(self) -> None:
        """What the worker can do for the rulebook."""
        from zuoxi.core import backtest_job, jobs

        jobs.register(backtest_job.KIND, function=backtest_job.perform, label=_("Back-test a draft policy"))
