"""Sentences of approvals, appeals, delegations and their notices (P-05, P-06, P-09)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "approval.no_working_day": _("The calendar has no working day after %(day)s, so that no limit can be set. Correct the days of the centre."),
    "approval.office_hours": _("The hour at which limits pause must lie after the hour from which they run. Correct the policy."),
    "approval.unknown_kind": _("%(kind)s is nothing that is approved. Known: %(known)s."),
    "approval.waiting": _("%(what)s of %(who)s waits for your approval, due %(due)s."),
    "approval.reminder": _("%(what)s of %(who)s still waits for your approval, due %(due)s."),
    "approval.passed_up": _("%(what)s of %(who)s was not decided in time and was passed up to you, due %(due)s."),
    "approval.overdue": _("%(what)s of %(who)s was due %(due)s and is not decided. Nothing lies above; decide it, or name a delegate."),
    "approval.approved": _("%(what)s of %(who)s was approved by %(by)s."),
    "approval.rejected": _("%(what)s of %(who)s was rejected by %(by)s. The reason stands with the request."),
    "approval.stuck": _("%(what)s of %(who)s has nobody who may decide. Give somebody the role, or have an approver name a delegate."),
    "approval.own_attempt": _("%(by)s tried to decide on a request that is their own: %(what)s of %(who)s. Nothing was changed."),
    "delegation.given": _("%(who)s named you to approve in their place, %(start)s～%(end)s."),
    "appeal.answered": _("Your appeal was answered: %(state)s. The reason stands with the appeal."),
    "notice.test": _("This is a test of %(name)s. Nothing is to be done."),
    "webhook.not_listed": _("%(host)s is not among the hosts that may be told (ZUOXI_WEBHOOK_HOSTS). Ask the administrator to add it."),
    "webhook.not_https": _("The address must begin with https://, so that nobody reads along."),
    "webhook.private_address": _("%(host)s leads to the private address %(address)s, which is not among the hosts that may be told."),
    "webhook.unknown_host": _("%(host)s is not known to the name service. Check the address."),
    "webhook.refused": _("The robot answered %(status)s: %(answer)s"),
    "webhook.unreachable": _("The robot could not be reached: %(error)s"),
    "mail.unreachable": _("The mail server could not be reached or refused: %(error)s"),
    "mail.off": _("No mail server is set (ZUOXI_SMTP_HOST)."),
}
