"""Leave that was granted (F-13, T-03): nobody is rostered on it. Asking for leave and its chain of approval come with attendance."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people.models import Person
from zuoxi.roster.models import Leave, LeaveKind


class EndsBeforeItStarts(Problem):
    code, status = "roster.leave_ends_before_it_starts", 400
    text = _("The last day of leave lies before the first: %(first)s ～ %(last)s.")


class Overlaps(Problem):
    code, status = "roster.leave_overlaps", 409
    text = _("%(who)s already has leave %(first)s ～ %(last)s. Withdraw that first, or choose other days.")


class OwnLeave(Problem):
    """P-05: nobody approves their own request."""

    code, status = "roster.own_leave", 403
    text = _("Nobody grants or withdraws their own leave. Ask another planner.")


class AlreadyWithdrawn(Problem):
    code, status = "roster.leave_withdrawn", 409
    text = _("This leave has already been withdrawn.")


@transaction.atomic
def grant(*, person: Person, kind: LeaveKind, first_day: date, last_day: date, by: Person, now: datetime) -> Leave:
    """Keep somebody free from the first to the last day, both included."""
    if last_day < first_day:
        raise EndsBeforeItStarts(first=first_day, last=last_day)
    if person.pk == by.pk:
        raise OwnLeave
    Person.objects.filter(pk=person.pk).update(name=F("name"))  # takes the row: of two overlapping grants at once the second is refused
    taken = Leave.objects.granted().touching(first_day, last_day).filter(person=person).first()
    if taken:
        raise Overlaps(who=person.name, first=taken.first_day, last=taken.last_day)
    return Leave.objects.create(person=person, kind=kind, first_day=first_day, last_day=last_day, granted_by=by, granted_at=now)


@transaction.atomic
def withdraw(*, leave: Leave, by: Person, now: datetime) -> Leave:
    """Take granted leave back; the row stays with who did it and when."""
    if leave.person_id == by.pk:
        raise OwnLeave
    if not Leave.objects.granted().filter(pk=leave.pk).update(withdrawn_by=by, withdrawn_at=now):
        raise AlreadyWithdrawn
    leave.refresh_from_db()
    return leave
