"""Pages: the centre itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.centre"
    label = "web_centre"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("centre:queues", label=_("Queues"), icon="phone-incoming", group="people", order=40, short=_("Queues"))
        navigation.register("centre:calendar", label=_("Working calendar"), icon="calendar", group="people", order=60, short=_("Calendar"))
        navigation.register("centre:contracts", label=_("Contracts"), icon="file-text", group="people", order=50, short=_("Contracts"))
