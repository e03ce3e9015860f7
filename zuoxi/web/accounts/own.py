"""One's own account: where one is logged in, the second factor, the password; and the password once more before something sensitive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.people import account_policy, logins, second_factor, sessions, tries
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models_accounts import UserSession
from zuoxi.web.accounts import entering
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.places import client_ip
from zuoxi.web.shell.requests import PersonRequest


@everyone
@require_safe
def account(request: PersonRequest) -> HttpResponse:
    """Where one is logged in, latest first; the present session is marked."""
    now = timezone.now()
    mine = UserSession.objects.of(request.person).alive(now).latest_first()
    context = {
        "sessions": mine,
        "this": entering.stored(request),
        "has_factor": second_factor.is_set(request.person),
        "codes_left": second_factor.codes_left(request.person),
    }
    return render(request, "accounts/own.html", context)


@everyone
@require_POST
def end_one(request: PersonRequest, key: str) -> HttpResponse:
    """End one of one's sessions."""
    session = get_object_or_404(UserSession.objects.of(request.person), session_key=key)
    sessions.end(session, by=request.person, now=timezone.now())
    if key == entering.stored(request):
        return _gone(request)
    messages.success(request, _("That device is logged out."))
    return respond.go(request, "accounts:own")


@everyone
@require_POST
def end_all(request: PersonRequest) -> HttpResponse:
    """Log out everywhere, or everywhere but here."""
    here = "" if request.POST.get("here") else entering.stored(request)
    sessions.end_all(person=request.person, by=request.person, now=timezone.now(), but=here)
    if not here:
        return _gone(request)
    messages.success(request, _("All other devices are logged out."))
    return respond.go(request, "accounts:own")


def _gone(request: PersonRequest) -> HttpResponse:
    end_session(request)
    return respond.go(request, "shell:login")


WAIT_HERE = gettext_lazy("Too many tries. Wait %(minutes)s min, then try again.")


class ConfirmForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


@everyone
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PersonRequest) -> HttpResponse:
    """Show the password again before something sensitive; guessing here is slowed down as at the login."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    status = _prove(request, form) if request.method == "POST" and form.is_valid() else 422 if form.errors else 200
    if status == 302:
        return redirect(respond.safe_next(request, "accounts:own"))
    context: dict[str, Any] = {"form": form, "next": respond.safe_next(request, "accounts:own")}
    return render(request, "accounts/confirm.html", context, status=status)


def _prove(request: PersonRequest, form: ConfirmForm) -> int:
    """The status that follows: 302 when it fits."""
    now = timezone.now()
    policy = account_policy.in_force(now)
    key = tries.key_of("confirm", str(request.person.pk))
    reserved = tries.reserve(key, free=policy.free_failures, now=now, policy=policy)
    if not reserved.granted:
        form.add_error(None, WAIT_HERE % {"minutes": logins.minutes(reserved.left)})
        return 429
    if not request.person.check_password(form.cleaned_data["password"]):
        tell(Act.CONFIRM_FAILED, about=request.person, by=request.person, now=now, where=client_ip(request))
        form.add_error("password", _("This is not your password. Try again."))
        return 422
    tries.forgive(key)
    request.session[entering.PROVED] = now.isoformat()
    return 302
