"""Forecasts: listed, asked for, looked at, frozen, handed out (F-04, X-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core.errors import Problem
from zuoxi.core.models import Job, JobState
from zuoxi.people.models import Person
from zuoxi.planning import access, effects, forecasting, queries, snapshots
from zuoxi.planning.access import PLANNERS, READERS
from zuoxi.web.planning import exports, forecast_page, history_adjusting
from zuoxi.web.planning.forecast_forms import ForecastForm, FreezeForm, next_monday
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

COLUMNS = (
    Column("name", gettext_lazy("Forecast"), sort=("name",)),
    Column("days", gettext_lazy("Dates"), sort=("first_day",)),
    Column("queues", gettext_lazy("Queues"), sort=("queue_count",), numeric=True, phone=False),
    Column("snapshots", gettext_lazy("Snapshots"), sort=("snapshot_count",), numeric=True),
    Column("by", gettext_lazy("Made by"), phone=False),
    Column("at", gettext_lazy("Made at"), sort=("made_at",), phone=False),
)
FRESH = timedelta(days=1)
"""How long a job that came to nothing stays on the list."""


@roles(*READERS)
@require_safe
def forecasts(request: PersonRequest) -> HttpResponse:
    """Every forecast, newest first, and the job that is working on one."""
    context = {
        "listing": Listing.of(request, queries.forecasts(), columns=COLUMNS, order="-at"),
        "job": _job(request.person),
        "may_plan": access.may_plan(request.person),
        "has_history": queries.last_day(list(acd_queries.in_order())) is not None,
    }
    return render(request, "planning/forecasts.html", context)


def _job(person: Person) -> Job | None:
    """The reader's last job while it is open, or came to nothing within a day."""
    last = Job.objects.asked_by(person).filter(kind=forecasting.KIND).order_by("-pk").first()
    if last is None or last.state == JobState.DONE or (last.ended_at is not None and last.ended_at < timezone.now() - FRESH):
        return None
    return last


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Ask for a forecast."""
    queues = list(acd_queries.in_order())
    last = queries.last_day(queues)
    form = ForecastForm(request.POST or None, initial=_initial(queues, last))
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return respond.go(request, "planning:forecasts")
    context = {"form": form, "open_marks": queries.open_marks(), "old": history_adjusting.old(last, form.initial["first_day"]) if last else None}
    return render(request, "planning/forecast_new.html", context, status=422 if request.method == "POST" else 200)


def _initial(queues: Sequence[Queue], last: date | None) -> dict[str, Any]:
    """The Monday after the last day that is known, every queue with history."""
    known = [one.queue for one in queries.holdings(queues) if one.known]
    return {"first_day": next_monday(max(last, timezone.localdate()) if last else timezone.localdate()), "queues": known}


def _asked(request: PersonRequest, form: ForecastForm) -> bool:
    said = form.cleaned_data
    try:
        forecasting.start(
            first_day=said["first_day"],
            days=7 * said["weeks"],
            queues=list(said["queues"]),
            name=said["name"],
            by=request.person,
            now=timezone.now(),
        )
    except Problem as problem:
        form.add_error(None, str(problem))
        return False
    return True


@roles(*READERS)
@require_safe
def forecast(request: PersonRequest, pk: int) -> HttpResponse:
    """One forecast: chart, methods, layers, handling time, snapshots."""
    found = access.forecast(request.person, pk)
    return render(request, "planning/forecast.html", forecast_page.context(request, found))


@roles(*PLANNERS)
@require_POST
def freeze(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep the forecast as it is now."""
    found = access.forecast(request.person, pk)
    form = FreezeForm(request.POST)
    if form.is_valid():
        snapshots.freeze(forecast=found, by=request.person, now=timezone.now(), remark=form.cleaned_data["remark"])
        messages.success(request, _("The forecast was frozen. The snapshot never changes; work out the requirement from it."))
        return respond.go(request, f"{resolve_url('planning:forecast', pk)}#snapshots")
    return render(request, "planning/forecast.html", forecast_page.context(request, found, freeze=form), status=422)


@watched("planning.exported", "plan")
@roles(*READERS)
@require_safe
def export(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """The forecast with its layers, as CSV or as a workbook."""
    found = access.forecast(request.person, pk)
    layers = list(found.layers.there().select_related("queue", "author"))
    shown = effects.shown(found, forecast_page.rows(found), layers)
    content = exports.forecast_csv(found, shown) if kind == "csv" else exports.forecast_xlsx(found, shown, layers)
    return exports.download(content, f"{found.name}.{kind}")
