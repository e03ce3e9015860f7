"""Versions of a centre's policy (P-01)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("policy", "draft")
    SUBMITTED = "submitted", pgettext_lazy("policy", "submitted")
    APPROVED = "approved", pgettext_lazy("policy", "approved")
    REJECTED = "rejected", pgettext_lazy("policy", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("policy", "withdrawn")


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def approved(self) -> PolicyVersionQuerySet:
        return self.filter(state=VersionState.APPROVED)

    def begun(self, now: datetime) -> PolicyVersionQuerySet:
        """Approved, and in force at `now` or before it; the last one to begin comes first."""
        return self.approved().filter(effective_from__lte=now).order_by("-effective_from", "-number")

    def newest_first(self) -> PolicyVersionQuerySet:
        return self.order_by("-number")


class PolicyVersion(models.Model):
    """What a centre changed against the shipped defaults: `values` is {area: {entry: value}}. It follows the version `base` (0: as shipped).

    An approved version is never edited; the next one follows it, and only one can."""

    number = models.PositiveIntegerField(unique=True)
    base = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, choices=VersionState.choices, default=VersionState.DRAFT)
    values = models.JSONField(default=dict)
    effective_from = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField(blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_version_follows_another", fields=["base"], condition=Q(state="approved")),
            models.CheckConstraint(
                name="an_approved_version_says_from_when_and_by_whom",
                condition=~Q(state="approved") | Q(effective_from__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(name="nobody_decides_on_their_own_version", condition=Q(decided_by=None) | ~Q(decided_by=F("created_by"))),
            models.CheckConstraint(name="a_version_follows_an_earlier_one", condition=Q(base__lt=F("number"))),
        ]

    def __str__(self) -> str:
        return str(self.number)
