"""Pages: accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("accounts:people", label=_("Accounts"), icon="user-check", group="system", order=10, short=_("Accounts"))
