"""Pages: the policy, its versions, and the rulebook."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.policy"
    label = "web_policy"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("policy:rules", label=_("Rulebook"), icon="book-2", group="rulebook", order=10, short=_("Rules"))
        navigation.register("policy:values", label=_("Policy in force"), icon="adjustments", group="rulebook", order=20, short=_("Policy"))
        navigation.register("policy:versions", label=_("Policy versions"), icon="versions", group="rulebook", order=30, short=_("Versions"))
