"""Versions of a roster (F-14): made, copied, held while they are changed. Only drafts can be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people.models import Person
from zuoxi.roster.models import Assignment, Period, Version


class NotADraft(Problem):
    """A published roster is kept as it is for ever (F-14)."""

    code, status = "roster.not_a_draft", 409
    text = _("Version %(number)s was published and can no longer be changed. Copy it to a new draft and change that.")


@transaction.atomic
def create(*, period: Period, by: Person, now: datetime, note: str = "", based_on: Version | None = None) -> Version:
    """A new, empty draft. Its number is the next of the period; `based_on` only remembers where it came from."""
    Period.objects.filter(pk=period.pk).update(name=F("name"))  # takes the row, so that two drafts made at once get two numbers
    last = period.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(period=period, number=last + 1, note=note, based_on=based_on, created_by=by, created_at=now)


@transaction.atomic
def copy(*, version: Version, by: Person, now: datetime, note: str = "") -> Version:
    """A new draft with the same cells, locks and breaks; the steps of the original stay with it."""
    made = create(period=version.period, by=by, now=now, note=note, based_on=version)
    fields = ("person_id", "day", "shift_id", "is_locked", "breaks")
    cells = version.assignments.values(*fields)
    Assignment.objects.bulk_create([Assignment(version=made, **cell) for cell in cells], batch_size=2000)
    return made


@transaction.atomic
def discard(*, version: Version) -> None:
    """Throw a draft away, cells and steps with it; what was published is kept for ever."""
    hold(version)
    version.delete()


def hold(version: Version) -> int:
    """Keep everybody else from changing this draft until the transaction ends; its revision. Must be called inside a transaction.

    An update that changes nothing takes the row lock on PostgreSQL and the writer's lock on SQLite.
    """
    if not Version.objects.drafts().filter(pk=version.pk).update(revision=F("revision")):
        raise NotADraft(number=version.number)
    return Version.objects.values_list("revision", flat=True).get(pk=version.pk)


def advance(version: Version) -> int:
    """The next revision of a draft that is held; every change takes one."""
    Version.objects.filter(pk=version.pk).update(revision=F("revision") + 1)
    version.refresh_from_db(fields=["revision"])
    return version.revision
