"""Every door of the product, tried by everybody (EXAMPLES 11, attacks A3, A4, A34, A35)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from tests.cast import Cast, client_of
from tests.web.areas import Door, doors
from zuoxi.api.doors import ApiDoor
from zuoxi.web.shell.doors import door_of, routes

DOORS = doors()
EVERY = [(route, door, n) for route, several in sorted(DOORS.items()) for n, door in enumerate(several)]
KNOCKS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY]
GETS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY if door.method == "get"]
POSTS = [pytest.param(route, door, id=f"{route}-{n}") for route, door, n in EVERY if door.method == "post"]
pytestmark = pytest.mark.django_db


class House:
    """One door as one test meets it: where it is, and whoever knocks, logged in once. What a knock changes is taken back."""

    def __init__(self, route: str, door: Door, cast: Cast) -> None:
        self.door, self.cast, self.url, self.body = door, cast, door.url(route, cast), door.body(cast)
        self.path = self.url.split("?")[0]
        self.expected = door.expected()
        for actor in door.status:
            cast.actor(actor)
        self.asks_for_login = door_of(resolve(self.path).func).login
        self.client = cache(lambda actor: client_of(cast.actor(actor)))

    def knock(self, actor: str, method: str | None = None, **headers: str) -> HttpResponseBase:
        method = method or self.door.method
        body = {"data": self.body} if method == "post" else {}
        client = self.client(actor)
        with transaction.atomic():
            response = getattr(client, method)(self.url, **body, headers=headers)
            transaction.set_rollback(True)
        return response

    def one_for_each_answer(self) -> dict[str, int]:
        """Nobody, and one actor for each status that is declared."""
        chosen = {status: actor for actor, status in reversed(self.expected.items())}
        return {actor: status for status, actor in chosen.items()} | {"nobody": self.expected["nobody"]}


@pytest.fixture
def house(route: str, door: Door, cast: Cast) -> House:
    return House(route, door, cast)


def test_no_door_is_forgotten() -> None:
    """Every route for people; those of the interface, which no session opens, are tried in tests/api/test_doors.py."""
    assert {name for name, pattern in routes() if not isinstance(door_of(pattern.callback), ApiDoor) or door_of(pattern.callback).login} == set(DOORS)


def test_every_route_can_be_knocked_at_in_its_own_way() -> None:
    assert [route for route, several in DOORS.items() if not several] == []


@pytest.mark.parametrize(("route", "door"), KNOCKS)
def test_everybody_gets_the_answer_that_was_declared(house: House) -> None:
    assert {actor: house.knock(actor).status_code for actor in house.expected} == house.expected, house.url


@pytest.mark.shape
@pytest.mark.parametrize(("route", "door"), KNOCKS)
def test_a_fragment_and_a_script_meet_the_same_refusals_as_the_page(house: House) -> None:
    for actor, status in house.one_for_each_answer().items():
        if status in (403, 404):
            assert house.knock(actor, **{"HX-Request": "true"}).status_code == status, actor
            assert house.knock(actor, accept="application/json").status_code == status, actor
    if house.asks_for_login:
        fragment = house.knock("nobody", **{"HX-Request": "true"})
        assert (fragment.status_code, fragment.headers["HX-Redirect"].split("?")[0]) == (204, "/login/")
        assert house.knock("nobody", accept="application/json").status_code == 401


@pytest.mark.shape
@pytest.mark.parametrize(("route", "door"), GETS)
def test_head_decides_as_get_does_no_other_method_exists_and_no_cache_or_frame_keeps_the_page(house: House) -> None:
    for actor, status in house.one_for_each_answer().items():
        head = house.knock(actor, "head", origin="null")
        assert (head.status_code, head.content) == (status, b""), actor
        assert "no-store" in head.headers["Cache-Control"] or "private" in head.headers["Cache-Control"]
        assert head.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in head.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in head.headers
    for method in ("options", "trace", "put", "patch", "delete"):
        assert house.knock("chen", method).status_code == 405, method


@pytest.mark.shape
@pytest.mark.parametrize(("route", "door"), GETS)
def test_no_spelling_of_an_address_opens_what_the_plain_one_refuses(house: House) -> None:
    if house.asks_for_login:
        for spelling in spellings_of(house.path):
            assert house.client("nobody").get(spelling).status_code in (301, 302, 400, 404), spelling


def spellings_of(path: str) -> set[str]:
    """Other ways to write an address; those that begin with two slashes would be another host to the test client."""
    tricks = {path.rstrip("/"), path.upper(), path[0] + path[1:].replace("/", "//")} | {path + tail for tail in ("/", "%00", "..;/", "%2e/", "./")}
    return {trick for trick in tricks if trick and trick != path and not trick.startswith("//")}


@pytest.mark.parametrize(("route", "door"), GETS)
def test_looking_changes_nothing_even_when_it_pretends_to_be_more(house: House) -> None:
    before = state()
    pretending = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
    for actor in house.one_for_each_answer():
        house.client(actor).get(house.url, headers=pretending, query_params={"_method": "POST"} if "?" not in house.url else None)
    assert state() == before


@pytest.mark.parametrize(("route", "door"), POSTS)
def test_no_change_without_the_token_of_the_page(house: House) -> None:
    before = state()
    actor = next((name for name, status in house.expected.items() if status in (200, 204, 302) and name != "nobody"), "chen")
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.force_login(house.cast.actor(actor))
    for headers in ({}, {"HX-Request": "true"}, {"Origin": "null"}):
        assert client.post(house.url, house.body, headers=headers).status_code == 403
    assert state() == before


def state() -> dict[str, list[Any]]:
    """Every row of every table but sessions, the audit of what was looked at, and the time of the last login."""
    found = {}
    for model in apps.get_models():
        if model._meta.label in ("people.UserSession", "core.AuditEvent", "core.AuditHead") or not hasattr(model, "objects"):
            continue
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "last_login" and not isinstance(f, models.BinaryField)]
        found[model._meta.label] = list(model.objects.order_by("pk").values_list(*names))
    return found
