"""A policy that is in force, for tests that ask what it does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person, Post, Unit

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def somebody(number: str, name: str) -> Person:
    """A person of the centre who does nothing but draft or decide."""
    found = Person.objects.filter(work_number=number).first()
    if found:
        return found
    return Person.objects.create(work_number=number, name=name, unit=Unit.objects.filter(parent=None).get(), post=Post.objects.first())


def put_in_force(values: dict[str, dict[str, Any]], *, since: datetime = LONG_AGO) -> PolicyVersion:
    """A version that was approved, in force from a moment on; it follows the one put in force before."""
    last = PolicyVersion.objects.approved().newest_first().first()
    number = last.number + 1 if last else 1
    return PolicyVersion.objects.create(
        number=number,
        base=last.number if last else 0,
        state=VersionState.APPROVED,
        values=values,
        effective_from=since,
        created_by=somebody("9001", "郑起草"),
        created_at=LONG_AGO,
        changed_at=LONG_AGO,
        decided_by=somebody("9002", "冯审批"),
        decided_at=LONG_AGO,
    )
