"""Pages: decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.decisions"
    label = "web_decisions"

    def ready(self) -> None:
        from django.urls import reverse

        from zuoxi.core import backtest_job
        from zuoxi.web.shell import navigation, progress

        navigation.register("decisions:mine", label=_("About me"), icon="gavel", group="mine", order=40, short=_("About me"))
        navigation.register("decisions:backtest", label=_("Back-test"), icon="history-toggle", group="system", order=40, short=_("Back-test"))
        progress.register(backtest_job.KIND, done=lambda job: reverse("decisions:backtest-result", args=[job.pk]), roles=frozenset())
