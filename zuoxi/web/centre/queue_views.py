"""Queues: the list, and the form to make or change one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.acd import access, queries
from zuoxi.acd import queues as verbs
from zuoxi.acd.models import Queue
from zuoxi.people import access as people_access
from zuoxi.people.models import RoleName
from zuoxi.web.centre.queue_forms import HoursRows, QueueFieldsForm, Rows, chosen, grouped, initial
from zuoxi.web.shell import numbers, seen
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.formats import weekday
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

MAY_CHANGE = (RoleName.PLANNER,)


@roles(*sorted(access.SEE_ALL))
@require_safe
def queues(request: PersonRequest) -> HttpResponse:
    """Every queue with its hours."""
    rows = [
        {"queue": queue, "hours": [_hours(row) for row in grouped(queue.opening_hours.all())]}
        for queue in queries.in_order().select_related("skill").prefetch_related("opening_hours")
    ]
    context = {"rows": rows, "may_change": people_access.has(request.person, *MAY_CHANGE), "waiting": queries.skills_without_queue()}
    return render(request, "centre/queues.html", context)


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    return _edit(request, None)


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(access.visible_to(request.person), pk=pk))


def _edit(request: PersonRequest, queue: Queue | None) -> HttpResponse:
    """The form, and what comes back from it; a refusal of the verb stands above the fields."""
    fields, rows = initial(queue) if queue else _first(request)
    known = queue is not None
    if request.method != "POST":
        return _show(request, QueueFieldsForm(initial=fields, known=known), Rows(initial=rows), queue, status=200)
    form, hours = QueueFieldsForm(request.POST, initial=fields, known=known), Rows(request.POST)
    with transaction.atomic():
        return _save(request, form, hours, verbs.hold(queue) if queue else None)


def _save(request: PersonRequest, form: QueueFieldsForm, hours: HoursRows, queue: Queue | None) -> HttpResponse:
    if form.is_valid() and hours.is_valid():
        if queue and seen.is_stale(request, _shown(queue)):
            open_now = "; ".join(f"{row['days']} {row['opens_min']}–{row['closes_min']} ({row['least_heads']})" for row in _hours_of(queue))
            seen.tell(form, _shown(queue), _("Opening hours now: %(hours)s.") % {"hours": open_now or _("around the clock")})
            return _show(request, form, hours, queue, status=409)
        try:
            saved = verbs.change(queue, chosen(form, hours)) if queue else verbs.create(chosen(form, hours))
        except verbs.CodeTaken as refused:
            form.add_error("code", str(refused))
        except verbs.HoursOverlap as refused:
            form.add_error(None, str(verbs.HoursOverlap(weekday=weekday(refused.facts["weekday"]))))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved})
            return go(request, "centre:queues")
    return _show(request, form, hours, queue, status=422)


def _first(request: PersonRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a new queue starts with: usual hours, and names and code of the skill that waits for it (`?skill=`)."""
    skill = queries.skills_without_queue().filter(pk__in=numbers.wholes([request.GET.get("skill")])).first()
    fields = {"code": skill.code, "name": skill.name, "name_en": skill.name_en} if skill else {}
    return fields, [{"days": list(range(5)), "opens_min": "08:00", "closes_min": "20:00", "least_heads": 1}]


def _show(request: PersonRequest, form: QueueFieldsForm, hours: HoursRows, queue: Queue | None, *, status: int) -> HttpResponse:
    return render(
        request, "centre/queue.html", {"form": form, "rows": hours, "queue": queue, "seen": seen.mark(_shown(queue)) if queue else ""}, status=status
    )


def _shown(queue: Queue) -> dict[str, Any]:
    """Everything the form shows of a queue."""
    fields, rows = initial(queue)
    return {**fields, "hours": rows}


def _hours_of(queue: Queue) -> list[dict[str, object]]:
    return [_hours(row) for row in grouped(queue.opening_hours.order_by("weekday", "opens_min"))]


def _hours(row: dict[str, object]) -> dict[str, object]:
    days = row["days"]
    return {**row, "days": pgettext("between members of a list", ", ").join(weekday(day) for day in days)}  # type: ignore[attr-defined]
