"""What happens around every request: language, the person, headers, problems."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def language(get_response: Handler) -> Handler:
    """The person's own choice, else the cookie, else Chinese."""

    def middleware(request: HttpRequest) -> HttpResponse:
        translation.activate("en" if request.COOKIES.get("language") == "en" else "zh-hans")
        request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


def person(get_response: Handler) -> Handler:
    """`request.person` is the logged-in person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.person = request.user  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def headers(get_response: Handler) -> Handler:
    """Scripts and styles only from ourselves; private pages are not kept by caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def problems(get_response: Handler) -> Handler:
    """Placeholder order: problems raised by views become answers (see `process_exception` in views)."""
    return get_response
