"""Pages: mine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.mine"
    label = "web_mine"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("mine:roster", label=_("My roster"), icon="calendar-user", group="mine", order=10, short=_("My roster"))
