"""Invitations and resets: a link that works once (A30, A32, A33)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD, Cast, at, client_of
from tests.web.accounts.people import first_step, is_in
from zuoxi.people import links
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import LinkPurpose, OneTimeLink
from zuoxi.rules.accounts import AccountPolicy

pytestmark = pytest.mark.django_db
NOW, POLICY, NEW = at("2026-03-02 09:00"), AccountPolicy(), "quite-another-horse"


def a_link(cast: Cast, person: Person | None = None) -> str:
    return links.make(person=person or cast.lin, by=cast.gao, now=NOW, policy=POLICY)


def arrive(secret: str, client: Client | None = None) -> Client:
    client = client or client_of(None)
    assert client.get(f"/account/link/{secret}/").headers["Location"] == "/account/link/"
    return client


def choose(client: Client, password: str = NEW, again: str = "") -> HttpResponse:
    return client.post("/account/link/", {"new_password1": password, "new_password2": again or password})


def test_a_link_lets_its_person_choose_a_password_once(cast: Cast, told: list[Event]) -> None:
    """A33: reuse."""
    with time_machine.travel(NOW, tick=False):
        client = arrive(secret := a_link(cast))
        assert "林静" in client.get("/account/link/").content.decode()
        assert choose(client).headers["Location"] == "/login/"
        assert is_in(first_step(password=NEW))
        assert not is_in(first_step(password=PASSWORD))
        assert arrive(secret).get("/account/link/").status_code == 410
        assert choose(arrive(secret), "a-third-horse-here").status_code == 410
        assert is_in(first_step(password=NEW))
    acts = [event.act for event in told]
    assert acts[:3] == [Act.LINK_MADE, Act.LINK_USED, Act.PASSWORD_CHANGED]
    assert secret not in repr(told)
    assert NEW not in repr(told)


def test_two_browsers_with_one_link_one_wins(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        secret = a_link(cast)
        link = links.find(secret, now=NOW)
        assert link
        assert links.use(link=link, password=NEW, now=NOW)
        assert not links.use(link=link, password="a-third-horse-here", now=NOW)
        assert is_in(first_step(password=NEW))


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 410)])
def test_a_reset_works_for_half_an_hour(cast: Cast, minutes: int, status: int) -> None:
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        assert arrive(a_link(cast)).get("/account/link/").status_code == status


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_an_invitation_works_for_three_days(cast: Cast, hours: int, status: int) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(password=make_password(None))
    lin = Person.objects.get(pk=cast.lin.pk)
    with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
        assert arrive(a_link(cast, lin)).get("/account/link/").status_code == status
    assert OneTimeLink.objects.get().purpose == LinkPurpose.INVITATION


def test_a_later_link_ends_the_earlier_one(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        first, second = a_link(cast), a_link(cast)
        assert arrive(first).get("/account/link/").status_code == 410
        assert arrive(second).get("/account/link/").status_code == 200


def test_every_dead_link_gets_one_answer(cast: Cast) -> None:
    """A30: used, old, closed, never was: nobody learns which."""
    with time_machine.travel(NOW, tick=False):
        used, closed = a_link(cast), a_link(cast, cast.zhao)
        choose(arrive(used))
        Person.objects.filter(pk=cast.zhao.pk).update(is_active=False)
        bodies = set()
        for secret in (used, closed, "never-was", "x" * 500):
            response = arrive(secret).get("/account/link/")
            assert response.status_code == 410
            bodies.add(len(response.content))
        assert len(bodies) == 1
        assert client_of(None).get("/account/link/").status_code == 410


def test_the_secret_stands_in_no_page_and_no_table(cast: Cast) -> None:
    """A33: Referer, history."""
    with time_machine.travel(NOW, tick=False):
        secret = a_link(cast)
        client = client_of(None)
        response = client.get(f"/account/link/{secret}/")
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert secret not in client.get("/account/link/").content.decode()
        assert secret not in str(list(OneTimeLink.objects.values()))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example"])
def test_another_host_makes_no_link(cast: Cast, settings: Any, host: str) -> None:
    """A33: Host-header poisoning. The host of a link is fixed, whatever the request says."""
    settings.ADDRESS = "https://zuoxi.example"
    client = client_of(cast.gao)
    assert client.post(f"/account/people/{cast.lin.pk}/link/", headers={"Host": host}).status_code == 400
    html = client.post(f"/account/people/{cast.lin.pk}/link/", headers={"X-Forwarded-Host": host}).content.decode()
    assert "https://zuoxi.example/account/link/" in html
    assert "evil" not in html


@pytest.mark.parametrize(("password", "again"), [("short", ""), ("password123456", ""), ("linjing-linjing", ""), (NEW, "something-else-now")])
def test_a_bad_choice_changes_nothing_and_the_link_goes_on(cast: Cast, password: str, again: str) -> None:
    with time_machine.travel(NOW, tick=False):
        client = arrive(a_link(cast))
        assert choose(client, password, again).status_code == 422
        assert is_in(first_step(password=PASSWORD))
        assert choose(client).status_code == 302


def test_a_reset_ends_every_session(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        inside = first_step()
        assert is_in(inside)
        choose(arrive(a_link(cast)))
        assert not is_in(inside)


def test_a_closed_account_is_not_opened_by_a_link(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        secret = a_link(cast)
        Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
        assert choose(arrive(secret)).status_code == 410
