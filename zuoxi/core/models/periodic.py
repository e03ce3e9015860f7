"""Work that is done again and again: when each was last begun."""

from __future__ import annotations

from django.db import models


class PeriodicRun(models.Model):
    """When a registered periodic work was last begun; workers race for `begun_at`, so that each moment is worked once."""

    name = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
