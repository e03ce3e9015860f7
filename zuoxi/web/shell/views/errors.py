"""What is shown when a request cannot be answered: in the house style, in the reader's language, saying what to do."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zuoxi.core import storage
from zuoxi.web.shell.middleware import alone, answer, without_database


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return answer(request, "bad_request", _("The request could not be understood. Go back, reload the page and try again."), {}, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return answer(request, "forbidden", _("This page is not for your role. Ask an administrator if you need it for your work."), {}, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return answer(request, "not_found", _("There is nothing at this address, or it is not yours to see."), {}, 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form was open too long, or was not ours."""
    return answer(request, "csrf", _("This page was open for too long. Go back, reload it and try again."), {}, 403)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for a defect asks the database nothing: that may be what broke."""
    if storage.is_away(sys.exception()):
        return without_database(request)
    message = _("Something went wrong on the server. It was logged; try again in a moment.")
    if request.headers.get("HX-Request") or request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=500)
    return alone(message, 500)
