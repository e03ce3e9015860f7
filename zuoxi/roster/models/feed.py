"""The calendar feed of one's own shifts (R-05)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zuoxi.people.models import Person


class Feed(models.Model):
    """A secret address of a person's iCalendar feed: only the digest is stored; revoking it kills the address at once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_live_feed_a_person", fields=["person"], condition=Q(revoked_at=None))]

    def __str__(self) -> str:
        return f"{self.person_id} {self.created_at:%Y-%m-%d}"
