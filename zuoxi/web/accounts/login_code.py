"""The second step of a login: five tries of a code that works once (A32)."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zuoxi.people import account_policy, logins, second_factor, tries
from zuoxi.web.accounts import pending
from zuoxi.web.accounts.login import welcome
from zuoxi.web.accounts.own import WAIT_HERE
from zuoxi.web.accounts.pending import Pending
from zuoxi.web.shell.doors import public
from zuoxi.web.shell.places import client_ip

TOO_MANY_CODES = _("Too many wrong codes. Log in anew.")


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("One-time code"),
        max_length=20,
        help_text=_("Six digits of your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "characters", "spellcheck": "false"}),
    )


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step of a login; without a first one there is nothing to see here (A32)."""
    now = timezone.now()
    waiting = pending.of(request, now=now)
    if waiting is None:
        return redirect("shell:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        status = _second_step(request, form, waiting, now)
        if status == 302:
            return welcome(request, waiting.person, factor=True, going=waiting.going, method=waiting.method, now=now)
        if status == 403:
            messages.error(request, TOO_MANY_CODES)
            return redirect("shell:login")
    return render(request, "accounts/code.html", {"form": form, "who": waiting.person}, status=status)


def _second_step(request: HttpRequest, form: CodeForm, waiting: Pending, now: datetime) -> int:
    """The status that follows: 302 when the code fits, 429 when one must wait, 403 when the login must begin anew."""
    policy = account_policy.in_force(now)
    key = tries.key_of("code", str(waiting.person.pk))
    reserved = tries.reserve(key, free=policy.code_tries, now=now, policy=policy)
    if not reserved.granted:
        form.add_error(None, WAIT_HERE % {"minutes": logins.minutes(reserved.left)})
        return 429
    if second_factor.passes(person=waiting.person, typed=form.cleaned_data["code"], now=now, where=client_ip(request)):
        tries.forgive(key)
        return 302
    form.add_error("code", _("This code does not fit, or it was used already. Wait for the next one."))
    return 422 if pending.failed(request) < policy.code_tries else pending.drop(request)
