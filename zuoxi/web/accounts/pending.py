"""A login between its two steps: the password fitted, the code is asked for. Kept in a session of nobody, for five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from zuoxi.people.models import Person
from zuoxi.web.accounts.backends import may_enter

KEY, LASTS = "pending", timedelta(minutes=5)


@dataclass(frozen=True)
class Pending:
    """Whose login it is, where it goes on, how the first step was taken."""

    person: Person
    going: str
    method: str


def begin(request: HttpRequest, person: Person, *, going: str, method: str, now: datetime) -> None:
    """Under a new key, so that nobody else holds it."""
    request.session.flush()
    request.session[KEY] = {"person": person.pk, "at": now.isoformat(), "going": going, "method": method, "failed": 0}


def of(request: HttpRequest, *, now: datetime) -> Pending | None:
    """The login that waits in this session, if it is young and its owner may still enter."""
    kept = request.session.get(KEY)
    if not kept or now - datetime.fromisoformat(kept["at"]) > LASTS:
        return None
    person = Person.objects.filter(pk=kept["person"]).first()
    return Pending(person, kept["going"], kept["method"]) if person and may_enter(person) else None


def failed(request: HttpRequest) -> int:
    """One wrong code more; returns how many there were."""
    kept = request.session[KEY]
    request.session[KEY] = {**kept, "failed": kept["failed"] + 1}
    return int(kept["failed"]) + 1


def drop(request: HttpRequest) -> int:
    """Begin anew, with the password; the status to go on with."""
    request.session.flush()
    return 403
