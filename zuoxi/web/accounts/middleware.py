"""Around every request of somebody logged in: the session is in use, and duties come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from zuoxi.web.accounts import duties
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import door_of
from zuoxi.web.shell.middleware import answer

ALWAYS_OPEN = frozenset({"shell:logout", "shell:preferences", "accounts:confirm"})
"""What somebody with an open duty may do besides it."""


class Account:
    """Keeps the session alive while a person works; asking by itself (a fragment or a script that looks) is no work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        door = door_of(view_func)
        if not request.person.is_authenticated:  # type: ignore[attr-defined]
            return None
        if request.method == "POST" or not (respond.is_fragment(request) or respond.is_json(request)):
            request.session.touch(timezone.now())  # type: ignore[attr-defined]
        if door is None or not door.login or _route(request) in ALWAYS_OPEN:
            return None
        duty = duties.first(request)
        if duty is None or _route(request) in duty.routes:
            return None
        if respond.is_json(request):
            problem = duties.DutyFirst(what=duty.text)
            return answer(request, problem.code, str(problem), problem.facts, problem.status)
        return respond.go(request, duty.routes[0])


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
