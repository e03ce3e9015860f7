"""A browser from which people logged in before carries a signed cookie, so that nobody can lock them out from elsewhere (A29).

The cookie holds the browser's own random id and who logged in there lately; it opens nothing: it only has its tries counted apart.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zuoxi.rules.accounts import AccountPolicy

COOKIE, SALT = "known_device", "zuoxi.known-device"
MOST_NUMBERS = 12
"""Colleagues who share one desk's browser."""


@dataclass(frozen=True)
class Device:
    """The browser's id and the work numbers that are known on it, latest last."""

    key: str = ""
    numbers: tuple[str, ...] = ()

    def of(self, number: str) -> str:
        """The id if this work number is known here, else nothing."""
        return self.key if number.strip() in self.numbers else ""


def read(request: HttpRequest, *, policy: AccountPolicy) -> Device:
    """What the cookie says; a forged, old or strange one says nothing."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=timedelta(days=policy.known_device_days))
    except signing.BadSignature:
        return Device()
    return Device(str(told["key"]), tuple(told["numbers"]))


def remember(request: HttpRequest, response: HttpResponse, number: str, *, policy: AccountPolicy) -> None:
    """After a login: this number is known here from now on."""
    before = read(request, policy=policy)
    numbers = [*(one for one in before.numbers if one != number), number][-MOST_NUMBERS:]
    response.set_cookie(
        COOKIE,
        signing.dumps({"key": before.key or secrets.token_urlsafe(16), "numbers": numbers}, salt=SALT),
        max_age=timedelta(days=policy.known_device_days),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/login/",
    )
