"""Logging in, once it is certain who somebody is: a new session that knows since when, from where and how surely."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login as begin_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from zuoxi.people import access, account_policy, passwords, sessions
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person, RoleName
from zuoxi.people.models_accounts import UserSession
from zuoxi.web.accounts import known_device
from zuoxi.web.accounts.addresses import device_of
from zuoxi.web.shell.places import client_ip

BACKEND = "zuoxi.web.accounts.backends.OwnPasswords"
FACTOR, PROVED, ADMINISTRATOR, METHOD, PASSWORD_DUE = "factor", "proved", "administrator", "method", "password_due"


def enter(request: HttpRequest, person: Person, *, factor: bool, now: datetime, method: str = "password") -> None:
    """Begin the session under a new key (A31). `factor` says whether a second factor was shown, `method` how the first one was."""
    begin_session(request, person, backend=getattr(person, "backend", BACKEND))
    request.session.update(
        {
            "started": now.isoformat(),
            PROVED: now.isoformat(),
            FACTOR: factor,
            METHOD: method,
            ADMINISTRATOR: access.has(person, RoleName.ADMINISTRATOR),
            PASSWORD_DUE: method == "password" and passwords.is_due(person, now=now, policy=account_policy.passwords_in_force(now)),
            "device": device_of(request),
            "address": client_ip(request),
        }
    )
    request.session.save()
    tell(Act.LOGIN, about=person, by=person, now=now, where=client_ip(request), method=method)
    sessions.make_room(person=person, this=stored(request), now=now, policy=account_policy.in_force(now))


def renew(request: HttpRequest, *, now: datetime) -> None:
    """After one's own change of the password: a new key for this session, the end of all others."""
    person: Person = request.person  # type: ignore[attr-defined]
    update_session_auth_hash(request, person)
    request.session.update({PROVED: now.isoformat(), PASSWORD_DUE: False})
    request.session.save()
    sessions.end_all(person=person, by=person, now=now, but=stored(request))


def remember(request: HttpRequest, response: HttpResponse, person: Person, *, now: datetime) -> None:
    """This browser is known to be the person's from now on."""
    known_device.remember(request, response, person.work_number, policy=account_policy.in_force(now))


def stored(request: HttpRequest) -> str:
    """Under which the session of this request stands in the table."""
    key: str = request.session.stored  # type: ignore[attr-defined]
    return key


def proved_at(request: HttpRequest) -> datetime | None:
    """When the password was shown last in this session."""
    row: UserSession | None = request.session.row  # type: ignore[attr-defined]
    told: Any = request.session.get(PROVED)
    return datetime.fromisoformat(told) if told else row.started_at if row else None


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """Whether the password was shown lately enough for a sensitive action."""
    proved = proved_at(request)
    return proved is not None and now - proved <= timedelta(minutes=account_policy.in_force(now).fresh_min)
