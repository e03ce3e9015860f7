"""The gate before every operation, always in this order: method, token, scope, rate, shape, idempotency. Behind it the verbs of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone, translation
from ninja.operation import Operation, PathView

from zuoxi.api import errors, idempotency, shape, tokens
from zuoxi.api.doors import View, by_token
from zuoxi.api.errors import NotAllowed
from zuoxi.api.models import ApiToken
from zuoxi.core.errors import Problem
from zuoxi.people import misses


class Token:
    """What an operation asks of a token: one scope. The gate has found the token; this only tells ninja and the description of it."""

    openapi_security_schema = {"type": "http", "scheme": "bearer", "description": "A token of the page “my tokens”."}

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        token: ApiToken | None = getattr(request, "auth", None)
        return token if token is not None and self.scope in token.scopes else None


def scope_of(operation: Operation) -> str:
    """The one scope an operation asks for; an operation that asks for none must not exist."""
    asked = [callback.scope for callback in operation.auth_callbacks if isinstance(callback, Token)]
    if len(asked) != 1 or len(operation.auth_callbacks) != 1:
        raise ImproperlyConfigured(f"{operation.view_func.__module__}.{operation.view_func.__name__} must ask for one scope of a token")
    return asked[0]


def behind(path_view: PathView) -> View:
    """The view of a path, with the gate before it and its door declared."""
    inner = path_view.get_view()
    operations = {method: operation for operation in path_view.operations for method in operation.methods}
    scopes = {method: scope_of(operation) for method, operation in operations.items()}

    def gated(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with translation.override(_language(request)):
            return _answer(request, lambda: _passed(request, operations, lambda: inner(request, **kwargs)))

    return by_token(gated, scopes)


def _answer(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return act()
    except Problem as error:
        return errors.of_problem(request, error)
    except UnreadablePostError as error:
        return errors.of_broken_body(request, error)


def _passed(request: HttpRequest, operations: dict[str, Operation], act: Callable[[], HttpResponse]) -> HttpResponse:
    now = timezone.now()
    head = request.method == "HEAD"
    method = "GET" if head else request.method or ""
    operation = operations.get(method)
    if operation is None:
        raise NotAllowed(method=method[:20], allowed=", ".join(sorted(operations)))
    token = tokens.of_header(request.headers.get("Authorization", ""), now=now)
    tokens.need(token, scope_of(operation))
    tokens.count(token, now=now)
    request.auth, request.person, request.method = token, token.person, method  # type: ignore[attr-defined]
    if token.person.language and "Accept-Language" not in request.headers:
        translation.activate("en" if token.person.language == "en" else "zh-hans")
    shape.check(request, operation)
    response = idempotency.once(request, token.person, act, now=now) if method == "POST" else act()
    if response.status_code == 404:
        misses.count(token.person, now=now, where=request.META.get("REMOTE_ADDR", ""))
    if head:
        response.content = b""
    return response


def _language(request: HttpRequest) -> str:
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh-hans"
