"""Layers on a forecast: laid, switched, removed, put back (X-05)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zuoxi.core.errors import Problem
from zuoxi.planning import access, layers
from zuoxi.planning.access import PLANNERS
from zuoxi.planning.models import Forecast, Layer
from zuoxi.web.planning import forecast_page
from zuoxi.web.planning.forecast_forms import LayerForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

FIELD_OF = {"layer.ends_before_start": "last_day", "layer.outside_forecast": "first_day", "layer.amount_out_of_bounds": "amount"}
"""The field beside which a refusal stands."""


@roles(*PLANNERS)
@require_POST
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Lay a change over the forecast."""
    found = access.forecast(request.person, pk)
    form = LayerForm(request.POST, queues=[row.queue for row in forecast_page.rows(found)])
    if form.is_valid() and _laid(request, found, form):
        messages.success(request, _("The layer was laid over the forecast. Switch it off or remove it at any time."))
        return _back(request, found)
    return render(request, "planning/forecast.html", forecast_page.context(request, found, layer=form), status=422)


def _laid(request: PersonRequest, found: Forecast, form: LayerForm) -> bool:
    try:
        layers.add(forecast=found, change=form.change(), reason=form.cleaned_data["reason"], by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(FIELD_OF.get(problem.code), str(problem))
        return False
    return True


def _back(request: PersonRequest, forecast: Forecast) -> HttpResponse:
    """To the view from which it was done, at the layers."""
    return respond.go(request, f"{respond.safe_next(request, resolve_url('planning:forecast', forecast.pk))}#layers")


@roles(*PLANNERS)
@require_POST
def switch(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a layer count or not."""
    found = access.layer(request.person, pk)
    layers.switch(layer=found, is_on=request.POST.get("on") == "1")
    return _back(request, found.forecast)


@roles(*PLANNERS)
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a layer away; it can be put back."""
    found = access.layer(request.person, pk)
    layers.remove(layer=found, now=timezone.now())
    messages.success(request, _("The layer “%(reason)s” was removed. It can be put back below.") % {"reason": found.reason})
    return _back(request, found.forecast)


@roles(*PLANNERS)
@require_POST
def put_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo a removal."""
    found: Layer = access.layer(request.person, pk)
    layers.put_back(layer=found)
    messages.success(request, _("The layer “%(reason)s” was put back.") % {"reason": found.reason})
    return _back(request, found.forecast)
