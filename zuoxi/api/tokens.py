"""Tokens (A36): made and shown once, found by their digest, revoked; and how many requests each may make."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.api import limits
from zuoxi.api.errors import ScopeMissing, TooManyRequests, Unauthorised
from zuoxi.api.models import ApiToken, ApiTokenQuerySet
from zuoxi.api.scopes import SCOPES
from zuoxi.core.errors import Problem
from zuoxi.people.models import Person

MARK = "zx_"
"""Every token begins so, that a scanner of secrets can find one that leaked."""
SECRET_BYTES = 32
SHOWN = 10
MOST_ALIVE = 20
SCHEME = "bearer "


class NotPossible(Problem):
    code, status = "token.not_possible", 400
    text = _("A token needs a name, at least one scope, and a life of 1 to %(most)s days.")


class TooMany(Problem):
    code, status = "token.too_many", 409
    text = _("You have %(most)s tokens already. Revoke one you no longer need.")


def digest(secret: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, person: Person, name: str, scopes: Collection[str], days: int, now: datetime) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown this once."""
    unknown = set(scopes) - set(SCOPES)
    if not name.strip() or not scopes or unknown or not 1 <= days <= limits.LONGEST_LIFE.days:
        raise NotPossible(most=limits.LONGEST_LIFE.days)
    Person.objects.filter(pk=person.pk).update(name=F("name"))  # takes the row: of two made at once the second sees the first
    if of(person).alive(now).count() >= MOST_ALIVE:
        raise TooMany(most=MOST_ALIVE)
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        person=person,
        name=name.strip(),
        scopes=sorted(scopes),
        digest=digest(secret),
        prefix=secret[:SHOWN],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token, secret


def revoke(*, token: ApiToken, now: datetime) -> bool:
    """Kill a token at once; False when it was dead already."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now))


def of(person: Person) -> ApiTokenQuerySet:
    return ApiToken.objects.filter(person=person)


def of_header(header: str, *, now: datetime) -> ApiToken:
    """The living token of an Authorization header, whose person works here today; anything else is one and the same refusal."""
    secret = header[len(SCHEME) :].strip() if header[: len(SCHEME)].lower() == SCHEME else ""
    found = ApiToken.objects.alive(now).filter(digest=digest(secret)).select_related("person").first() if secret.isascii() else None
    if found is None or not works_here(found.person, now=now):
        raise Unauthorised
    return found


def works_here(person: Person, *, now: datetime) -> bool:
    """Whether the account is open and its person employed on the day."""
    today = timezone.localdate(now)
    return person.is_active and (person.left_on is None or today < person.left_on) and (person.hired_on is None or person.hired_on <= today)


def need(token: ApiToken, scope: str) -> None:
    """403 unless the token has the scope."""
    if scope not in token.scopes:
        raise ScopeMissing(scope=scope)


def count(token: ApiToken, *, now: datetime) -> None:
    """One more request of this minute; 429 beyond the most."""
    minute = int(now.timestamp()) // 60
    mine = ApiToken.objects.filter(pk=token.pk)
    if not mine.filter(minute=minute).update(used=F("used") + 1, last_used_at=now):
        mine.update(minute=minute, used=1, last_used_at=now)
    if mine.filter(minute=minute, used__gt=limits.PER_MINUTE).exists():
        raise TooManyRequests(most=limits.PER_MINUTE, seconds=60 - int(now.timestamp()) % 60)
