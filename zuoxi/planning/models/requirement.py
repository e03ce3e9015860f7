"""How many must sit (F-01, F-06, F-08): targets, shrinkage, and the requirement that follows from a frozen forecast."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Queue
from zuoxi.planning.models.forecast import Snapshot


class StaffingModel(models.TextChoices):
    ERLANG_C = "C", _("Erlang C (nobody hangs up)")
    ERLANG_A = "A", _("Erlang A (callers lose patience)")


class TargetQuerySet(models.QuerySet["Target"]):
    def in_force(self, day: date) -> TargetQuerySet:
        return self.filter(effective_from__lte=day)


class Target(models.Model):
    """What a queue promises from a day on (F-01). Shares are between 0 and 1; a target left empty is not asked for."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="targets")
    effective_from = models.DateField()
    model = models.CharField(max_length=1, choices=StaffingModel.choices, default=StaffingModel.ERLANG_A)
    service_level = models.FloatField(null=True, blank=True)
    within_s = models.PositiveIntegerField(default=20)
    max_abandon = models.FloatField(null=True, blank=True)
    max_asa_s = models.FloatField(null=True, blank=True)
    max_occupancy = models.FloatField(null=True, blank=True)
    patience_s = models.FloatField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_target_a_day", fields=["queue", "effective_from"]),
            models.CheckConstraint(name="service_level_is_a_share", condition=Q(service_level=None) | Q(service_level__gt=0, service_level__lt=1)),
            models.CheckConstraint(name="abandonment_is_a_share", condition=Q(max_abandon=None) | Q(max_abandon__gt=0, max_abandon__lt=1)),
            models.CheckConstraint(name="occupancy_is_a_share", condition=Q(max_occupancy=None) | Q(max_occupancy__gt=0, max_occupancy__lte=1)),
            models.CheckConstraint(name="erlang_a_needs_patience", condition=~Q(model="A") | Q(patience_s__isnull=False, patience_s__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.queue_id} {self.effective_from}"


class ShrinkageKind(models.TextChoices):
    LEAVE = "leave", _("leave")
    TRAINING = "training", _("training")
    MEETING = "meeting", _("meetings")
    BREAK = "break", _("breaks")
    ABSENCE = "absence", _("unplanned absence")


class ShrinkageShare(models.Model):
    """The share of paid time lost to a kind on a weekday (F-08)."""

    kind = models.CharField(max_length=16, choices=ShrinkageKind.choices)
    weekday = models.PositiveSmallIntegerField()
    share = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="shrinkage_once", fields=["kind", "weekday"]),
            models.CheckConstraint(name="shrinkage_is_a_share", condition=Q(share__gte=0, share__lt=1)),
            models.CheckConstraint(name="shrinkage_weekday_0_to_6", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.weekday} {self.share}"


class Requirement(models.Model):
    """Heads needed, from one snapshot with the targets and the shrinkage of that moment; `cost` is at the rates of that moment (F-09)."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="requirements")
    shrinkage = models.JSONField()
    cost = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.made_at:%Y-%m-%d %H:%M}"


class RequirementSeries(models.Model):
    """One queue's requirement: the target it rests on and flat `days x slots` lists.

    `values`: net (heads working), seated (heads that must be rostered and not on leave), gross (heads on the books), erlangs, occupancy,
    service_level, abandon, asa_s.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="series")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    target = models.JSONField()
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_requirement_a_queue", fields=["requirement", "queue"])]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.queue_id}"
