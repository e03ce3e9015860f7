"""What came (F-03): imported files, the intervals they hold, and marks on what cannot be trusted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Queue


class FileState(models.TextChoices):
    CHECKED = "checked", _("checked, not stored")
    STORED = "stored", _("stored")
    DISCARDED = "discarded", _("discarded")


class HistoryFile(models.Model):
    """An uploaded file: checked first (`findings`), stored only when the planner says so.

    `content` keeps the bytes until it is stored or discarded. `options` is how it is read (see `planning.history_files.Options`). `summary` is what
    the check found: per queue the number of intervals, contacts, first and last day. `generated` tells which columns are not measured but drawn
    (demo data).
    """

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, blank=True)
    options = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    step_min = models.PositiveSmallIntegerField(default=30)
    generated = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=16, choices=FileState.choices, default=FileState.CHECKED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    stored_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class HistoryIntervalQuerySet(models.QuerySet["HistoryInterval"]):
    def current(self) -> HistoryIntervalQuerySet:
        """Not replaced by a later file."""
        return self.filter(replaced_by=None)

    def between(self, start: datetime, end: datetime) -> HistoryIntervalQuerySet:
        return self.filter(start__gte=start, start__lt=end)


class HistoryInterval(models.Model):
    """Contacts of one queue in `[start, start + minutes)`. A correction is a further row; the old one names the file that replaced it."""

    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="history")
    start = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    offered = models.PositiveIntegerField()
    handled = models.PositiveIntegerField(null=True, blank=True)
    abandoned = models.PositiveIntegerField(null=True, blank=True)
    aht_s = models.FloatField(null=True, blank=True)
    file = models.ForeignKey(HistoryFile, on_delete=models.PROTECT, related_name="intervals")
    replaced_by = models.ForeignKey(HistoryFile, null=True, blank=True, on_delete=models.PROTECT, related_name="replaced")

    objects = HistoryIntervalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_current_interval", fields=["queue", "start"], condition=Q(replaced_by=None)),
            models.CheckConstraint(name="interval_minutes_known", condition=Q(minutes__in=[5, 15, 30, 60])),
        ]
        indexes = [models.Index(fields=["queue", "start"])]

    def __str__(self) -> str:
        return f"{self.queue_id} {self.start}"


class HistoryMark(models.Model):
    """A stretch that cannot be trusted (outage, outlier, absent day): proposed by the check, decided by a planner, with a reason."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="marks")
    start = models.DateTimeField()
    end = models.DateTimeField()
    kind = models.CharField(max_length=32)
    observed = models.FloatField(null=True, blank=True)
    expected = models.FloatField(null=True, blank=True)
    left_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mark_ends_after_it_starts", condition=Q(end__gt=F("start"))),
            models.UniqueConstraint(name="mark_once", fields=["queue", "start", "end", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.queue_id} {self.kind} {self.start}"
