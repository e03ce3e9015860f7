"""A38, A37: headers that lie about where a request comes from or goes to; and no door that takes events from outside without a key."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.programs import Program, code
from tests.cast import PASSWORD, Cast, client_of
from zuoxi.api.doors import ApiDoor
from zuoxi.core.models import AuditEvent
from zuoxi.people.models_accounts import LoginCounter
from zuoxi.web.shell.doors import door_of, routes

pytestmark = pytest.mark.django_db
EVIL = "evil.example"
LIES = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "X-Originating-Ip")


@pytest.mark.parametrize("host", [EVIL, f"localhost.{EVIL}", f"localhost:80@{EVIL}", "", "localhost/../x", f"{EVIL}:8000", "127.0.0.1.nip.io"])
def test_a_host_that_is_not_ours_is_400_and_nothing_is_shown(host: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = Client().get("/login/", headers={"host": host})
    assert answer.status_code == 400
    assert EVIL not in answer.content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-Original-Host"])
def test_no_header_makes_links_lead_elsewhere(header: str, cast: Cast) -> None:
    client = client_of(cast.lin)
    for url in ("/", "/my/calendar/", "/inbox/"):
        assert EVIL not in client.get(url, headers={header: EVIL}).content.decode()
    answer = client_of(None).get("/my/", headers={header: EVIL})
    assert (answer.status_code, EVIL in answer.headers["Location"]) == (302, False)


@pytest.mark.parametrize("header", ["X-Original-Url", "X-Rewrite-Url", "X-Forwarded-Prefix", "X-Script-Name"])
def test_no_header_makes_one_page_another(header: str, cast: Cast) -> None:
    """What a proxy's rewriting header names is not what is opened."""
    answer = client_of(cast.lin).get("/my/", headers={header: "/audit/"})
    assert answer.status_code == 200
    assert client_of(cast.lin).get("/audit/", headers={header: "/my/"}).status_code == 403


def guess(n: int, **headers: str) -> int:
    return Client(HTTP_HOST="localhost").post("/login/", {"username": "1001", "password": f"wrong-{n}"}, headers=headers).status_code


@pytest.mark.parametrize("header", LIES)
def test_a_guesser_with_another_address_each_time_waits_as_any_other(header: str, cast: Cast) -> None:
    answers = [guess(n, **{header: f"198.51.100.{n}"}) for n in range(7)]
    assert (answers[:4], answers[-2:]) == ([422] * 4, [429] * 2)
    assert LoginCounter.objects.filter(failures__gte=5).exists()


@pytest.mark.parametrize("header", LIES)
def test_the_audit_names_the_address_of_the_connection(header: str, cast: Cast) -> None:
    client_of(cast.wu).get(f"/people/{cast.lin.pk}/", headers={header: "198.51.100.1, 10.0.0.1"})
    event = AuditEvent.objects.get(action="person.opened")
    assert event.ip == "127.0.0.1"
    assert "198.51.100.1" not in f"{event.facts}{event.path}"


def test_a_login_over_a_lying_header_is_no_secure_one(cast: Cast, settings: Any) -> None:
    """`X-Forwarded-Proto` counts only where the settings say that a proxy sets it."""
    assert settings.SECURE_PROXY_SSL_HEADER is None or settings.TRUSTED_PROXIES
    client = Client(HTTP_HOST="localhost")
    answer = client.post("/login/", {"username": "1001", "password": PASSWORD}, headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == 302


INGEST = re.compile(r"ingest|event|hook|acd|cdr|call|push", re.IGNORECASE)


def test_no_door_takes_events_from_outside_yet() -> None:
    """A37: telephony does not report here yet. When such a door is built, it is named here with its key, its clock and its replays."""
    found = {name for name, pattern in routes() if INGEST.search(f"{name} {pattern.pattern}") and not name.startswith("audit:")}
    assert {name for name in found if "post" in methods_of(name)} == set()


def methods_of(name: str) -> set[str]:
    door = door_of(dict(routes())[name].callback)
    return {method.lower() for method, _ in door.scopes} if isinstance(door, ApiDoor) else {"get"}


def test_every_door_without_a_session_asks_for_a_token_a_secret_or_only_shows_a_form() -> None:
    """A37: unsigned requests change nothing; the doors open to all are these and no other."""
    open_to_all = {name for name, pattern in routes() if (door := door_of(pattern.callback)) and not door.login and not getattr(door, "token", False)}
    assert open_to_all == {
        "shell:login", "shell:login-code", "shell:logout", "shell:preferences", "mine:ics", "accounts:link", "accounts:link-arrive", "accounts:oidc",
        "accounts:oidc-back", "api:openapi", "api:nothing", "api:nothing-below",
    }  # fmt: skip


UNSIGNED = [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer zx_guess"}, {"Authorization": "Basic eDp5"}, {"X-Signature": "0" * 64}]


@pytest.mark.parametrize("headers", UNSIGNED, ids=["none", "empty", "guessed", "basic", "signature"])
def test_what_is_sent_unsigned_to_the_interface_is_401_and_stored_nowhere(headers: dict[str, str], cast: Cast) -> None:
    for name, body in (
        ("api:queues", {"code": "x", "name": "x"}),
        ("api:history-files", None),
        ("api:days", {"day": "2026-05-20", "name": "x", "kind": "closed"}),
    ):
        answer = Program().ask("post", reverse(name), body, **headers)
        assert code(answer) == (401, "api.unauthorised"), name
