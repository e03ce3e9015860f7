"""A database that is full or away (R7): 503 with a plain reason to every kind of reader, reading goes on, and nothing has to be started again."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast, client_of
from tests.roster.builders import MONDAY
from zuoxi.core import storage
from zuoxi.people.models_accounts import UserSession
from zuoxi.roster.models import Period

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"zh-hans": "数据库暂时无法使用", "en": "The database cannot be used right now"}


@contextmanager
def away(*words: str) -> Iterator[None]:
    """Statements that begin with one of these words fail as on a full disk."""

    def failing(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(words):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        yield


def calm(client: Client) -> Client:
    client.raise_request_exception = False
    return client


WRITING = ("INSERT", "UPDATE", "DELETE")
FORM = {"name": "第 49 周", "first_day": "2026-11-30", "days": "7"}


@pytest.mark.parametrize("language", SAID)
def test_a_change_is_refused_with_the_reason_and_done_once_there_is_space_again(language: str, cast: Cast) -> None:
    client, form = calm(client_of(cast.chen, language=language)), {**FORM, "unit": cast.centre.pk}
    with away(*WRITING):
        response = client.post("/roster/new/", form)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert SAID[language] in response.content.decode()
    assert not Period.objects.exists()
    assert client.post("/roster/new/", form).status_code == 302


def test_reading_goes_on_while_nothing_can_be_written_even_when_the_session_is_due(cast: Cast) -> None:
    client = calm(client_of(cast.chen))
    UserSession.objects.update(started_at=timezone.now() - timedelta(hours=1), seen_at=timezone.now() - timedelta(minutes=5))
    with away(*WRITING):
        assert client.get("/roster/").status_code == 200
        assert client.get("/people/").status_code == 200


@pytest.mark.parametrize(("headers", "kind"), [({"Accept": "application/json"}, "application/json"), ({"HX-Request": "true"}, "text/html")])
def test_scripts_and_fragments_are_told_in_their_own_way(headers: dict[str, str], kind: str, cast: Cast) -> None:
    client = calm(client_of(cast.chen))
    with away(*WRITING):
        response = client.post("/roster/new/", {**FORM, "unit": cast.centre.pk}, headers=headers)
    assert response.status_code == 503
    assert response.headers["Content-Type"].startswith(kind)


def test_the_interface_answers_with_its_own_form(cast: Cast) -> None:
    with away("SELECT", *WRITING):
        response = calm(Client(HTTP_HOST="localhost")).get("/api/people", headers={"Authorization": "Bearer zx_" + "a" * 40})
    assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
    assert response.json()["code"] == "storage.unavailable"


def test_when_not_even_the_session_can_be_read_it_is_said_too(cast: Cast) -> None:
    client = calm(client_of(cast.chen))
    with away("SELECT", *WRITING):
        for path in ("/", "/roster/", "/login/"):
            response = client.get(path)
            assert response.status_code == (503 if path != "/login/" else response.status_code) != 500
    assert client.get("/roster/").status_code == 200


def test_a_login_that_cannot_be_written_is_said(cast: Cast) -> None:
    with away(*WRITING):
        assert calm(client_of(None)).post("/login/", {"username": cast.lin.work_number, "password": PASSWORD}).status_code == 503


def test_only_the_database_counts_also_as_the_cause_of_another_error() -> None:
    hidden = AttributeError("'SessionStore' object has no attribute '_session_cache'")
    assert not storage.is_away(hidden)
    hidden.__context__ = OperationalError("disk I/O error")
    assert storage.is_away(hidden)
    assert not storage.is_away(None)


def test_a_disk_without_room_counts_and_a_file_that_is_not_there_does_not() -> None:
    assert storage.is_away(OSError(errno.ENOSPC, "No space left on device"))
    assert storage.is_away(OSError(errno.EROFS, "Read-only file system"))
    assert not storage.is_away(FileNotFoundError(errno.ENOENT, "No such file"))


READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
}


def test_a_database_that_may_only_be_read_refuses_changes_and_is_read(cast: Cast) -> None:
    client, form = calm(client_of(cast.chen)), {**FORM, "unit": cast.centre.pk}
    closing, opening = READ_ONLY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(closing)
    try:
        assert client.post("/roster/new/", form).status_code == 503
        assert client.get("/roster/").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute(opening)
    assert client.post("/roster/new/", form).status_code == 302


if connection.vendor == "sqlite":  # only it can be told how many pages it may have

    def test_a_database_that_may_not_grow_is_full_for_writers_and_open_for_readers(cast: Cast) -> None:
        client, now = calm(client_of(cast.chen)), timezone.now()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count")
            most = cursor.fetchone()[0]
            cursor.execute("PRAGMA max_page_count = 1")
        try:
            with pytest.raises(OperationalError, match="full"):
                Period.objects.bulk_create(
                    Period(
                        unit=cast.centre,
                        name="x" * 100,
                        first_day=MONDAY + timedelta(days=7 * n),
                        days=7,
                        created_by=cast.chen,
                        created_at=now,
                    )
                    for n in range(5_000)
                )
            assert client.get("/roster/").status_code == 200
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA max_page_count = {most}")
