"""What the page of one requirement shows: one queue or all, one day, the days as a table, one more agent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _

from zuoxi.core.errors import Problem
from zuoxi.planning import one_more, requirement_facts
from zuoxi.planning.models import Requirement, RequirementSeries
from zuoxi.planning.requirement_facts import Curve, DayLine
from zuoxi.planning.targets import Goal
from zuoxi.web.planning import requirement_charts
from zuoxi.web.planning.requirement_forms import OneMoreForm
from zuoxi.web.shell import formats

ALL = "all"


@dataclass(frozen=True)
class View:
    """What is looked at: a queue's code or `ALL`, and the number of a day."""

    queue: str
    day: int
    first_day: date

    def url(self, **other: Any) -> str:
        said = {"queue": self.queue, "day": (self.first_day + timedelta(days=self.day)).isoformat(), **other}
        query = QueryDict(mutable=True)
        query.update(said)
        return f"?{query.urlencode()}"


def rows(requirement: Requirement) -> list[RequirementSeries]:
    """The series in the centre's order."""
    return list(requirement.series.select_related("queue").order_by("queue__order", "queue__code"))


def context(query: QueryDict, requirement: Requirement) -> dict[str, Any]:
    """Everything on the page."""
    found = rows(requirement)
    forecast = requirement.snapshot.forecast
    said: dict[str, Any] = {"requirement": requirement, "forecast": forecast, "shrinkage": _shrinkage(requirement)}
    if not found:
        return said
    curves = {row.queue.code: requirement_facts.curve(requirement, row) for row in found}
    queue = wanted if (wanted := query.get("queue", "")) in {*curves, ALL} else found[0].queue.code
    curve = requirement_facts.together(list(curves.values())) if queue == ALL else curves[queue]
    lines = requirement_facts.day_lines(requirement, curve, list(curves) if queue == ALL else [queue])
    view = View(queue, _day(query.get("day", ""), lines), forecast.first_day)
    row = next((one for one in found if one.queue.code == queue), None)
    return {
        **said,
        "view": view,
        "row": row,
        "goals": [(told["from"], Goal(**told["goal"])) for told in row.target] if row else [],
        "queues": [(_("all queues"), view.url(queue=ALL), queue == ALL), *((one.queue, view.url(queue=one.queue.code), one is row) for one in found)],
        "line": lines[view.day],
        "lines": [(line, view.url(day=line.day.isoformat()), number == view.day) for number, line in enumerate(lines)],
        "weeks": _weeks(lines),
        "whole": requirement_facts.total(lines, forecast.first_day),
        "heads_chart": requirement_charts.heads(curve, view.day, forecast.step_min),
        "service_chart": requirement_charts.service(curve, view.day, forecast.step_min),
        **(_one_more(query, requirement, row, view, curve) if row else {}),
    }


def _day(text: str, lines: list[DayLine]) -> int:
    """The day of the address, else the busiest one."""
    busiest = max(range(len(lines)), key=lambda number: (lines[number].contacts, -number))
    return next((number for number, line in enumerate(lines) if line.day.isoformat() == text), busiest)


def _weeks(lines: list[DayLine]) -> list[tuple[date, DayLine]]:
    """Monday and the sums of the days of its week."""
    by_monday: dict[date, list[DayLine]] = {}
    for line in lines:
        by_monday.setdefault(line.day - timedelta(days=line.day.weekday()), []).append(line)
    return [(monday, requirement_facts.total(group, monday)) for monday, group in by_monday.items()]


def _shrinkage(requirement: Requirement) -> float | None:
    """The mean share of paid time that is lost, of the moment at which it was worked out."""
    kinds = requirement.shrinkage.values()
    return sum(sum(days) / len(days) for days in kinds) if kinds else None


def _one_more(query: QueryDict, requirement: Requirement, row: RequirementSeries, view: View, curve: Curve) -> dict[str, Any]:
    step = requirement.snapshot.forecast.step_min
    first, last = _opened(curve, view.day)
    if first == last:
        return {"one_more": None}
    asked = "by" in query
    initial = {"start": formats.clock(first * step), "end": formats.clock((last * step) % 1440), "by": 1}
    form = OneMoreForm(query if asked else initial)
    said: dict[str, Any] = {"one_more": form, "best": _best(requirement, row, view, step)}
    if form.is_valid():
        begin, end = form.first(form.cleaned_data) // step, -(-form.last(form.cleaned_data) // step)
        try:
            said["worth"] = one_more.worth(requirement, row, day=view.day, first=begin, last=end, by=form.cleaned_data["by"])
        except Problem as problem:
            form.add_error(None, str(problem))
    return said


def _opened(curve: Curve, day: int) -> tuple[int, int]:
    """First slot with contacts and the slot after the last."""
    busy = np.flatnonzero(curve.contacts[day] > 0)
    return (int(busy[0]), int(busy[-1]) + 1) if len(busy) else (0, 0)


def _best(requirement: Requirement, row: RequirementSeries, view: View, step: int) -> list[dict[str, Any]]:
    found = one_more.best(requirement, row, day=view.day)
    return [{"start": formats.clock(one.slot * step), "end": formats.clock((one.slot + 1) * step), "gain": one.gain} for one in found]
