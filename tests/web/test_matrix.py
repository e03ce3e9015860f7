"""Every route x role x place against the doors and the access matrix (RELIABILITY 2.3); refusals are tried over HTTP with every method."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import Cast, client_of
from tests.web.areas import Door, doors
from tests.web.test_pages import ROLE_OF
from zuoxi.people import matrix
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.web.shell.doors import Door as OpenDoor
from zuoxi.web.shell.doors import door_of, routes

pytestmark = pytest.mark.django_db
DOORS = doors()
PLACES = ("own", "team", "other_team", "centre")
METHODS = ("get", "post", "head")
REFUSED = {"get": {403}, "head": {403}, "post": {403}}


def door(route: str) -> OpenDoor:
    found = door_of(dict(routes())[route].callback)
    assert found is not None
    return found


def declared() -> Iterator[tuple[str, Door, str, int]]:
    for route, several in DOORS.items():
        for one in several:
            for actor, status in one.expected().items():
                yield route, one, actor, status


def test_what_the_tests_declare_agrees_with_the_doors() -> None:
    """Whoever lacks every role of a door gets 403 there, nobody is sent to the login, who has one is not turned away everywhere."""
    cells, let_in = 0, {}
    for route, _, actor, status in declared():
        cells += 1
        there = door(route)
        if actor == "nobody":
            assert status in ({302} if there.login else {200, 204, 302, 404, 410, 422}), (route, actor)
        elif there.names and ROLE_OF[actor] not in there.names:
            assert status == 403, (route, actor, status)
        elif there.names:
            let_in.setdefault(route, set()).add(status)
    assert {route for route, statuses in let_in.items() if statuses == {403}} == set()
    assert cells > 1000


RIGHTS = {
    "people:people": ("person", "look_up", "unit"),
    "people:export": ("person", "export", "unit"),
    "people:import": ("person", "import", "all"),
    "people:preview": ("person", "import", "all"),
    "people:roles": ("role", "grant", "unit"),
    "people:roles-of": ("role", "grant", "unit"),
    "people:role-withdraw": ("role", "grant", "unit"),
    "centre:queues": ("queue", "read", "all"),
    "audit:events": ("audit", "read", "all"),
    "audit:event": ("audit", "read", "all"),
    "audit:check": ("audit", "read", "all"),
    "audit:export": ("audit", "export", "all"),
}


@pytest.mark.parametrize("route", RIGHTS)
def test_a_door_lets_in_whom_the_matrix_names(route: str) -> None:
    assert door(route).names == matrix.roles(*RIGHTS[route])


def as_role(cast: Cast, role: str, place: str) -> Person:
    """lin with this one role at this place, and as at a new request."""
    units = {"own": cast.team, "team": cast.team, "other_team": cast.other_team, "centre": cast.centre}
    person: Person = Person.objects.get(pk=cast.zhao.pk if place == "own" else cast.lin.pk)
    person._kept_roles = [Role(person=person, name=role, unit=units[place])]  # type: ignore[attr-defined]
    return person


def test_no_place_opens_a_door_that_the_role_does_not(cast: Cast) -> None:
    cells = 0
    for role in RoleName.values:
        for place in PLACES:
            person = as_role(cast, role, place)
            for route, pattern in routes():
                there = door_of(pattern.callback)
                assert there is not None
                if isinstance(there, OpenDoor):  # those of the interface ask for a token, not for a role
                    assert there.opens_for(person) == (not there.login or not there.names or role in there.names), (route, role, place)
                cells += 1
    assert cells == len(RoleName.values) * len(PLACES) * len(DOORS)


def test_every_route_refuses_every_role_that_it_does_not_name_by_every_method(cast: Cast) -> None:
    """A1, A2, A3 at the door: before the object is looked at, so that a refusal does not tell whether it exists."""
    begun, cells = time.process_time(), 0
    addresses = {route: address(route, several[0], cast) for route, several in DOORS.items()}
    for role in RoleName.values:
        Role.objects.filter(person=cast.lin).update(name=role, unit=cast.centre)
        client = client_of(cast.lin)
        for route, url in addresses.items():
            names = door(route).names
            if names and role not in names:
                for method in METHODS:
                    assert knock(client, method, url) in REFUSED[method], (route, role, method)
                    cells += 1
    print(f"{cells} refusals tried in {time.process_time() - begun:.1f} CPU s")  # noqa: T201
    assert cells > 1000


def address(route: str, one: Door, cast: Cast) -> str:
    """Where the object would be; it is not there any more when somebody knocks."""
    with transaction.atomic():
        url = one.url(route, cast)
        transaction.set_rollback(True)
    return url


def knock(client: Client, method: str, url: str) -> int:
    return int(getattr(client, method)(url, headers={"accept": "application/json"}).status_code)
