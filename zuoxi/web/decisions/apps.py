"""Pages: decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.decisions"
    label = "web_decisions"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("decisions:mine", label=_("About me"), icon="gavel", group="mine", order=40, short=_("About me"))
