"""A view says who may open it, or nothing starts (A4)."""

from __future__ import annotations

import types
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from tests.cast import ACTORS, Cast, client_of
from zuoxi.people.models import RoleName
from zuoxi.web.shell import doors
from zuoxi.web.shell.doors import Door, door_of, everyone, public, roles


def bare(request: Any) -> HttpResponse:
    return HttpResponse("open")


def urls_with(view: Any) -> types.ModuleType:
    module = types.ModuleType("tests.forgotten_urls")
    module.urlpatterns = [path("forgotten/", view, name="forgotten"), path("", include("zuoxi.web.shell.urls"))]
    module.handler500 = "zuoxi.web.shell.views.errors.failed"
    return module


def test_a_view_without_a_door_stops_the_start(settings: Any) -> None:
    settings.ROOT_URLCONF = urls_with(bare)
    assert [error.id for error in doors.without_door()] == ["shell.E001"]
    with pytest.raises(SystemCheckError, match=r"forgotten declares no door"):
        call_command("check")


def test_a_server_that_runs_no_checks_refuses_to_start_too(settings: Any) -> None:
    settings.ROOT_URLCONF = urls_with(bare)
    with pytest.raises(ImproperlyConfigured, match="The view of forgotten declares no door"):
        doors.insist()


def test_with_a_door_it_starts(settings: Any) -> None:
    settings.ROOT_URLCONF = urls_with(everyone(bare))
    assert doors.without_door() == []
    doors.insist()


@pytest.mark.django_db
def test_even_if_it_started_a_view_without_a_door_is_never_run(settings: Any, cast: Cast) -> None:
    settings.ROOT_URLCONF = urls_with(bare)
    with pytest.raises(ImproperlyConfigured, match="declares no door"):
        client_of(cast.gao).get("/forgotten/")


@pytest.mark.django_db
def test_roles_let_in_those_who_hold_one_and_nobody_else(settings: Any, cast: Cast) -> None:
    settings.ROOT_URLCONF = urls_with(roles(RoleName.PLANNER, RoleName.LEADER)(bare))
    got = {actor: client_of(cast.actor(actor)).get("/forgotten/").status_code for actor in ACTORS}
    assert got == {"nobody": 302, "lin": 403, "wu": 200, "zhao": 403, "chen": 200, "zhou": 403, "sun": 403, "gao": 403, "shen": 403, "yan": 403}


@pytest.mark.django_db
def test_a_role_withdrawn_is_gone_at_the_next_request(settings: Any, cast: Cast) -> None:
    settings.ROOT_URLCONF = urls_with(roles(RoleName.PLANNER)(bare))
    client = client_of(cast.chen)
    assert client.get("/forgotten/").status_code == 200
    cast.chen.roles.all().delete()
    assert client.get("/forgotten/").status_code == 403


@pytest.mark.django_db
def test_an_account_closed_is_out_at_the_next_request(settings: Any, cast: Cast) -> None:
    settings.ROOT_URLCONF = urls_with(everyone(bare))
    client = client_of(cast.chen)
    assert client.get("/forgotten/").status_code == 200
    type(cast.chen).objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert client.get("/forgotten/").status_code == 302


@pytest.mark.django_db
def test_a_public_view_is_open_to_nobody_in_particular(settings: Any) -> None:
    settings.ROOT_URLCONF = urls_with(public(bare))
    assert client_of(None).get("/forgotten/").content == b"open"


def test_a_door_for_no_role_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        roles()


@pytest.mark.django_db
def test_the_guard_stands_in_the_view_itself(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.person = cast.lin
    with pytest.raises(PermissionDenied):
        roles(RoleName.PLANNER)(bare)(request)
    request.person = cast.chen
    assert roles(RoleName.PLANNER)(bare)(request).content == b"open"


def test_the_door_can_be_read_from_the_view() -> None:
    assert door_of(roles("planner", "leader")(bare)) == Door(frozenset({"planner", "leader"}))
    assert door_of(public(bare)) == Door(login=False)
    assert door_of(bare) is None


def test_routes_tell_their_full_names() -> None:
    assert {"shell:home", "shell:login", "people:people"} <= {name for name, _ in doors.routes()}
