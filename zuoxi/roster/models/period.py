"""Periods, their versions and cells, edits, publications, granted leave (F-13, F-14)."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Person, Unit
from zuoxi.planning.models import Requirement
from zuoxi.roster import wording
from zuoxi.roster.models.shift import ShiftKind


class Period(models.Model):
    """A stretch of days that is rostered as one for a unit and all beneath it: usually a month, or four weeks."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(max_length=200)
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="periods")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="period_is_1_to_62_days", condition=Q(days__gte=1, days__lte=62))]

    def __str__(self) -> str:
        return self.name

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    def dates(self) -> list[date]:
        return [self.first_day + timedelta(days=number) for number in range(self.days)]


class VersionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class VersionQuerySet(models.QuerySet["Version"]):
    def drafts(self) -> VersionQuerySet:
        return self.filter(state=VersionState.DRAFT)

    def published(self) -> VersionQuerySet:
        """In force."""
        return self.filter(state=VersionState.PUBLISHED)

    def made_public(self) -> VersionQuerySet:
        """In force, or once in force."""
        return self.exclude(state=VersionState.DRAFT)


class Version(models.Model):
    """One roster of a period. A published one is never changed, only superseded by another; `revision` grows with every edit.

    `costs` maps soft rule to cost, `bound` is the solver's lower bound of the total, `not_met` lists what could not be satisfied, `solve` tells
    how it was found (status, seed, seconds, hard violations, the clash of an infeasible period). All four speak of `appraised_revision`.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=VersionState.choices, default=VersionState.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    costs = models.JSONField(default=dict)
    bound = models.FloatField(null=True, blank=True)
    not_met = models.JSONField(default=list)
    solve = models.JSONField(default=dict)
    appraised_revision = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["period", "number"]),
            models.UniqueConstraint(name="one_published_version", fields=["period"], condition=Q(state="published")),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def remark(self) -> str:
        """What tables say beside the number, in the reader's language: the note, else how it was found."""
        return self.note or wording.found(self.solve)


class Assignment(models.Model):
    """A cell: what a person does on a day. No shift, or no row: a day off.

    `breaks` lists `[start_min, end_min, name, paid]` in minutes from midnight of the day; empty: still to be placed, or none.
    `revision` is the revision of the version at which the cell was last changed, `changed_by` who changed it (None: it came with the version).
    A row is never deleted while its version lives, so that whoever has an older revision learns of every change.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    day = models.DateField()
    shift = models.ForeignKey(ShiftKind, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_locked = models.BooleanField(default=False)
    breaks = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_cell_a_person_and_day", fields=["version", "person", "day"])]
        indexes = [models.Index(fields=["person", "day"]), models.Index(fields=["version", "revision"])]

    def __str__(self) -> str:
        return f"{self.version_id} {self.person_id} {self.day}"


class Edit(models.Model):
    """One step of a planner on a version, for undo and redo; `number` is the revision of the version that the step made.

    `changes` lists `[person, day, before, after]`, a cell being `[shift code or null, locked]`. `at` is when it was done, or last redone.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="edit_number_once", fields=["version", "number"])]

    def __str__(self) -> str:
        return f"{self.version_id} #{self.number} {self.kind}"


class Publication(models.Model):
    """The act of publishing: who, when, what differed from what was in force, and the hash of every cell. Kept for ever."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="publication")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    diff = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.version_id} {self.published_at:%Y-%m-%d %H:%M}"


class LeaveKind(models.TextChoices):
    ANNUAL = "annual", _("annual leave")
    SICK = "sick", _("sick leave")
    PERSONAL = "personal", _("personal leave")
    MARRIAGE = "marriage", _("marriage leave")
    MATERNITY = "maternity", _("maternity leave")
    BEREAVEMENT = "bereavement", _("bereavement leave")
    COMPENSATORY = "compensatory", _("compensatory leave")
    OFFICIAL = "official", _("official leave")
    UNPAID = "unpaid", _("unpaid leave")


class LeaveQuerySet(models.QuerySet["Leave"]):
    def granted(self) -> LeaveQuerySet:
        return self.filter(withdrawn_at=None)

    def touching(self, first_day: date, last_day: date) -> LeaveQuerySet:
        """With at least one day between these two, both included."""
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class Leave(models.Model):
    """Leave that was granted, first and last day included: a hard rule of the roster (F-13) until it is withdrawn.

    `granted_by` is None where it came with an import.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaves")
    kind = models.CharField(max_length=16, choices=LeaveKind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="leave_ends_after_it_starts", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="leave_is_withdrawn_by_somebody", condition=Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.first_day}"
