"""Shift kinds (F-10)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Bilingual


class ShiftKindQuerySet(models.QuerySet["ShiftKind"]):
    def active(self) -> ShiftKindQuerySet:
        return self.filter(is_active=True)

    def in_order(self) -> ShiftKindQuerySet:
        return self.order_by("order", "code")


class ShiftKind(Bilingual):
    """A kind of shift: early, middle, late, night, long, short, two-ended.

    `letter` is the key that sets it in the grid, `tags` (of `night`, `late`, `long`, `two_ended`) what makes it unpopular or bound by law.
    `revision` counts the changes, `changed_by` made the last one (None: it came with the installation).
    """

    code = models.CharField(_("code"), max_length=8, unique=True)
    letter = models.CharField(_("key"), max_length=1, validators=[RegexValidator(r"^[A-Z]$", _("One letter, A to Z."))])
    colour = models.CharField(_("colour"), max_length=7, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour such as #2f6fde."))])
    tags: Any = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ShiftKindQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_active_shift_a_key", fields=["letter"], condition=Q(is_active=True))]


class ShiftBlock(models.Model):
    """A stretch of presence, in minutes from midnight of the duty day; past 1440 it lies on the next day (P-08)."""

    kind = models.ForeignKey(ShiftKind, on_delete=models.CASCADE, related_name="blocks")
    start_min = models.PositiveSmallIntegerField()
    end_min = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="block_ends_after_it_starts", condition=Q(end_min__gt=F("start_min"), end_min__lte=2880)),
            models.UniqueConstraint(name="block_once", fields=["kind", "start_min"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.start_min}-{self.end_min}"


class ShiftBreak(models.Model):
    """A break or meal: its length, and the window in which it may start, in minutes after the shift's start."""

    kind = models.ForeignKey(ShiftKind, on_delete=models.CASCADE, related_name="breaks")
    name = models.CharField(max_length=50)
    length_min = models.PositiveSmallIntegerField()
    earliest_min = models.PositiveSmallIntegerField()
    latest_min = models.PositiveSmallIntegerField()
    paid = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="break_window_is_open", condition=Q(latest_min__gte=F("earliest_min"), length_min__gt=0))]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.name}"
