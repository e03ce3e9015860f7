"""R9: what was acknowledged survives a power cut; the settings are asked of a real connection to a real file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from zuoxi.project import environment


def opened(path: Path) -> sqlite3.Connection:
    """A connection as the product opens it."""
    options = environment.database(f"sqlite:///{path}")["OPTIONS"]
    assert isinstance(options, dict)
    database = sqlite3.connect(path)
    for statement in str(options["init_command"]).split(";"):
        database.execute(statement)
    return database


def asked(database: sqlite3.Connection, name: str) -> object:
    return database.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_file_is_written_through_and_keeps_a_log_ahead(tmp_path: Path) -> None:
    database = opened(tmp_path / "zuoxi.sqlite3")
    assert (asked(database, "synchronous"), asked(database, "journal_mode")) == (2, "wal")
    database.close()


def test_every_further_connection_is_as_durable_as_the_first(tmp_path: Path) -> None:
    path = tmp_path / "zuoxi.sqlite3"
    first, second = opened(path), opened(path)
    assert asked(second, "synchronous") == asked(first, "synchronous") == 2
    bare = sqlite3.connect(path)
    assert asked(bare, "journal_mode") == "wal", "that is kept by the file itself"
    for one in (first, second, bare):
        one.close()


@pytest.mark.django_db
def test_the_connection_in_use_asks_the_disk_too() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone()[0] == 2
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] == "on"
