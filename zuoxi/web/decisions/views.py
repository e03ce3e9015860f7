"""What was decided about oneself, about one's team, and why (P-02)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zuoxi.core import decisions
from zuoxi.core.explanations import Explanation, appeal_url
from zuoxi.core.models import DecisionQuerySet
from zuoxi.people import access
from zuoxi.people.reach import OPENS_DECISIONS
from zuoxi.web.decisions.forms import DecisionFilter
from zuoxi.web.shell.doors import everyone, roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

PERSON = Column("person", gettext_lazy("Name"), sort=("about__pinyin", "about__work_number"))
COLUMNS = (
    Column("at", gettext_lazy("Decided at"), sort=("at",)),
    Column("rule", gettext_lazy("Rule"), sort=("rule",)),
    Column("text", gettext_lazy("What was decided")),
    Column("state", gettext_lazy("State"), sort=("state",), phone=False),
    Column("why", gettext_lazy("Why")),
)


@everyone
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What was decided about the reader."""
    return _list(request, decisions.visible_to(request.person).about(request.person), "decisions:mine")


@roles(*sorted(OPENS_DECISIONS))
@require_safe
def team(request: PersonRequest) -> HttpResponse:
    """What was decided about the people for whom the reader answers."""
    return _list(request, decisions.visible_to(request.person).exclude(about=request.person).exclude(about=None), "decisions:team")


def _list(request: PersonRequest, seen: DecisionQuerySet, route: str) -> HttpResponse:
    form = DecisionFilter(request.GET, rules=sorted(set(seen.values_list("rule", flat=True))))
    columns = (PERSON, *COLUMNS) if route == "decisions:team" else COLUMNS
    listing = Listing.of(request, form.narrowed(seen).select_related("about"), columns=columns, order="-at")
    context = {
        "form": form,
        "listing": listing,
        "rows": [Explanation(row) for row in listing.rows],
        "is_team": route == "decisions:team",
        "address": reverse(route),
        "tabs": _tabs(request, route),
    }
    return render(request, "decisions/list.html", context)


def _tabs(request: PersonRequest, route: str) -> list[tuple[str, str, bool]]:
    """The team's tab is there for who has a team."""
    if not access.has(request.person, *OPENS_DECISIONS):
        return []
    tabs = ((_("About me"), "decisions:mine"), (_("About my people"), "decisions:team"))
    return [(label, reverse(name), name == route) for label, name in tabs]


@everyone
@require_safe
def decision(request: PersonRequest, pk: int) -> HttpResponse:
    """One decision with everything it rests on; for htmx the panel alone."""
    found = get_object_or_404(
        decisions.visible_to(request.person).select_related("about", "by", "superseded_by", "correction__by").prefetch_related("supersedes"), pk=pk
    )
    context = {"explanation": Explanation(found), "appeal": appeal_url(found, request.person)}
    return render(request, "decisions/panel.html" if request.htmx else "decisions/decision.html", context)
