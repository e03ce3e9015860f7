"""Notices on their way out: what a person wants of them, the group robots, the outbox (P-09)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zuoxi.core.models.notices import Notice


class NoticeSetting(models.Model):
    """Where a person wants notices by e-mail (empty: nowhere), and which kinds not; muted ones still stand in the inbox."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    muted = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.person_id}"


class Flavour(models.TextChoices):
    """Whose robot it is: the format and the signature differ."""

    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


class NoticeWebhook(models.Model):
    """A robot in a group chat that is told notices of some kinds (P-09)."""

    name = models.CharField(max_length=100, unique=True)
    flavour = models.CharField(max_length=16, choices=Flavour.choices)
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=200, blank=True)
    kinds = models.JSONField(default=list)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class DeliveryState(models.TextChoices):
    """Where a message stands; the last two are ends."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


class DeliveryQuerySet(models.QuerySet["NoticeDelivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        return self.filter(state=DeliveryState.WAITING, next_try_at__lte=now)


class NoticeDelivery(models.Model):
    """A notice that goes out by e-mail to its person, or by a robot to its group: the outbox with its tries."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    webhook = models.ForeignKey(NoticeWebhook, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries")
    email = models.EmailField(blank=True)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_group_is_told_once", fields=["webhook", "key"], condition=Q(webhook__isnull=False)),
            models.UniqueConstraint(name="a_person_is_mailed_once", fields=["notice"], condition=Q(webhook=None)),
            models.CheckConstraint(name="a_delivery_goes_one_way", condition=Q(webhook=None) & ~Q(email="") | Q(webhook__isnull=False) & Q(email="")),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
