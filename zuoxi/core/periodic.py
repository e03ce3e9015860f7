"""Work that is done again and again (P-05, P-09): reminders, passing up, the outbox.

    periodic.register("approvals", function=approval_clock.tick, every=timedelta(minutes=1))

`zuoxi tick` runs what is due. Several may run at once: who wins the row does the work. The works ask for everything that is due by now, so
that one late round after a stop does what the missed ones would have done, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from zuoxi.core import jobs
from zuoxi.core.models import PeriodicRun


class Work(Protocol):
    """One round of it."""

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True)
class Periodic:
    """What is done, and how often."""

    function: Work
    every: timedelta


WORKS: dict[str, Periodic] = {}


def register(name: str, *, function: Work, every: timedelta) -> None:
    WORKS[name] = Periodic(function, every)


def tick(*, now: datetime, clock: Callable[[], datetime] | None = None) -> list[str]:
    """Do every work that is due and that nobody else has begun; returns the names of those done. One that fails is logged and tried next time."""
    done = []
    for name, work in WORKS.items():
        moment = clock() if clock else now
        if begin(name, work.every, now=moment) and jobs.attempt(name, lambda work=work, moment=moment: work.function(now=moment)):  # type: ignore[misc]
            done.append(name)
    return done


def begin(name: str, every: timedelta, *, now: datetime) -> bool:
    """Whether it is due and this one is to do it: compare-and-swap on when it was last begun."""
    row, _made = PeriodicRun.objects.get_or_create(name=name)
    if row.begun_at is not None and row.begun_at + every > now:
        return False
    return bool(PeriodicRun.objects.filter(pk=row.pk, begun_at=row.begun_at).update(begun_at=now))
