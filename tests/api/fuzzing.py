"""Requests made up from the description (A45): what it allows and what it forbids, sent to the interface within this process."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from tests.api.programs import KEYS, Program, the_problem

OURS = {"authorization", "idempotency-key"}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]


@dataclass
class Tally:
    """How many of each status, and the requests that were answered wrongly."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return self.statuses.total()


def operations(described: dict[str, Any]) -> Iterator[Any]:
    """Every operation of the description, those that only tell it apart by method too."""
    schema = schemathesis.openapi.from_dict(described)
    for found in schema.get_all_operations():
        yield found.ok()


def fuzz(described: dict[str, Any], caller: Program, *, each: int, tally: Tally | None = None) -> Tally:
    """Send `each` good and as many bad requests to every operation."""
    counted = tally or Tally()
    for operation in operations(described):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _send_many(operation, mode, caller, each, counted)
    return counted


def _send_many(operation: Any, mode: GenerationMode, caller: Program, each: int, tally: Tally) -> None:
    try:
        cases = operation.as_strategy(generation_mode=mode)
    except schemathesis.errors.SchemathesisError:
        return

    @settings(max_examples=each, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=SLOW, derandomize=True)
    @given(cases)
    def send(case: Case) -> None:
        judge(case, caller, tally)

    send()


def judge(case: Case, caller: Program, tally: Tally) -> None:
    """Send one request and look at its answer: no failure of the server, and every error in the one form."""
    response = deliver(case, caller)
    tally.statuses[response.status_code] += 1
    told = f"{case.method} {case.formatted_path} {case.query} {case.body!r:.300} -> {response.status_code} {response.content[:300]!r}"
    if response.status_code >= 500 or b"Traceback" in response.content:
        tally.wrong.append(told)
    elif response.status_code >= 400:
        try:
            the_problem(response)
        except (AssertionError, KeyError, ValueError):
            tally.wrong.append(told)


def deliver(case: Case, caller: Program) -> Any:
    query = urlencode([(name, part) for name, value in (case.query or {}).items() for part in parts(value)])
    path = quote(case.formatted_path, safe="/%") + (f"?{query}" if query else "")
    made_up = {name: value for name, value in (case.headers or {}).items() if sendable(name) and sendable(str(value))}
    headers = {name: value for name, value in made_up.items() if name.lower() not in OURS}  # else nearly all would end at the gate with 401
    if case.method == "POST":
        headers["Idempotency-Key"] = f"fuzz-{next(KEYS):012d}"
    if isinstance(case.body, bytes):
        return caller.ask(case.method.lower(), path, raw=case.body, **headers)
    body = None if isinstance(case.body, schemathesis.core.NotSet) else case.body
    raw = b"" if body is None and isinstance(case.body, schemathesis.core.NotSet) else json.dumps(body, default=str).encode()
    return caller.ask(case.method.lower(), path, raw=raw, **({"Content-Type": case.media_type or "application/json"} | headers))


def parts(value: Any) -> list[str]:
    """What a query parameter is sent as; text that no address can hold is replaced."""
    return [str(one).encode("utf-8", "replace").decode() for one in (value if isinstance(value, list) else [value])]


def sendable(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable()
