"""The database of tests that use it from several threads or from a server: SQLite in a file, as in service, not in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


def in_a_file(items: list[pytest.Item], folder: Path) -> list[pytest.Item]:
    """The tests of `folder`; if there are any, SQLite works in a file for this run. Called before the database is made."""
    found = [item for item in items if folder in item.path.parents]
    database = settings.DATABASES["default"]
    if found and database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(settings.VAR / "test.sqlite3")
    return found
