"""The core application."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

APPROVED = (
    ("leave", _("Leave")),
    ("swap", _("Swap of shifts")),
    ("seat_leave", _("Leaving the seat")),
    ("training_plan", _("Training plan")),
    ("exam_paper", _("Exam paper")),
    ("requisition", _("Request to recruit")),
    ("appraisal", _("Appraisal")),
    ("early_promotion", _("Early promotion")),
    ("visitor", _("Visitor")),
    ("customer_export", _("Export of customer data")),
    ("policy", _("Policy version")),
)
"""The kinds of P-05; the app that a kind belongs to registers it again, with what happens when it is decided."""


class CoreConfig(AppConfig):
    name = "zuoxi.core"
    label = "core"

    def ready(self) -> None:
        """Kinds of approvals and of their notices, the work that time brings, the check of a deployment, and the work for the rulebook."""
        from zuoxi.core import appeals, approval_clock, approval_notices, approvals, audit, backtest_job, health, jobs, notices, outbox, periodic

        for kind, label in APPROVED:
            approvals.register(kind, label=label)
        approvals.register(appeals.KIND, label=_("Appeal"), decided=appeals.withdrawn, own_page=True)
        approval_notices.register()
        notices.register("delegation.given", label=_("You were named to stand in"), must=True, fill=approval_notices.period)
        notices.register("appeal.answered", label=_("Your appeal was answered"), must=True, fill=appeals.fill)
        periodic.register("approvals", function=approval_clock.tick, every=timedelta(seconds=50))
        periodic.register("audit", function=audit.anchor_if_due, every=timedelta(minutes=5))
        periodic.register("outbox", function=outbox.deliver, every=timedelta(seconds=20))
        jobs.register(backtest_job.KIND, function=backtest_job.perform, label=_("Back-test a draft policy"))
        register(health.durability, deploy=True)
