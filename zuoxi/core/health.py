"""Whether the installation can do its work (R7, R9): database, durability, worker, disk. It reads and never writes, and says no secrets."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, InterfaceError, connection

from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState

LEAST_FREE = 100 * 2**20
"""Bytes that must be free for the database and uploads; below it the disk is called full."""
WAITING = timedelta(minutes=2)
"""A job that waits longer than this while nothing runs has no worker."""


def report(*, now: datetime) -> dict[str, bool]:
    """Each part and whether it is as it should be; what cannot be asked is not."""
    found = {"database": False, "durable": False, "writable": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found |= {"database": True, "durable": not lacking(), "writable": _is_writable(), "worker": _has_worker(now)}
    except (DatabaseError, InterfaceError):
        connection.close_if_unusable_or_obsolete()
    return {**found, "disk": shutil.disk_usage(settings.VAR).free >= LEAST_FREE}


def lacking() -> dict[str, str]:
    """Settings of the database by which an acknowledged change could be lost, with their values; empty when there are none."""
    return {name: value for name, (value, good) in _settings().items() if value not in good}


def _settings() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Value and good values of each setting."""
    if connection.vendor == "sqlite":
        return {"journal_mode": (_ask("PRAGMA journal_mode"), ("wal",)), "synchronous": (_ask("PRAGMA synchronous"), ("2", "3"))}
    committed = ("on", "local", "remote_write", "remote_apply")
    wanted = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": committed}
    return {name: (_ask(f"SHOW {name}"), good) for name, good in wanted.items()}


def _is_writable() -> bool:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return _ask("PRAGMA query_only") == "0" and (not Path(name).is_file() or os.access(name, os.W_OK))
    return _ask("SHOW transaction_read_only") == "off"


def _ask(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


def _has_worker(now: datetime) -> bool:
    """Jobs are taken and beat: no running one is silent, and none waits long while nothing runs."""
    if Job.objects.silent(now, jobs.PATIENCE).exists():
        return False
    waits = Job.objects.filter(state=JobState.WAITING, asked_at__lt=now - WAITING).exists()
    return not waits or Job.objects.filter(state=JobState.RUNNING).exists()


def durability(**_kwargs: Any) -> list[CheckMessage]:
    """The check of a deployment: the database keeps what it acknowledged."""
    said = ", ".join(f"{name}={value}" for name, value in lacking().items())
    hint = "SQLite: journal_mode=wal, synchronous=2; PostgreSQL: fsync, full_page_writes and synchronous_commit on."
    return [Error(f"The database may lose what it acknowledged: {said}.", hint=hint, id="core.E001")] if said else []
