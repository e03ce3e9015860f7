"""`/health` as a watcher reads it: 200 or 503, no login, no secrets, nothing written."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection

import zuoxi
from tests.cast import client_of
from zuoxi.core import health

pytestmark = pytest.mark.django_db
WELL = {"database": True, "durable": True, "writable": True, "worker": True, "disk": True}


def test_all_is_well_is_200_and_anything_else_503(monkeypatch: pytest.MonkeyPatch) -> None:
    for missing in (None, *WELL):
        monkeypatch.setattr(health, "report", lambda *, now, missing=missing: {part: part != missing for part in WELL})
        response = client_of(None).get("/health")
        assert response.status_code == (503 if missing else 200)
        assert response.json()["status"] == ("failing" if missing else "ok")
        assert response.json()["checks"] == {part: part != missing for part in WELL}
        assert response.json()["version"] == zuoxi.__version__
        assert response.headers["Cache-Control"] == "no-store"


def test_it_says_neither_where_things_are_nor_who_is_there() -> None:
    said = client_of(None).get("/health").content.decode()
    for secret in (settings.SECRET_KEY, str(settings.VAR), str(connection.settings_dict["NAME"]), "sqlite", "postgres"):
        assert secret not in said


def test_a_database_that_is_away_is_503_and_no_page_of_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(failing):
        response = client_of(None).get("/health")
    assert (response.status_code, response.headers["Content-Type"]) == (503, "application/json")
    assert response.json()["checks"]["database"] is False


def test_nothing_is_written_and_only_reading_is_answered() -> None:
    with connection.execute_wrapper(lambda execute, sql, params, many, context: execute(sql, params, many, context)):
        assert client_of(None).post("/health").status_code == 405
    assert client_of(None).head("/health").content == b""
