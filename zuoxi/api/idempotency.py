"""Idempotency keys (R24): a POST that is sent again with its key is the same POST.

The key is stored first, for all to see; the work and its answer are committed together. So whoever comes while it runs is told 409, whoever
comes later gets the same answer, and a process that dies in between leaves no effect, only a key that may be taken over after a while.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from zuoxi.api import limits
from zuoxi.api.errors import MEDIA_TYPE
from zuoxi.api.models import IdempotencyKey, KeyState
from zuoxi.core.errors import Problem
from zuoxi.people.models import Person

KEY = re.compile(r"[\x21-\x7e]{8,200}")
KEPT_HEADERS = ("ETag", "Location", "Content-Type")


class KeyWanted(Problem):
    code, status = "idempotency.key_wanted", 400
    text = _("Send a header Idempotency-Key of 8 to 200 visible characters, new for every thing you want done, the same when you send it again.")


class InFlight(Problem):
    code, status = "idempotency.in_flight", 409
    text = _("The same request is being worked on. Send it again in %(seconds)s seconds to get its answer.")


class OtherBody(Problem):
    code, status = "idempotency.other_body", 422
    text = _("This key was used for another request. Use a new key for a new request.")


def once(request: HttpRequest, person: Person, act: Callable[[], HttpResponse], *, now: datetime) -> HttpResponse:
    """Carry a request out, or answer as it was answered."""
    mine = _key_of(request, person, now)
    if not _claim(mine):
        known = IdempotencyKey.objects.filter(person=person, method=mine.method, path=mine.path, key=mine.key).first()
        if known is None:
            raise InFlight(seconds=1)
        if known.body != mine.body:
            raise OtherBody
        if known.state == KeyState.DONE:
            return _answered(known)
        if not _taken_over(known, now):
            raise InFlight(seconds=1)
        mine = known
    return _carried_out(mine, act)


def _key_of(request: HttpRequest, person: Person, now: datetime) -> IdempotencyKey:
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        raise KeyWanted
    sent = hashlib.sha256(f"{request.META.get('QUERY_STRING', '')}\n".encode() + request.body).hexdigest()
    return IdempotencyKey(person=person, method=request.method or "", path=request.path[:400], key=key, body=sent, at=now)


def _claim(mine: IdempotencyKey) -> bool:
    """Whether this request is the first with its key; old keys go."""
    IdempotencyKey.objects.filter(person=mine.person, at__lt=mine.at - limits.KEPT).delete()
    try:
        with transaction.atomic():
            mine.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _taken_over(known: IdempotencyKey, now: datetime) -> bool:
    """Whether the process that had the key is given up; of two who take it over one wins."""
    dead = IdempotencyKey.objects.filter(pk=known.pk, state=KeyState.FLIGHT, at=known.at, at__lt=now - limits.LEASE)
    return bool(dead.update(at=now))


def _carried_out(mine: IdempotencyKey, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The work and its answer in one transaction. What failed leaves neither, so that the key can be tried again."""
    with transaction.atomic():
        response = act()
        failed = response.status_code >= 500 or connection.needs_rollback
        if failed:
            transaction.set_rollback(True)
        else:
            _keep(mine, response)
    if failed:
        IdempotencyKey.objects.filter(pk=mine.pk).delete()
    return response


def _keep(mine: IdempotencyKey, response: HttpResponse) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    answer = response.content.decode()
    IdempotencyKey.objects.filter(pk=mine.pk).update(state=KeyState.DONE, status=response.status_code, headers=headers, answer=answer)


def _answered(known: IdempotencyKey) -> HttpResponse:
    headers = {**known.headers, "Idempotent-Replayed": "true"}
    kind = headers.pop("Content-Type", MEDIA_TYPE)
    return HttpResponse(known.answer, status=known.status or 200, content_type=kind, headers=headers)
