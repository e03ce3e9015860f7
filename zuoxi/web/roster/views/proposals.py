"""A proposal of shift kinds from a requirement (F-11): asked for, drawn against the requirement, adopted kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import Problem
from zuoxi.core.models import Job, JobState
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import Shift
from zuoxi.planning.models import Requirement
from zuoxi.roster import designing, shifts
from zuoxi.roster.access import PLANNERS
from zuoxi.roster.models import ShiftKind
from zuoxi.web.roster import drawing, proposal_forms
from zuoxi.web.roster.proposal_forms import WishForm
from zuoxi.web.shell import formats, progress, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """A proposed kind: drawn, with the people on it by weekday, and its part of the form."""

    shift: Shift
    hours: str
    bars: list[drawing.Bar]
    heads: list[int]
    form: Any


def jobs_seen(request: PersonRequest) -> Any:
    return progress.visible_to(request.person).filter(kind=designing.KIND).order_by("-asked_at")


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: PersonRequest) -> HttpResponse:
    """What was proposed before, and the form to ask anew."""
    form = WishForm(request.POST or None, initial={"earliest": time(7), "latest": time(22)})
    if request.method == "POST" and form.is_valid() and (job := _start(request, form)):
        return respond.go(request, "roster:proposal", job.pk)
    context = {"form": form, "jobs": [progress.Progress(job, timezone.now()) for job in jobs_seen(request)[:SHOWN]]}
    return render(request, "roster/proposals.html", context | {"any": Requirement.objects.exists()}, status=422 if request.method == "POST" else 200)


def _start(request: PersonRequest, form: WishForm) -> Job | None:
    try:
        return designing.start(requirement=form.cleaned_data["requirement"], wish=form.wish, by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(None, str(problem))
    return None


@roles(*PLANNERS)
@require_safe
def proposal(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is; then the kinds against the requirement."""
    job = get_object_or_404(jobs_seen(request), pk=pk)
    return render(request, "roster/proposal.html", _context(job, None))


def _context(job: Job, forms: Any) -> dict[str, Any]:
    requirement = Requirement.objects.select_related("snapshot__forecast").filter(pk=job.arguments.get("requirement")).first()
    context: dict[str, Any] = {"job": job, "requirement": requirement}
    if job.state != JobState.DONE or not job.result:
        return context
    kinds = [designing.shift_of(kind) for kind in job.result["kinds"]]
    forms = forms or proposal_forms.AdoptForms(initial=proposal_forms.suggestions(kinds, designing.free_letters()), prefix="kinds")
    axis = drawing.axis(kinds)
    heads = [kind["heads"] for kind in job.result["kinds"]]
    rows = zip(kinds, heads, forms, strict=True)
    lines = [Line(shift, proposal_forms.hours_of(shift), drawing.bars(shift, axis), row, form) for shift, row, form in rows]
    weekdays = [formats.weekday(number) for number in range(len(job.result["need"]))]
    context |= _outside(job)
    return context | {"result": job.result, "lines": lines, "axis": axis, "forms": forms, "weekdays": weekdays, "chart": _chart(job.result)}


def _outside(job: Job) -> dict[str, Any]:
    """How many hours a week are required where no kind was allowed to be; nothing where the job does not say what was allowed."""
    allowed = {key: job.arguments[key] for key in ("earliest_start_min", "latest_end_min") if key in job.arguments}
    if len(allowed) < 2 or not job.result:
        return {}
    first, last = allowed["earliest_start_min"], allowed["latest_end_min"]
    hours = designing.outside_hours(job.result["need"], job.result["step_min"], first=first, last=last)
    return {"outside_h": round(hours, 1), "earliest": formats.clock(first), "latest": formats.clock(last)}


def _chart(result: dict[str, Any]) -> dict[str, Any]:
    """Required and scheduled over the week, and what is missing or too many."""
    step = result["step_min"]
    x = [f"{formats.weekday(day)} {formats.clock(slot * step)}" for day, row in enumerate(result["need"]) for slot in range(len(row))]
    need = [heads for row in result["need"] for heads in row]
    scheduled = [heads for row in result["scheduled"] for heads in row]
    return {
        "x": x,
        "unit": _("heads"),
        "decimals": 1,
        "zoom": True,
        "series": [
            {"name": _("required"), "values": need, "type": "step"},
            {"name": _("scheduled"), "values": scheduled, "type": "step", "dashed": True},
            {"name": _("difference"), "values": [round(s - n, 2) for s, n in zip(scheduled, need, strict=True)], "type": "bar"},
        ],
    }


@roles(*PLANNERS)
@require_POST
def adopt(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the ticked kinds, all or none."""
    job = get_object_or_404(jobs_seen(request), pk=pk)
    if job.state != JobState.DONE or not job.result:
        raise Http404
    forms = proposal_forms.AdoptForms(request.POST, prefix="kinds")
    if len(forms) != len(job.result["kinds"]):
        raise Http404
    if forms.is_valid():
        made = _take(request, job, forms)
        if made:
            messages.success(request, ngettext("%(count)s shift kind was made.", "%(count)s shift kinds were made.", made) % {"count": made})
            return respond.go(request, "roster:shifts")
        if not any(form.errors for form in forms):
            messages.info(request, _("Tick the kinds to take."))
    return render(request, "roster/proposal.html", _context(job, forms), status=422)


def _take(request: PersonRequest, job: Job, forms: Any) -> int:
    """How many were made; 0 when one of them could not be, which is said beside it."""
    place, proposed = ShiftKind.objects.aggregate(last=Max("order"))["last"] or 0, (job.result or {})["kinds"]
    ticked = [(number, form) for number, form in enumerate(forms) if form.cleaned_data.get("take")]
    try:
        with transaction.atomic():
            for number, form in ticked:
                chosen = form.chosen(designing.shift_of(proposed[number]), place + number + 1)
                _make(request, form, chosen)
    except Unmade:
        return 0
    return len(ticked)


class Unmade(Exception):
    """One of the ticked kinds could not be made; said in its form."""


def _make(request: PersonRequest, form: Any, chosen: shifts.ShiftForm) -> None:
    fields = {"roster.code_taken": "code", "roster.letter_taken": "letter"}
    try:
        shifts.create(form=chosen, by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(fields.get(problem.code), str(problem))
        raise Unmade from problem
    except Refusal as refusal:
        form.add_error(None, sentence(refusal.code, refusal.facts))
        raise Unmade from refusal
