"""The second factor: codes of an authenticator app, and ten recovery codes for a lost phone (A32)."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import RecoveryCode, SecondFactor
from zuoxi.people.sealing import seal, unseal
from zuoxi.rules import one_time_codes

SECRET_BYTES, CODES, CODE_BYTES = 20, 10, 5


def draw_secret() -> str:
    """A new shared secret, as apps take it: 160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def is_set(person: Person) -> bool:
    return SecondFactor.objects.filter(person=person).exists()


@transaction.atomic
def set_up(*, person: Person, secret: str, typed: str, by: Person, now: datetime, where: str = "") -> list[str] | None:
    """Keep a secret once the app has shown that it knows it; returns new recovery codes, None when the code does not fit."""
    step = one_time_codes.step_of(plain(typed), base64.b32decode(secret), now=now, after=0)
    if step is None:
        return None
    SecondFactor.objects.update_or_create(person=person, defaults={"secret": seal(secret), "last_step": step, "since": now})
    tell(Act.FACTOR_SET, about=person, by=by, now=now, where=where)
    return _draw_codes(person)


@transaction.atomic
def make_codes(*, person: Person, by: Person, now: datetime, where: str = "") -> list[str]:
    """New recovery codes; the old ones are worth nothing from now on."""
    tell(Act.CODES_MADE, about=person, by=by, now=now, where=where)
    return _draw_codes(person)


def _draw_codes(person: Person) -> list[str]:
    drawn = [base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode() for _ in range(CODES)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, code_hash=_hash(person, one)) for one in drawn)
    return [f"{one[:4]}-{one[4:]}" for one in drawn]


@transaction.atomic
def remove(*, person: Person, by: Person, now: datetime, where: str = "") -> bool:
    """Do without a second factor, or set up a new phone afterwards."""
    RecoveryCode.objects.filter(person=person).delete()
    removed, _ = SecondFactor.objects.filter(person=person).delete()
    if removed:
        tell(Act.FACTOR_REMOVED, about=person, by=by, now=now, where=where)
    return bool(removed)


def passes(*, person: Person, typed: str, now: datetime, where: str = "") -> bool:
    """Whether a code of the app or a recovery code fits; either works once, also when two try at once (compare-and-swap)."""
    text = plain(typed)
    if _passes_app(person, text, now):
        return True
    if RecoveryCode.objects.filter(person=person, code_hash=_hash(person, text), used_at=None).update(used_at=now):
        tell(Act.CODE_USED, about=person, by=person, now=now, where=where)
        return True
    tell(Act.FACTOR_FAILED, about=person, by=None, now=now, where=where)
    return False


def _passes_app(person: Person, text: str, now: datetime) -> bool:
    factor = SecondFactor.objects.filter(person=person).first()
    if factor is None:
        return False
    step = one_time_codes.step_of(text, base64.b32decode(unseal(factor.secret)), now=now, after=factor.last_step)
    return step is not None and bool(SecondFactor.objects.filter(pk=factor.pk, last_step=factor.last_step).update(last_step=step))


def codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def plain(typed: str) -> str:
    """What people type between the characters is left out."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _hash(person: Person, code: str) -> str:
    return sha256(f"{settings.SECRET_KEY}|recovery|{person.pk}|{code}".encode()).hexdigest()
