"""Step-up: the password once more before something sensitive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from tests.cast import PASSWORD, Cast, at, client_of
from zuoxi.people.account_events import Act, Event
from zuoxi.project.urls import urlpatterns as product
from zuoxi.web.accounts.fresh import fresh
from zuoxi.web.shell.doors import everyone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.test_fresh")]
NOW = at("2026-03-02 09:00")


@everyone
@fresh
def vault(request: object) -> HttpResponse:
    return HttpResponse("gold")


urlpatterns = [*product, path("vault/", vault, name="vault")]
handler403 = "zuoxi.web.shell.views.errors.forbidden"


@pytest.fixture
def later(cast: Cast) -> Callable[[], Client]:
    """A browser of lin that logged in sixteen minutes ago."""

    def start() -> Client:
        with time_machine.travel(NOW - timedelta(minutes=16), tick=False):
            client = client_of(None)
            client.post("/login/", {"username": "1001", "password": PASSWORD})
        return client

    return start


def test_right_after_the_login_nothing_is_asked(cast: Cast) -> None:
    assert client_of(cast.lin).get("/vault/").content == b"gold"


def test_a_quarter_of_an_hour_later_the_password_is_asked_and_leads_back(later: Callable[[], Client]) -> None:
    client = later()
    with time_machine.travel(NOW, tick=False) as clock:
        assert client.get("/vault/?x=1").headers["Location"] == "/account/confirm/?next=%2Fvault%2F%3Fx%3D1"
        assert client.post("/account/confirm/", {"password": "wrong", "next": "/vault/"}).status_code == 422
        assert client.get("/vault/").status_code == 302
        assert client.post("/account/confirm/", {"password": PASSWORD, "next": "/vault/"}).headers["Location"] == "/vault/"
        assert client.get("/vault/").content == b"gold"
        clock.shift(timedelta(minutes=16))
        assert client.get("/vault/").status_code == 302


def test_a_fragment_takes_the_page_there_a_script_is_told_and_a_change_goes_back_to_its_page(later: Callable[[], Client]) -> None:
    client = later()
    with time_machine.travel(NOW, tick=False):
        fragment = client.get("/vault/", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/people/"})
        assert fragment.headers["HX-Redirect"] == "/account/confirm/?next=%2Fpeople%2F"
        script = client.get("/vault/", headers={"accept": "application/json"})
        assert (script.status_code, script.json()["code"]) == (403, "account.password_is_old")
        change = client.post("/vault/", headers={"Referer": "http://localhost/people/?q=1"})
        assert change.headers["Location"] == "/account/confirm/?next=%2Fpeople%2F%3Fq%3D1"
        foreign = client.post("/vault/", headers={"Referer": "https://evil.example/people/"})
        assert foreign.headers["Location"] == "/account/confirm/?next=%2F"


def test_the_way_back_is_always_ours(later: Callable[[], Client]) -> None:
    """A35."""
    answer = later_post(later(), next="//evil.example/")
    assert answer.headers["Location"] == "/account/"


def later_post(client: Client, **body: str) -> HttpResponse:
    with time_machine.travel(NOW, tick=False):
        return client.post("/account/confirm/", {"password": PASSWORD, **body})


def test_guessing_in_an_open_session_is_slowed_and_told(later: Callable[[], Client], told: list[Event]) -> None:
    client = later()
    told.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        assert [client.post("/account/confirm/", {"password": "wrong"}).status_code for _ in range(6)] == [422] * 5 + [429]
        assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 429
        assert client.get("/my/").status_code == 200, "the session itself goes on"
        clock.shift(timedelta(seconds=31))
        assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
    assert [event.act for event in told] == [Act.CONFIRM_FAILED] * 5
