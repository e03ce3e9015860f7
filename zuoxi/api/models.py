"""Tokens, and the keys that make a repeated request one request."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def alive(self, now: datetime) -> ApiTokenQuerySet:
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class ApiToken(models.Model):
    """A secret by which a program acts for a person. Only its digest is kept; `prefix` is what the person recognises it by.

    `minute` and `used` count the requests of the minute that runs.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="token_expires_after_it_was_made", condition=Q(expires_at__gt=F("created_at")))]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class KeyState(models.TextChoices):
    FLIGHT = "flight", "in flight"
    DONE = "done", "done"


class IdempotencyKey(models.Model):
    """A request that a person sent with a key: `body` is the digest of what was sent, `status`, `headers` and `answer` what came of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=400)
    key = models.CharField(max_length=200)
    body = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=KeyState.choices, default=KeyState.FLIGHT)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[IdempotencyKey]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_request_a_key", fields=["person", "method", "path", "key"])]
        indexes = [models.Index(fields=["person", "at"])]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
