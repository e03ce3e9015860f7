"""History, doubts: the usual week, and the stretches that cannot be trusted until a planner decides (F-03, X-05)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core.errors import Problem
from zuoxi.planning import access, marks, queries
from zuoxi.planning.access import PLANNERS, READERS
from zuoxi.planning.models import HistoryMark
from zuoxi.web.planning import charts, labels
from zuoxi.web.planning.history_forms import DecisionForm, DoubtForm
from zuoxi.web.planning.history_views import tabs
from zuoxi.web.shell import numbers, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

WEEKS = (4, 8, 12, 26, 52)
COLUMNS = (
    Column("pick", ""),
    Column("start", gettext_lazy("Stretch"), sort=("start",)),
    Column("queue", gettext_lazy("Queue"), sort=("queue__order",)),
    Column("kind", gettext_lazy("Kind"), sort=("kind",), phone=False),
    Column("observed", gettext_lazy("Came"), sort=("observed",), numeric=True, phone=False),
    Column("expected", gettext_lazy("To be expected"), sort=("expected",), numeric=True, phone=False),
    Column("decision", gettext_lazy("Decision")),
    Column("reason", gettext_lazy("Reason"), phone=False),
)
SHOWN = ("open", "left_out", "kept", "all")


@roles(*READERS)
@require_safe
def week(request: PersonRequest) -> HttpResponse:
    """The usual week of a queue as a heat map."""
    queues = list(acd_queries.in_order())
    queue = _chosen(request, queues)
    weeks = int(text) if (text := request.GET.get("weeks", "")) in {str(number) for number in WEEKS} else 12
    found = queries.pattern(queue, weeks=weeks) if queue else None
    context = {
        "tabs": tabs("planning:history-week"),
        "queues": [(one, f"?queue={one.code}&weeks={weeks}", one == queue) for one in queues],
        "weeks": [(number, f"?queue={queue.code}&weeks={number}", number == weeks) for number in WEEKS] if queue else [],
        "queue": queue,
        "pattern": found,
        "chart": charts.week_heat(found) if found else None,
    }
    return render(request, "planning/history_week.html", context)


def _chosen(request: HttpRequest, queues: list[Queue]) -> Queue | None:
    """The queue of the address, else the first."""
    wanted = request.GET.get("queue", "")
    return next((queue for queue in queues if queue.code == wanted), queues[0] if queues else None)


@roles(*READERS)
@require_safe
def doubts(request: PersonRequest) -> HttpResponse:
    """The list, and deciding on several at once."""
    return _doubts(request)


def _doubts(request: PersonRequest, *, status: int = 200, decision: DecisionForm | None = None, by_hand: DoubtForm | None = None) -> HttpResponse:
    shown = wanted if (wanted := request.GET.get("shown", "")) in SHOWN else "open"
    names = {"open": _("To decide"), "left_out": _("Left out"), "kept": _("Kept"), "all": _("All")}
    context = {
        "tabs": tabs("planning:history-doubts"),
        "listing": Listing.of(request, _filtered(shown), columns=COLUMNS, order="-start"),
        "filters": [(names[one], f"?shown={one}", one == shown) for one in SHOWN],
        "shown": shown,
        "decision": decision or DecisionForm(),
        "by_hand": by_hand or DoubtForm(),
        "by_hand_open": by_hand is not None,
        "may_plan": access.may_plan(request.person),
        "knows": labels,
    }
    return render(request, "planning/doubts.html", context, status=status)


def _filtered(shown: str) -> QuerySet[HistoryMark]:
    found = queries.marks()
    if shown == "open":
        return found.filter(by=None)
    return found if shown == "all" else found.exclude(by=None).filter(left_out=shown == "left_out")


@roles(*READERS)
@require_safe
def doubt(request: PersonRequest, pk: int) -> HttpResponse:
    """One stretch: its day as a chart, what was decided."""
    return _doubt(request, access.mark(request.person, pk), DecisionForm())


def _doubt(request: PersonRequest, found: HistoryMark, form: DecisionForm, status: int = 200) -> HttpResponse:
    view = queries.day_of(found)
    following = queries.marks().filter(by=None).exclude(pk=found.pk).order_by("-start", "pk").first()
    context = {
        "mark": found,
        "kind": labels.doubt(found.kind),
        "decision": labels.decision(found),
        "chart": charts.doubtful_day(view, [found]) if view else None,
        "form": form,
        "following": following,
        "may_plan": access.may_plan(request.person),
    }
    return render(request, "planning/doubt.html", context, status=status)


@roles(*PLANNERS)
@require_POST
def propose(request: PersonRequest) -> HttpResponse:
    """Look through all history again."""
    count = marks.propose(queues=list(acd_queries.in_order()), now=timezone.now())
    messages.success(request, _("The history was looked through: %(count)s stretches wait for a decision.") % {"count": count})
    return respond.go(request, "planning:history-doubts")


@roles(*PLANNERS)
@require_POST
def decide_many(request: PersonRequest) -> HttpResponse:
    """One decision and one reason for all stretches that are ticked."""
    form = DecisionForm(request.POST)
    picked = list(queries.marks().filter(pk__in=numbers.wholes(request.POST.getlist("mark"))))
    if not picked:
        form.is_valid()
        form.add_error(None, _("Tick at least one stretch."))
    if form.is_valid():
        _decide(request, picked, form)
        return respond.go(request, "planning:history-doubts")
    return _doubts(request, status=422, decision=form)


@roles(*PLANNERS)
@require_POST
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave one stretch out or keep it; then to the next that is open."""
    found = access.mark(request.person, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _doubt(request, found, form, 422)
    _decide(request, [found], form)
    following = queries.marks().filter(by=None).order_by("-start", "pk").first()
    return respond.go(request, "planning:history-doubt", following.pk) if following else respond.go(request, "planning:history-doubts")


def _decide(request: PersonRequest, picked: list[HistoryMark], form: DecisionForm) -> None:
    marks.decide(marks=picked, leave_out=form.leaves_out, reason=form.cleaned_data["reason"], by=request.person, now=timezone.now())
    count = len(picked)
    if form.leaves_out:
        text = ngettext("%(count)s stretch is left out of forecasts.", "%(count)s stretches are left out of forecasts.", count)
    else:
        text = ngettext("%(count)s stretch is kept.", "%(count)s stretches are kept.", count)
    messages.success(request, text % {"count": count})


@roles(*PLANNERS)
@require_POST
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    found = access.mark(request.person, pk)
    marks.undo(mark=found, now=timezone.now())
    messages.success(request, _("The decision was taken back."))
    return respond.go(request, "planning:history-doubts") if found.kind == marks.BY_HAND else respond.go(request, "planning:history-doubt", pk)


@roles(*PLANNERS)
@require_POST
def by_hand(request: PersonRequest) -> HttpResponse:
    """Leave out a stretch the check did not find."""
    form = DoubtForm(request.POST)
    if form.is_valid() and _marked(request, form.cleaned_data, form):
        return respond.go(request, f"{reverse('planning:history-doubts')}?shown=left_out")
    return _doubts(request, status=422, by_hand=form)


def _marked(request: PersonRequest, said: dict[str, Any], form: DoubtForm) -> bool:
    try:
        marks.by_hand(queue=said["queue"], start=said["start"], end=said["end"], reason=said["reason"], by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("The stretch is left out of forecasts."))
    return True
