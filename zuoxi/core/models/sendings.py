"""Forms that were sent (R24)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Sending(models.Model):
    """A form that makes something, sent once: `key` stood in the form as it was shown, `target` is where it led (empty: still worked on)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    target = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_form_is_sent_once", fields=["person", "key"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.target}"
