"""The search for a roster: started, stopped with what it has, its result offered as a difference (UX 13, R23)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import Problem
from zuoxi.core.models import Job
from zuoxi.roster import access, offers, solving
from zuoxi.roster.access import PLANNERS
from zuoxi.roster.models import Period
from zuoxi.roster.solving import Order
from zuoxi.web.roster.period_forms import SolveForm
from zuoxi.web.roster.views import periods
from zuoxi.web.roster.views.publishing import SHOWN, by_person
from zuoxi.web.shell import progress, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest


@roles(*PLANNERS)
@require_POST
def start(request: PersonRequest, pk: int) -> HttpResponse:
    """Start a search for the period."""
    period = access.plannable_period(request.person, pk)
    form = SolveForm(request.POST, versions=access.versions(request.person).filter(period=period).order_by("-number"))
    if form.is_valid() and _start(request, period, form):
        return respond.go(request, "roster:period", period.pk)
    return render(request, "roster/period.html", periods.page(request, period, solve=form), status=422)


def _start(request: PersonRequest, period: Period, form: SolveForm) -> bool:
    data = form.cleaned_data
    order = Order(period, data["base"], data["stay_close"], data["seconds"], data["seed"])
    try:
        solving.start(order=order, by=request.person, now=timezone.now(), today=timezone.localdate())
    except Problem as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _job(request: PersonRequest, pk: int) -> Job:
    """A search for a period of the planner's own."""
    job = get_object_or_404(progress.visible_to(request.person), kind=solving.KIND, pk=pk)
    access.plannable_period(request.person, job.arguments["period"])
    return job


@roles(*PLANNERS)
@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Stop a search if it still runs, and make a draft of the best it has found."""
    job = _job(request, pk)
    version = solving.keep(job=job, by=request.person, now=timezone.now())
    if version is None:
        messages.info(request, _("The search stops; the best roster so far becomes a draft."))
    else:
        messages.success(request, _("Version %(number)s was made.") % {"number": version.number})
    return respond.go(request, "roster:period", job.arguments["period"])


@roles(*PLANNERS)
@require_safe
def result(request: PersonRequest, pk: int) -> HttpResponse:
    """Where a finished search leads: to what it would change of the version it started from, or to the period; why there is no roster
    stands there too."""
    job = _job(request, pk)
    found = job.result or {}
    made = found.get("version")
    if made and job.arguments.get("base") and not found.get("clashes"):
        return redirect("roster:take-over", made)
    return redirect("roster:period", job.arguments["period"])


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: PersonRequest, pk: int) -> HttpResponse:
    """What a draft changes of the one it was made from; taken over as one step that can be undone."""
    version = access.plannable_version(request.person, pk)
    offer = offers.offer(version)
    if request.method == "POST" and offer.into is not None:
        done = offers.take_over(version=version, by=request.person, now=timezone.now())
        if any(conflict.reason == "changed" for conflict in done.conflicts):
            messages.warning(request, _("Somebody changed some of these cells just now, so nothing was taken over. Look again."))
            return respond.go(request, "roster:take-over", version.pk)
        messages.success(request, _("%(count)s cells were taken over as one step; it can be undone in the grid.") % {"count": len(done.cells)})
        return respond.go(request, "roster:grid", offer.into.pk)
    changed = by_person(offer.changes)
    context = {
        "version": version,
        "period": version.period,
        "offer": offer,
        "changed": changed[:SHOWN],
        "more": max(0, len(changed) - SHOWN),
        "kept": by_person(offer.kept),
    }
    return render(request, "roster/take_over.html", context)
