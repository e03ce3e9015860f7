"""Decisions and what they rest on (P-02, P-03): taken once, kept for ever, followed by another when a fact is corrected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """Whether a decision holds; the last two are ends."""

    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("no longer applies")


MAY_MOVE = frozenset({"state", "superseded_by", "superseded_by_id"})


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Words for reading; writing is left to `zuoxi.core.decisions`."""

    def in_force(self) -> DecisionQuerySet:
        return self.filter(state=DecisionState.IN_FORCE)

    def about(self, person: Any) -> DecisionQuerySet:
        return self.filter(about=person)

    def on(self, subject: str) -> DecisionQuerySet:
        """About one thing, such as `roster:12`."""
        return self.filter(subject=subject)

    def of_rule(self, rule: str) -> DecisionQuerySet:
        return self.filter(rule=rule)

    def between(self, first: datetime, until: datetime) -> DecisionQuerySet:
        """Taken from `first` on and before `until`."""
        return self.filter(at__gte=first, at__lt=until)

    def resting_on(self, keys: Collection[str]) -> DecisionQuerySet:
        """Those that rest on at least one of these facts."""
        return self.filter(pk__in=DecisionFact.objects.filter(fact_key__in=keys).values("decision_id"))

    def update(self, **fields: Any) -> int:
        """What was decided is never edited: only whether it still holds can change."""
        if not fields.keys() <= MAY_MOVE:
            raise TypeError(f"a decision is never edited: {', '.join(sorted(fields.keys() - MAY_MOVE))}")
        return super().update(**fields)

    def delete(self) -> Any:
        raise TypeError("a decision is never deleted")


class Decision(models.Model):
    """What a rule said, from which facts, under which policy (0: as shipped), and who asked for it (None: the system).

    `about` is the person concerned (None: a thing), `subject` the thing (`roster:12`). `key` is the fingerprint of everything it says: of two that
    say the same at most one is in force. `correction` is what made it replace its forerunner.
    """

    rule = models.CharField(max_length=16)
    outcome = models.CharField(max_length=64)
    granted = models.BooleanField(null=True, blank=True)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=64, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    policy_version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=DecisionState.choices, default=DecisionState.IN_FORCE)
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes")
    correction = models.ForeignKey("core.FactCorrection", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_decision_is_in_force_once", fields=["key"], condition=Q(state="in_force")),
            models.CheckConstraint(
                name="decision_is_superseded_by_another",
                condition=Q(state="superseded", superseded_by__isnull=False) | Q(state__in=["in_force", "withdrawn"], superseded_by__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["about", "at"]), models.Index(fields=["rule", "at"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a decision is never edited")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a decision is never deleted")

    @property
    def told(self) -> dict[str, Any]:
        """What fills the sentence of the outcome."""
        return {**self.facts, **self.figures}

    @property
    def is_in_force(self) -> bool:
        return self.state == DecisionState.IN_FORCE


class DecisionFact(models.Model):
    """One fact that a decision rests on, by its key (`person:12:due_on`), so that a corrected fact finds exactly its decisions."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rests_on")
    fact_key = models.CharField(max_length=128, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="decision_rests_once_on_a_fact", fields=["decision", "fact_key"])]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.fact_key}"


class FactCorrection(models.Model):
    """P-02: a further fact that says what an earlier one should have been: who said so, when and why. `number` counts the corrections of one fact."""

    key = models.CharField(max_length=128)
    number = models.PositiveIntegerField()
    old = models.JSONField(null=True, blank=True)
    new = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="correction_number_once", fields=["key", "number"]),
            models.CheckConstraint(name="correction_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.key} #{self.number}"
