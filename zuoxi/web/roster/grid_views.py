"""The grid people x days: the page, and what its script asks for. Everything is bounded by `roster.access`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core import preferences
from zuoxi.roster import cells, facts
from zuoxi.roster.access import READERS
from zuoxi.roster.models import Publication, Version
from zuoxi.web.roster import grid_body, grid_payload, grid_remarks, grid_scope, grid_texts
from zuoxi.web.roster.grid_scope import Scope
from zuoxi.web.shell import formats, numbers
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

ASKED = ("data", "since", "cell", "steps", "violations", "coverage", "change", "undo", "redo")
KEPT = "roster:grid"
SIGHT_MODULES = [
    "api",
    "arrangement",
    "clock",
    "colours",
    "columns",
    "describe",
    "dom",
    "header",
    "parts",
    "roster",
    "row",
    "selection",
    "settings",
    "sight",
    "texts",
    "view",
]
STATIC = Path(__file__).parent / "static"
SIGHT = [f"roster/grid/{name}.js" for name in SIGHT_MODULES]
WORK = sorted({str(path.relative_to(STATIC)) for path in (STATIC / "roster" / "grid").glob("*.js")} - {*SIGHT, "roster/grid/main.js"})
"""The modules of the script: those of the first look are named in the page, the others to the script when that is done, so that the browser
fetches each part at once and not one file after the other."""


@roles(*READERS)
@require_safe
def page(request: PersonRequest, pk: int) -> HttpResponse:
    """The page itself; the roster comes with `data`."""
    scope = grid_scope.of(request, pk)
    context = {
        "scope": scope,
        "version": scope.version,
        "period": scope.version.period,
        "publication": Publication.objects.filter(version=scope.version).first(),
        "successor": _successor(scope),
        "texts": grid_texts.texts(),
        "page": _page(request, scope),
        "modules": SIGHT,
        "keys": grid_texts.keys(),
    }
    return render(request, "roster/grid.html", context)


def _successor(scope: Scope) -> Version | None:
    """The version in force, where this one has been superseded."""
    if scope.version.is_draft:
        return None
    return Version.objects.published().filter(period=scope.version.period_id).exclude(pk=scope.version.pk).first()


def _page(request: PersonRequest, scope: Scope) -> dict[str, Any]:
    """What the script must know before it asks."""
    urls = {name: reverse(f"roster:grid-{name}", args=[scope.version.pk]) for name in ASKED}
    return {
        "urls": {**urls, "keep": reverse("roster:grid-keep")},
        "person": scope.person.pk,
        "kept": preferences.kept(person=scope.person, page=KEPT),
        "login": f"{resolve_url(settings.LOGIN_URL)}?next={request.path}",
        "off_words": grid_texts.off_words(),
        "modules": [static(name) for name in WORK],
    }


@roles(*READERS)
@require_safe
def data(request: PersonRequest, pk: int) -> JsonResponse:
    """The roster, as far as the reader may see it."""
    return _json(grid_payload.payload(grid_scope.of(request, pk), today=timezone.localdate()))


@roles(*READERS)
@require_safe
def since(request: PersonRequest, pk: int) -> JsonResponse:
    """What was changed after the revision the page has seen, whoever changed it, with what follows from it."""
    scope = grid_scope.of(request, pk)
    changed = cells.changes_since(scope.version, _number(request, "revision"))
    others = [(one.person_id, one.day) for one in changed if one.by != scope.person.pk]
    rows = {"revision": scope.version.revision, "draft": scope.version.is_draft, "cells": grid_scope.day_rows(scope, changed) if changed else []}
    return _json({**rows, **grid_remarks.after(scope, others)})


@roles(*READERS)
@require_safe
def cell(request: PersonRequest, pk: int) -> JsonResponse:
    """One cell's breaks, and what would mend the rules it breaks. Not one of theirs: 404."""
    scope = grid_scope.of(request, pk)
    person, day = _number(request, "person"), _day(request)
    if person not in scope.ids or day not in scope.version.period:
        raise Http404
    row = scope.version.assignments.filter(person=person, day=day).select_related("shift").first()
    found = {"shift": row.shift.code if row and row.shift else None, "breaks": row.breaks if row else []}
    return _json({**found, "fixes": grid_remarks.fixes(scope, person=person, day=day) if scope.editable else []})


@roles(*READERS)
@require_safe
def steps(request: PersonRequest, pk: int) -> JsonResponse:
    """The list of steps by name, newest first; one's own can be turned."""
    scope = grid_scope.of(request, pk)
    found = cells.steps(scope.version) if scope.floor else []
    rows = [
        {
            "text": grid_texts.step_line(one.kind, cells=one.cells, people=one.people),
            "at": formats.moment(one.at),
            "by": one.author.name,
            "mine": one.author == scope.person and scope.editable,
            "undone": one.is_undone,
        }
        for one in found
    ]
    return _json({"steps": rows})


@roles(*READERS)
@require_safe
def violations(request: PersonRequest, pk: int) -> JsonResponse:
    """Every rule that the version breaks, as far as it concerns the reader's people."""
    scope = grid_scope.of(request, pk)
    return _json(grid_remarks.remarks(scope, facts.sheet(scope.version)))


@roles(*READERS)
@require_safe
def coverage(request: PersonRequest, pk: int) -> JsonResponse:
    """Heads required and scheduled on all days, or on those named by number; null for who sees only their own people."""
    scope = grid_scope.of(request, pk)
    period = scope.version.period
    named = numbers.wholes(request.GET.get("days", "").split(","))
    days = sorted({day for day in named if day < period.days}) or list(range(period.days))
    return _json({"coverage": grid_remarks.cover(scope, facts.sheet(scope.version), days) if scope.floor else None})


@roles(*READERS)
@require_POST
def keep(request: PersonRequest) -> HttpResponse:
    """Remember how the reader wants the grid."""
    preferences.keep(person=request.person, page=KEPT, wishes=grid_body.view(request))
    return HttpResponse(status=204)


def _json(body: dict[str, Any]) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _number(request: PersonRequest, name: str) -> int:
    number = numbers.whole(request.GET.get(name))
    if number is None:
        raise grid_body.Unreadable
    return number


def _day(request: PersonRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError as error:
        raise grid_body.Unreadable from error
