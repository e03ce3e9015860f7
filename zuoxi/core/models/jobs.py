"""Jobs: the long work that goes on when the page is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands; the last four are ends."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    INTERRUPTED = "interrupted", _("interrupted")


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def asked_by(self, person: Any) -> JobQuerySet:
        return self.filter(asked_by=person)

    def open(self) -> JobQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def silent(self, now: datetime, patience: timedelta) -> JobQuerySet:
        """Running, but without a heartbeat for longer than `patience`: the worker is gone."""
        return self.filter(state=JobState.RUNNING, heartbeat_at__lt=now - patience)


class Job(models.Model):
    """One piece of long work: who asked for it, how far it is, what came of it.

    `kind` names the registered function, `arguments` are handed to it. `live` is what it shows while it runs (any JSON of its own),
    `checkpoint` the best result so far, `result` the last word. `about` lets a page find its jobs (`roster:12`).
    """

    kind = models.CharField(max_length=64)
    about = models.CharField(max_length=64, db_index=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    live = models.JSONField(default=dict)
    checkpoint = models.JSONField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True)
    error_facts = models.JSONField(default=dict)
    resumed_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="resumptions")

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_ended_iff_at_an_end",
                condition=models.Q(ended_at__isnull=True, state__in=OPEN_STATES)
                | models.Q(ended_at__isnull=False) & ~models.Q(state__in=OPEN_STATES),
            ),
            models.UniqueConstraint(name="one_open_job_of_a_kind_about_a_thing", fields=["kind", "about"], condition=models.Q(state__in=OPEN_STATES)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0
