"""Notices, and how a person wants a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Any) -> NoticeQuerySet:
        return self.filter(person=person)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something a person shall know (P-09). `kind` names the sentence, `facts` fill it, `key` keeps it from being told twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_notice_is_told_once", fields=["person", "key"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Preference(models.Model):
    """How a person wants a page (UX 12): `page` is its key, `wishes` what it keeps; the page knows what they mean and forgives what it does not."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=64)
    wishes = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_preference_a_page", fields=["person", "page"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.page}"
