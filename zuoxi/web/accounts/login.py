"""Login and logout: one answer for every wrong pair, delays for guessers, a new session for whoever fits (A29, A30, A31, A35)."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth import logout as end_session
from django.contrib.auth.forms import UsernameField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from zuoxi.people import account_policy, logins, second_factor
from zuoxi.people.account_events import Act, tell
from zuoxi.people.logins import Admission, Knock
from zuoxi.people.models import Person
from zuoxi.web.accounts import entering, known_device, pending
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import public
from zuoxi.web.shell.places import client_ip

WRONG = _("Work number and password do not fit together, or the account is closed. Check both and try again.")
WAIT = _("Too many tries. Wait %(minutes)s min, then try again; on a device on which you logged in before there is no wait.")


class LoginForm(forms.Form):
    """Work number and password; full-width digits are the same digits."""

    username = UsernameField(label=_("Work number"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=1_000, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The first page of the day."""
    if request.person.is_authenticated:  # type: ignore[attr-defined]
        return redirect(respond.safe_next(request, "shell:home"))
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _try(request, form, timezone.now())
    return _page(request, form)


def _try(request: HttpRequest, form: LoginForm, now: datetime) -> HttpResponse:
    policy = account_policy.in_force(now)
    number = form.cleaned_data["username"]
    device = known_device.read(request, policy=policy)
    admission = logins.knock(Knock(number, client_ip(request), device.of(number)), now=now, policy=policy)
    if not admission.granted:
        return _wait(request, form, admission, now)
    person = authenticate(request, username=number, password=form.cleaned_data["password"])
    if not isinstance(person, Person):
        logins.failed(admission, about=_meant(number), now=now, policy=policy)
        form.add_error(None, WRONG)
        return _page(request, form)
    logins.passed(admission, now=now, policy=policy)
    return admit(request, person, now=now)


def admit(request: HttpRequest, person: Person, *, now: datetime, method: str = "password", going: str = "") -> HttpResponse:
    """The first factor fits: ask for the second one, or log in whoever has none."""
    going = going or respond.safe_next(request, "shell:home")
    if second_factor.is_set(person):
        pending.begin(request, person, going=going, method=method, now=now)
        return redirect("shell:login-code")
    return welcome(request, person, factor=False, going=going, method=method, now=now)


def welcome(request: HttpRequest, person: Person, *, factor: bool, going: str, method: str, now: datetime) -> HttpResponse:
    """Everything fits: begin the session, remember the browser, go where one wanted."""
    entering.enter(request, person, factor=factor, now=now, method=method)
    response = redirect(going)
    entering.remember(request, response, person, now=now)
    return response


def _wait(request: HttpRequest, form: LoginForm, admission: Admission, now: datetime) -> HttpResponse:
    logins.refused(admission, about=_meant(admission.knock.number), now=now)
    form.add_error(None, WAIT % {"minutes": logins.minutes(admission.left)})
    response = _page(request, form, status=429)
    response.headers["Retry-After"] = str(ceil(admission.left.total_seconds()))
    return response


def _meant(number: str) -> Person | None:
    return Person.objects.filter(work_number=number).first()


def _page(request: HttpRequest, form: LoginForm, status: int = 0) -> HttpResponse:
    going = respond.safe_next(request, "shell:home")
    context: dict[str, Any] = {"form": form, "next": going, "without_second_factor": not settings.SECOND_FACTOR, "oidc": settings.OIDC}
    return render(request, "accounts/login.html", context, status=status or (422 if form.errors else 200))


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session; the browser is asked to forget the pages it kept."""
    person = request.person  # type: ignore[attr-defined]
    if person.is_authenticated:
        tell(Act.LOGOUT, about=person, by=person, now=timezone.now(), where=client_ip(request))
    end_session(request)
    response = redirect("shell:login")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
