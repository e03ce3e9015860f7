"""Accounts are closed and opened by an administrator; who is out is out at the next request (A10)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people import sessions
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import OneTimeLink


class NotOneself(Problem):
    code, status = "account.not_oneself", 409
    text = _("Nobody closes their own account. Ask another administrator.")


@transaction.atomic
def close(*, person: Person, by: Person, now: datetime) -> bool:
    """No login any more, sessions and links end. False: it was closed already."""
    if person.pk == by.pk:
        raise NotOneself
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        return False
    OneTimeLink.objects.filter(person=person, ended_at=None).update(ended_at=now)
    tell(Act.CLOSED, about=person, by=by, now=now)
    sessions.end_all(person=person, by=by, now=now)
    return True


def reopen(*, person: Person, by: Person, now: datetime) -> bool:
    """Login works again, with the password and second factor there were. False: it was open."""
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        return False
    tell(Act.OPENED, about=person, by=by, now=now)
    return True
