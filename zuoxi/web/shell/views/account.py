"""One's password, and how one wants a page to look."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zuoxi.people import passwords
from zuoxi.web.accounts import entering
from zuoxi.web.shell import preferences as looks
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import everyone, public
from zuoxi.web.shell.places import client_ip
from zuoxi.web.shell.requests import PersonRequest


@everyone
@sensitive_post_parameters()
def password(request: PersonRequest) -> HttpResponse:
    """Change one's own password; the session goes on, all other ones end."""
    form = PasswordChangeForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        passwords.choose(person=request.person, password=form.cleaned_data["new_password1"], by=request.person, now=now, where=client_ip(request))
        entering.renew(request, now=now)
        messages.success(request, _("The password was changed. Other devices are logged out."))
        return respond.go(request, "shell:home")
    return render(request, "shell/password.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_POST
def preferences(request: PersonRequest) -> HttpResponse:
    """Language, theme, density: kept, then back to the page one came from."""
    response = redirect(respond.safe_next(request, "shell:home"))
    looks.choose(request, response)
    return response
