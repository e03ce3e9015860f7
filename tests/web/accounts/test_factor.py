"""The second factor: set up, asked for, never skipped, no code twice (A32)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.cast import PASSWORD, Cast, at, client_of
from tests.web.accounts.people import SECRET, code_at, first_step, is_in, second_step, with_factor
from zuoxi.people import links, second_factor, tries
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.people.models_accounts import RecoveryCode, SecondFactor
from zuoxi.rules.accounts import AccountPolicy

pytestmark = pytest.mark.django_db
NOW = at("2026-03-02 09:00")


def test_password_and_code_let_one_in_the_password_alone_does_not(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        client = client_of(None)
        response = client.post("/login/", {"username": "1001", "password": PASSWORD, "next": "/people/?q=1"})
        assert response.headers["Location"] == "/login/code/"
        assert not is_in(client)
        assert "林静" in client.get("/login/code/").content.decode()
        assert second_step(client, code_at(NOW)).headers["Location"] == "/people/?q=1"
        assert is_in(client)


def test_no_page_opens_between_the_two_steps(cast: Cast) -> None:
    """A32: neither by address, nor as a fragment, nor as a script, nor by the password alone a second time."""
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.gao, now=NOW)
        client = first_step("6001")
        for headers in ({}, {"HX-Request": "true"}, {"accept": "application/json"}):
            for url in ("/", "/people/", "/account/", "/account/factor/", "/account/people/"):
                assert client.get(url, headers=headers).status_code in (204, 302, 401)
        assert client.post("/account/factor/remove/").status_code == 302
        assert SecondFactor.objects.filter(person=cast.gao).exists()


def test_a_code_works_once_even_in_the_same_half_minute(cast: Cast) -> None:
    """A32: replay."""
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        one, other = first_step(), first_step()
        assert second_step(one, code_at(NOW)).status_code == 302
        assert second_step(other, code_at(NOW)).status_code == 422
        assert second_step(other, code_at(NOW, steps=-1)).status_code == 422
        assert second_step(other, code_at(NOW, steps=1)).status_code == 302


def test_five_wrong_codes_begin_the_login_anew_and_further_ones_wait(cast: Cast) -> None:
    """A32: guessing six digits, also by logging in again and again."""
    with time_machine.travel(NOW, tick=False) as clock:
        with_factor(cast.lin, now=NOW)
        client = first_step()
        assert [second_step(client, "000000").status_code for _ in range(5)] == [422, 422, 422, 422, 302]
        assert client.get("/login/code/").headers["Location"] == "/login/"
        client = first_step()
        assert second_step(client, code_at(NOW)).status_code == 429, "the right one waits too"
        clock.shift(timedelta(seconds=30))
        later = NOW + timedelta(seconds=30)
        assert second_step(client, code_at(later)).status_code == 302


def test_a_hundred_logins_with_the_password_give_few_guesses_of_the_code(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        statuses = [second_step(first_step(), f"{n:06d}").status_code for n in range(30)]
    assert statuses.count(422) == 5
    assert set(statuses) == {422, 429}


def test_the_first_step_is_forgotten_after_five_minutes(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        with_factor(cast.lin, now=NOW)
        client = first_step()
        clock.shift(timedelta(minutes=6))
        assert second_step(client, code_at(NOW + timedelta(minutes=6))).headers["Location"] == "/login/"
        assert not is_in(client)


def test_who_is_closed_between_the_steps_stays_outside(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        client = first_step()
        Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
        assert second_step(client, code_at(NOW)).headers["Location"] == "/login/"


def test_a_code_of_somebody_else_does_not_fit(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        codes = with_factor(cast.zhao, now=NOW)
        SecondFactor.objects.filter(person=cast.zhao).delete()
        assert second_step(first_step(), codes[0]).status_code == 422


def test_a_recovery_code_works_once(cast: Cast, told: list[Event]) -> None:
    """A32: backup code twice."""
    with time_machine.travel(NOW, tick=False):
        codes = with_factor(cast.lin, now=NOW)
        assert second_step(first_step(), codes[0]).status_code == 302
        assert second_step(first_step(), codes[0]).status_code == 422
        assert second_step(first_step(), codes[1].lower().replace("-", " ")).status_code == 302
        assert second_factor.codes_left(cast.lin) == 8
    assert [event.act for event in told].count(Act.CODE_USED) == 2
    assert not any(code.replace("-", "") in str(row) for row in RecoveryCode.objects.values() for code in codes)


def test_a_reset_link_keeps_the_second_factor(cast: Cast) -> None:
    """A32: skip by reset."""
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.lin, now=NOW)
        secret = links.make(person=cast.lin, by=cast.gao, now=NOW, policy=AccountPolicy())
        client = client_of(None)
        client.get(f"/account/link/{secret}/")
        client.post("/account/link/", {"new_password1": "quite-another-horse", "new_password2": "quite-another-horse"})
        assert not is_in(client), "the link itself lets nobody in"
        client = first_step(password="quite-another-horse")
        assert not is_in(client)
        assert second_step(client, code_at(NOW)).status_code == 302


def test_a_known_device_does_not_skip_the_second_factor(cast: Cast) -> None:
    """A32: remember-me."""
    with time_machine.travel(NOW, tick=False) as clock:
        with_factor(cast.lin, now=NOW)
        client = first_step()
        second_step(client, code_at(NOW))
        client.post("/logout/")
        clock.shift(timedelta(minutes=1))
        assert not is_in(first_step(client=client))


def set_up(client: Client) -> tuple[str, str]:
    """Open the set-up page; returns the secret that it shows and the page."""
    html = client.get("/account/factor/").content.decode()
    shown = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', html)
    assert shown
    return shown[1].replace(" ", ""), html


def test_it_is_set_up_with_a_code_of_the_app_and_shows_ten_recovery_codes_once(cast: Cast, told: list[Event]) -> None:
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.lin)
        secret, html = set_up(client)
        assert '<svg class="qr"' in html
        assert "http" not in html[html.index('<svg class="qr"') : html.index("</svg>", html.index('<svg class="qr"'))]
        assert client.post("/account/factor/", {"code": "000000"}).status_code == 422
        assert not second_factor.is_set(cast.lin)
        done = client.post("/account/factor/", {"code": code_at(NOW, secret)})
        codes = re.findall(r"<li><code>([A-Z2-7]{4}-[A-Z2-7]{4})</code>", done.content.decode())
        assert (done.status_code, len(set(codes))) == (200, 10)
        assert client.get("/account/factor/").headers["Location"] == "/account/"
        assert second_step(first_step(), code_at(NOW, secret, steps=1)).status_code == 302
    assert [event.act for event in told] == [Act.FACTOR_SET, Act.LOGIN]
    assert secret not in repr(told)
    assert secret not in SecondFactor.objects.get().secret


def test_the_secret_shown_stays_until_it_is_set_up_and_is_each_persons_own(cast: Cast) -> None:
    one, other = client_of(cast.lin), client_of(cast.zhao)
    assert set_up(one)[0] == set_up(one)[0] != set_up(other)[0]


def test_new_recovery_codes_end_the_old_ones(cast: Cast, told: list[Event]) -> None:
    old = with_factor(cast.lin, now=NOW)
    client = client_of(cast.lin)
    assert client.post("/account/factor/codes/").status_code == 200
    assert second_step(first_step(), old[0]).status_code == 422
    assert Act.CODES_MADE in [event.act for event in told]


def test_removing_needs_a_fresh_password_and_is_told(cast: Cast, told: list[Event]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        with_factor(cast.lin, now=NOW)
        client = client_of(cast.lin)
        clock.shift(timedelta(minutes=16))
        assert client.post("/account/factor/remove/").headers["Location"].startswith("/account/confirm/")
        assert second_factor.is_set(cast.lin)
        client.post("/account/confirm/", {"password": PASSWORD})
        told.clear()
        assert client.post("/account/factor/remove/").headers["Location"] == "/account/"
        assert not second_factor.is_set(cast.lin)
        client.post("/account/factor/remove/")
    assert [event.act for event in told] == [Act.FACTOR_REMOVED]


@pytest.fixture
def _forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECOND_FACTOR", True)


@pytest.mark.usefixtures("_forced")
@pytest.mark.parametrize("name", ["gao", "chen", "zhou", "sun"])
def test_whose_role_needs_it_is_led_to_set_it_up_whatever_page_they_ask_for(cast: Cast, name: str) -> None:
    client = client_of(cast.actor(name))
    for url in ("/", "/people/", "/account/"):
        assert client.get(url).headers["Location"] == "/account/factor/"
    assert client.get("/people/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/factor/"
    assert client.get("/people/", headers={"accept": "application/json"}).json()["code"] == "account.duty_first"
    assert client.post("/notices/read/").headers["Location"] == "/account/factor/"
    assert client.get("/account/factor/").status_code == 200
    assert client.post("/logout/").status_code == 302


@pytest.mark.usefixtures("_forced")
@pytest.mark.parametrize("name", ["lin", "zhao", "wu"])
def test_agents_and_leaders_may_do_without(cast: Cast, name: str) -> None:
    assert client_of(cast.actor(name)).get("/").status_code == 200


@pytest.mark.usefixtures("_forced")
@pytest.mark.parametrize("role", [RoleName.HR, RoleName.QUALITY])
def test_hr_and_quality_need_it_from_the_request_after_the_role_was_given(cast: Cast, role: str) -> None:
    client = client_of(cast.lin)
    assert client.get("/").status_code == 200
    Role.objects.create(person=cast.lin, name=role, unit=cast.centre)
    assert client.get("/").headers["Location"] == "/account/factor/"


@pytest.mark.usefixtures("_forced")
def test_once_set_up_the_whole_product_is_open_and_after_removal_it_is_not(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.chen)
        secret, _ = set_up(client)
        client.post("/account/factor/", {"code": code_at(NOW, secret)})
        assert client.get("/people/").status_code == 200
        client.post("/account/factor/remove/")
        assert client.get("/people/").headers["Location"] == "/account/factor/"


@pytest.mark.usefixtures("_forced")
def test_somebody_with_a_factor_logs_in_with_it_and_works(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        with_factor(cast.chen, now=NOW)
        client = first_step("3001")
        second_step(client, code_at(NOW))
        assert client.get("/people/").status_code == 200


def test_the_login_page_says_loudly_where_no_second_factor_is_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "未启用动态验证码" in client_of(None).get("/login/").content.decode()
    monkeypatch.setattr(settings, "SECOND_FACTOR", True)
    assert "未启用动态验证码" not in client_of(None).get("/login/").content.decode()


def test_an_unlock_lets_codes_be_tried_again(cast: Cast) -> None:
    from zuoxi.people import logins

    key, policy = tries.key_of("code", str(cast.lin.pk)), AccountPolicy()
    for _ in range(5):
        tries.reserve(key, free=policy.code_tries, now=NOW, policy=policy)
    assert tries.waits(key, free=policy.code_tries, now=NOW, policy=policy)
    logins.unlock(person=cast.lin, by=cast.gao, now=NOW)
    assert not tries.waits(key, free=policy.code_tries, now=NOW, policy=policy)


def test_a_lost_race_for_one_code_lets_one_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two browsers send the same code at once: the second finds the step taken."""
    with_factor(cast.lin, now=NOW)
    real = second_factor.one_time_codes.step_of

    def slow(*args: object, **kwargs: object) -> int | None:
        step = real(*args, **kwargs)  # type: ignore[arg-type]
        SecondFactor.objects.filter(person=cast.lin).update(last_step=step)
        return step

    monkeypatch.setattr(second_factor.one_time_codes, "step_of", slow)
    assert not second_factor.passes(person=cast.lin, typed=code_at(NOW), now=NOW)


def test_the_secret_is_stored_sealed_and_only_this_installation_opens_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.fernet import InvalidToken

    from zuoxi.people.sealing import unseal

    with_factor(cast.lin, now=NOW)
    sealed = SecondFactor.objects.get().secret
    assert unseal(sealed) == SECRET
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    with pytest.raises(InvalidToken):
        unseal(sealed)
