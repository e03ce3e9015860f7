"""ETag and If-Match (R22): who changes a thing says which version they saw; a stale one is told what it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from zuoxi.core.errors import Problem


class VersionWanted(Problem):
    code, status = "version.wanted", 428
    text = _("Send the header If-Match with the ETag of the version you saw, so that nobody's change is lost.")


class Stale(Problem):
    """`more` carries the thing as it is now."""

    code, status = "version.stale", 412
    text = _("It was changed meanwhile. Nothing was saved; compare your change with the current version in this answer.")

    def __init__(self, now: BaseModel) -> None:
        super().__init__()
        self.more = {"current": now.model_dump(mode="json"), "etag": etag(now)}


def etag(shown: BaseModel) -> str:
    """The version of a thing: a digest of all that is shown of it."""
    return '"' + hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:32] + '"'


def tagged(response: HttpResponse, shown: BaseModel) -> BaseModel:
    """The thing, with its version in the header."""
    response.headers["ETag"] = etag(shown)
    return shown


def insist(request: HttpRequest, now: Callable[[], BaseModel]) -> None:
    """428 without If-Match, 412 when the version is another; `now` shows the thing as it is. Call it with the row taken."""
    wanted = request.headers.get("If-Match", "")
    if not wanted:
        raise VersionWanted
    shown = now()
    if wanted.strip() != etag(shown):
        raise Stale(shown)
