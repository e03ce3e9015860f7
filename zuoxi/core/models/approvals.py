"""Approvals with every step taken, who stands in for whom, and appeals (P-05, P-06)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ApprovalState(models.TextChoices):
    """Where a request stands; all but the first are ends."""

    ASKED = "asked", _("waiting for approval")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open(self) -> ApprovalQuerySet:
        return self.filter(state=ApprovalState.ASKED)

    def about(self, kind: str, about: str) -> ApprovalQuerySet:
        return self.filter(kind=kind, about=about)

    def asked_by(self, person: Any) -> ApprovalQuerySet:
        return self.filter(asked_by=person)

    def overdue(self, now: datetime) -> ApprovalQuerySet:
        return self.open().filter(due_at__lte=now)

    def to_remind(self, now: datetime) -> ApprovalQuerySet:
        """Half done in time (or what the policy says) and not reminded yet."""
        return self.open().filter(remind_at__lte=now, reminded_at=None, due_at__gt=now)

    def to_pass_up(self, now: datetime) -> ApprovalQuerySet:
        """Past its limit, and not yet at the top."""
        return self.overdue(now).filter(overdue_at=None)


class Approval(models.Model):
    """A request that goes through a chain of steps (P-05).

    `kind` is what `core.approvals.register` knows, `about` the thing (`roster:12`), `facts` what its sentence and its approver need. `person` is
    whom it is about, `other` a second party, `barred` further people who may not act. `steps` is the chain as the policy `policy_version` had it.
    It stands at `step`, passed up `passed` levels, since `since`. `turn` counts its moves and is what two approvers race for.
    """

    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=64, db_index=True)
    facts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    barred = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    steps = models.JSONField()
    policy_version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, choices=ApprovalState.choices, default=ApprovalState.ASKED)
    step = models.PositiveSmallIntegerField(default=0)
    passed = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    flagged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_open_approval_of_a_kind_about_a_thing", fields=["kind", "about"], condition=Q(state="asked")),
            models.CheckConstraint(
                name="approval_ended_iff_at_an_end",
                condition=Q(ended_at__isnull=True, state="asked") | Q(ended_at__isnull=False) & ~Q(state="asked"),
            ),
            models.CheckConstraint(name="approval_reminds_before_due", condition=Q(remind_at__lte=F("due_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == ApprovalState.ASKED


class ApprovalWait(models.Model):
    """For whom an open request waits now: the holders of its level who may act. Delegates are found through them when somebody looks."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="waits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_wait_a_person", fields=["approval", "person"])]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.person_id}"


class StepVerdict(models.TextChoices):
    """What happened at a step."""

    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PASSED_UP = "passed_up", _("passed up")
    ANSWERED = "answered", _("answered")


class ApprovalStep(models.Model):
    """One thing that happened to a request, never changed: who, as whom, when, verdict, remark; passed up has nobody."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="taken")
    step = models.PositiveSmallIntegerField()
    passed = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=32, blank=True)
    verdict = models.CharField(max_length=16, choices=StepVerdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    as_whom = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_time_passes_up", condition=Q(verdict="passed_up", by=None) | ~Q(verdict="passed_up") & Q(by__isnull=False)
            ),
            models.CheckConstraint(name="nobody_stands_in_for_themselves", condition=Q(as_whom=None) | Q(by=None) | ~Q(as_whom=F("by"))),
            models.UniqueConstraint(
                name="a_step_is_signed_once", fields=["approval", "step"], condition=Q(verdict__in=["approved", "rejected", "answered"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.step} {self.verdict}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def at(self, now: datetime) -> DelegationQuerySet:
        return self.filter(start__lte=now, end__gt=now, ended_at=None)

    def given_by(self, person: Any) -> DelegationQuerySet:
        return self.filter(approver=person)


class Delegation(models.Model):
    """Who stands in for whom as an approver, in `[start, end)`. One ended early keeps its row.

    `kinds` is `,leave,swap,` so that both databases can look a kind up in it; empty means all.
    """

    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    kinds = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegation_ends_after_it_starts", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="nobody_delegates_to_themselves", condition=~Q(approver=F("delegate"))),
        ]

    def __str__(self) -> str:
        return f"{self.approver_id} {self.delegate_id}"

    @property
    def of_kinds(self) -> frozenset[str]:
        return frozenset(self.kinds.strip(",").split(",")) - {""}


class AppealState(models.TextChoices):
    """How an appeal was answered: the decision stands, it was changed by a new fact, or the appeal cannot be heard."""

    ASKED = "asked", _("waiting for an answer")
    UPHELD = "upheld", _("decision upheld")
    CHANGED = "changed", _("decision changed")
    REJECTED = "rejected", _("appeal rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Appeal(models.Model):
    """A person's appeal against a decision about themselves (P-06). Its `approval` carries who may answer it and until when."""

    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    evidence = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="appeal")
    state = models.CharField(max_length=16, choices=AppealState.choices, default=AppealState.ASKED)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    new_fact = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_decision_is_appealed_once", fields=["about", "person"], condition=~Q(state="withdrawn")),
            models.CheckConstraint(
                name="appeal_answered_with_a_reason",
                condition=Q(state__in=["asked", "withdrawn"]) | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="nobody_answers_their_own_appeal",
                condition=Q(answered_by=None) | ~Q(answered_by=F("person")) & (Q(decided_by=None) | ~Q(answered_by=F("decided_by"))),
            ),
            models.CheckConstraint(name="a_changed_decision_has_a_new_fact", condition=~Q(state="changed") | Q(new_fact__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.state}"
