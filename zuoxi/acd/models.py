"""Queues and when they are open."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Bilingual, Skill


class Channel(models.TextChoices):
    PHONE = "phone", _("phone")
    CHAT = "chat", _("chat")
    EMAIL = "email", _("e-mail")


class Queue(Bilingual):
    """Where contacts of one kind wait for whoever has its skill (F-01, O-04)."""

    code = models.SlugField(unique=True)
    channel = models.CharField(max_length=16, choices=Channel.choices, default=Channel.PHONE)
    skill = models.OneToOneField(Skill, on_delete=models.PROTECT, related_name="queue")
    open_on_holidays = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)


class OpeningHours(models.Model):
    """When a queue is open on a weekday (Monday is 0), in minutes of the centre's local day, and the fewest heads it needs then."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens_min = models.PositiveSmallIntegerField()
    closes_min = models.PositiveSmallIntegerField()
    least_heads = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="opening_hours_once", fields=["queue", "weekday", "opens_min"]),
            models.CheckConstraint(name="queue_closes_after_it_opens", condition=Q(closes_min__gt=F("opens_min"), closes_min__lte=1440)),
            models.CheckConstraint(name="weekday_0_to_6", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.queue_id} {self.weekday} {self.opens_min}-{self.closes_min}"
