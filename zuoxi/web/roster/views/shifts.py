"""Shift kinds (F-10): listed and drawn, made, changed, put out of use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import Shift
from zuoxi.people import access as people_access
from zuoxi.roster import shifts
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.models import ShiftKind
from zuoxi.roster.shifts import ShiftForm
from zuoxi.web.roster import drawing, shift_forms
from zuoxi.web.roster.shift_forms import BreakRows, KindForm
from zuoxi.web.shell import numbers, respond, seen
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

FIELD_OF = {"roster.code_taken": "code", "roster.letter_taken": "letter"}
"""Where an error of the verb is shown; the others stand above the form."""


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    kind: ShiftKind
    shift: Shift
    bars: list[drawing.Bar]
    tags: list[str]


@roles(*READERS)
@require_safe
def kinds(request: PersonRequest) -> HttpResponse:
    """Every kind, those in use first, drawn on one axis."""
    found = [
        (kind, shifts.to_engine(kind)) for kind in ShiftKind.objects.order_by("-is_active", "order", "code").prefetch_related("blocks", "breaks")
    ]
    axis = drawing.axis([shift for _, shift in found])
    lines = [Line(kind, shift, drawing.bars(shift, axis), shift_forms.tag_names(kind.tags)) for kind, shift in found]
    can_plan = people_access.has(request.person, *PLANNERS)
    return render(request, "roster/shifts.html", {"lines": lines, "axis": axis, "can_plan": can_plan})


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A new kind, empty or from a copy (`?copy=`)."""
    if request.method == "POST":
        return _submitted(request, None)
    source = ShiftKind.objects.filter(pk__in=numbers.wholes([request.GET.get("copy")])).first()
    place = (ShiftKind.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    if source is None:
        return _page(request, KindForm(initial={"order": place}), shift_forms.break_rows(2)(prefix="breaks"), None)
    copy = replace(shifts.form_of(source), code="", letter="", order=place, name=_("%(name)s (copy)") % {"name": source.name})
    return _filled(request, copy, None)


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a kind."""
    kind = get_object_or_404(ShiftKind, pk=pk)
    return _submitted(request, kind) if request.method == "POST" else _filled(request, shifts.form_of(kind), kind)


@roles(*PLANNERS)
@require_POST
def activate(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a kind out of use, or back in."""
    kind = get_object_or_404(ShiftKind, pk=pk)
    active = request.POST.get("active") == "1"
    shifts.set_active(kind=kind, active=active, seen_revision=numbers.revision(request.POST.get("revision")), by=request.person, now=timezone.now())
    messages.success(request, (_("%(name)s is in use again.") if active else _("%(name)s is out of use.")) % {"name": kind})
    return respond.go(request, "roster:shifts")


def _filled(request: PersonRequest, form: ShiftForm, kind: ShiftKind | None) -> HttpResponse:
    fields, rows = shift_forms.initial(form)
    fields["revision"] = kind.revision if kind else 0
    return _page(request, KindForm(initial=fields), shift_forms.break_rows(1)(initial=rows, prefix="breaks"), kind)


def _submitted(request: PersonRequest, kind: ShiftKind | None) -> HttpResponse:
    """Another row of breaks was asked for, or the whole is to be saved."""
    start = shift_forms.initial(shifts.form_of(kind))[1] if kind else []
    form, rows = KindForm(request.POST), shift_forms.break_rows(1)(request.POST, initial=start, prefix="breaks")
    if "more" in request.POST:
        return _page(request, form, _one_more(request, rows), kind)
    if form.is_valid() and rows.is_valid():
        chosen = shift_forms.chosen(form, rows)
        saved = _save(request, form, chosen, kind) if chosen else None
        if saved:
            messages.success(request, _("%(name)s was saved.") % {"name": saved})
            return respond.go(request, "roster:shifts")
    return _page(request, form, rows, kind, status=422)


def _one_more(request: PersonRequest, rows: BreakRows) -> BreakRows:
    data = request.POST.copy()
    data["breaks-TOTAL_FORMS"] = str(rows.total_form_count() + 1)
    more: BreakRows = shift_forms.break_rows(1)(data, initial=rows.initial, prefix="breaks")
    return more


def _save(request: PersonRequest, form: KindForm, chosen: ShiftForm, kind: ShiftKind | None) -> ShiftKind | None:
    """The kind, or None with what is wrong said in the form."""
    common: dict[str, Any] = {"form": chosen, "by": request.person, "now": timezone.now()}
    try:
        return shifts.edit(kind=kind, seen_revision=numbers.revision(form.data.get("revision")), **common) if kind else shifts.create(**common)
    except MovedMeanwhile:
        _tell(form, ShiftKind.objects.get(pk=kind.pk) if kind else None)
    except Problem as problem:
        form.add_error(FIELD_OF.get(problem.code), str(problem))
    except Refusal as refusal:
        form.add_error(None, sentence(refusal.code, refusal.facts))
    return None


def _tell(form: KindForm, now: ShiftKind | None) -> None:
    """Who was slower sees what it is now; saved once more from here, it is theirs that counts."""
    if now is not None:
        seen.tell(form, shift_forms.initial(shifts.form_of(now))[0])
        form.data = {**form.data.dict(), "tags": form.data.getlist("tags"), "revision": now.revision}  # type: ignore[attr-defined]


def _page(request: PersonRequest, form: KindForm, rows: BreakRows, kind: ShiftKind | None, status: int = 200) -> HttpResponse:
    fixed = kind is not None and shifts.is_published(kind)
    return render(request, "roster/shift.html", {"form": form, "rows": rows, "kind": kind, "fixed": fixed}, status=status)
