"""Looks and exports that the audit remembers (P-07): one event each, also for those who were refused; without the event there is no answer (A46).

@watched("person.opened", "person")     stands above @roles, @everyone: who is turned away at the door is remembered too
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from zuoxi.core import audit
from zuoxi.core.errors import Problem

View = Callable[..., HttpResponseBase]


def watched(action: str, resource: str, *, key: str = "pk") -> Callable[[View], View]:
    """Record whoever opens this view; `key` names the argument that tells which object."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            about = f"{resource}:{kwargs[key]}" if key in kwargs else ""
            try:
                response = view(request, *args, **kwargs)
            except (Http404, PermissionDenied, Problem) as refused:
                _record(request, action, resource, about, success=False, why=_why(refused))
                raise
            _record(request, action, resource, about, success=response.status_code < 400, why="")
            return response

        guarded.watched = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def _why(refused: Exception) -> str:
    return refused.code if isinstance(refused, Problem) else "404" if isinstance(refused, Http404) else "403"


def _record(request: HttpRequest, action: str, resource: str, about: str, *, success: bool, why: str) -> None:
    said = {"query": request.GET.urlencode()} if request.GET else {}
    facts = said | ({"refused": why} if why else {})
    person = request.person  # type: ignore[attr-defined]
    audit.record(by=person, action=action, resource=resource, about=about, at=timezone.now(), facts=facts, success=success)
