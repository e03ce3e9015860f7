"""Pages: the audit trail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "zuoxi.web.audit"
    label = "web_audit"

    def ready(self) -> None:
        from zuoxi.core import jobs
        from zuoxi.core.audit import labels
        from zuoxi.people.models import RoleName
        from zuoxi.web.audit import checking
        from zuoxi.web.shell import navigation, progress

        navigation.register("audit:events", label=_("Audit"), icon="shield-search", group="system", order=80, short=_("Audit"))
        labels.register(values=dict(RoleName.choices))
        jobs.register(checking.KIND, function=checking.work, label=_("Check of the audit trail"))
        progress.register(checking.KIND, done=checking.page, roles=frozenset(checking.READS))
