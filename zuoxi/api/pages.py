"""What people see of the interface: their tokens, and what the interface can do. No token opens these pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.api import errors, limits, tokens
from zuoxi.api.doors import logged_in, open_to_all
from zuoxi.api.interface import described
from zuoxi.api.scopes import SCOPES
from zuoxi.core.errors import Problem

AREAS = {
    "people": gettext_lazy("People"),
    "queues": gettext_lazy("Queues"),
    "shifts": gettext_lazy("Shift kinds"),
    "rosters": gettext_lazy("Rosters"),
    "plans": gettext_lazy("Forecasts and requirements"),
    "history": gettext_lazy("History"),
    "calendar": gettext_lazy("Working calendar"),
    "jobs": gettext_lazy("Jobs and notices"),
}
"""What people call the areas of the interface."""
LIVES = ((30, gettext_lazy("30 days")), (90, gettext_lazy("90 days")), (180, gettext_lazy("180 days")), (365, gettext_lazy("1 year")))


class TokenForm(forms.Form):
    """A token to be."""

    name = forms.CharField(label=gettext_lazy("name"), max_length=100, help_text=gettext_lazy("What uses it, such as “payroll export”."))
    days = forms.TypedChoiceField(label=gettext_lazy("expires after"), coerce=int, choices=LIVES, initial=90)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("may"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple())


@logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def tokens_page(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one is shown this once."""
    person = request.person  # type: ignore[attr-defined]
    form, secret, now = TokenForm(request.POST if request.method == "POST" else None), "", timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = tokens.make(person=person, now=now, **form.cleaned_data)
            form = TokenForm()
        except Problem as refused:
            form.add_error(None, str(refused))
    rows = [_row(token, now) for token in tokens.of(person).order_by("-created_at", "-pk")]
    context = {"form": form, "secret": secret, "rows": rows, "most": limits.PER_MINUTE}
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


def _row(token: Any, now: Any) -> dict[str, Any]:
    return {"token": token, "scopes": [(scope, SCOPES.get(scope, "")) for scope in token.scopes], "expired": token.expires_at <= now}


@logged_in
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Kill one of one's tokens."""
    token = get_object_or_404(tokens.of(request.person), pk=pk)  # type: ignore[attr-defined]
    tokens.revoke(token=token, now=timezone.now())
    messages.success(request, _("The token %(name)s no longer works.") % {"name": token.name})
    return redirect("api:tokens")


@logged_in
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, from the same description that programs read."""
    return render(
        request,
        "api/docs.html",
        {"groups": [(AREAS[area], lines) for area, lines in _groups().items()], "scopes": SCOPES.items(), "most": limits.PER_MINUTE},
    )


@open_to_all
def description(request: HttpRequest) -> HttpResponse:
    """The interface described for programs; it says nothing about the centre."""
    if request.method not in ("GET", "HEAD"):
        return errors.of_problem(request, errors.NotAllowed(method=str(request.method)[:20], allowed="GET"))
    return JsonResponse(_described(), json_dumps_params={"ensure_ascii": False})


@open_to_all
def nothing(request: HttpRequest, **_place: str) -> HttpResponse:
    """What is not there is an error of the interface, not a page."""
    with translation.override("en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh-hans"):
        return errors.of_problem(request, errors.NotFound())


@cache
def _described() -> dict[str, Any]:
    return described()


@cache
def _groups() -> dict[str, list[dict[str, Any]]]:
    """Operations by area, in the order of the description."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, operations in _described()["paths"].items():
        for method, operation in operations.items():
            parameters = [one["name"] for one in operation["parameters"]]
            line = {"method": method.upper(), "path": path, "summary": operation["summary"], "parameters": parameters}
            found.setdefault(operation["tags"][0], []).append(line)
    return found
