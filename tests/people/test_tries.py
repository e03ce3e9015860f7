"""Failures in a row are counted before a password is looked at (A29)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast, at
from zuoxi.people import tries
from zuoxi.people.models_accounts import LoginCounter
from zuoxi.rules.accounts import AccountPolicy

pytestmark = pytest.mark.django_db
NOW, POLICY = at("2026-03-01 09:00"), AccountPolicy()
KEY = tries.key_of("account", "1001")


def reserve(times: int = 1, *, key: str = KEY, seconds: int = 0) -> list[bool]:
    return [tries.reserve(key, free=5, now=NOW + timedelta(seconds=seconds), policy=POLICY).granted for _ in range(times)]


def test_five_tries_are_made_and_the_sixth_waits(db: None) -> None:
    assert reserve(7) == [True] * 5 + [False] * 2
    assert reserve(1, seconds=30) == [True]
    assert reserve(1, seconds=31) == [False]
    assert reserve(1, seconds=90) == [True]


def test_a_try_that_waits_does_not_make_the_wait_longer() -> None:
    reserve(5)
    reserve(50)
    assert LoginCounter.objects.get().failures == 5


def test_success_forgives_and_only_that_row() -> None:
    other = tries.key_of("account", "1002")
    reserve(5)
    reserve(5, key=other)
    tries.forgive(KEY)
    assert (reserve(), reserve(key=other)) == ([True], [False])


def test_a_lost_race_counts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two guesses at once: the row changes between reading and writing, so the second reads it again."""
    reserve(1)
    real, raced = tries.accounts.after_failure, []

    def meanwhile(*args: object, **kwargs: object) -> object:
        if not raced:
            raced.append(True)
            LoginCounter.objects.update(failures=4)
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(tries.accounts, "after_failure", meanwhile)
    assert reserve(1) == [True]
    assert LoginCounter.objects.get().failures == 5


def test_a_race_without_end_is_refused_not_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    reserve(1)
    real = tries.accounts.after_failure

    def always(*args: object, **kwargs: object) -> object:
        after = real(*args, **kwargs)  # type: ignore[arg-type]
        LoginCounter.objects.update(last_at=NOW + timedelta(microseconds=LoginCounter.objects.get().last_at.microsecond + 1))
        return after

    monkeypatch.setattr(tries.accounts, "after_failure", always)
    assert reserve(1) == [False]


def test_a_key_tells_nothing_and_is_the_same_however_it_is_typed() -> None:
    assert "1001" not in KEY
    assert tries.key_of("account", " X001 ") == tries.key_of("account", "x001")
    assert tries.key_of("account", "1001") != tries.key_of("address", "1001")


def test_what_is_forgotten_is_swept_away(cast: Cast) -> None:
    reserve(2)
    reserve(2, key=tries.key_of("account", "1002"), seconds=3_600)
    assert tries.sweep(now=NOW + timedelta(hours=24, minutes=1), policy=POLICY) == 1
    assert tries.sweep(now=NOW + timedelta(hours=26), policy=POLICY) == 1


def test_looking_how_long_to_wait_counts_nothing() -> None:
    assert tries.waits(KEY, free=5, now=NOW, policy=POLICY) == timedelta(0)
    reserve(5)
    assert tries.waits(KEY, free=5, now=NOW, policy=POLICY) == timedelta(seconds=30)
    assert LoginCounter.objects.get().failures == 5
