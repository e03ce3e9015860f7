"""What a planner does in the grid: change cells, undo, redo. Every answer says what is now true, which rules it breaks, what it covers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zuoxi.core.errors import Problem
from zuoxi.people import access as people_access
from zuoxi.people.models import Person, RoleName
from zuoxi.roster import cells, versions
from zuoxi.roster.cells import Applied, Conflict, NothingToRedo, NothingToUndo
from zuoxi.web.roster import grid_body, grid_remarks, grid_scope
from zuoxi.web.roster.grid_scope import Scope
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest


@dataclass
class Outcome:
    """What became of one step: the conflicts, or the sentence of the refusal."""

    conflicts: tuple[Conflict, ...] = ()
    message: str = ""
    places: list[tuple[int, Any]] = field(default_factory=list)


@roles(RoleName.PLANNER)
@require_POST
def change(request: PersonRequest, pk: int) -> JsonResponse:
    """Steps are done in order, each as a whole; one that is refused does not stop the next."""
    scope = grid_scope.to_plan(request, pk)
    seen, steps = grid_body.steps(request, scope.version)
    now = timezone.now()
    outcomes = [_do(scope, step, seen=seen, now=now) for step in steps]
    return _answer(scope, seen=seen, now=now, outcomes=outcomes)


@roles(RoleName.PLANNER)
@require_POST
def undo(request: PersonRequest, pk: int) -> JsonResponse:
    """Take back one's last step, or several."""
    return _turn(request, pk, cells.undo, (NothingToUndo,))


@roles(RoleName.PLANNER)
@require_POST
def redo(request: PersonRequest, pk: int) -> JsonResponse:
    """Do one's undone steps again."""
    return _turn(request, pk, cells.redo, (NothingToRedo,))


def _do(scope: Scope, step: grid_body.Step, *, seen: int, now: datetime) -> Outcome:
    try:
        applied = cells.change(version=scope.version, changes=step.changes, kind=step.kind, seen_revision=seen, by=scope.person, now=now)
    except versions.NotADraft:
        raise
    except Problem as problem:
        return Outcome(message=str(problem), places=[(one.person_id, one.day) for one in step.changes])
    return Outcome(applied.conflicts, places=[(one.person_id, one.day) for one in applied.cells])


def _turn(request: PersonRequest, pk: int, verb: Callable[..., Applied], at_end: tuple[type[Problem], ...]) -> JsonResponse:
    scope = grid_scope.to_plan(request, pk)
    seen, times = grid_body.turn(request)
    now = timezone.now()
    done: list[Applied] = []
    for _number in range(times):
        try:
            done.append(verb(version=scope.version, by=scope.person, now=now))
        except at_end:
            if not done:
                raise
            break
    places = [(one.person_id, one.day) for applied in done for one in applied.cells]
    left = sum(len(applied.conflicts) for applied in done)
    turned = ngettext("%(count)s step", "%(count)s steps", len(done)) % {"count": len(done)}
    return _answer(scope, seen=seen, now=now, outcomes=[], places=places, left=left, turned=turned)


def _answer(scope: Scope, *, seen: int, now: datetime, outcomes: list[Outcome], **more: Any) -> JsonResponse:
    scope.version.refresh_from_db(fields=["revision"])
    places = {place for outcome in outcomes for place in outcome.places} | set(more.pop("places", []))
    body = {
        "at": f"{timezone.localtime(now):%H:%M:%S}",
        "revision": scope.version.revision,
        "cells": grid_scope.day_rows(scope, cells.changes_since(scope.version, seen)),
        "outcomes": _outcomes(scope, outcomes),
        "turns": grid_scope.turns(scope),
        **grid_remarks.after(scope, places),
        **more,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _outcomes(scope: Scope, outcomes: list[Outcome]) -> list[dict[str, Any]]:
    authors = {one.found.by for outcome in outcomes for one in outcome.conflicts if one.found.by}
    names = names_of(scope.person, authors)
    return [{"message": one.message, "conflicts": [_conflict(scope, conflict, names) for conflict in one.conflicts]} for one in outcomes]


def names_of(reader: Person, people: set[int]) -> dict[int, str]:
    """The names of those whom the reader may see."""
    return dict(people_access.visible_to(reader).filter(pk__in=people).values_list("pk", "name")) if people else {}


def _conflict(scope: Scope, one: Conflict, names: dict[int, str]) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "person": one.wanted.person_id,
        "day": (one.wanted.day - scope.version.period.first_day).days,
        "mine": [one.wanted.shift, one.wanted.locked],
        "theirs": [one.found.shift, one.found.locked],
        "by": names.get(one.found.by or 0) or _("another planner"),
    }
