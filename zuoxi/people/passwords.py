"""Passwords are set by their owner only; what is set is remembered as a hash, so that its age and its repetition can be known (O-09)."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction

from zuoxi.engine.finding import Finding
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import PasswordRecord
from zuoxi.rules import passwords as rules
from zuoxi.rules.passwords import PasswordPolicy

KEPT = 24
"""The longest history that the policy can ask for."""


@cache
def _common() -> frozenset[str]:
    """The passwords that attackers try first (20 000, with Django)."""
    return frozenset(CommonPasswordValidator().passwords)


def weaknesses(password: str, *, person: Person | None, policy: PasswordPolicy) -> list[Finding]:
    """What is wrong with a new password of this person."""
    words = ["zuoxi", str(settings.CENTRE_NAME)]
    if person is not None:
        words += [person.name, person.pinyin, person.work_number]
    return rules.weaknesses(
        password, words=words, is_common=_common().__contains__, was_used=lambda text: _was_used(text, person, policy), policy=policy
    )


def _was_used(password: str, person: Person | None, policy: PasswordPolicy) -> bool:
    if person is None or person.pk is None:
        return False
    latest = PasswordRecord.objects.filter(person=person).order_by("-since", "-pk").values_list("password", flat=True)[: policy.dengbao_history]
    return any(check_password(password, had) for had in [person.password, *latest])


@transaction.atomic
def choose(*, person: Person, password: str, by: Person | None, now: datetime, where: str = "") -> None:
    """Set the password that its owner chose and checked before."""
    person.set_password(password)
    person.save(update_fields=["password"])
    PasswordRecord.objects.create(person=person, password=person.password, since=now)
    old = PasswordRecord.objects.filter(person=person).order_by("-since", "-pk").values_list("pk", flat=True)[KEPT:]
    PasswordRecord.objects.filter(pk__in=list(old)).delete()
    tell(Act.PASSWORD_CHANGED, about=person, by=by, now=now, where=where)


def is_due(person: Person, *, now: datetime, policy: PasswordPolicy) -> bool:
    """Whether the profile wants a new password before anything else; one whose age nobody knows is too old for 等保."""
    latest = PasswordRecord.objects.filter(person=person).order_by("-since").first() if policy.is_dengbao else None
    due = rules.due_at(latest.since, policy) if latest else None
    return policy.is_dengbao and (due is None or due <= now)
