"""What can go wrong is told to each kind of reader in their language, with what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
PROBLEM = "班表 已被他人修改，本次没有保存；请刷新页面查看。"


@pytest.fixture(autouse=True)
def _gallery(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.shell.gallery"


def test_a_page_tells_the_problem_with_its_status(cast: Cast) -> None:
    response = client_of(cast.chen).get("/gallery/problem/")
    assert response.status_code == 409
    assert PROBLEM in response.content.decode()
    assert '<nav class="side"' in response.content.decode()


def test_a_fragment_gets_a_toast_and_keeps_its_place(cast: Cast) -> None:
    response = client_of(cast.chen).post("/gallery/problem/", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (409, b"")
    assert json.loads(response.headers["HX-Trigger"]) == {"toast": {"text": PROBLEM, "level": "error"}}


def test_a_script_gets_code_message_and_facts(cast: Cast) -> None:
    response = client_of(cast.chen).post("/gallery/problem/", headers={"Accept": "application/json"})
    assert (response.status_code, response.headers["Content-Type"]) == (409, "application/json")
    assert response.json() == {"code": "moved_meanwhile", "message": PROBLEM, "facts": {"what": "班表"}}


def test_a_refusal_of_the_engine_is_told_by_its_sentence(cast: Cast) -> None:
    response = client_of(cast.chen, language="en").get("/gallery/refusal/")
    assert response.status_code == 400
    assert "An interval must end after it starts: 09:00 to 08:00." in response.content.decode()


def test_a_defect_is_not_dressed_up_as_a_problem(cast: Cast) -> None:
    client = client_of(cast.chen)
    with pytest.raises(ZeroDivisionError):
        client.get("/gallery/broken/")
    client.raise_request_exception = False
    response = client.get("/gallery/broken/")
    assert response.status_code == 500
    assert "服务器出错" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_the_page_of_a_defect_asks_the_database_nothing(cast: Cast, django_assert_num_queries: Any, rf: Any) -> None:
    from zuoxi.web.shell.views.errors import failed

    with django_assert_num_queries(0):
        assert failed(rf.get("/")).status_code == 500
    assert failed(rf.get("/", headers={"HX-Request": "true"})).content == b""


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "此地址没有内容，或你无权查看。"), ("en", "There is nothing at this address")])
def test_nothing_there_is_told_in_both_languages_to_both_kinds_of_reader(cast: Cast, language: str, text: str) -> None:
    for person in (cast.lin, None):
        response = client_of(person, language=language).get("/no/such/page/")
        assert response.status_code == 404
        assert text in response.content.decode()


def test_a_page_not_for_ones_role_says_so(cast: Cast) -> None:
    response = client_of(cast.lin).get("/people/")
    assert response.status_code == 403
    assert "你的角色无权打开此页" in response.content.decode()


def test_a_form_that_was_open_too_long_says_so(cast: Cast) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    response = client.post("/login/", {"username": "3001", "password": "x"})
    assert response.status_code == 403
    assert "页面打开时间过长" in response.content.decode()


def test_a_host_that_is_not_ours_is_refused_without_a_link_to_it() -> None:
    response = client_of(None).get("/login/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_too_many_parameters_are_refused_not_read(cast: Cast) -> None:
    body = "&".join(f"a{n}=1" for n in range(10_000))
    response = client_of(cast.lin).post("/preferences/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize("next_page", ["/people/?q=zs", "/"])
def test_whom_the_login_interrupted_it_brings_back(next_page: str) -> None:
    response = client_of(None).get(next_page)
    assert response.headers["Location"].startswith("/login/?next=/")
    fragment = client_of(None).get("/gallery/fragment/", headers={"HX-Request": "true", "HX-Current-URL": f"http://localhost{next_page}"})
    assert fragment.headers["HX-Redirect"] == f"/login/?next={next_page.replace('?', '%3F').replace('=', '%3D')}"


def test_a_script_that_was_logged_out_is_told_so() -> None:
    response = client_of(None).get("/gallery/data/", headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["code"]) == (401, "login_required")
    assert response.json()["message"] == "登录已失效，请重新登录后继续。"


def test_headers_let_in_only_our_own_scripts(cast: Cast) -> None:
    policy = client_of(cast.lin).get("/").headers["Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["script-src"] == parts["default-src"] == "'self'"
    assert parts["object-src"] == parts["frame-ancestors"] == "'none'"
    assert parts["form-action"] == parts["base-uri"] == "'self'"
    assert "unsafe-eval" not in policy


def test_htmx_may_neither_evaluate_nor_leave_the_site_nor_remember() -> None:
    html = client_of(None).get("/login/").content.decode()
    config = json.loads(html.split('name="htmx-config" content=\'')[1].split("'")[0])
    assert (config["selfRequestsOnly"], config["allowEval"], config["allowScriptTags"], config["historyCacheSize"]) == (True, False, False, 0)
    assert {"code": "422", "swap": True} in config["responseHandling"]
