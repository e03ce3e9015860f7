"""The audit trail (P-07): events in one chain, its head, and the signed cuts of its oldest part.

The database itself refuses to change or delete events (triggers of migration 0006); the chain shows what somebody did who took the triggers away.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def of(self, text: str) -> AuditQuerySet:
        """By whom: work number or name."""
        return self.filter(Q(number=text) | Q(by__name__icontains=text))

    def between(self, start: datetime | None, end: datetime | None) -> AuditQuerySet:
        """In `[start, end)`; None leaves a side open."""
        found = self if start is None else self.filter(at__gte=start)
        return found if end is None else found.filter(at__lt=end)

    def in_order(self) -> AuditQuerySet:
        return self.order_by("seq")


class AuditEvent(models.Model):
    """Who did or tried what, when, from where. `previous` is the seal of the event before, `seal` the HMAC over everything here.

    `by` may point to somebody who is gone: nothing that happens to a person reaches back into the trail, `number` stays."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    number = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64, db_index=True)
    resource = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    success = models.BooleanField()
    ip = models.CharField(max_length=64, blank=True)
    session = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True)
    facts = models.JSONField()
    previous = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=64, unique=True)

    objects = AuditQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.about}"

    def content(self) -> list[Any]:
        """Everything that the seal covers but place and time, in a fixed order."""
        return [self.by_id, self.number, self.action, self.resource, self.about, self.success, self.ip, self.session, self.path, self.facts]


class AuditHead(models.Model):
    """Where the chain ends now: the row that writers take one after another. `chain` tells this chain from any other."""

    chain = models.CharField(max_length=64)
    seq = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)
    anchored_seq = models.BigIntegerField(default=0)
    anchored_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[AuditHead]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(name="audit_has_one_head", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.chain[:12]} {self.seq}"


class AuditCheckpoint(models.Model):
    """A signed cut: the events up to `upto` were let go because they were older than the retention; the chain goes on from `last`."""

    upto = models.BigIntegerField(unique=True)
    last = models.CharField(max_length=64)
    at = models.DateTimeField()
    number = models.CharField(max_length=64)
    events = models.BigIntegerField()
    seal = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[AuditCheckpoint]] = models.Manager()

    def __str__(self) -> str:
        return f"1-{self.upto}"
