"""A program that calls the interface with a token of somebody."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from zuoxi.api import tokens
from zuoxi.api.scopes import SCOPES
from zuoxi.people.models import Person

KEYS = itertools.count(1)


@dataclass
class Program:
    """Calls with one token, or with none; `asked` is one answer, `body` its JSON."""

    secret: str = ""
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(HTTP_HOST="localhost"))

    def ask(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> HttpResponseBase:
        sent = {"Accept-Language": self.language, **headers}
        if self.secret:
            sent.setdefault("Authorization", f"Bearer {self.secret}")
        if method == "post":
            sent.setdefault("Idempotency-Key", f"key-{next(KEYS):08d}")
        kind = sent.pop("Content-Type", "application/json" if raw is None else "application/octet-stream")
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        if method in ("get", "head"):
            return getattr(self.client, method)(path, headers=sent)
        return self.client.generic(method.upper(), path, data, content_type=kind if data else "", headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("post", path, body, **headers)


def program(person: Person, scopes: Collection[str] = tuple(SCOPES), *, days: int = 30) -> Program:
    """A program with a fresh token of this person."""
    _, secret = tokens.make(person=person, name="test", scopes=scopes, days=days, now=timezone.now())
    return Program(secret)


def the_problem(response: Any) -> dict[str, Any]:
    """The body of an error, which must have the one form."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content[:300]
    body: dict[str, Any] = json.loads(response.content)
    assert body["status"] == response.status_code
    assert {"type", "title", "status", "code", "detail", "facts", "instance"} <= set(body)
    assert body["instance"].startswith("urn:uuid:")
    assert body["detail"]
    return body


def code(response: Any) -> tuple[int, str]:
    """Status and code of an error."""
    return response.status_code, the_problem(response)["code"]
