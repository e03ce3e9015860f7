"""What a requirement rests on: promises per queue, shrinkage per kind and weekday (F-01, F-08)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.core.errors import Problem
from zuoxi.planning import access, shrinkage, targets
from zuoxi.planning.access import PLANNERS, READERS
from zuoxi.planning.models import Target
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy
from zuoxi.web.planning.requirement_forms import ShrinkageForm, TargetForm
from zuoxi.web.planning.requirement_views import tabs
from zuoxi.web.shell import formats, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

FIELD_OF = {"target.no_goal": "service_level", "target.patience_missing": "patience_s", "target.nobody_abandons": "max_abandon"}
"""The field beside which a refusal stands."""


@roles(*READERS)
@require_safe
def targets_page(request: PersonRequest) -> HttpResponse:
    """The promise of each queue that is in force, those before and after it, and the form for the next."""
    return _targets(request, None)


def _targets(request: HttpRequest, form: TargetForm | None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    queues, in_force = list(acd_queries.in_order()), targets.in_force(today)
    chosen = next((queue for queue in queues if queue.code == request.GET.get("queue")), queues[0] if queues else None)
    context = {
        "tabs": tabs("planning:targets"),
        "lines": _lines(queues, in_force, today),
        "form": form or TargetForm(initial=_initial(chosen, in_force, today)),
        "may_plan": access.may_plan(request.person),  # type: ignore[attr-defined]
        "queues": queues,
    }
    return render(request, "planning/targets.html", context, status=status)


def _initial(queue: Queue | None, in_force: dict[int, Target], today: date) -> dict[str, Any]:
    if queue is None:
        return {}
    now = in_force.get(queue.pk)
    goal = Goal.of(now) if now else Goal.of_policy(queue.channel, policy.in_force(timezone.now()).of(StaffingPolicy))
    return {**TargetForm.initial_of(goal), "queue": queue.pk, "effective_from": today}


def _lines(queues: list[Queue], in_force: dict[int, Target], today: date) -> list[dict[str, Any]]:
    """Queue by queue: every promise, newest first, and how it stands today."""
    by_queue: dict[int, list[Target]] = {}
    for target in Target.objects.select_related("set_by").order_by("-effective_from"):
        by_queue.setdefault(target.queue_id, []).append(target)
    found = []
    for queue in queues:
        promises = [{"target": one, "stands": _stands(one, in_force.get(queue.pk), today)} for one in by_queue.get(queue.pk, [])]
        found.append({"queue": queue, "promises": promises, "url": f"?queue={queue.code}#promise"})
    return found


def _stands(target: Target, in_force: Target | None, today: date) -> str:
    """`now`, `later` or `past`."""
    if in_force is not None and target.pk == in_force.pk:
        return "now"
    return "later" if target.effective_from > today else "past"


@roles(*PLANNERS)
@require_POST
def promise(request: PersonRequest) -> HttpResponse:
    """Set the goals of a queue from a day on."""
    form = TargetForm(request.POST)
    if form.is_valid() and _promised(request, form):
        messages.success(request, _("The target of %(queue)s holds from %(day)s on.") % _told(form))
        return respond.go(request, f"{reverse('planning:targets')}?queue={form.cleaned_data['queue'].code}")
    return _targets(request, form, 422)


def _told(form: TargetForm) -> dict[str, str]:
    return {"queue": str(form.cleaned_data["queue"]), "day": formats.day(form.cleaned_data["effective_from"])}


def _promised(request: PersonRequest, form: TargetForm) -> bool:
    said = form.cleaned_data
    try:
        targets.promise(queue=said["queue"], goal=form.goal(), effective_from=said["effective_from"], by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(FIELD_OF.get(problem.code), str(problem))
        return False
    return True


@roles(*READERS)
@require_safe
def shrinkage_page(request: PersonRequest) -> HttpResponse:
    """The table of shares."""
    return _shrinkage(request, None)


def _shrinkage(request: PersonRequest, form: ShrinkageForm | None, status: int = 200) -> HttpResponse:
    table, is_set = shrinkage.table(), shrinkage.is_set()
    lost = [sum(table[kind, weekday] for kind in shrinkage.KINDS) for weekday in shrinkage.WEEKDAYS]
    context = {
        "tabs": tabs("planning:shrinkage"),
        "form": form or ShrinkageForm(shares=table if is_set else shrinkage.of_policy(policy.in_force(timezone.now()).of(StaffingPolicy))),
        "is_set": is_set,
        "weekdays": [formats.weekday(weekday) for weekday in shrinkage.WEEKDAYS],
        "lost": lost,
        "gross": [1 / (1 - share) for share in lost],
        "may_plan": access.may_plan(request.person),
    }
    return render(request, "planning/shrinkage.html", context, status=status)


@roles(*PLANNERS)
@require_POST
def shrink(request: PersonRequest) -> HttpResponse:
    """Store the table of shares."""
    form = ShrinkageForm(request.POST, shares={})
    if form.is_valid():
        try:
            shrinkage.store(shares=form.shares())
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The shrinkage was stored. Requirements worked out from now on use it."))
            return respond.go(request, "planning:shrinkage")
    return _shrinkage(request, form, 422)
