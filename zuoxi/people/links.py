"""Links by which a person sets a password: made by an administrator, who never sees one; used once, for a short while (A33)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from zuoxi.people import passwords, sessions
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import LinkPurpose, OneTimeLink
from zuoxi.rules.accounts import AccountPolicy


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, person: Person, by: Person, now: datetime, policy: AccountPolicy) -> str:
    """A new secret for somebody's link: an invitation while there is no password yet, else a reset. An older link ends."""
    purpose = LinkPurpose.RESET if person.has_usable_password() else LinkPurpose.INVITATION
    lasts = timedelta(minutes=policy.reset_min) if purpose == LinkPurpose.RESET else timedelta(hours=policy.invitation_h)
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.filter(person=person, ended_at=None).update(ended_at=now)
    OneTimeLink.objects.create(person=person, purpose=purpose, secret_hash=hashed(secret), made_by=by, made_at=now, expires_at=now + lasts)
    tell(Act.LINK_MADE, about=person, by=by, now=now, purpose=purpose.value)
    return secret


def find(secret: str, *, now: datetime) -> OneTimeLink | None:
    """The open link behind a secret; None when there is none, it is used or too old, or the account is closed: nobody is told which."""
    found = OneTimeLink.objects.select_related("person").filter(secret_hash=hashed(secret), ended_at=None, expires_at__gt=now).first()
    return found if found and found.person.is_active else None


@transaction.atomic
def use(*, link: OneTimeLink, password: str, now: datetime, where: str = "") -> bool:
    """Set the password and end the link and all sessions; the second factor stays (A32). False: somebody used it meanwhile."""
    if not OneTimeLink.objects.filter(pk=link.pk, ended_at=None, expires_at__gt=now).update(ended_at=now):
        return False
    tell(Act.LINK_USED, about=link.person, by=None, now=now, where=where, purpose=link.purpose)
    passwords.choose(person=link.person, password=password, by=None, now=now, where=where)
    sessions.end_all(person=link.person, by=link.person, now=now)
    return True
