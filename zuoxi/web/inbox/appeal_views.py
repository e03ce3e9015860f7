"""Appeals: made from a decision about oneself, looked at, answered by the level above who decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core import appeals as verbs
from zuoxi.core import approval_facts, approval_queries
from zuoxi.core.approvals import RemarkNeeded
from zuoxi.core.models import Appeal, AppealState
from zuoxi.web.inbox import access, shown
from zuoxi.web.inbox.approval_views import tabs
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

COLUMNS = (
    Column("what", gettext_lazy("Appeal")),
    Column("state", gettext_lazy("State"), sort=("state",)),
    Column("who", gettext_lazy("By"), phone=False),
    Column("due", gettext_lazy("Answer due"), phone=False),
    Column("asked", gettext_lazy("Made"), sort=("asked_at",)),
)
TONES = {AppealState.ASKED: "info", AppealState.CHANGED: "good", AppealState.UPHELD: "neutral", AppealState.REJECTED: "bad"}
MOST_TEXT = 4000


class AppealForm(forms.Form):
    """Why, and what shows it."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=MOST_TEXT, widget=forms.Textarea())
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(),
        help_text=gettext_lazy("Case numbers, times, who was there: what the answerer can look up."),
    )


class AnswerForm(forms.Form):
    """The answer, its reason, and what is true instead when the decision is changed."""

    state = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            (AppealState.UPHELD, gettext_lazy("the decision stands")),
            (AppealState.CHANGED, gettext_lazy("the decision is changed")),
            (AppealState.REJECTED, gettext_lazy("the appeal cannot be heard")),
        ],
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=MOST_TEXT, widget=forms.Textarea())
    fact = forms.CharField(
        label=gettext_lazy("What is true instead"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(),
        help_text=gettext_lazy("Needed when the decision is changed: it is stored as a new fact, and what rests on it is decided again."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)


def words(appeal: Appeal) -> dict[str, Any]:
    """What was decided, as its app says it."""
    kind = verbs.KINDS.get(appeal.kind)
    said = (kind.describe(appeal) if kind else "") or str(appeal.facts.get("text", ""))
    return {"appeal": appeal, "label": kind.label if kind else appeal.kind, "words": said, "link": kind.link(appeal) if kind else ""}


def _row(appeal: Appeal) -> dict[str, Any]:
    return {**words(appeal), "tone": TONES.get(AppealState(appeal.state), "neutral")}


@everyone
@require_safe
def appeals(request: PersonRequest) -> HttpResponse:
    """One's own appeals, and those that one answers or answered."""
    visible = approval_queries.visible_to(request.person, now=timezone.now()).values("pk")
    rows = Appeal.objects.filter(Q(person=request.person) | Q(approval__in=visible)).select_related("person", "approval")
    listing = Listing.of(request, rows, columns=COLUMNS, order="-asked")
    return render(request, "inbox/appeals.html", {"listing": listing, "rows": [_row(one) for one in listing.rows], "tabs": tabs(request)})


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """The form from a decision; it is the reader's own, else it does not exist."""
    now, about = timezone.now(), request.GET.get("about", "")[:64]
    found = verbs.matter(about)
    if found is None or found.person != request.person.pk:
        raise Http404
    draft = Appeal(kind=about.partition(":")[0], about=about, facts=found.facts)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = verbs.appeal(about=about, by=request.person, now=now, **form.cleaned_data)
        except (verbs.TooLate, verbs.AlreadyAppealed, verbs.ReasonNeeded) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The appeal was made; you will be told the answer."))
            return go(request, "inbox:appeal", made.pk)
    page = {**words(draft), "form": form, "until": verbs.until(found, now=now), "decided_at": found.decided_at, "now": now}
    return render(request, "inbox/appeal_new.html", page, status=422 if form.is_bound else 200)


@everyone
@require_safe
def appeal(request: PersonRequest, pk: int) -> HttpResponse:
    """One appeal: the decision, reason and evidence, the answer or who has it; the answer's form if it is the reader's to give."""
    found = access.appeal(request.person, pk, now=timezone.now())
    return _page(request, found, AnswerForm(initial={"seen": found.approval.turn}))


def _page(request: PersonRequest, found: Appeal, form: AnswerForm) -> HttpResponse:
    now, waits = timezone.now(), found.approval
    row = shown.asked([waits], now)[0]
    own = request.person.pk in approval_facts.own(waits)
    may_answer = waits.is_open and not own and approval_facts.actor(waits, request.person.pk, now=now) is not None
    page = {**_row(found), "row": row, "form": form, "may_answer": may_answer, "may_withdraw": waits.is_open and found.person_id == request.person.pk}
    return render(request, "inbox/appeal.html", page, status=422 if form.is_bound else 200)


@everyone
@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer with a reason; a changed decision brings its new fact."""
    now = timezone.now()
    found, form = access.appeal(request.person, pk, now=now), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    data = form.cleaned_data
    fact = {"text": data["fact"].strip()} if data["fact"].strip() else None
    try:
        verbs.answer(
            appeal=found, state=AppealState(data["state"]), reason=data["reason"], by=request.person, now=now, new_fact=fact, seen=data["seen"]
        )
    except (verbs.NewFactNeeded, RemarkNeeded) as refused:
        form.add_error("fact" if isinstance(refused, verbs.NewFactNeeded) else "reason", str(refused))
        return _page(request, found, form)
    messages.success(request, _("The appeal was answered; who made it was told."))
    return go(request, "inbox:appeals")
