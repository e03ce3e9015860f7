"""The other end of an invitation or a reset link: choose a password, once (A33)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.people import links
from zuoxi.people.models import Person
from zuoxi.web.shell.doors import public
from zuoxi.web.shell.places import client_ip

KEY = "link"


@public
@require_safe
def arrive(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once: no page that could tell it on (Referer, history, a shoulder) shows it."""
    request.session[KEY] = secret
    response = redirect("accounts:link")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the password; a link that is used, old or never was gets one and the same answer."""
    now = timezone.now()
    link = links.find(str(request.session.get(KEY, "")), now=now)
    if link is None:
        return render(request, "accounts/link_dead.html", status=410)
    form: SetPasswordForm[Person] = SetPasswordForm(link.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not links.use(link=link, password=form.cleaned_data["new_password1"], now=now, where=client_ip(request)):
            return render(request, "accounts/link_dead.html", status=410)
        request.session.flush()
        messages.success(request, _("Your password is set. Log in with it."))
        return redirect("shell:login")
    return render(request, "accounts/link.html", {"form": form, "who": link.person}, status=422 if form.errors else 200)
