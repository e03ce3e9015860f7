"""A snapshot against what came (X-05)."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zuoxi.acd import queries as acd_queries
from zuoxi.planning import access, accuracy
from zuoxi.planning.access import READERS
from zuoxi.planning.accuracy import Comparison
from zuoxi.web.planning import exports
from zuoxi.web.planning.charts import clocks, rounded
from zuoxi.web.shell import formats
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched


@roles(*READERS)
@require_safe
def snapshot(request: PersonRequest, pk: int) -> HttpResponse:
    """What was said, layer by layer, and what came: by horizon, by day, by interval of a day."""
    found = access.snapshot(request.person, pk)
    queues = list(acd_queries.in_order())
    names = {queue.code: str(queue) for queue in queues}
    compared = accuracy.compare(found, queues)
    chosen = next((one for one in compared if one.queue.code == request.GET.get("queue")), compared[0] if compared else None)
    context = {
        "snapshot": found,
        "forecast": found.forecast,
        "layers": [(line, names.get(line["queue"], "")) for line in found.layers],
        "queues": [(one.queue, f"?queue={one.queue.code}", one is chosen) for one in compared],
        "chosen": chosen,
        "may_plan": access.may_plan(request.person),
        **(_compared(chosen, request.GET.get("day", ""), found.forecast.step_min) if chosen and chosen.counted else {}),
    }
    return render(request, "planning/snapshot.html", context)


def _compared(one: Comparison, wanted: str, step_min: int) -> dict[str, Any]:
    known = [number for number, day in enumerate(one.days) if day.came is not None]
    number = next((n for n in known if one.days[n].day.isoformat() == wanted), known[-1])
    return {
        "day_chart": _by_day(one),
        "interval_chart": _by_interval(one, number, step_min),
        "shown_day": one.days[number].day,
        "days": [(day, f"?queue={one.queue.code}&day={day.day.isoformat()}", n == number) for n, day in enumerate(one.days) if day.came is not None],
    }


def _by_day(one: Comparison) -> dict[str, Any]:
    totals = np.where(np.isnan(one.said).all(axis=1), np.nan, np.nansum(one.said, axis=1))
    return {
        "x": [f"{formats.weekday(day.day)} {day.day:%m-%d}" for day in one.days],
        "unit": _("contacts"),
        "decimals": 0,
        "series": [
            {"name": _("came"), "values": rounded([day.came for day in one.days], 0), "type": "bar"},
            {"name": _("forecast"), "values": rounded(totals, 0)},
        ],
    }


def _by_interval(one: Comparison, number: int, step_min: int) -> dict[str, Any]:
    said, came = one.said[number], one.came[number]
    known = np.flatnonzero(~np.isnan(said) | ~np.isnan(came))
    first, last = int(known[0]), int(known[-1]) + 1
    return {
        "x": clocks(step_min, first, last),
        "unit": _("contacts"),
        "decimals": 1,
        "series": [
            {"name": _("came"), "values": rounded(came[first:last])},
            {"name": _("forecast"), "values": rounded(said[first:last]), "dashed": True},
        ],
    }


@watched("planning.exported", "plan")
@roles(*READERS)
@require_safe
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """The snapshot beside what came, interval by interval."""
    found = access.snapshot(request.person, pk)
    content = exports.comparison_csv(found, accuracy.compare(found, list(acd_queries.in_order())))
    return exports.download(content, f"{found.forecast.name} {_('accuracy')}.csv")
