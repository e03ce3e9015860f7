"""Login under attack: guessing, spraying, locking a victim out, finding out who exists (A29, A30, A31, A35, A38, A44)."""

from __future__ import annotations

import re
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD, Cast, at, client_of
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import LoginCounter, UserSession

pytestmark = pytest.mark.django_db
NOW = at("2026-03-02 09:00")


def try_login(
    number: str = "1001", password: str = PASSWORD, *, client: Client | None = None, address: str = "10.0.0.1", **more: Any
) -> HttpResponse:
    return (client or client_of(None)).post("/login/", {"username": number, "password": password}, REMOTE_ADDR=address, **more)


def guess(times: int, number: str = "1001", **more: Any) -> list[int]:
    return [try_login(number, "wrong-wrong-wrong", **more).status_code for _ in range(times)]


def acts(told: list[Event]) -> list[Act]:
    return [event.act for event in told]


def test_a_guesser_has_five_tries_then_waits_ever_longer(cast: Cast) -> None:
    """A29: even the right password is not looked at while the account waits."""
    with time_machine.travel(NOW, tick=False) as clock:
        assert guess(6) == [422] * 5 + [429]
        response = try_login()
        assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
        assert "请等待 1 分钟后重试" in response.content.decode()
        clock.shift(timedelta(seconds=30))
        assert guess(2) == [422, 429]
        clock.shift(timedelta(seconds=59))
        assert try_login().status_code == 429
        clock.shift(timedelta(seconds=1))
        assert try_login().status_code == 302
        assert guess(5) == [422] * 5, "a success forgives"


def test_a_patient_guesser_with_many_addresses_has_the_password_looked_at_a_hundred_times_a_day_at_most(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        looked = 0
        for _ in range(300):
            looked += guess(1, address=f"10.0.{_ // 250}.{_ % 250}") == [422]
            clock.shift(timedelta(minutes=4))
    assert looked < 100


def test_a_victim_locked_out_on_purpose_still_gets_in_on_the_own_device(cast: Cast) -> None:
    """A29: the browser from which she logged in before is counted apart."""
    mine = client_of(None)
    with time_machine.travel(NOW, tick=False):
        assert try_login(client=mine).status_code == 302
        mine.post("/logout/")
        assert guess(20, address="203.0.113.9")[-1] == 429
        assert try_login(address="198.51.100.7").status_code == 429, "elsewhere she waits"
        assert try_login(client=mine).status_code == 302
        mine.post("/logout/")
        assert guess(6, client=mine) == [422] * 5 + [429], "but a thief of the device does not guess for ever"


def test_a_known_device_of_one_is_not_a_known_device_of_another(cast: Cast) -> None:
    mine = client_of(None)
    try_login(client=mine)
    mine.post("/logout/")
    guess(5, "1002", address="203.0.113.9")
    assert try_login("1002", client=mine).status_code == 429
    assert try_login("1001", client=mine).status_code == 302


@pytest.mark.parametrize(
    "forged",
    ["", "x", "a.b.c", signing.dumps({"key": "k", "numbers": ["1001"]}, salt="elsewhere"), signing.dumps({"key": "k", "numbers": ["1001"]}, key="k")],
    ids=["nothing", "a letter", "no signature", "signed for something else", "signed with another key"],
)
def test_a_forged_device_cookie_is_worth_nothing(cast: Cast, forged: str) -> None:
    guess(5)
    client = client_of(None)
    client.cookies["known_device"] = forged
    assert try_login(client=client).status_code == 429


def test_a_known_device_is_forgotten_after_ninety_days(cast: Cast) -> None:
    mine = client_of(None)
    with time_machine.travel(NOW, tick=False) as clock:
        try_login(client=mine)
        mine.post("/logout/")
        clock.shift(timedelta(days=91))
        guess(5, address="203.0.113.9")
        assert try_login(client=mine).status_code == 429


def test_colleagues_share_a_desk_and_both_are_known_there(cast: Cast) -> None:
    desk = client_of(None)
    for number in ("1001", "1002"):
        assert try_login(number, client=desk).status_code == 302
        desk.post("/logout/")
    guess(5, "1001", address="203.0.113.9")
    guess(5, "1002", address="203.0.113.9")
    assert [try_login("1001", client=desk).status_code, desk.post("/logout/").status_code, try_login("1002", client=desk).status_code] == [
        302,
        302,
        302,
    ]


def test_spraying_one_password_over_many_accounts_is_slowed_by_address(cast: Cast) -> None:
    """A29: a thousand numbers, one password; nobody else is hindered."""
    with time_machine.travel(NOW, tick=False):
        statuses = [try_login(f"9{n:04d}", "Summer2026!!", address="203.0.113.9").status_code for n in range(60)]
        assert statuses == [422] * 30 + [429] * 30
        assert try_login(address="203.0.113.9").status_code == 429
        assert try_login(address="10.0.0.1").status_code == 302


def test_good_logins_from_one_address_never_slow_it(cast: Cast) -> None:
    for _ in range(40):
        assert try_login(address="10.0.0.1").status_code == 302


def test_a_spoofed_forwarding_header_does_not_dodge_the_limit(cast: Cast) -> None:
    """A38: only a trusted proxy is believed."""
    with time_machine.travel(NOW, tick=False):
        for n in range(31):
            last = try_login(f"9{n:04d}", "x", address="203.0.113.9", headers={"X-Forwarded-For": f"10.9.9.{n}"})
    assert last.status_code == 429


def test_every_answer_is_the_same_for_known_unknown_closed_and_invited_people(cast: Cast) -> None:
    """A30: body, status, headers, also while waiting."""
    Person.objects.filter(pk=cast.zhao.pk).update(is_active=False)
    Person.objects.filter(pk=cast.wu.pk).update(password="!")
    answers = []
    for n, number in enumerate(("1001", "1002", "2001", "7777")):
        client = client_of(None)
        for times in range(6):
            response = try_login(number, "wrong-wrong-wrong", client=client, address=f"10.0.1.{n}")
            body = re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", response.content.decode()).replace(f'value="{number}"', "")
            answers.append((times, response.status_code, tuple(sorted(response.headers)), body))
    for times in range(6):
        assert len({answer[1:] for answer in answers if answer[0] == times}) == 1


@pytest.mark.slow
def test_an_unknown_number_takes_as_long_as_a_known_one(cast: Cast) -> None:
    """A30: medians within a small share of each other; both hash once."""
    Person.objects.filter(pk=cast.wu.pk).update(password="!unusable")
    took: dict[str, list[float]] = {"1001": [], "7777": [], "2001": []}
    for n in range(25):
        for number, times in took.items():
            LoginCounter.objects.all().delete()
            begun = perf_counter()
            try_login(number, f"wrong-{n}")
            times.append(perf_counter() - begun)
    known, unknown, invited = (median(took[number]) for number in ("1001", "7777", "2001"))
    assert abs(unknown - known) < 0.25 * known
    assert abs(invited - known) < 0.25 * known


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:hit()", "/\\evil.example", "http:///evil.example"])
def test_login_never_carries_a_foreign_address_on(cast: Cast, elsewhere: str) -> None:
    """A35: neither in the page nor in the redirect."""
    form = client_of(None).get("/login/", {"next": elsewhere}).content.decode().split("</form>")[0]
    assert "evil" not in form
    assert client_of(None).post("/login/", {"username": "1001", "password": PASSWORD, "next": elsewhere}).headers["Location"] == "/"


def test_a_person_past_the_last_day_is_out(cast: Cast) -> None:
    """A10: dismissed means out at the next request, and no login."""
    inside = client_of(cast.lin)
    assert inside.get("/my/").status_code == 200
    Person.objects.filter(pk=cast.lin.pk).update(left_on=at("2026-01-01 00:00").date())
    assert inside.get("/my/").status_code == 302
    assert try_login().status_code == 422


def test_what_happens_at_the_door_is_told_once_each(cast: Cast, told: list[Event]) -> None:
    """A44: one event for each act, also for one that failed; no secret in it."""
    client = client_of(None)
    guess(6, client=client)
    assert acts(told) == [Act.LOGIN_FAILED] * 5 + [Act.LOCKED, Act.REFUSED]
    assert {event.about for event in told} == {cast.lin}
    assert {event.by for event in told} == {None}
    told.clear()
    LoginCounter.objects.all().delete()
    try_login(client=client)
    client.post("/logout/")
    client.post("/logout/")
    assert acts(told) == [Act.LOGIN, Act.LOGOUT]
    assert [event.where for event in told] == ["10.0.0.1", "127.0.0.1"]
    assert PASSWORD not in repr(told)


def test_an_unknown_number_is_told_without_a_person_and_without_what_was_typed(cast: Cast, told: list[Event]) -> None:
    """A44: people type their password into the wrong field."""
    try_login("my-secret-password", "x")
    assert acts(told) == [Act.LOGIN_FAILED]
    assert told[0].about is None
    assert "my-secret-password" not in repr(told)
    assert "my-secret-password" not in "".join(LoginCounter.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    "body", [{}, {"username": "1001"}, {"password": PASSWORD}, {"username": "x" * 40, "password": "y"}, {"username": "\0", "password": "y"}]
)
def test_half_a_form_counts_nothing_and_says_what_is_missing(cast: Cast, body: dict[str, str]) -> None:
    response = client_of(None).post("/login/", body)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert not LoginCounter.objects.exists()


def test_logout_asks_the_browser_to_forget_its_pages(cast: Cast) -> None:
    """A35: back after logout shows nothing."""
    client = client_of(cast.lin)
    response = client.post("/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert not UserSession.objects.exists()


def test_login_needs_the_token_of_its_own_page(cast: Cast) -> None:
    """A34: CSRF on login and logout too."""
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    assert client.post("/login/", {"username": "1001", "password": PASSWORD}).status_code == 403
    assert client.post("/logout/").status_code == 403
    assert settings.CSRF_COOKIE_HTTPONLY
