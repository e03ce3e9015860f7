"""Login by the company's own login service (OpenID Connect, code flow): state, nonce, PKCE and signature are checked by Authlib (A39)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from joserfc.errors import JoseError

from zuoxi.people import outside
from zuoxi.people.account_events import Act, tell
from zuoxi.web.accounts.backends import may_enter
from zuoxi.web.accounts.login import admit
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import public
from zuoxi.web.shell.places import client_ip

PROVIDER, GOING = "oidc", "oidc_next"
REFUSED = (AuthlibBaseError, JoseError, requests.RequestException, KeyError, ValueError, RuntimeError)
"""What a wrong, forged or late answer, or a service that is away, leads to."""


def is_on() -> bool:
    return bool(settings.OIDC["server"])


@lru_cache(maxsize=8)
def _client(server: str, client: str, secret: str) -> Any:
    """Talks to the service; what it says of itself is read once."""
    return OAuth().register(
        PROVIDER,
        server_metadata_url=f"{server.rstrip('/')}/.well-known/openid-configuration",
        client_id=client,
        client_secret=secret,
        client_kwargs={"scope": settings.OIDC["scope"], "code_challenge_method": "S256", "timeout": 10},
    )


def client() -> Any:
    if not is_on():
        raise Http404
    return _client(settings.OIDC["server"], settings.OIDC["client"], settings.OIDC["secret"])


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the login service; where one wanted to go is kept here, not sent along."""
    service = client()
    request.session[GOING] = respond.safe_next(request, "shell:home")
    try:
        answer: HttpResponse = service.authorize_redirect(request, settings.ADDRESS + reverse("accounts:oidc-back"))
    except REFUSED:
        return _refused(request)
    return answer


@public
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """From the login service: whoever it names logs in, if they work here and their account is open."""
    service, now = client(), timezone.now()
    try:
        claims = service.authorize_access_token(request)["userinfo"]
        issuer, subject = str(claims["iss"]), str(claims["sub"])
        number = str(claims.get(settings.OIDC["claim"]) or "")
    except REFUSED:
        return _refused(request)
    person = outside.person_for(provider=PROVIDER, issuer=issuer, subject=subject, number=number, now=now, where=client_ip(request))
    if person is None or not may_enter(person):
        return _refused(request)
    return admit(request, person, now=now, method=PROVIDER, going=request.session.pop(GOING, "/"))


def _refused(request: HttpRequest) -> HttpResponse:
    tell(Act.LOGIN_FAILED, about=None, by=None, now=timezone.now(), where=client_ip(request), method=PROVIDER)
    return render(request, "accounts/oidc_refused.html", status=403)
