"""Two or three versions side by side (F-14, UX 13)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zuoxi.roster import access, comparing
from zuoxi.roster.access import READERS
from zuoxi.roster.comparing import Comparison
from zuoxi.web.roster import labels
from zuoxi.web.shell import numbers, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.formats import day
from zuoxi.web.shell.requests import PersonRequest


@roles(*READERS)
@require_safe
def compare(request: PersonRequest, pk: int) -> HttpResponse:
    """`?v=` names the versions; the first is what the others are held against."""
    period = access.period(request.person, pk)
    wanted = numbers.wholes(request.GET.getlist("v"))
    found = list(
        access.versions(request.person)
        .filter(period=period, pk__in=wanted)
        .select_related("period__requirement__snapshot__forecast")
        .order_by("number")
    )
    if not 2 <= len(found) <= comparing.MOST:
        messages.info(request, _("Tick two or three versions to compare."))
        return respond.go(request, "roster:period", period.pk)
    result = comparing.compare(found)
    mine = set(access.rows(request.person, found[0]).values_list("pk", flat=True)) | {request.person.pk}
    lines = [line for line in result.lines if line.person.pk in mine]
    context = {"period": period, "result": result, "lines": lines, "costs": _costs(result), "chart": _chart(result)}
    return render(request, "roster/compare.html", context)


def _costs(result: Comparison) -> list[tuple[str, list[int]]]:
    """Rows of the table: a soft rule and what it costs in each version."""
    return [(label, [figures.costs.get(name, 0) for figures in result.figures]) for name, label in labels.soft_rules(result.figures)]


def _chart(result: Comparison) -> dict[str, Any]:
    dates = [day(one) for one in result.versions[0].period.dates()]
    series = [
        {"name": _("version %(number)s") % {"number": version.number}, "values": list(missing), "type": "bar"}
        for version, missing in zip(result.versions, result.missing, strict=True)
    ]
    return {"x": dates, "unit": _("h"), "decimals": 1, "series": series}
