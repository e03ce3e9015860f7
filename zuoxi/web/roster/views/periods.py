"""Periods: listed, made, and the page on which a month comes about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import Problem
from zuoxi.core.models import JobState
from zuoxi.people import access as people_access
from zuoxi.people.models import Person, Unit
from zuoxi.roster import access, queries, solving, staff
from zuoxi.roster import periods as verbs
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.models import Period
from zuoxi.web.roster import labels
from zuoxi.web.roster.period_forms import NoteForm, PeriodForm, RequirementForm, SolveForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

COLUMNS = (
    Column("name", gettext_lazy("Period"), sort=("name",)),
    Column("unit", gettext_lazy("Unit"), sort=("unit__order",), phone=False),
    Column("first", gettext_lazy("Days"), sort=("first_day",)),
    Column("state", gettext_lazy("In force")),
    Column("drafts", gettext_lazy("Drafts"), numeric=True, phone=False),
)
MOST_CLASHES = 5
"""Clashes shown at once, the smallest first."""
FIELD_OF = {"roster.period_overlaps": "first_day", "roster.not_required": "requirement", "roster.wrong_length": "days"}


@roles(*READERS)
@require_safe
def periods(request: PersonRequest) -> HttpResponse:
    """Every period the reader may see, newest first."""
    listing = Listing.of(request, queries.period_list(request.person), columns=COLUMNS, order="-first")
    return render(request, "roster/periods.html", {"listing": listing, "can_plan": people_access.has(request.person, *PLANNERS)})


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Make a period."""
    units = access.units(request.person).order_by("kind", "order", "pk")
    form = PeriodForm(request.POST or None, units=units, initial=_next_days(units.first()))
    if request.method == "POST" and form.is_valid() and (made := _create(request, form)):
        messages.success(request, _("The period %(name)s was made.") % {"name": made.name})
        return respond.go(request, "roster:period", made.pk)
    return render(request, "roster/period_new.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _next_days(unit: Unit | None) -> dict[str, Any]:
    """The days of the newest requirement that follow what is rostered already; past its end, the first free day alone."""
    newest = verbs.newest_requirement()
    if newest is None:
        return {}
    forecast = newest.snapshot.forecast
    first_day = verbs.free_from(unit, forecast.first_day) if unit else forecast.first_day
    left = forecast.days - (first_day - forecast.first_day).days
    if left < 1:
        return {"first_day": first_day}
    return {"requirement": newest, "first_day": first_day, "days": min(left, verbs.MOST_DAYS)}


def _create(request: PersonRequest, form: PeriodForm) -> Period | None:
    try:
        return verbs.create(**form.cleaned_data, by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(FIELD_OF.get(problem.code), str(problem))
    return None


@roles(*READERS)
@require_safe
def period(request: PersonRequest, pk: int) -> HttpResponse:
    """One period: its versions, the search for a better one, what was published."""
    found = access.period(request.person, pk)
    return render(request, "roster/period.html", page(request, found))


def page(request: PersonRequest, period: Period, **forms: Any) -> dict[str, Any]:
    """Everything the page of a period shows; `forms` replace those that were filled in wrongly."""
    person: Person = request.person
    can_plan = access.may_plan(person, period)
    rows = queries.version_rows(person, period)
    job = queries.solves(period).first() if can_plan else None
    return {
        "period": period,
        "can_plan": can_plan,
        "rows": rows,
        "rules": labels.soft_rules(row.figures for row in rows),
        "job": job,
        "clashes": solving.clashes_of(job)[:MOST_CLASHES] if job else [],
        "found_nothing": job is not None and job.state == JobState.DONE and not (job.result or {}).get("version"),
        "people": staff.of_period(period).count(),
        "publications": list(queries.publications(person, period)),
        "solve": forms.get("solve") or SolveForm(versions=access.versions(person).filter(period=period).order_by("-number")),
        "note": NoteForm(),
        "requirement": forms.get("requirement") or RequirementForm(initial={"requirement": period.requirement, "seen": period.requirement}),
    }


@roles(*PLANNERS)
@require_POST
def requirement(request: PersonRequest, pk: int) -> HttpResponse:
    """Measure the period against another requirement."""
    found = access.plannable_period(request.person, pk)
    form = RequirementForm(request.POST)
    if form.is_valid():
        try:
            verbs.follow(period=found, requirement=form.cleaned_data["requirement"], seen=form.cleaned_data["seen"])
        except verbs.NotRequired as problem:
            form.add_error("requirement", str(problem))
        else:
            messages.success(request, _("The period is now measured against this requirement."))
            return respond.go(request, "roster:period", found.pk)
    return render(request, "roster/period.html", page(request, found, requirement=form), status=422)
