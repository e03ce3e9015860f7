"""The inbox: what waits for one's decision, decided one by one or many at once; what one asked for and where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core import approval_facts, approval_queries, approvals
from zuoxi.core.models import StepVerdict
from zuoxi.web.inbox import access, shown
from zuoxi.web.shell import numbers
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

COLUMNS = (
    Column("what", gettext_lazy("Request"), sort=("kind",)),
    Column("state", gettext_lazy("State"), sort=("state",)),
    Column("who", gettext_lazy("Who has it")),
    Column("due", gettext_lazy("Due"), sort=("due_at",), phone=False),
    Column("asked", gettext_lazy("Asked"), sort=("asked_at",), phone=False),
)
MOST_AT_ONCE = 200
MOST_REMARK = 2000


def tabs(request: PersonRequest) -> list[tuple[Any, str, bool]]:
    """The pages of the inbox."""
    routes = (
        ("inbox:inbox", _("Waiting for me")),
        ("inbox:asked", _("What I asked for")),
        ("inbox:appeals", _("Appeals")),
        ("inbox:delegations", _("Standing in")),
    )
    return [(label, reverse(route), request.path == reverse(route)) for route, label in routes]


@everyone
@require_safe
def inbox(request: PersonRequest) -> HttpResponse:
    """Everything that waits for the reader, soonest due first."""
    rows = shown.waiting(request.person, timezone.now())
    page = {"rows": rows[:MOST_AT_ONCE], "more": max(0, len(rows) - MOST_AT_ONCE), "tabs": tabs(request), "most_remark": MOST_REMARK}
    return render(request, "inbox/inbox.html", page)


@everyone
@require_POST
def decide(request: PersonRequest) -> HttpResponse:
    """Decide on the chosen ones, or on the one whose button was pressed; each for itself."""
    now, one = timezone.now(), request.POST.get("one", "")
    chosen = numbers.wholes([one] if one else request.POST.getlist("chosen"))
    verdict = StepVerdict.REJECTED if request.POST.get("verdict") == "reject" and not one else StepVerdict.APPROVED
    rows = approval_queries.visible_to(request.person, now=now).filter(pk__in=chosen[:MOST_AT_ONCE]).select_related("asked_by").order_by("due_at")
    seen = {pk: turn for pk in chosen if (turn := numbers.whole(request.POST.get(f"seen-{pk}"))) is not None}
    remark = request.POST.get("remark", "")[:MOST_REMARK]
    outcomes = approvals.decide_many(approvals=rows, verdict=verdict, by=request.person, now=now, remark=remark, seen=seen)
    _tell(request, outcomes, verdict)
    return go(request, "inbox:inbox")


def _tell(request: PersonRequest, outcomes: list[approvals.Outcome], verdict: StepVerdict) -> None:
    done = sum(one.problem is None for one in outcomes)
    if not outcomes:
        messages.warning(request, _("Nothing was chosen. Tick what you want to decide on."))
    elif done and verdict == StepVerdict.APPROVED:
        messages.success(request, ngettext("%(count)s request was approved.", "%(count)s requests were approved.", done) % {"count": done})
    elif done:
        messages.success(request, ngettext("%(count)s request was rejected.", "%(count)s requests were rejected.", done) % {"count": done})
    for text in sorted({str(one.problem) for one in outcomes if one.problem is not None}):
        messages.error(request, text)


@everyone
@require_safe
def approval(request: PersonRequest, pk: int) -> HttpResponse:
    """One request: what is asked, the steps so far, who has it, and the decision if it is the reader's."""
    return _page(request, pk)


def _page(request: PersonRequest, pk: int, *, error: str = "", remark: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    found = access.approval(request.person, pk, now=now)
    row = shown.asked([found], now)[0]
    own = request.person.pk in approval_facts.own(found)
    actor = approval_facts.actor(found, request.person.pk, now=now) if found.is_open and not own else None
    as_whom = next((one for one in row.with_whom if actor and one.pk == actor.as_whom), None)
    page = {
        "row": row, "taken": found.taken.select_related("by", "as_whom").order_by("at", "pk"), "may_act": actor is not None and not row.own_page,
        "as_whom": as_whom, "appeal": getattr(found, "appeal", None), "error": error, "remark": remark, "most_remark": MOST_REMARK,
        "may_withdraw": found.is_open and found.asked_by_id == request.person.pk, "tabs": tabs(request),
    }  # fmt: skip
    return render(request, "inbox/approval.html", page, status=status)


@everyone
@require_POST
def act(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve, or reject with a reason; without one the page comes back with what was written."""
    now = timezone.now()
    found = access.approval(request.person, pk, now=now)
    remark, seen = request.POST.get("remark", "")[:MOST_REMARK], numbers.whole(request.POST.get("seen"))
    try:
        if request.POST.get("verdict") == "reject":
            approvals.reject(approval=found, by=request.person, now=now, remark=remark, seen=seen)
            messages.success(request, _("It was rejected; who asked will read why."))
        else:
            approvals.approve(approval=found, by=request.person, now=now, remark=remark, seen=seen)
            messages.success(request, _("It was approved."))
    except approvals.RemarkNeeded as refused:
        return _page(request, pk, error=str(refused), remark=remark, status=422)
    return go(request, "inbox:inbox")


@everyone
@require_safe
def asked(request: PersonRequest) -> HttpResponse:
    """What the reader asked for or what is about them, newest first, and who has it."""
    listing = Listing.of(request, approval_queries.asked_by(request.person), columns=COLUMNS, order="-asked")
    rows = shown.asked(listing.rows, timezone.now())
    return render(request, "inbox/asked.html", {"listing": listing, "rows": rows, "tabs": tabs(request)})


@everyone
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    approvals.withdraw(approval=access.own_request(request.person, pk), by=request.person, now=timezone.now())
    messages.success(request, _("It was withdrawn."))
    return go(request, "inbox:asked")
