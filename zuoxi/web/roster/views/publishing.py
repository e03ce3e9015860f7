"""Publishing: what will change and who will be told is seen before; afterwards it stands for ever (F-14, UX 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.people.models import Person
from zuoxi.roster import access, checking, facts, publishing
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.models import Publication, Version
from zuoxi.roster.publishing import Difference
from zuoxi.web.shell import numbers, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

SHOWN = 50
"""People whose changes are listed at once; the rest is counted and shown when asked for."""


@dataclass(frozen=True)
class Changed:
    """What changes for one person: day, shift before, shift after (None: day off)."""

    person: Person
    days: list[tuple[date, str | None, str | None]]


def by_person(differences: Iterable[Difference]) -> list[Changed]:
    """The same differences person by person, in the order of names."""
    found: dict[int, Changed] = {}
    for one in differences:
        found.setdefault(one.person.pk, Changed(one.person, [])).days.append((one.day, one.before, one.after))
    return sorted(found.values(), key=lambda changed: (changed.person.pinyin, changed.person.work_number))


def own_week(day: date) -> str:
    """Where somebody sees their own week."""
    return reverse("mine:week_of", args=[day.isoformat()])


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """The sheet to acknowledge, then the act."""
    version = access.plannable_version(request.person, pk)
    if request.method == "POST":
        seen = numbers.revision(request.POST.get("revision"))
        former = numbers.whole(request.POST.get("in_force"))
        publishing.publish(version=version, by=request.person, now=timezone.now(), seen_revision=seen, seen_in_force=former, link=own_week)
        messages.success(request, _("Version %(number)s is in force. Everybody concerned has been told.") % {"number": version.number})
        return respond.go(request, "roster:publication", version.pk)
    return render(request, "roster/publish.html", _sheet(version, whole="all" in request.GET))


def _sheet(version: Version, *, whole: bool) -> dict[str, object]:
    """With `whole` everybody whose days change is listed."""
    sheet = facts.sheet(version)
    former = publishing.in_force(version)
    changed = by_person(publishing.diff(version, former)) if former else []
    told = publishing.told(version)
    return {
        "version": version,
        "period": version.period,
        "former": former,
        "broken": checking.hard_violations(sheet),
        "figures": checking.figures(sheet),
        "changed": changed if whole else changed[:SHOWN],
        "people": len(changed),
        "more": 0 if whole else max(0, len(changed) - SHOWN),
        "cells": sum(len(one.days) for one in changed),
        "told": told,
    }


@roles(*READERS)
@require_safe
def publication(request: PersonRequest, pk: int) -> HttpResponse:
    """What was published: when, by whom, what it changed for the people the reader may see."""
    found = get_object_or_404(access.publications(request.person).select_related("version__period", "published_by"), version=pk)
    people = access.rows(request.person, found.version).in_bulk()
    differences = [
        Difference(people[person], date.fromisoformat(day), before, after) for person, day, before, after in found.diff if person in people
    ]
    context = {"publication": found, "version": found.version, "period": found.version.period, "changed": by_person(differences)}
    return render(request, "roster/publication.html", {**context, "intact": publishing.is_intact(found), "later": _later(request.person, found)})


def _later(reader: Person, found: Publication) -> QuerySet[Publication]:
    """What replaced it."""
    return access.publications(reader).filter(version__period=found.version.period_id, published_at__gt=found.published_at).select_related("version")
