"""Pages: the inbox."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.inbox"
    label = "web_inbox"

    def ready(self) -> None:
        """Its links, and where the notices of approvals and appeals lead."""
        from zuoxi.core import appeals, approval_notices
        from zuoxi.people.models import RoleName
        from zuoxi.web.shell import navigation

        navigation.register("inbox:inbox", label=_("Inbox"), icon="inbox", group="mine", order=20, short=_("Inbox"), counts="waiting")
        navigation.register(
            "inbox:robots", label=_("Group robots"), icon="robot", group="system", order=60, roles={RoleName.MANAGER}, short=_("Robots")
        )
        approval_notices.lead_to(lambda approval: reverse("inbox:approval", args=[approval.pk]))
        appeals.lead_to(lambda appeal: reverse("inbox:appeal", args=[appeal.pk]))
