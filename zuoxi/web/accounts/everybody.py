"""Everybody's accounts, for administrators: invite, let somebody choose a new password, unlock, log out, close. Never a password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zuoxi.people import access, account_policy, closing, links, logins, second_factor, sessions
from zuoxi.people.models import Person, RoleName
from zuoxi.people.models_accounts import OneTimeLink, SecondFactor, UserSession
from zuoxi.web.accounts.fresh import fresh
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.forms import SearchForm
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

COLUMNS = (
    Column("name", gettext_lazy("Name"), sort=("pinyin",)),
    Column("number", gettext_lazy("Work number"), sort=("work_number",)),
    Column("unit", gettext_lazy("Unit"), sort=("unit__name",), phone=False),
    Column("state", gettext_lazy("Account")),
    Column("factor", gettext_lazy("Second factor"), sort=("has_factor",), phone=False),
    Column("sessions", gettext_lazy("Devices"), sort=("devices",), numeric=True, phone=False),
    Column("login", gettext_lazy("Last login"), sort=("last_login",), phone=False),
)


@roles(RoleName.ADMINISTRATOR)
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Everybody within the administrator's units."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = access.visible_to(request.person).select_related("unit")
    if text:
        found = found.matching(text)
    now = timezone.now()
    alive = Count("sessions", filter=Q(sessions__expire_date__gt=now, sessions__idle_at__gt=now))
    rows = found.annotate(has_factor=Exists(SecondFactor.objects.filter(person=OuterRef("pk"))), devices=alive)
    return render(
        request,
        "accounts/people.html",
        {"listing": Listing.of(request, rows, columns=COLUMNS, order="name"), "form": form, "is_narrowed": bool(text)},
    )


@roles(RoleName.ADMINISTRATOR)
@require_safe
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One account and what can be done about it."""
    return _page(request, access.one(request.person, pk))


def _page(request: PersonRequest, shown: Person, **more: object) -> HttpResponse:
    now = timezone.now()
    policy = account_policy.in_force(now)
    context = {
        "shown": shown,
        "is_locked": logins.is_locked(shown, now=now, policy=policy),
        "has_factor": second_factor.is_set(shown),
        "sessions": UserSession.objects.of(shown).alive(now).latest_first(),
        "open_link": OneTimeLink.objects.filter(person=shown, ended_at=None, expires_at__gt=now).first(),
        "policy": policy,
        **more,
    }
    return render(request, "accounts/person.html", context)


@roles(RoleName.ADMINISTRATOR)
@fresh
@require_POST
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a link and show it once; it goes to the person by a way of one's own."""
    shown, now = access.one(request.person, pk), timezone.now()
    secret = links.make(person=shown, by=request.person, now=now, policy=account_policy.in_force(now))
    return _page(request, shown, address=settings.ADDRESS + reverse("accounts:link-arrive", args=[secret]))


@dataclass(frozen=True)
class Deed:
    """Something an administrator does to an account: the verb, and what is said when it was done and when there was nothing to do."""

    do: Callable[[Person, Person, datetime], object]
    done: str
    nothing: str


def _unlock(shown: Person, by: Person, now: datetime) -> bool:
    logins.unlock(person=shown, by=by, now=now)
    return True


DEEDS = {
    "unlock": lambda: Deed(_unlock, _("The account may be tried again at once."), ""),
    "log-out": lambda: Deed(
        lambda shown, by, now: sessions.end_all(person=shown, by=by, now=now), _("All devices are logged out."), _("No device was logged in.")
    ),
    "close": lambda: Deed(
        lambda shown, by, now: closing.close(person=shown, by=by, now=now),
        _("The account is closed, all devices are logged out."),
        _("The account was closed already."),
    ),
    "open": lambda: Deed(
        lambda shown, by, now: closing.reopen(person=shown, by=by, now=now), _("The account is open again."), _("The account was open already.")
    ),
    "remove-factor": lambda: Deed(
        lambda shown, by, now: second_factor.remove(person=shown, by=by, now=now),
        _("The second factor was removed; be sure that it was the person who asked."),
        _("There was no second factor."),
    ),
}


@roles(RoleName.ADMINISTRATOR)
@fresh
@require_POST
def act(request: PersonRequest, pk: int, deed: str) -> HttpResponse:
    """Do one of the deeds."""
    shown = access.one(request.person, pk)
    chosen = DEEDS[deed]()
    if chosen.do(shown, request.person, timezone.now()):
        messages.success(request, chosen.done)
    else:
        messages.info(request, chosen.nothing)
    return respond.go(request, "accounts:person", pk)
