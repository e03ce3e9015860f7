"""Standing in: whom one named for a period, and for whom one stands in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zuoxi.core import approvals
from zuoxi.core import delegations as verbs
from zuoxi.core.models import Delegation
from zuoxi.people import access as people_access
from zuoxi.people import approvers
from zuoxi.people.models import Person
from zuoxi.web.inbox import access
from zuoxi.web.inbox.approval_views import tabs
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.forms import DayField
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

SHOWN_DAYS = 90


class DelegationForm(forms.Form):
    """Whom, from which day to which, for what."""

    to = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Who stands in"), empty_label=gettext_lazy("choose"))
    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"), required=False, widget=forms.CheckboxSelectMultiple(), help_text=gettext_lazy("Nothing ticked: everything.")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(name, kind.label) for name, kind in approvals.KINDS.items()]  # type: ignore[attr-defined]

    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["first"], time.min))

    def end(self) -> datetime:
        """The last day is a whole one."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["last"] + timedelta(days=1), time.min))


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: PersonRequest) -> HttpResponse:
    """Whom one named, for whom one stands in, and the form to name somebody."""
    now, may_name = timezone.now(), people_access.has(request.person, *approvers.APPROVING)
    if request.method == "POST" and not may_name:
        raise PermissionDenied
    people = approvers.stand_ins(request.person, day=timezone.localdate(now))
    form = DelegationForm(request.POST if request.method == "POST" else None, people=people, initial={"first": timezone.localdate(now)})
    if form.is_bound and form.is_valid():
        try:
            verbs.delegate(
                to=form.cleaned_data["to"], start=form.start(), end=form.end(), kinds=form.cleaned_data["kinds"], by=request.person, now=now
            )
        except verbs.PeriodImpossible as refused:
            form.add_error("last", str(refused))
        else:
            messages.success(request, _("%(name)s stands in for you and was told.") % {"name": form.cleaned_data["to"]})
            return go(request, "inbox:delegations")
    page = {**_lists(request.person, now), "form": form, "may_name": may_name, "tabs": tabs(request)}
    return render(request, "inbox/delegations.html", page, status=422 if form.is_bound else 200)


def _lists(person: Person, now: datetime) -> dict[str, Any]:
    recent = Delegation.objects.filter(end__gt=now - timedelta(days=SHOWN_DAYS)).select_related("approver", "delegate").order_by("-start", "-pk")
    return {
        "given": [_row(one, now) for one in recent.given_by(person)],
        "received": [_row(one, now) for one in recent.filter(delegate=person)],
    }


def _row(one: Delegation, now: datetime) -> dict[str, Any]:
    kinds = [str(approvals.KINDS[kind].label) for kind in sorted(one.of_kinds) if kind in approvals.KINDS]
    if one.ended_at or one.end <= now:
        state, tone = _("over"), "neutral"
    else:
        state, tone = (_("now"), "good") if one.start <= now else (_("ahead"), "info")
    open_ = one.ended_at is None and one.end > now
    return {"delegation": one, "last": one.end - timedelta(days=1), "kinds": _(", ").join(kinds), "state": state, "tone": tone, "open": open_}


@everyone
@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a delegation before its time."""
    verbs.undelegate(delegation=access.delegation(request.person, pk), by=request.person, now=timezone.now())
    messages.success(request, _("It was ended."))
    return go(request, "inbox:delegations")
