"""The two password profiles on the pages that set passwords (O-09)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD, Cast, at, client_of
from tests.web.accounts.people import first_step, is_in
from zuoxi.people import account_policy, passwords
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models_accounts import PasswordRecord
from zuoxi.rules.passwords import PasswordPolicy

pytestmark = pytest.mark.django_db
NOW = at("2026-03-02 09:00")


@pytest.fixture
def _dengbao(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_policy, "passwords_in_force", lambda at: PasswordPolicy(profile="dengbao"))


def change(client: Client, new: str, old: str = PASSWORD) -> HttpResponse:
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("tooshort", "密码太短，至少 12 个字符"),
        ("password123456", "常见密码"),
        ("qqqqqqqqqqqqqq", "少数字符重复"),
        ("linjing-at-work", "密码包含姓名、工号或中心名称"),
    ],
)
def test_a_refusal_says_why(cast: Cast, new: str, said: str) -> None:
    response = change(client_of(cast.lin), new)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert new not in response.content.decode()


def test_the_page_says_what_is_wanted_before_one_tries(cast: Cast) -> None:
    assert "至少 12 个字符" in client_of(cast.lin).get("/password/").content.decode()


@pytest.mark.usefixtures("_dengbao")
def test_under_dengbao_the_page_says_that(cast: Cast) -> None:
    assert "每 90 天更换一次" in client_of(cast.lin).get("/password/").content.decode()
    response = change(client_of(cast.lin), "alllowercase")
    assert "至少包含 3 种" in response.content.decode()


def test_a_change_is_told_once_ends_other_sessions_and_renews_this_one(cast: Cast, told: list[Event]) -> None:
    here, there = first_step(), first_step()
    told.clear()
    before = here.cookies["sessionid"].value
    assert change(here, "quite-another-horse").status_code == 302
    assert here.cookies["sessionid"].value != before
    assert (is_in(here), is_in(there)) == (True, False)
    assert [event.act for event in told] == [Act.PASSWORD_CHANGED, Act.SESSION_ENDED]
    assert "horse" not in repr(told)


@pytest.mark.usefixtures("_dengbao")
def test_under_dengbao_an_old_password_is_changed_before_anything_else(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        passwords.choose(person=cast.lin, password=PASSWORD, by=cast.lin, now=NOW)
        clock.shift(timedelta(days=89))
        assert is_in(first_step())
        clock.shift(timedelta(days=2))
        client = first_step()
        assert client.get("/").headers["Location"] == "/password/"
        assert client.get("/account/").headers["Location"] == "/password/"
        assert change(client, "Tea-for-two-4").status_code == 302
        assert client.get("/").status_code == 200


@pytest.mark.usefixtures("_dengbao")
def test_under_dengbao_a_password_of_unknown_age_is_changed_too(cast: Cast) -> None:
    assert first_step().get("/").headers["Location"] == "/password/"


def test_under_asvs_no_password_ages(cast: Cast) -> None:
    with time_machine.travel(NOW + timedelta(days=4_000), tick=False):
        assert is_in(first_step())


@pytest.mark.usefixtures("_dengbao")
def test_under_dengbao_the_last_five_are_not_taken_again(cast: Cast) -> None:
    client, had = client_of(cast.lin), [PASSWORD]
    for n in range(6):
        new = f"Tea-for-two-{n}!"
        assert change(client, new, old=had[-1]).status_code == 302
        had.append(new)
    assert change(client, had[-2], old=had[-1]).status_code == 422
    assert change(client, had[-5], old=had[-1]).status_code == 422
    assert change(client, had[1], old=had[-1]).status_code == 302


def test_no_more_history_is_kept_than_can_be_asked_for(cast: Cast) -> None:
    for n in range(passwords.KEPT + 3):
        PasswordRecord.objects.create(person=cast.lin, password=f"hash-{n}", since=NOW + timedelta(days=n))
    passwords.choose(person=cast.lin, password="quite-another-horse", by=cast.lin, now=NOW + timedelta(days=99))
    assert PasswordRecord.objects.filter(person=cast.lin).count() == passwords.KEPT
    assert "quite" not in str(list(PasswordRecord.objects.values()))
