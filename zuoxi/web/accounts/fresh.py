"""Step-up: a sensitive page asks for the password again when it was shown too long ago."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.web.accounts.entering import is_fresh
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import View


class PasswordIsOld(Problem):
    code, status = "account.password_is_old", 403
    text = _("This needs your password once more. Open the page anew, enter the password and try again.")


def fresh(view: View) -> View:
    """Under the door: `@roles(…)`, `@fresh`, `@require_POST`. Pages lead to the password and back, scripts are told 403."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request, timezone.now()):
            return view(request, *args, **kwargs)
        if respond.is_json(request):
            raise PasswordIsOld
        return respond.go(request, f"{reverse('accounts:confirm')}?{urlencode({'next': _back(request)})}")

    asked.asks_for_fresh_password = True  # type: ignore[attr-defined]
    return asked


def _back(request: HttpRequest) -> str:
    """Where to go on afterwards: this page, or for a change the page that asked for it."""
    if request.method != "POST" or respond.is_fragment(request):
        return respond.page_of(request)
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path + (f"?{came.query}" if came.query else "") if came.netloc == request.get_host() else "/"
