"""Answers that a page and a fragment both understand."""

from __future__ import annotations

import json
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

AnyResponse = TypeVar("AnyResponse", bound=HttpResponse)


def go(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go to a route or address: 302, or HX-Redirect for htmx, which would otherwise put the next page into the fragment."""
    url = resolve_url(to, *args, **kwargs)
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks."""
    return bool(getattr(request, "htmx", False))


def is_json(request: HttpRequest) -> bool:
    """Whether a script of a page asks, and wants JSON back."""
    return request.content_type == "application/json" or request.headers.get("Accept", "").startswith("application/json")


def toast(response: AnyResponse, text: str, level: str = "success") -> AnyResponse:
    """Have the page show a message after this fragment: `success`, `info`, `warning` or `error`."""
    return trigger(response, toast={"text": text, "level": level})


def trigger(response: AnyResponse, **events: Any) -> AnyResponse:
    """Add events to HX-Trigger."""
    had = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**had, **events})
    return response


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` that came with the request if it is an address of ours, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(default)


def page_of(request: HttpRequest) -> str:
    """The path of the page the reader is on: for a fragment the one that asked."""
    current = request.headers.get("HX-Current-URL", "") if is_fragment(request) else ""
    parts = urlsplit(current)
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if current else request.get_full_path()
