"""People: who works here, in which unit, on which post, with which skills (O-01, O-02, O-04)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zuoxi.core import policy
from zuoxi.people import access, matrix, queries
from zuoxi.roster.models import Leave
from zuoxi.rules.organisation import SpanPolicy
from zuoxi.web.accounts.fresh import fresh
from zuoxi.web.people import export
from zuoxi.web.people.forms import PeopleFilter
from zuoxi.web.people.import_views import MAY_IMPORT
from zuoxi.web.shell.doors import everyone, roles
from zuoxi.web.shell.forms import SearchForm
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

FOUND_AT_MOST = 20
LOOKS_UP = sorted(access.LOOKS_UP)
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort=("pinyin", "work_number")),
    Column("number", gettext_lazy("Work number"), sort=("work_number",)),
    Column("unit", gettext_lazy("Unit"), sort=("unit__order", "unit__name"), phone=False),
    Column("post", gettext_lazy("Post"), sort=("post_id",), phone=False),
    Column("skills", gettext_lazy("Skills and levels")),
    Column("hired", gettext_lazy("Since"), sort=("hired_on",), phone=False),
)


@roles(*LOOKS_UP)
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """The list, searched and filtered."""
    form = PeopleFilter(request.GET)
    found = queries.listed(request.person, form.wanted(), day=timezone.localdate())
    context = {
        "form": form,
        "tabs": _tabs(request, "people:people"),
        "listing": Listing.of(request, found, columns=COLUMNS, order="name"),
        "may_import": access.has(request.person, *MAY_IMPORT),
        "may_export": access.has(request.person, *access.OPENS_TERMS),
        "export_url": f"{reverse('people:export')}?{request.GET.urlencode()}",
    }
    return render(request, "people/people.html", context)


@watched("people.exported", "people")
@roles(*sorted(access.OPENS_TERMS))
@fresh
@require_safe
def exported(request: PersonRequest) -> HttpResponse:
    """The same list as a workbook; only those whose contract this reader may see."""
    found = queries.listed(request.person, PeopleFilter(request.GET).wanted(), day=timezone.localdate()).by_name()
    units = access.units_of(request.person, *access.OPENS_TERMS)
    content = export.workbook(found.filter(unit_id__in=units))
    name = f"{_('People')} {timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(content, content_type=export.MEDIA_TYPE, headers={"Content-Disposition": content_disposition_header(True, name)})


@watched("person.opened", "person")
@everyone
@require_safe
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: skills, roles, and to those whom it concerns contract and leave."""
    found = access.one(request.person, pk)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "shown": found,
        "skills": found.skills.select_related("skill").order_by("skill__code"),
        "roles": access.roles(found),
        "today": today,
        "sees_terms": access.may_see_terms(request.person, found),
        "sees_leave": access.may_see_leave(request.person, found),
        "gives_roles": access.has(request.person, *matrix.roles("role", "grant")),
        "sees_list": access.has(request.person, *LOOKS_UP),
        "leaves": Leave.objects.granted().filter(person=found, last_day__gte=today).order_by("first_day"),
    }
    return render(request, "people/person.html", context)


@everyone
@require_safe
def units(request: PersonRequest) -> HttpResponse:
    """The tree of units with heads, deputies, head counts; teams outside the span are flagged (O-01)."""
    wanted = policy.in_force(timezone.now()).of(SpanPolicy)
    branches = queries.tree(day=timezone.localdate(), policy=wanted)
    reach = access.units_of(request.person, *LOOKS_UP)
    return render(request, "people/units.html", {"branches": branches, "policy": wanted, "reach": reach, "tabs": _tabs(request, "people:units")})


@everyone
@require_safe
def posts(request: PersonRequest) -> HttpResponse:
    """The sheets of the posts (O-02)."""
    return render(request, "people/posts.html", {"sheets": queries.post_sheets(day=timezone.localdate()), "tabs": _tabs(request, "people:posts")})


@everyone
@require_safe
def search(request: PersonRequest) -> JsonResponse:
    """People one may see, by name, pinyin, initials or work number, for fields that search while one types."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    reach = access.visible_to(request.person).present(timezone.localdate())
    found = reach.matching(text).select_related("unit").by_name()[:FOUND_AT_MOST] if text else []
    return JsonResponse({"people": [{"id": p.pk, "name": p.name, "number": p.work_number, "unit": str(p.unit)} for p in found]})


def _tabs(request: PersonRequest, current: str) -> list[tuple[str, str, bool]]:
    pages = [("people:people", _("People"))] if access.has(request.person, *LOOKS_UP) else []
    pages += [("people:units", _("Units")), ("people:posts", _("Posts"))]
    return [(label, reverse(route), route == current) for route, label in pages]
