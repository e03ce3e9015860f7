"""Login, logout, password, language and looks (A31, A35, A47)."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from tests.cast import PASSWORD, Cast, client_of
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db
RIGHT = {"username": "3001", "password": PASSWORD}


def test_work_number_and_password_let_one_in(cast: Cast) -> None:
    client = client_of(None)
    response = client.post("/login/", RIGHT)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(cast.chen.pk)


def test_a_number_typed_full_width_is_the_same_number(cast: Cast) -> None:
    assert client_of(None).post("/login/", {**RIGHT, "username": "３００１"}).status_code == 302


def test_login_goes_on_to_where_one_wanted(cast: Cast) -> None:
    assert client_of(None).post("/login/", {**RIGHT, "next": "/people/?q=zs"}).headers["Location"] == "/people/?q=zs"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:hit()", "/\\evil.example"])
def test_login_never_leads_elsewhere(cast: Cast, elsewhere: str) -> None:
    assert client_of(None).post("/login/", {**RIGHT, "next": elsewhere}).headers["Location"] == "/"
    assert client_of(cast.chen).get("/login/", {"next": elsewhere}).headers["Location"] == "/"


@pytest.mark.parametrize(("number", "password"), [("3001", "wrong-horse"), ("nobody", PASSWORD), ("３００１", "wrong-horse")])
def test_every_wrong_pair_gets_the_same_answer_and_keeps_the_number(cast: Cast, number: str, password: str) -> None:
    response = client_of(None).post("/login/", {"username": number, "password": password})
    html = response.content.decode()
    assert response.status_code == 422
    assert "工号与密码不符，或账号已停用。请核对后重试。" in html
    assert f'value="{number}"' in html
    assert password not in html


def test_a_closed_account_gets_that_answer_too(cast: Cast) -> None:
    Person.objects.filter(pk=cast.chen.pk).update(is_active=False)
    response = client_of(None).post("/login/", RIGHT)
    assert response.status_code == 422
    assert "工号与密码不符，或账号已停用" in response.content.decode()


def test_a_new_session_key_is_given_at_login(cast: Cast) -> None:
    client = client_of(None)
    session = client.session
    session["fixed"] = "by an attacker"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    client.post("/login/", RIGHT)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast: Cast) -> None:
    response = client_of(None).post("/login/", RIGHT)
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_whoever_is_logged_in_is_not_asked_again(cast: Cast) -> None:
    assert client_of(cast.chen).get("/login/").status_code == 302


def test_paste_is_allowed_and_the_browser_may_fill_in() -> None:
    html = client_of(None).get("/login/").content.decode()
    assert "onpaste" not in html
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert 'type="password"' in html


def test_logout_ends_the_session_for_good(cast: Cast) -> None:
    client = client_of(cast.chen)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/logout/").headers["Location"] == "/login/"
    thief = client_of(None)
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get("/").status_code == 302


def test_logout_is_never_a_link(cast: Cast) -> None:
    client = client_of(cast.chen)
    assert client.get("/logout/").status_code == 405
    assert client.get("/").status_code == 200


def test_after_logout_no_page_is_taken_from_a_cache(cast: Cast) -> None:
    assert "no-store" in client_of(cast.chen).get("/people/").headers["Cache-Control"]


def change(client: object, old: str, new: str, again: str | None = None) -> object:
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": again or new})  # type: ignore[attr-defined]


def test_a_changed_password_keeps_this_session_and_ends_all_others(cast: Cast) -> None:
    here, there = client_of(cast.chen), client_of(cast.chen)
    assert change(here, PASSWORD, "another-horse-battery").status_code == 302  # type: ignore[attr-defined]
    assert there.get("/").status_code == 302
    assert "密码已修改" in here.get("/").content.decode()
    assert client_of(None).post("/login/", {"username": "3001", "password": "another-horse-battery"}).status_code == 302
    assert client_of(None).post("/login/", RIGHT).status_code == 422


@pytest.mark.parametrize(("old", "new"), [("wrong", "another-horse-battery"), (PASSWORD, "short"), (PASSWORD, "123456789012")])
def test_a_wrong_short_or_numeric_password_changes_nothing(cast: Cast, old: str, new: str) -> None:
    client = client_of(cast.chen)
    response = change(client, old, new)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert 'aria-invalid="true"' in response.content.decode()  # type: ignore[attr-defined]
    assert client_of(None).post("/login/", RIGHT).status_code == 302


def test_two_different_new_passwords_are_not_taken(cast: Cast) -> None:
    assert change(client_of(cast.chen), PASSWORD, "another-horse-battery", "another-horse-buttery").status_code == 422  # type: ignore[attr-defined]


def test_language_is_kept_with_the_person_and_in_the_browser(cast: Cast) -> None:
    client = client_of(cast.chen)
    assert "首页" in client.get("/").content.decode()
    response = client.post("/preferences/", {"language": "en", "next": "/people/"})
    assert (response.headers["Location"], response.cookies["language"].value) == ("/people/", "en")
    assert "Home" in client.get("/").content.decode()
    assert "Home" in client_of(Person.objects.get(pk=cast.chen.pk)).get("/").content.decode()
    assert "首页" in client_of(cast.lin).get("/").content.decode()


def test_language_can_be_chosen_before_the_login() -> None:
    client = client_of(None)
    client.post("/preferences/", {"language": "en"})
    html = client.get("/login/").content.decode()
    assert "Log in" in html
    assert '<html lang="en"' in html


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("density", "wide")])
def test_looks_are_kept(cast: Cast, name: str, value: str) -> None:
    client = client_of(cast.chen)
    client.post("/preferences/", {name: value})
    tag = re.search(r"<html[^>]*>", client.get("/").content.decode())
    assert tag
    assert {"theme": 'data-theme-choice="dark" data-bs-theme="dark"', "density": 'data-density="wide"'}[name] in tag[0]


@pytest.mark.parametrize(
    "body", [{"theme": "pink"}, {"language": "fr"}, {"density": "0"}, {"theme": "dark<script>"}, {"is_active": "", "name": "x"}, {}]
)
def test_what_is_no_choice_changes_nothing(cast: Cast, body: dict[str, str]) -> None:
    before = Person.objects.filter(pk=cast.chen.pk).values().get()
    response = client_of(cast.chen).post("/preferences/", body)
    assert (response.status_code, len(response.cookies)) == (302, 0)
    assert {**Person.objects.filter(pk=cast.chen.pk).values().get(), "last_login": None} == {**before, "last_login": None}


def test_a_forged_cookie_is_only_a_cookie(cast: Cast) -> None:
    client = client_of(cast.chen)
    for name in ("theme", "density", "language"):
        client.cookies[name] = '"><script>hit()</script>'
    html = client.get("/").content.decode()
    assert "hit()" not in html
    assert 'data-theme-choice="auto"' in html


def test_looks_lead_back_only_to_our_own_pages(cast: Cast) -> None:
    assert client_of(cast.chen).post("/preferences/", {"theme": "dark", "next": "//evil.example"}).headers["Location"] == "/"


def test_there_is_no_default_account_no_admin_and_no_debug_page() -> None:
    client = client_of(None)
    assert not Person.objects.exists()
    for path in ("/admin/", "/docs/", "/.git/config", "/__debug__/", "/static/../manage.py", "/var/secret_key"):
        assert client.get(path).status_code == 404, path
    assert client.get("/api/docs").headers["Location"].startswith("/login/")
    assert settings.DEBUG is False
