"""Programs rely on names: no operation, parameter or field comes, goes or changes without the contract that is written down (A5, A6)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.api.contract import GIVEN, OPERATIONS, TAKEN
from zuoxi.api import gate
from zuoxi.api.interface import INTERFACE, described

SECRET = {"password", "digest", "secret", "token", "left_on", "language", "theme", "last_login", "pinyin", "initials", "rate", "content"}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return json.loads(json.dumps(described()))


def kind(schema: dict[str, Any]) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return schema["$ref"].split("/")[-1]
    if "anyOf" in schema:
        return " | ".join(kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"[{kind(schema['items'])}]"
    if isinstance(schema.get("additionalProperties"), dict):
        return "{" + kind(schema["additionalProperties"]) + "}"
    return f"{schema['type']} {schema['format']}" if schema.get("format") else schema.get("type", "any")


def scopes() -> dict[tuple[str, str], str]:
    return {
        (method.lower(), "/api" + re.sub(r"{[^}:]+:", "{", place)): gate.scope_of(operation)
        for router in INTERFACE._get_bound_routers()
        for place, path_view in router.path_operations.items()
        for operation in path_view.operations
        for method in operation.methods
    }


def body_of(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    return next((kind(one["schema"]) if "json" in media else media for media, one in content.items()), "")


def answer_of(operation: dict[str, Any]) -> tuple[int, str]:
    (status,) = [status for status in operation["responses"] if status != "default"]
    content = operation["responses"][status].get("content", {})
    return int(status), next((kind(one["schema"]) for one in content.values()), "")


def test_every_operation_is_as_it_was_written_down(description: dict[str, Any]) -> None:
    asked = scopes()
    found = {
        (method, path): (asked[method, path], [one["name"] for one in operation["parameters"]], body_of(operation), answer_of(operation))
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    }
    assert found == OPERATIONS


def fields(description: dict[str, Any], *, closed: bool) -> dict[str, dict[str, str]]:
    schemas = description["components"]["schemas"].items()
    return {
        name: {field: kind(one) for field, one in schema["properties"].items()}
        for name, schema in schemas
        if schema.get("type") == "object" and (schema.get("additionalProperties") is False) is closed
    }


def test_a_body_takes_these_fields_and_no_others(description: dict[str, Any]) -> None:
    assert fields(description, closed=True) == TAKEN


def test_an_answer_gives_these_fields_and_no_others(description: dict[str, Any]) -> None:
    assert fields(description, closed=False) == GIVEN


def test_no_answer_has_a_field_that_nobody_may_see() -> None:
    assert {name: SECRET & set(given) for name, given in GIVEN.items() if SECRET & set(given)} == {}


def test_no_body_takes_what_only_the_verbs_set() -> None:
    keys, hands, moments = {"id", "pk", "revision"}, {"by", "created_by", "changed_by", "person"}, {"at", "created_at", "changed_at", "removed_at"}
    set_by_verbs = keys | hands | moments | {"state", "role"}
    assert {name: set_by_verbs & set(taken) for name, taken in TAKEN.items() if set_by_verbs & set(taken)} == {}


def test_reading_scopes_read_and_writing_scopes_write() -> None:
    for (method, path), (scope, *_) in OPERATIONS.items():
        assert scope.endswith(":read") is (method == "get"), path


def test_a_length_has_its_unit_and_a_moment_its_form() -> None:
    for name, given in (GIVEN | TAKEN).items():
        for field, shape in given.items():
            if field.endswith("_at"):
                assert shape in ("string", "string | null"), f"{name}.{field}"
            if field.endswith(("_min", "_s")) and field != "aht_s":
                assert shape == "integer", f"{name}.{field}"
