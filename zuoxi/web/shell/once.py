"""A form that makes something makes it once, however often it is sent (R24): `{% once %}` in the form gives it a key of its own."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.core.models import Sending
from zuoxi.web.shell import respond
from zuoxi.web.shell.middleware import answer

FIELD = "once"
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
KEPT = timedelta(days=2)
PATIENCE_S, STEP_S = 5.0, 0.1


class StillWorkedOn(Problem):
    code, status = "shell.still_worked_on", 409
    text = _("This form was sent already and is still being worked on. Look in a moment whether it is done; to make another, open the page again.")


class Once:
    """The first with its key does the work; the others wait for it and are sent where it led. What was refused may be sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        mine: Sending | None = getattr(request, "sending", None)
        if mine is not None:
            _end(request, mine, response)
        return response

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        key = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not KEY.fullmatch(key) or not request.user.is_authenticated:
            return None
        key = sent(request)
        mine = claim(request.user, key, now=timezone.now())
        if mine is not None:
            request.sending = mine  # type: ignore[attr-defined]
            return None
        target = _awaited(request.user, key)
        if target:
            return respond.go(request, target)
        problem = StillWorkedOn()
        return answer(request, problem.code, str(problem), problem.facts, problem.status)


def sent(request: HttpRequest) -> str:
    """The form as it was sent: whoever goes back and writes something else into it sends another."""
    said = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(one.name, one.size) for one in request.FILES.getlist(name)]) for name in request.FILES)
    return hashlib.sha256(repr((request.path, said, files)).encode()).hexdigest()


def claim(person: Any, key: str, *, now: datetime) -> Sending | None:
    """The sending, if this is the first with its key; old ones go."""
    Sending.objects.filter(person=person, at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return Sending.objects.create(person=person, key=key, at=now)
    except IntegrityError:
        return None


def _awaited(person: Any, key: str) -> str:
    """Where the first one led; empty if it does not end in time or was refused."""
    until = time.monotonic() + PATIENCE_S
    while True:
        found = Sending.objects.filter(person=person, key=key).values_list("target", flat=True).first()
        if found != "" or time.monotonic() > until:
            return found or ""
        time.sleep(STEP_S)


def _end(request: HttpRequest, mine: Sending, response: HttpResponse) -> None:
    if response.status_code >= 400:
        mine.delete()
        return
    target = response.headers.get("HX-Redirect") or response.headers.get("Location") or request.path
    Sending.objects.filter(pk=mine.pk).update(target=target[:2000])
