"""Answers that a page, a fragment and a script understand."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from zuoxi.web.shell import respond
from zuoxi.web.shell.requests import PersonRequest


def asked(path: str = "/", *, fragment: bool = False, **headers: str) -> PersonRequest:
    request = RequestFactory().get(path, headers={**({"HX-Request": "true"} if fragment else {}), **headers})
    request.htmx = HtmxDetails(request)
    return request


def test_a_page_goes_on_by_302() -> None:
    response = respond.go(asked(), "shell:job", 7)
    assert (response.status_code, response.headers["Location"]) == (302, "/jobs/7/")


def test_a_fragment_takes_the_whole_page_there() -> None:
    response = respond.go(asked(fragment=True), "shell:job", 7)
    assert (response.status_code, response.headers["HX-Redirect"], response.content) == (204, "/jobs/7/", b"")


def test_toasts_and_other_events_go_in_one_header() -> None:
    response = respond.trigger(respond.toast(HttpResponse(), "已保存", "success"), saved={"id": 3})
    assert json.loads(response.headers["HX-Trigger"]) == {"toast": {"text": "已保存", "level": "success"}, "saved": {"id": 3}}
    assert response.headers["HX-Trigger"].isascii()


@pytest.mark.parametrize("wanted", ["/people/?q=zs", "/", "http://testserver/people/"])
def test_an_address_of_ours_may_be_next(wanted: str) -> None:
    assert respond.safe_next(RequestFactory().get("/", {"next": wanted}), "shell:home") == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "javascript:hit()",
        "\\\\evil.example",
        "/\\evil.example",
        "http:///evil.example",
        " //evil.example",
        "data:x",
        "",
    ],
)
def test_an_address_elsewhere_is_never_next(wanted: str) -> None:
    assert respond.safe_next(RequestFactory().get("/", {"next": wanted}), "shell:jobs") == "/jobs/"
    assert respond.safe_next(RequestFactory().post("/", {"next": wanted}), "shell:jobs") == "/jobs/"


def test_the_page_of_a_fragment_is_the_one_that_asked() -> None:
    assert respond.page_of(asked("/part/", fragment=True, **{"HX-Current-URL": "http://localhost/people/?q=a"})) == "/people/?q=a"
    assert respond.page_of(asked("/people/?q=b")) == "/people/?q=b"
    assert respond.page_of(asked("/part/", fragment=True)) == "/part/"


@pytest.mark.parametrize(("accept", "wants"), [("application/json", True), ("application/json, */*", True), ("text/html", False), ("", False)])
def test_a_script_says_that_it_wants_json(accept: str, wants: bool) -> None:
    assert respond.is_json(asked(accept=accept)) is wants


def test_who_sends_json_gets_json() -> None:
    assert respond.is_json(RequestFactory().post("/", "{}", content_type="application/json"))
    assert not respond.is_json(RequestFactory().post("/", {"a": "b"}))
