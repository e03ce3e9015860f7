"""What happens around every request: language, the person, headers, problems."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from zuoxi.core import storage
from zuoxi.core.errors import Problem
from zuoxi.core.policy import remembered
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.people import access
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import door_of

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    ]
)


def language(get_response: Handler) -> Handler:
    """The cookie, else Chinese; once the person is known, their own choice."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _speak(request, request.COOKIES.get("language", ""))
        return get_response(request)

    return middleware


def _speak(request: HttpRequest, code: str) -> None:
    translation.activate("en" if code == "en" else "zh-hans")
    request.LANGUAGE_CODE = translation.get_language()


def person(get_response: Handler) -> Handler:
    """`request.person` is the logged-in person; their stored language wins over the cookie. Who has left is logged out (A10)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reader = get_user(request)
        if reader.is_authenticated and not access.is_here(reader):
            logout(request)
            reader = get_user(request)
        request.person = reader  # type: ignore[attr-defined]
        chosen = getattr(reader, "language", "")
        if chosen:
            _speak(request, chosen)
        return get_response(request)

    return middleware


def policies(get_response: Handler) -> Handler:
    """What is in force is read once a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with remembered():
            return get_response(request)

    return middleware


class LoginRequired(LoginRequiredMiddleware):
    """Pages are sent to the login, fragments take the whole page there, scripts are told 401; a view without a door is never run (A4)."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> HttpResponseBase | None:
        if door_of(view_func) is None:
            raise ImproperlyConfigured(f"{view_func!r} declares no door")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        if respond.is_json(request):
            return _as_json("login_required", _("You are logged out. Log in again to go on."), {}, 401)
        login = redirect_to_login(respond.page_of(request), resolve_url(self.get_login_url(view_func)), self.get_redirect_field_name(view_func))
        return respond.go(request, login.url)


def headers(get_response: Handler) -> Handler:
    """Scripts and styles only from ourselves; private pages are kept by no cache; only the methods that pages use (the interface answers itself)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        known = request.method in METHODS or request.path.startswith(settings.API_PATH)
        response = get_response(request) if known else HttpResponseNotAllowed(METHODS)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class Problems:
    """An error that a person can do something about becomes its status: a page, a toast for a fragment, JSON for a script."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return answer(request, exception.code, str(exception), exception.facts, exception.status)
        if isinstance(exception, Refusal):
            return answer(request, exception.code, sentence(exception.code, exception.facts), exception.facts, 400)
        if storage.is_away(exception):
            log.error("%s %s: the database cannot be used: %s", request.method, request.path, exception)
            return without_database(request)
        return None


def without_database(request: HttpRequest) -> HttpResponse:
    """503 for each kind of reader, asking the database nothing (R7)."""
    problem = storage.unavailable()
    response: HttpResponse
    if request.path.startswith(settings.API_PATH):
        body = {"type": f"/api/docs#{problem.code}", "title": "Service Unavailable", "status": 503, "code": problem.code, "detail": str(problem)}
        response = JsonResponse(body, status=503, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})
    elif respond.is_json(request):
        response = _as_json(problem.code, str(problem), problem.facts, 503)
    elif request.headers.get("HX-Request"):
        response = respond.toast(HttpResponse(status=503), str(problem), "error")
    else:
        response = alone(str(problem), 503)
    response.headers["Retry-After"] = str(storage.RETRY_S)
    return response


def alone(message: str, status: int) -> HttpResponse:
    """A page that asks the database nothing."""
    context = {"message": message, "status": status, "centre_name": settings.CENTRE_NAME, "theme": "auto", "density": "compact", "zuoxi_version": ""}
    return HttpResponse(render_to_string("shell/failed.html", context), status=status)


def answer(request: HttpRequest, code: str, message: str, facts: dict[str, Any], status: int) -> HttpResponse:
    """The same problem for each kind of reader."""
    if respond.is_json(request):
        return _as_json(code, message, facts, status)
    if respond.is_fragment(request):
        return respond.toast(HttpResponse(status=status), message, "error")
    return render(request, "shell/problem.html", {"code": code, "message": message, "status": status}, status=status)


def _as_json(code: str, message: str, facts: dict[str, Any], status: int) -> JsonResponse:
    body = {"code": code, "message": message, "facts": {key: str(value) for key, value in facts.items()}}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
