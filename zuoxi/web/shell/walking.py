"""Around every page: a thing that is not there counts as a miss of whoever asked (A9). Pages that are found cost nothing more."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zuoxi.people import misses
from zuoxi.web.shell.middleware import answer
from zuoxi.web.shell.places import client_ip

Handler = Callable[[HttpRequest], HttpResponse]


def walking(get_response: Handler) -> Handler:
    """Beyond the most of a minute the answer is 429 instead of 404, with the time to wait; the interface counts by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        person = request.person  # type: ignore[attr-defined]
        if response.status_code != 404 or request.path.startswith(settings.API_PATH) or not person.is_authenticated:
            return response
        try:
            misses.count(person, now=timezone.now(), where=client_ip(request))
        except misses.TooManyMisses as refused:
            response = answer(request, refused.code, str(refused), refused.facts, refused.status)
            response.headers["Retry-After"] = str(refused.facts["seconds"])
        return response

    return middleware
