"""Every door of the product, tried by everybody (EXAMPLES 11, attacks A3, A4, A34, A35)."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from tests.cast import Cast, client_of
from tests.web.areas import Door, doors
from zuoxi.web.shell.doors import door_of, routes

DOORS = doors()
EVERY = [(route, door, n) for route, several in sorted(DOORS.items()) for n, door in enumerate(several)]
KNOCKS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY]
GETS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY if door.method == "get"]
POSTS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY if door.method == "post"]
pytestmark = pytest.mark.django_db


def knock(client: Client, url: str, method: str, data: dict[str, Any], **headers: str) -> HttpResponseBase:
    """One request whose changes are taken back."""
    with transaction.atomic():
        client.raise_request_exception = True
        response = getattr(client, method)(url, data, headers=headers) if method == "post" else getattr(client, method)(url, headers=headers)
        transaction.set_rollback(True)
    return response


def test_no_door_is_forgotten() -> None:
    assert {name for name, _ in routes()} == set(DOORS)


def test_every_route_can_be_knocked_at_in_its_own_way() -> None:
    assert [route for route, several in DOORS.items() if not several] == []


@pytest.mark.parametrize(("route", "door"), KNOCKS)
def test_everybody_gets_the_answer_that_was_declared(route: str, door: Door, cast: Cast) -> None:
    url, body, expected = door.url(route, cast), door.body(cast), door.expected()
    got = {actor: knock(client_of(cast.actor(actor)), url, door.method, body).status_code for actor in expected}
    assert got == expected, url


@pytest.mark.parametrize(("route", "door"), KNOCKS)
def test_a_fragment_and_a_script_meet_the_same_refusals_as_the_page(route: str, door: Door, cast: Cast) -> None:
    url, body = door.url(route, cast), door.body(cast)
    for actor, status in door.expected().items():
        as_fragment = knock(client_of(cast.actor(actor)), url, door.method, body, **{"HX-Request": "true"})
        as_script = knock(client_of(cast.actor(actor)), url, door.method, body, accept="application/json")
        if status in (403, 404):
            assert (as_fragment.status_code, as_script.status_code) == (status, status), actor
        if actor == "nobody" and door_of(resolve(url.split("?")[0]).func).login:
            assert as_fragment.headers.get("HX-Redirect", "").startswith("/login/")
            assert (as_fragment.status_code, as_script.status_code) == (204, 401)


@pytest.mark.parametrize(("route", "door"), GETS)
def test_head_decides_as_get_does_and_no_other_method_exists(route: str, door: Door, cast: Cast) -> None:
    url = door.url(route, cast)
    for actor, status in door.expected().items():
        head = knock(client_of(cast.actor(actor)), url, "head", {})
        assert head.status_code == status, actor
        assert head.content == b""
        for method in ("options", "trace", "put", "patch", "delete"):
            assert knock(client_of(cast.actor(actor)), url, method, {}).status_code == 405, (actor, method)


@pytest.mark.parametrize(("route", "door"), GETS)
def test_no_spelling_of_an_address_opens_what_the_plain_one_refuses(route: str, door: Door, cast: Cast) -> None:
    path = door.url(route, cast).split("?")[0]
    if not door_of(resolve(path).func).login:
        return
    client = client_of(None)
    for spelling in spellings_of(path):
        assert client.get(spelling).status_code in (301, 302, 400, 404), spelling


def spellings_of(path: str) -> set[str]:
    """Other ways to write an address; those that begin with two slashes would be another host to the test client."""
    tricks = {
        path.rstrip("/"),
        path + "/",
        path.upper(),
        path[0] + path[1:].replace("/", "//"),
        path + "%00",
        path + "..;/",
        path + "%2e/",
        path + "./",
    }
    return {trick for trick in tricks if trick and trick != path and not trick.startswith("//")}


@pytest.mark.parametrize(("route", "door"), KNOCKS)
def test_a_method_override_is_not_obeyed(route: str, door: Door, cast: Cast) -> None:
    url, before = door.url(route, cast), state()
    client_of(cast.chen).get(url, headers={"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}, query_params={"_method": "POST"})
    assert state() == before


@pytest.mark.parametrize(("route", "door"), POSTS)
def test_no_change_without_the_token_of_the_page(route: str, door: Door, cast: Cast) -> None:
    url, body, before = door.url(route, cast), door.body(cast), state()
    actor = next((name for name, status in door.expected().items() if status in (200, 204, 302) and name != "nobody"), "chen")
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.force_login(cast.actor(actor))
    assert client.post(url, body).status_code == 403
    assert client.post(url, body, headers={"HX-Request": "true"}).status_code == 403
    assert client.post(url, body, headers={"Origin": "null"}).status_code == 403
    assert state() == before


@pytest.mark.parametrize(("route", "door"), GETS)
def test_looking_changes_nothing(route: str, door: Door, cast: Cast) -> None:
    url = door.url(route, cast)
    before = state()
    for actor in door.expected():
        client_of(cast.actor(actor)).get(url)
    assert state() == before


@pytest.mark.parametrize(("route", "door"), GETS)
def test_private_pages_are_kept_by_nobody_and_framed_by_nobody(route: str, door: Door, cast: Cast) -> None:
    url = door.url(route, cast)
    for actor in ("nobody", "chen"):
        response = knock(client_of(cast.actor(actor)), url, "get", {}, origin="null")
        assert "no-store" in response.headers["Cache-Control"] or "private" in response.headers["Cache-Control"]
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in response.headers


def state() -> dict[str, list[Any]]:
    """Every row of every table but sessions and the time of the last login."""
    found = {}
    for model in apps.get_models():
        if model._meta.label == "sessions.Session" or model._meta.proxy:
            continue
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "last_login" and not isinstance(f, models.BinaryField)]
        found[model._meta.label] = list(model.objects.order_by("pk").values_list(*names)) if hasattr(model, "objects") else []
    return found
