"""Every error of the interface has one form: application/problem+json (RFC 9457), with a code, facts, and an id that the log knows too."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from http.client import responses
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import HttpError, ValidationError

from zuoxi.api.limits import MOST_BYTES
from zuoxi.core import storage
from zuoxi.core.errors import Problem
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Unauthorised(Problem):
    code, status = "api.unauthorised", 401
    text = gettext_lazy("Send a valid token: “Authorization: Bearer …”. It may be wrong, expired or revoked; make another on your tokens' page.")


class ScopeMissing(Problem):
    code, status = "api.scope_missing", 403
    text = gettext_lazy("This token may not do that: it lacks the scope %(scope)s. Make a token that has it.")


class TooManyRequests(Problem):
    code, status = "api.too_many_requests", 429
    text = gettext_lazy("More than %(most)s requests within a minute. Go on in %(seconds)s seconds.")


class NotAllowed(Problem):
    code, status = "api.method_not_allowed", 405
    text = gettext_lazy("%(method)s is not possible here, only %(allowed)s.")


class NotFound(Problem):
    code, status = "api.not_found", 404
    text = gettext_lazy("There is nothing at this address that this token can reach. Check the address.")


class TooLarge(Problem):
    code, status = "api.too_large", 413
    text = gettext_lazy("The body has more than %(most)s bytes. Send less, or upload the file on the page.")


class TooDeep(Problem):
    code, status = "api.too_deep", 400
    text = gettext_lazy("The JSON nests more than %(most)s levels. Send a flatter body.")


class WrongMediaType(Problem):
    code, status = "api.wrong_media_type", 415
    text = gettext_lazy("The body must be %(wanted)s. Say so in the header Content-Type.")


class UnknownParameter(Problem):
    code, status = "api.unknown_parameter", 400
    text = gettext_lazy("There is no parameter %(name)s here. Known are: %(known)s.")


class ParameterTwice(Problem):
    code, status = "api.parameter_twice", 400
    text = gettext_lazy("The parameter %(name)s is given twice. Give it once.")


class Unreadable(Problem):
    code, status = "api.unreadable", 400
    text = gettext_lazy("The body is not readable JSON. Check brackets, quotes and the encoding, UTF-8.")


FAILED = gettext_lazy("The server failed and wrote the error down. Nothing was changed; tell the administrator this id: %(id)s")
INVALID = gettext_lazy("The request is not as it must be; see errors.")
MEANINGS = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not known here"),
    "string_type": gettext_lazy("must be text"),
    "string_too_long": gettext_lazy("is too long"),
    "string_too_short": gettext_lazy("is too short"),
    "string_pattern_mismatch": gettext_lazy("is not of the wanted form"),
    "int_type": gettext_lazy("must be a whole number"),
    "int_parsing": gettext_lazy("must be a whole number"),
    "int_from_float": gettext_lazy("must be a whole number"),
    "bool_type": gettext_lazy("must be true or false"),
    "bool_parsing": gettext_lazy("must be true or false"),
    "greater_than_equal": gettext_lazy("is too small"),
    "less_than_equal": gettext_lazy("is too large"),
    "enum": gettext_lazy("is none of the possible values"),
    "literal_error": gettext_lazy("is none of the possible values"),
    "date_from_datetime_parsing": gettext_lazy("must be a day such as 2026-03-08"),
    "date_parsing": gettext_lazy("must be a day such as 2026-03-08"),
}
"""What the kinds of wrong input mean; others are called not usable."""


def problem(
    code: str,
    detail: str,
    status: int,
    *,
    facts: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The one form of an error."""
    body = {
        "type": f"/api/docs#{code}",
        "title": responses.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
        "facts": {key: str(value) for key, value in (facts or {}).items()},
        "instance": f"urn:uuid:{uuid4()}",
        **(more or {}),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def of_problem(_request: HttpRequest, error: Problem) -> HttpResponse:
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    if isinstance(error, NotAllowed):
        headers["Allow"] = str(error.facts["allowed"])
    if "seconds" in error.facts and error.status in (409, 429, 503):
        headers["Retry-After"] = str(error.facts["seconds"])
    return problem(error.code, str(error), error.status, facts=error.facts, headers=headers, more=getattr(error, "more", None))


def of_refusal(_request: HttpRequest, error: Refusal) -> HttpResponse:
    return problem(error.code, sentence(error.code, error.facts), 400, facts=error.facts)


def of_missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return of_problem(request, NotFound())


def of_forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problem("forbidden", _("Your roles do not allow this."), 403)


def of_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that cannot be parsed is the only such error the gate lets through."""
    return of_problem(request, Unreadable()) if error.status_code == 400 else problem("api.refused", str(error), error.status_code)


def of_validation(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem("api.invalid", str(INVALID), 400, more={"errors": list(_places(error.errors))})


def of_size(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return of_problem(request, TooLarge(most=MOST_BYTES))


def of_broken_body(request: HttpRequest, _error: UnreadablePostError) -> HttpResponse:
    return of_problem(request, Unreadable())


def of_storage(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is full or away: no defect, and worth trying again."""
    log.error("%s %s: the database cannot be used: %s", request.method, request.path, error)
    return of_problem(request, storage.unavailable())


def of_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """A defect: written down under the id that the caller is told."""
    answer = problem("api.failed", "", 500)
    body = json.loads(answer.content)
    body["detail"] = str(FAILED) % {"id": body["instance"]}
    answer.content = json.dumps(body, ensure_ascii=False).encode()
    log.error("%s %s failed: %s", request.method, request.path, body["instance"], exc_info=error)
    return answer


def _places(found: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, str]]:
    """Where each error is: a JSON pointer into the body, or the name of a parameter."""
    for one in found:
        source, *path = one["loc"]
        text = str(MEANINGS.get(one["type"], _("is not usable")))
        if source == "body":
            yield {"pointer": "#/" + "/".join(str(step) for step in path[1:]), "detail": text, "kind": str(one["type"])}
        else:
            yield {"parameter": str(path[-1] if path else ""), "in": str(source), "detail": text, "kind": str(one["type"])}
