"""Accounts as an administrator sees them: never a password (A10, A29, A44)."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse

from tests.cast import Cast, at, client_of
from tests.web.accounts.people import first_step, is_in, with_factor
from zuoxi.people import second_factor
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person, Role
from zuoxi.people.models_accounts import LoginCounter, OneTimeLink, UserSession

pytestmark = pytest.mark.django_db


def act(cast: Cast, deed: str, person: Person | None = None) -> HttpResponse:
    return client_of(cast.gao).post(f"/account/people/{(person or cast.lin).pk}/{deed}/")


def page(cast: Cast, person: Person | None = None) -> str:
    return client_of(cast.gao).get(f"/account/people/{(person or cast.lin).pk}/").content.decode()


def test_the_list_says_who_can_log_in_and_is_searched_by_pinyin(cast: Cast) -> None:
    Person.objects.filter(pk=cast.zhao.pk).update(is_active=False)
    Person.objects.filter(pk=cast.wu.pk).update(password=make_password(None))
    html = client_of(cast.gao).get("/account/people/").content.decode()
    assert html.count("已停用") == 1
    assert html.count("尚未设置密码") == 1
    found = client_of(cast.gao).get("/account/people/", {"q": "linj"}).content.decode()
    assert "林静" in found
    assert "赵磊" not in found
    assert "<tbody>" not in client_of(cast.gao).get("/account/people/", {"q": "nobody-here"}).content.decode()


def test_an_administrator_of_one_team_reaches_that_team_only(cast: Cast) -> None:
    Role.objects.filter(person=cast.gao).update(unit=cast.team)
    assert "赵磊" not in client_of(cast.gao).get("/account/people/").content.decode()
    assert act(cast, "close", cast.zhao).status_code == 404
    assert act(cast, "close", cast.lin).status_code == 302


def test_closing_ends_login_sessions_and_links_at_once(cast: Cast, told: list[Event]) -> None:
    """A10."""
    inside = first_step()
    assert is_in(inside)
    client_of(cast.gao).post(f"/account/people/{cast.lin.pk}/link/")
    told.clear()
    assert act(cast, "close").status_code == 302
    assert not is_in(inside)
    assert not is_in(first_step())
    assert not OneTimeLink.objects.filter(ended_at=None).exists()
    assert [(event.act, event.about, event.by) for event in told[:2]] == [(Act.CLOSED, cast.lin, cast.gao), (Act.SESSION_ENDED, cast.lin, cast.gao)]
    told.clear()
    act(cast, "close")
    assert told == [], "closed twice is told once"


def test_an_opened_account_logs_in_as_before(cast: Cast, told: list[Event]) -> None:
    act(cast, "close")
    told.clear()
    act(cast, "open")
    act(cast, "open")
    assert [event.act for event in told] == [Act.OPENED]
    assert is_in(first_step())


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    assert act(cast, "close", cast.gao).status_code == 409
    assert Person.objects.get(pk=cast.gao.pk).is_active


def test_unlocking_lets_somebody_try_again_at_once(cast: Cast, told: list[Event]) -> None:
    """A29."""
    for n in range(5):
        client_of(None).post("/login/", {"username": "1001", "password": "wrong"}, REMOTE_ADDR=f"10.0.0.{n}")
    assert "多次失败，等待中" in page(cast)
    assert not is_in(first_step())
    told.clear()
    act(cast, "unlock")
    assert [event.act for event in told] == [Act.UNLOCKED]
    assert "多次失败，等待中" not in page(cast)
    assert is_in(first_step())


def test_an_administrator_logs_somebody_out_everywhere(cast: Cast, told: list[Event]) -> None:
    """A31: user and administrator can end sessions."""
    one, two = first_step(), first_step()
    told.clear()
    act(cast, "log-out")
    assert (is_in(one), is_in(two)) == (False, False)
    assert [(event.act, event.by) for event in told] == [(Act.SESSION_ENDED, cast.gao)]
    assert not UserSession.objects.filter(person=cast.lin).exists()


def test_a_lost_phone_is_taken_off_and_told(cast: Cast, told: list[Event]) -> None:
    with_factor(cast.lin, now=at("2026-03-02 09:00"))
    told.clear()
    act(cast, "remove-factor")
    act(cast, "remove-factor")
    assert not second_factor.is_set(cast.lin)
    assert [(event.act, event.about, event.by) for event in told] == [(Act.FACTOR_REMOVED, cast.lin, cast.gao)]


def test_the_link_is_shown_once_and_the_page_never_shows_or_takes_a_password(cast: Cast) -> None:
    html = client_of(cast.gao).post(f"/account/people/{cast.lin.pk}/link/").content.decode()
    assert re.search(r"http://127\.0\.0\.1:8000/account/link/[\w-]{43}/", html)
    again = page(cast)
    assert "/account/link/" not in again
    for text in (html, again):
        assert 'type="password"' not in text
        assert Person.objects.get(pk=cast.lin.pk).password not in text


@pytest.mark.parametrize("name", ["lin", "wu", "chen", "zhou", "sun"])
def test_nobody_else_may_do_any_of_it(cast: Cast, name: str) -> None:
    client = client_of(cast.actor(name))
    for deed in ("link", "unlock", "log-out", "close", "open", "remove-factor"):
        assert client.post(f"/account/people/{cast.zhao.pk}/{deed}/").status_code == 403, deed
    assert Person.objects.get(pk=cast.zhao.pk).is_active
    assert not OneTimeLink.objects.exists()


def test_a_deed_that_is_none_does_not_exist(cast: Cast) -> None:
    assert act(cast, "promote").status_code == 404


def test_a_guess_is_not_forgiven_by_looking(cast: Cast) -> None:
    client_of(None).post("/login/", {"username": "1001", "password": "wrong"})
    page(cast)
    assert LoginCounter.objects.filter(failures=1).count() == 2
