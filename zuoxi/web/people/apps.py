"""Pages: people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.people"
    label = "web_people"

    def ready(self) -> None:
        from zuoxi.web.shell import navigation

        navigation.register("people:people", label=_("People"), icon="users", group="people", order=10, short=_("People"))
        navigation.register("people:units", label=_("Units"), icon="sitemap", group="people", order=20, short=_("Units"))
        navigation.register("people:posts", label=_("Posts"), icon="id-badge-2", group="people", order=30, short=_("Posts"))
        navigation.register("people:roles", label=_("Roles"), icon="user-shield", group="system", order=70, short=_("Roles"))
