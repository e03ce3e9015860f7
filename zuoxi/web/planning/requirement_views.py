"""Requirements: listed, worked out, looked at, handed out (F-06, F-09)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core.errors import Problem
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.planning import access, queries, requirements
from zuoxi.planning.access import PLANNERS, READERS
from zuoxi.planning.models import Requirement
from zuoxi.web.planning import exports, requirement_page
from zuoxi.web.planning.requirement_forms import ComputeForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

COLUMNS = (
    Column("forecast", gettext_lazy("Requirement"), sort=("snapshot__forecast__name",)),
    Column("days", gettext_lazy("Dates"), sort=("snapshot__forecast__first_day",)),
    Column("frozen", gettext_lazy("Snapshot"), sort=("snapshot__taken_at",), phone=False),
    Column("by", gettext_lazy("Made by"), phone=False),
    Column("at", gettext_lazy("Made at"), sort=("made_at",)),
)


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """Requirements and what they rest on."""
    pages = [("planning:requirements", _("Requirements")), ("planning:targets", _("Targets")), ("planning:shrinkage", _("Shrinkage"))]
    return [(label, reverse(route), route == current) for route, label in pages]


@roles(*READERS)
@require_safe
def requirements_list(request: PersonRequest) -> HttpResponse:
    """Every requirement, newest first."""
    return _list(request, ComputeForm())


def _list(request: PersonRequest, form: ComputeForm, status: int = 200) -> HttpResponse:
    context = {
        "tabs": tabs("planning:requirements"),
        "listing": Listing.of(request, queries.requirements(), columns=COLUMNS, order="-at"),
        "form": form,
        "has_snapshots": queries.snapshots_to_choose().exists(),
        "may_plan": access.may_plan(request.person),
    }
    return render(request, "planning/requirements.html", context, status=status)


@roles(*PLANNERS)
@require_POST
def compute(request: PersonRequest) -> HttpResponse:
    """Work a requirement out of a snapshot."""
    form = ComputeForm(request.POST)
    made = _computed(request, form) if form.is_valid() else None
    if made is None:
        return _list(request, form, 422)
    messages.success(request, _("The requirement was worked out."))
    return respond.go(request, "planning:requirement", made.pk)


def _computed(request: PersonRequest, form: ComputeForm) -> Requirement | None:
    try:
        return requirements.compute(snapshot=form.cleaned_data["snapshot"], by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(None, str(problem))
    except Refusal as refusal:
        form.add_error(None, sentence(refusal.code, refusal.facts))
    return None


@roles(*READERS)
@require_safe
def requirement(request: PersonRequest, pk: int) -> HttpResponse:
    """One requirement: a day's curve, the days, the money, what one more agent buys."""
    found = access.requirement(request.person, pk)
    template = "planning/requirement.html" + ("#one-more" if respond.is_fragment(request) else "")
    return render(request, template, requirement_page.context(request.GET, found))


@watched("planning.exported", "plan")
@roles(*READERS)
@require_safe
def export(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Heads by queue and interval; `required` is what the roster must seat."""
    found = access.requirement(request.person, pk)
    rows = requirement_page.rows(found)
    content = exports.requirement_csv(found, rows) if kind == "csv" else exports.requirement_xlsx(found, rows)
    return exports.download(content, f"{found.snapshot.forecast.name} {_('Requirement')}.{kind}")
