"""A trail of events for tests, and an attacker who holds the database: the guards are taken away, rows are written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import connection

from tests.cast import at
from zuoxi.core import audit
from zuoxi.core.models import AuditEvent

NOW = at("2026-11-27 09:00")


def one(n: int = 1, *, when: datetime = NOW, **more: Any) -> AuditEvent:
    """An ordinary event."""
    return audit.record(**{"by": None, "number": "zuoxi", "action": "person.opened", "resource": "person", "about": f"person:{n}", "at": when} | more)


def trail(count: int = 6, *, start: datetime = NOW, step: timedelta = timedelta(minutes=1)) -> list[AuditEvent]:
    return [one(n, when=start + n * step) for n in range(1, count + 1)]


def owner(*statements: str) -> None:
    """What the database's owner may do: run SQL."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Hand:
    """Runs SQL where a migration expects an editor of the schema."""

    connection = connection

    def execute(self, statement: str) -> None:
        owner(statement)


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers, as somebody who owns the database can make it."""
    guards = import_module("zuoxi.core.migrations.0006_audit")
    guards.unguard(None, Hand())
    yield
    guards.guard(None, Hand())


def attack(*statements: str) -> None:
    with unguarded():
        owner(*statements)


def found() -> list[tuple[str, int | None]]:
    """What a check says: code and event."""
    return [(finding.code, finding.row) for finding in audit.verify().findings]
