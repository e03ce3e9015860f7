"""Setting up the second factor: a QR code, a first code as proof, recovery codes shown once (A32)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from zuoxi.people import second_factor
from zuoxi.web.accounts import duties, entering
from zuoxi.web.accounts.fresh import fresh
from zuoxi.web.accounts.qr import qr_svg
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.places import client_ip
from zuoxi.web.shell.requests import PersonRequest

DRAWN = "factor_secret"


class FirstCodeForm(forms.Form):
    """What the app shows after it has read the secret."""

    code = forms.CharField(
        label=gettext_lazy("Code shown by the app"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


@everyone
@fresh
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: PersonRequest) -> HttpResponse:
    """Draw a secret, show it, keep it once the app has proved that it knows it. A factor that is set is removed first."""
    if second_factor.is_set(request.person):
        return redirect("accounts:own")
    secret = request.session.setdefault(DRAWN, second_factor.draw_secret())
    form = FirstCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = second_factor.set_up(
            person=request.person,
            secret=secret,
            typed=form.cleaned_data["code"],
            by=request.person,
            now=timezone.now(),
            where=client_ip(request),
        )
        if codes is not None:
            del request.session[DRAWN]
            request.session[entering.FACTOR] = True
            return _show(request, codes)
        form.add_error("code", _("This code does not fit. Check the clock of the phone and type the code that it shows now."))
    return render(request, "accounts/factor.html", _context(request, form, secret), status=422 if form.errors else 200)


def _context(request: PersonRequest, form: FirstCodeForm, secret: str) -> dict[str, Any]:
    issuer = f"Zuoxi {settings.CENTRE_NAME}"
    label = quote(f"{issuer}:{request.person.work_number}")
    address = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
    spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    return {
        "form": form,
        "qr": qr_svg(address, label=_("QR code for the app")),
        "secret": spaced,
        "is_duty": duties.needs_second_factor(request.person),
    }


def _show(request: PersonRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/codes.html", {"codes": codes})


@everyone
@fresh
@require_POST
def codes(request: PersonRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    if not second_factor.is_set(request.person):
        return respond.go(request, "accounts:factor")
    return _show(request, second_factor.make_codes(person=request.person, by=request.person, now=timezone.now(), where=client_ip(request)))


@everyone
@fresh
@require_POST
def remove(request: PersonRequest) -> HttpResponse:
    """Do without, or change the phone; whose role needs a second factor sets up the next one at once."""
    second_factor.remove(person=request.person, by=request.person, now=timezone.now(), where=client_ip(request))
    request.session[entering.FACTOR] = False
    messages.success(request, _("The second factor was removed."))
    return respond.go(request, "accounts:own")
