"""Versions of a period: an empty one, a copy, thrown away, weighed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zuoxi.roster import access, checking, facts, versions
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.queries import VersionRow
from zuoxi.web.roster.period_forms import NoteForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest


@roles(*PLANNERS)
@require_POST
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """An empty draft, to be filled by hand."""
    period = access.plannable_period(request.person, pk)
    made = versions.create(period=period, by=request.person, now=timezone.now(), note=_note(request))
    return respond.go(request, "roster:grid", made.pk)


@roles(*PLANNERS)
@require_POST
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """A new draft with the same cells."""
    version = access.plannable_version(request.person, pk)
    note = _note(request) or _("copy of version %(number)s") % {"number": version.number}
    made = versions.copy(version=version, by=request.person, now=timezone.now(), note=note)
    messages.success(request, _("Version %(number)s was made.") % {"number": made.number})
    return respond.go(request, "roster:period", version.period_id)


@roles(*PLANNERS)
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = access.plannable_version(request.person, pk)
    versions.discard(version=version)
    messages.success(request, _("Version %(number)s was thrown away.") % {"number": version.number})
    return respond.go(request, "roster:period", version.period_id)


@roles(*READERS)
@require_safe
def figures(request: PersonRequest, pk: int) -> HttpResponse:
    """What a version costs, lacks and breaks as it is now: cells of its line in the table, worked out when asked for."""
    version = access.version(request.person, pk)
    row = VersionRow(version, checking.figures(facts.sheet(version)))
    return render(request, "roster/parts/version_figures.html", {"row": row})


def _note(request: PersonRequest) -> str:
    form = NoteForm(request.POST)
    return str(form.cleaned_data["note"]) if form.is_valid() else ""
