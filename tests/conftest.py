"""Fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ZUOXI_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(autouse=True)
def _centre_language() -> Iterator[None]:
    """Every test begins in the centre's language, whatever the one before it spoke."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Finds a data file that may not be shipped; where it is absent the test is reported as not run, by the file's name."""

    def find(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"not run: {name} is not here (its licence does not let it ship); name its folder in ZUOXI_DATA")
        return path

    return find


@pytest.fixture(autouse=True, scope="session")
def _anchors_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests anchor their own trails in a folder of their own."""
    settings.AUDIT_ANCHORS = tmp_path_factory.mktemp("anchors")


@pytest.fixture(autouse=True, scope="session")
def _audit_lets_tests_begin_anew() -> Iterator[None]:
    """Between tests that commit, every table is emptied; the audit refuses that, so its guards step aside for the moment and come back."""
    guards, plain = import_module("zuoxi.core.migrations.0006_audit"), BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Any) -> None:
        hand = SimpleNamespace(connection=self.connection, execute=lambda statement: self.connection.cursor().execute(statement))
        guards.unguard(None, hand)
        plain(self, sql_list)
        guards.guard(None, hand)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _one_factor_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cast has no second factor; the tests of that switch turn it on."""
    monkeypatch.setattr(settings, "SECOND_FACTOR", False)
