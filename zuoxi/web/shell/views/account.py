"""Login, logout, password, and how one wants it to look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zuoxi.web.shell import preferences as looks
from zuoxi.web.shell import respond, watching
from zuoxi.web.shell.doors import everyone, public
from zuoxi.web.shell.requests import PersonRequest


class LoginForm(AuthenticationForm):
    """Work number and password; one sentence for every wrong pair."""

    error_messages = {
        "invalid_login": gettext_lazy("Work number and password do not fit together, or the account is closed. Check both and try again."),
        "inactive": gettext_lazy("Work number and password do not fit together, or the account is closed. Check both and try again."),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = gettext_lazy("Work number")
        self.fields["password"].label = gettext_lazy("Password")


class _Login(LoginView):
    template_name = "shell/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        watching.logged_in(form.get_user())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        watching.login_failed(form.data.get("username", ""))
        return self.render_to_response(self.get_context_data(form=form), status=422)


login = public(sensitive_post_parameters("password")(_Login.as_view()))
logout = public(LogoutView.as_view(http_method_names=["post"]))


@everyone
@sensitive_post_parameters()
def password(request: PersonRequest) -> HttpResponse:
    """Change one's own password; the session goes on, all other ones end."""
    form = PasswordChangeForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
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
