"""The interface put together: its areas, its errors, and its description (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import zuoxi
from zuoxi.api import errors
from zuoxi.api.routes import calendar, history, jobs, people, plans, queues, rosters, shifts
from zuoxi.core.errors import Problem
from zuoxi.engine.finding import Refusal

ROUTERS = (people.router, queues.router, shifts.router, rosters.router, plans.router, history.router, calendar.router, jobs.router)
ANSWERS = (
    (Problem, errors.of_problem),
    (Refusal, errors.of_refusal),
    (Http404, errors.of_missing),
    (PermissionDenied, errors.of_forbidden),
    (ValidationError, errors.of_validation),
    (RequestDataTooBig, errors.of_size),
    (HttpError, errors.of_ninja),
    (OperationalError, errors.of_storage),
    (Exception, errors.of_failure),
)
PROBLEM = {
    "description": "What went wrong and what to do",
    "content": {
        errors.MEDIA_TYPE: {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "code", "detail", "facts", "instance"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "facts": {"type": "object", "additionalProperties": {"type": "string"}},
                    "instance": {"type": "string"},
                    "errors": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "New for every thing you want done, the same when you send it again",
    "schema": {"type": "string", "pattern": "^[!-~]{8,200}$"},
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the version you saw",
    "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
}
HEADER_OF = {"post": KEY, "put": MATCH, "patch": MATCH, "delete": MATCH}


def build() -> NinjaAPI:
    """All areas on one interface. Its own addresses for description and docs are off; ours have doors."""
    made = NinjaAPI(title="Zuoxi", version=zuoxi.__version__, openapi_url=None, docs_url=None, urls_namespace="api")
    for kind, answer in ANSWERS:
        made.add_exception_handler(kind, answer)  # type: ignore[arg-type]
    for router in ROUTERS:
        made.add_router("", router)
    return made


INTERFACE = build()


def described() -> dict[str, Any]:
    """The description, with the error form and the headers that changes want."""
    schema = dict(INTERFACE.get_openapi_schema(path_prefix="/api/"))
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
            if method in HEADER_OF:
                operation["parameters"] = [*operation["parameters"], HEADER_OF[method]]
    schema["components"] = {**schema["components"], "responses": {"Problem": PROBLEM}}
    return schema
