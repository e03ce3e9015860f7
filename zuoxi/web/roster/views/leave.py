"""Granted leave (F-13, T-03): what the roster must keep free."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import Problem
from zuoxi.people import access as people_access
from zuoxi.people.models import Person
from zuoxi.roster import access, leave
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.models import Leave, LeaveKind
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.forms import DayField, PersonField, SearchForm
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

COLUMNS = (
    Column("person", gettext_lazy("Person"), sort=("person__pinyin",)),
    Column("unit", gettext_lazy("Unit"), sort=("person__unit__order",), phone=False),
    Column("kind", gettext_lazy("Kind"), sort=("kind",)),
    Column("first", gettext_lazy("First day"), sort=("first_day",)),
    Column("last", gettext_lazy("Last day"), sort=("last_day",)),
    Column("granted", gettext_lazy("Granted by"), phone=False),
    Column("actions", ""),
)


class LeaveForm(forms.Form):
    """Somebody, a kind, the days."""

    person = PersonField(label=gettext_lazy("Person"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LeaveKind.choices)
    first_day = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("Included."))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


FIELD_OF = {"roster.leave_ends_before_it_starts": "last_day", "roster.leave_overlaps": "first_day"}


@roles(*READERS)
@require_safe
def leaves(request: PersonRequest) -> HttpResponse:
    """Leave that ends today or later, or all of it with `?all=1`."""
    search = SearchForm(request.GET)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    rows = access.leaves(request.person).granted().select_related("person__unit", "granted_by")
    if text:
        rows = rows.filter(person__in=Person.objects.get_queryset().matching(text))
    if request.GET.get("all") != "1":
        rows = rows.filter(last_day__gte=timezone.localdate())
    listing = Listing.of(request, rows, columns=COLUMNS, order="first")
    can_plan = people_access.has(request.person, *PLANNERS)
    return render(request, "roster/leaves.html", {"listing": listing, "search": search, "can_plan": can_plan, "all": request.GET.get("all") == "1"})


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Enter leave that was granted."""
    people = people_access.visible_to(request.person).rostered()
    form = LeaveForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid() and (made := _grant(request, form)):
        messages.success(request, _("The leave of %(name)s was entered.") % {"name": made.person.name})
        return respond.go(request, "roster:leaves")
    return render(request, "roster/leave.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _grant(request: PersonRequest, form: LeaveForm) -> Leave | None:
    try:
        return leave.grant(**form.cleaned_data, by=request.person, now=timezone.now())
    except Problem as problem:
        form.add_error(FIELD_OF.get(problem.code), str(problem))
    return None


@roles(*PLANNERS)
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take leave back."""
    taken = leave.withdraw(leave=access.leave(request.person, pk), by=request.person, now=timezone.now())
    messages.success(request, _("The leave of %(name)s was withdrawn.") % {"name": taken.person.name})
    return respond.go(request, "roster:leaves")
