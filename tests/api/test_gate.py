"""The gate (A3, A5, A6, A7, A28, A36): who is let in, in which order requests are refused, and the one form of every error."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from ninja.operation import PathView

from tests.api.programs import Program, code, program, the_problem
from tests.cast import Cast, client_of
from zuoxi.acd.models import Queue
from zuoxi.api import gate, interface, limits, shape
from zuoxi.api.models import IdempotencyKey
from zuoxi.people.models import Person, Role

pytestmark = pytest.mark.django_db
QUEUE = {"code": "hotline", "name": "热线"}


def test_a_session_does_not_open_the_interface(cast: Cast) -> None:
    browser = client_of(cast.chen)
    assert browser.get("/people/").status_code == 200
    refused = browser.get("/api/people")
    assert code(refused) == (401, "api.unauthorised")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_does_not_open_pages(cast: Cast) -> None:
    mine = program(cast.chen)
    assert mine.get("/api/people").status_code == 200
    for page in ("/people/", "/api/tokens", "/api/docs", "/roster/periods/", "/"):
        assert mine.get(page).status_code in (302, 404), page


def test_a_token_in_the_address_is_refused_even_when_it_is_valid(cast: Cast) -> None:
    secret = program(cast.chen).secret
    for name in ("token", "access_token", "api_key", "Authorization"):
        assert code(Program().get(f"/api/people?{name}={secret}")) == (401, "api.unauthorised")
    assert code(program(cast.chen).get(f"/api/people?token={secret}")) == (400, "api.unknown_parameter")


def test_a_scope_opens_its_own_operations_and_no_others(cast: Cast) -> None:
    mine = program(cast.chen, ["people:read"])
    assert mine.get("/api/people").status_code == 200
    refused = the_problem(mine.get("/api/queues"))
    assert (refused["status"], refused["facts"]) == (403, {"scope": "centre:read"})


def test_a_scope_gives_no_right_that_its_person_lacks(cast: Cast) -> None:
    assert program(cast.chen).post("/api/queues", QUEUE).status_code == 201
    assert code(program(cast.lin).post("/api/queues", QUEUE | {"code": "other"})) == (403, "forbidden")


def test_a_withdrawn_role_is_gone_at_the_next_request(cast: Cast) -> None:
    mine = program(cast.chen)
    assert mine.get("/api/people").status_code == 200
    Role.objects.filter(person=cast.chen).delete()
    assert code(mine.get("/api/people")) == (403, "forbidden")


def test_a_dismissed_person_is_out_at_the_next_request(cast: Cast) -> None:
    mine = program(cast.chen)
    assert mine.get("/api/jobs").status_code == 200
    Person.objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert code(mine.get("/api/jobs")) == (401, "api.unauthorised")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "purge"])
def test_a_method_that_is_not_there_is_405_and_says_which_are(cast: Cast, method: str) -> None:
    refused = program(cast.chen).ask(method, "/api/people")
    assert code(refused) == (405, "api.method_not_allowed")
    assert refused.headers["Allow"] == "GET"


def test_no_header_turns_a_method_into_another(cast: Cast) -> None:
    mine = program(cast.chen)
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        assert mine.get("/api/queues", **{header: "POST"}).status_code == 200
    assert not Queue.objects.exists()


def test_head_decides_as_get_does_and_has_no_body(cast: Cast) -> None:
    mine = program(cast.chen)
    head = mine.ask("head", "/api/people")
    assert (head.status_code, head.content) == (200, b"")
    assert Program().ask("head", "/api/people").status_code == 401


@pytest.mark.parametrize("path", ["/api/", "/api/nothing", "/api/people/", "/api/PEOPLE", "/api/people/1/x", "/api/people/x", "/api//people"])
def test_an_address_that_is_not_there_is_a_problem_not_a_page(path: str) -> None:
    assert code(Program().get(path)) == (404, "api.not_found")


@pytest.mark.parametrize(
    "query", ["fields=grade", "expand=contract", "include=roles", "ordering=grade", "contract__rate__gt=30", "unit__name=x", "format=csv", "Q=x"]
)
def test_no_field_can_be_asked_for_filtered_or_sorted_by_that_is_not_offered(cast: Cast, query: str) -> None:
    assert code(program(cast.lin).get(f"/api/jobs?{query}")) == (400, "api.unknown_parameter")
    assert code(program(cast.chen).get(f"/api/people?{query}")) == (400, "api.unknown_parameter")


def test_a_parameter_given_twice_is_refused(cast: Cast) -> None:
    assert code(program(cast.chen).get("/api/people?page=1&page=2")) == (400, "api.parameter_twice")


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=1000000000", "size=0", "size=201", "size=1e3", "q=" + "a" * 101, "q=%00"])
def test_a_parameter_out_of_bounds_is_refused_by_its_name(cast: Cast, query: str) -> None:
    refused = the_problem(program(cast.chen).get(f"/api/people?{query}"))
    assert (refused["status"], refused["errors"][0]["parameter"]) == (400, query.split("=")[0])


@pytest.mark.parametrize(
    "sneaked", ["id", "skill", "skill_id", "is_staff", "role", "created_at", "approved_by", "state", "revision", "opening_hours__x", "pk"]
)
def test_a_field_that_is_not_offered_is_refused_and_nothing_is_made(cast: Cast, sneaked: str) -> None:
    refused = the_problem(program(cast.chen).post("/api/queues", QUEUE | {sneaked: 1}))
    assert (refused["status"], refused["errors"]) == (400, [{"pointer": f"#/{sneaked}", "detail": "is not known here", "kind": "extra_forbidden"}])
    assert not Queue.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": 7}, "#/name"),
        ({"name": ""}, "#/name"),
        ({"name": "a\x00b"}, "#/name"),
        ({"name": "\ud800"}, "#/name"),
        ({"code": "a b"}, "#/code"),
        ({"order": "7"}, "#/order"),
        ({"order": -1}, "#/order"),
        ({"order": 10**30}, "#/order"),
        ({"open_on_holidays": "yes"}, "#/open_on_holidays"),
        ({"channel": "fax"}, "#/channel"),
        ({"opening_hours": [{"weekday": 7, "opens_min": 0, "closes_min": 1}]}, "#/opening_hours/0/weekday"),
        ({"opening_hours": [{"weekday": 0, "opens_min": 0, "closes_min": 1, "queue": 3}]}, "#/opening_hours/0/queue"),
        ({"opening_hours": [{"weekday": 0, "opens_min": 0, "closes_min": 1}] * 51}, "#/opening_hours"),
    ],
)
def test_a_wrong_value_is_pointed_at(cast: Cast, wrong: dict[str, object], pointer: str) -> None:
    refused = the_problem(program(cast.chen).post("/api/queues", QUEUE | wrong))
    assert (refused["status"], refused["code"], [error["pointer"] for error in refused["errors"]]) == (400, "api.invalid", [pointer])
    assert not Queue.objects.exists()


@pytest.mark.parametrize("raw", [b"{", b"[]", b"null", b"7", b'"x"', b'{"code": NaN}', b"\xff\xfe", b"{'code': 1}", b""])
def test_a_body_that_is_no_object_is_refused(cast: Cast, raw: bytes) -> None:
    refused = program(cast.chen).ask("post", "/api/queues", raw=raw, **{"Content-Type": "application/json"})
    assert the_problem(refused)["status"] in (400, 415)
    assert not Queue.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/octet-stream"])
def test_another_media_type_is_415(cast: Cast, kind: str) -> None:
    refused = program(cast.chen).ask("post", "/api/queues", raw=json.dumps(QUEUE).encode(), **{"Content-Type": kind})
    assert code(refused) == (415, "api.wrong_media_type")


def test_a_body_beyond_the_limit_is_413(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_JSON_BYTES", 100)
    mine = program(cast.chen)
    assert mine.post("/api/queues", QUEUE).status_code == 201
    assert code(mine.post("/api/queues", QUEUE | {"name": "长" * 100})) == (413, "api.too_large")


def test_a_body_where_none_is_wanted_is_413(cast: Cast) -> None:
    assert code(program(cast.chen).post("/api/jobs/1/cancel", {"x": 1})) == (413, "api.too_large")


def test_ten_thousand_brackets_are_refused_at_once(cast: Cast) -> None:
    refused = program(cast.chen).ask("post", "/api/queues", raw=b"[" * 10_000, **{"Content-Type": "application/json"})
    assert code(refused) == (400, "api.too_deep")


NESTED = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def really(value: object) -> int:
    if isinstance(value, list):
        return 1 + max((really(one) for one in value), default=0)
    if isinstance(value, dict):
        return 1 + max((really(one) for one in value.values()), default=0)
    return 0


@given(NESTED)
def test_the_depth_is_counted_outside_strings(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert shape.depth(text.encode("utf-8", "replace"), most=1000) == really(value)


def test_errors_speak_the_language_that_was_asked_for(cast: Cast) -> None:
    mine = program(cast.chen)
    english = the_problem(mine.get("/api/people/999999"))["detail"]
    mine.language = "zh-CN"
    chinese = the_problem(mine.get("/api/people/999999"))["detail"]
    assert english.startswith("There is nothing")
    assert chinese.startswith("此地址没有")


def test_every_error_has_an_id_of_its_own() -> None:
    assert len({the_problem(Program().get("/api/people"))["instance"] for _ in range(5)}) == 5


def test_a_defect_is_a_problem_with_an_id_that_the_log_knows(cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("zuoxi.api.routes.queues.shown", lambda queue: 1 / 0)
    Queue.objects.all().delete()
    made = program(cast.chen).post("/api/queues", QUEUE)
    body = the_problem(made)
    assert (body["status"], body["code"]) == (500, "api.failed")
    assert body["instance"] in body["detail"]
    assert body["instance"] in caplog.text
    assert "ZeroDivisionError" not in made.content.decode()
    assert not Queue.objects.exists()
    assert not IdempotencyKey.objects.exists()


def test_an_operation_that_asks_for_no_scope_stops_the_start() -> None:
    open_path = PathView()
    open_path.add_operation("/x", ["GET"], lambda request: {})
    with pytest.raises(ImproperlyConfigured, match="must ask for one scope"):
        gate.behind(open_path)
    closed_path = PathView()
    closed_path.add_operation("/x", ["GET"], lambda request: {}, auth=gate.Token("people:read"))
    assert gate.behind(closed_path).door.scopes == (("GET", "people:read"),)


def test_the_description_is_served_and_names_every_operation_its_errors_and_headers() -> None:
    served = Client(HTTP_HOST="localhost").get("/api/openapi.json")
    described = json.loads(served.content)
    assert described["openapi"].startswith("3.1")
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}, path
            assert operation["security"] == [{"Token": []}], path
            headers = [one["name"] for one in operation["parameters"] if one["in"] == "header"]
            assert headers == {"get": [], "post": ["Idempotency-Key"]}.get(method, ["If-Match"]), path
    assert {p for p in described["paths"] if "cancel" in p} == {"/api/jobs/{pk}/cancel"}
    assert code(Client(HTTP_HOST="localhost").delete("/api/openapi.json")) == (405, "api.method_not_allowed")


def test_the_error_form_that_is_described_is_the_one_that_is_sent(cast: Cast) -> None:
    described = interface.PROBLEM["content"]["application/problem+json"]["schema"]
    assert set(described["required"]) <= set(the_problem(program(cast.chen).get("/api/people?x=1")))
