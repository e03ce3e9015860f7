"""What a watcher is told of the installation (R7, R9): each part by itself, good and bad."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.checks.registry import registry
from django.db import OperationalError, connection

from tests.cast import *  # noqa: F403
from tests.cast import Cast, at
from zuoxi.core import health, jobs
from zuoxi.core.models import Job, JobState

pytestmark = pytest.mark.django_db
NOW = at("2026-11-20 10:00")
DURABLE = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2"},
    "postgresql": {"SHOW fsync": "on", "SHOW full_page_writes": "on", "SHOW synchronous_commit": "on"},
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the database says of its settings; durable until a test says otherwise."""
    said = dict(DURABLE[connection.vendor])
    ask = health._ask
    monkeypatch.setattr(health, "_ask", lambda sql: said[sql] if sql in said else ask(sql))
    return said


@contextmanager
def away() -> Iterator[None]:
    def failing(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("unable to open database file")

    with connection.execute_wrapper(failing):
        yield


def job(cast: Cast, state: JobState, *, asked: timedelta, beat: timedelta | None = None, about: str = "x") -> Job:
    heartbeat_at = None if beat is None else NOW - beat
    return Job.objects.create(kind="test.work", about=about, asked_by=cast.lin, asked_at=NOW - asked, state=state, heartbeat_at=heartbeat_at)


def test_an_installation_in_order_is_well_in_every_part(told: dict[str, str]) -> None:
    assert health.report(now=NOW) == {"database": True, "durable": True, "writable": True, "worker": True, "disk": True}
    assert health.durability() == []


def test_durability_is_asked_when_a_deployment_is_checked_and_only_then() -> None:
    assert health.durability in registry.get_checks(include_deployment_checks=True)
    assert health.durability not in registry.get_checks()


BAD = {
    "sqlite": [("PRAGMA journal_mode", "delete"), ("PRAGMA synchronous", "1")],
    "postgresql": [("SHOW fsync", "off"), ("SHOW full_page_writes", "off"), ("SHOW synchronous_commit", "off")],
}


@pytest.mark.parametrize("number", range(3))
def test_a_setting_by_which_changes_could_be_lost_is_named(number: int, told: dict[str, str]) -> None:
    settings = BAD[connection.vendor]
    sql, value = settings[number % len(settings)]
    told[sql] = value
    assert not health.report(now=NOW)["durable"]
    (error,) = health.durability()
    assert f"{sql.split()[1]}={value}" in error.msg


def test_a_database_that_may_only_be_read_is_not_writable(told: dict[str, str]) -> None:
    told |= {"PRAGMA query_only": "1", "SHOW transaction_read_only": "on"}
    found = health.report(now=NOW)
    assert (found["database"], found["writable"]) == (True, False)


def test_a_database_that_is_away_is_told_and_so_is_what_cannot_be_asked() -> None:
    with away():
        assert health.report(now=NOW) == {"database": False, "durable": False, "writable": False, "worker": False, "disk": True}


def test_a_disk_without_room_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    for free, well in ((health.LEAST_FREE, True), (health.LEAST_FREE - 1, False)):
        monkeypatch.setattr(health.shutil, "disk_usage", lambda path, free=free: usage(2**40, 0, free))
        assert health.report(now=NOW)["disk"] is well


def test_a_worker_is_missed_when_a_running_job_is_silent(cast: Cast) -> None:
    running = job(cast, JobState.RUNNING, asked=timedelta(hours=1), beat=timedelta(seconds=5))
    assert health.report(now=NOW)["worker"]
    Job.objects.filter(pk=running.pk).update(heartbeat_at=NOW - jobs.PATIENCE - timedelta(seconds=1))
    assert not health.report(now=NOW)["worker"]


def test_a_worker_is_missed_when_a_job_waits_long_and_nothing_runs(cast: Cast) -> None:
    job(cast, JobState.WAITING, asked=health.WAITING - timedelta(seconds=1))
    assert health.report(now=NOW)["worker"]
    job(cast, JobState.WAITING, asked=health.WAITING + timedelta(seconds=1), about="y")
    assert not health.report(now=NOW)["worker"]
    job(cast, JobState.RUNNING, asked=timedelta(hours=1), beat=timedelta(0), about="z")
    assert health.report(now=NOW)["worker"], "it waits its turn"
