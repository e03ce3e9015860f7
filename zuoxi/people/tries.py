"""Failures in a row, counted before a password is looked at, so that a hundred guesses at once are no more than one after another (O-09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from zuoxi.people.models_accounts import LoginCounter
from zuoxi.rules import accounts
from zuoxi.rules.accounts import AccountPolicy, Tries

ROUNDS = 25
"""How often a lost compare-and-swap is tried again before the try is refused."""


@dataclass(frozen=True)
class Reserved:
    """A try counted as a failure until it succeeds; or, with `left`, not to be made before so much time has passed."""

    key: str
    left: timedelta
    tries: Tries | None = None

    @property
    def granted(self) -> bool:
        return not self.left


def key_of(kind: str, name: str) -> str:
    """What is counted, as a hash: the table holds no work numbers that somebody typed, nor addresses."""
    return sha256(f"{settings.SECRET_KEY}|{kind}|{name.strip().casefold()}".encode()).hexdigest()


def reserve(key: str, *, free: int, now: datetime, policy: AccountPolicy) -> Reserved:
    """Count a try as failed, unless it must wait; of two at once each counts (compare-and-swap)."""
    for _ in range(ROUNDS):
        row, made = LoginCounter.objects.get_or_create(key=key, defaults={"failures": 1, "first_at": now, "last_at": now})
        before = None if made else Tries(row.failures, row.first_at, row.last_at)
        if made:
            return Reserved(key, timedelta(0), accounts.after_failure(before, now, free=free, policy=policy))
        left = accounts.wait(before, now, free=free, policy=policy)
        if left:
            return Reserved(key, left)
        after = accounts.after_failure(before, now, free=free, policy=policy)
        same = LoginCounter.objects.filter(pk=row.pk, failures=row.failures, last_at=row.last_at, first_at=row.first_at)
        if same.update(failures=after.failures, first_at=after.first_at, last_at=after.last_at):
            return Reserved(key, timedelta(0), after)
    return Reserved(key, timedelta(seconds=policy.first_delay_s))


def forgive(*keys: str) -> None:
    """It succeeded, or an administrator says so: the row is forgotten."""
    LoginCounter.objects.filter(key__in=keys).delete()


def waits(key: str, *, free: int, now: datetime, policy: AccountPolicy) -> timedelta:
    """How long the next try must wait; looking counts nothing."""
    row = LoginCounter.objects.filter(key=key).first()
    return accounts.wait(Tries(row.failures, row.first_at, row.last_at) if row else None, now, free=free, policy=policy)


def sweep(*, now: datetime, policy: AccountPolicy) -> int:
    """Remove what is forgotten anyway; returns how many rows."""
    removed, _ = LoginCounter.objects.filter(last_at__lt=now - timedelta(hours=policy.forget_h)).delete()
    return removed
