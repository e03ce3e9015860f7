"""What the page of one forecast shows: one queue, at one zoom, with bands, methods, layers and snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from zuoxi.acd.models import Queue
from zuoxi.planning import access, effects, queries, remarks
from zuoxi.planning.effects import Shown
from zuoxi.planning.models import Forecast, ForecastSeries, Layer
from zuoxi.web.planning import forecast_charts, history_adjusting, labels
from zuoxi.web.planning.forecast_forms import FreezeForm, LayerForm, amount_text

BASELINE = "seasonal_naive"
ZOOMS = ("interval", "day", "week")


@dataclass(frozen=True)
class View:
    """What of the forecast is looked at: `week` is the Monday shown where single intervals are."""

    queue: str
    zoom: str
    week: date

    @classmethod
    def of(cls, query: QueryDict, forecast: Forecast, codes: list[str]) -> View:
        """From the address; what cannot be understood falls back."""
        queue = query.get("queue", "")
        zoom = query.get("by", "")
        first = forecast.first_day - timedelta(days=forecast.first_day.weekday())
        return cls(queue if queue in codes else codes[0], zoom if zoom in ZOOMS else "day", _monday(query.get("week", ""), first, forecast.last_day))

    def url(self, **other: Any) -> str:
        """The address of another view of the same forecast."""
        said = {"queue": self.queue, "by": self.zoom, "week": self.week.isoformat(), **other}
        query = QueryDict(mutable=True)
        query.update(said)
        return f"?{query.urlencode()}"


def _monday(text: str, first: date, last: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return first
    return min(max(day - timedelta(days=day.weekday()), first), last - timedelta(days=last.weekday()))


def rows(forecast: Forecast) -> list[ForecastSeries]:
    """The series of a forecast in the centre's order."""
    return list(forecast.series.select_related("queue").order_by("queue__order", "queue__code"))


def context(request: HttpRequest, forecast: Forecast, *, layer: LayerForm | None = None, freeze: FreezeForm | None = None) -> dict[str, Any]:
    """Everything on the page."""
    found = rows(forecast)
    every = list(forecast.layers.select_related("queue", "author").order_by("created_at", "pk"))
    there = [one for one in every if one.removed_at is None]
    shown = effects.shown(forecast, found, there)
    said: dict[str, Any] = {
        "forecast": forecast,
        "old": history_adjusting.old(forecast.history_until, forecast.first_day),
        "layers": _layer_lines(shown, there),
        "removed": [(one, amount_text(one.operation, one.measure, one.amount)) for one in every if one.removed_at is not None],
        "layer_form": layer or _layer_form(forecast, [row.queue for row in found]),
        "layer_open": layer is not None,
        "freeze_form": freeze or FreezeForm(),
        "snapshots": list(queries.snapshots(forecast)),
        "may_plan": access.may_plan(request.person),  # type: ignore[attr-defined]
        "here": request.get_full_path(),
    }
    return {**said, **_of_queue(request.GET, forecast, shown)} if shown else said


def _of_queue(query: QueryDict, forecast: Forecast, shown: list[Shown]) -> dict[str, Any]:
    view = View.of(query, forecast, [one.row.queue.code for one in shown])
    one = next(one for one in shown if one.row.queue.code == view.queue)
    names = {queue.code: str(queue) for queue in (each.row.queue for each in shown)}
    return {
        "view": view,
        "shown": one,
        "queues": [(each.row.queue, view.url(queue=each.row.queue.code), each is one) for each in shown],
        "zooms": [(label, view.url(by=zoom), zoom == view.zoom) for zoom, label in _zooms()],
        "weeks": _weeks(view, forecast),
        "figures": forecast_charts.figures(one),
        "chart": forecast_charts.volume(one, view),
        "aht_chart": forecast_charts.handling(one, view),
        "methods": _methods(one.row),
        "method": labels.method(one.row.method),
        "members": [labels.method(name) for name in one.row.members],
        "findings": remarks.read(one.row.findings, names=names),
    }


def _zooms() -> list[tuple[str, str]]:
    return [("interval", _("By interval")), ("day", _("By day")), ("week", _("By week"))]


def _weeks(view: View, forecast: Forecast) -> dict[str, Any]:
    """The week shown and the addresses of its neighbours, where there are any."""
    before, after = view.week - timedelta(days=7), view.week + timedelta(days=7)
    return {
        "first": view.week,
        "last": view.week + timedelta(days=6),
        "before": view.url(week=before.isoformat()) if before + timedelta(days=6) >= forecast.first_day else "",
        "after": view.url(week=after.isoformat()) if after <= forecast.last_day else "",
    }


def _methods(row: ForecastSeries) -> list[dict[str, Any]]:
    """The back-test table, the best first, with what each gains on the baseline."""
    naive = next((line["wape"] for line in row.errors if line["method"] == BASELINE), None)
    lines = sorted(row.errors, key=lambda line: (line["wape"] is None, line["wape"]))
    return [
        {
            **line,
            "name": labels.method(line["method"]),
            "is_baseline": line["method"] == BASELINE,
            "gain": 1 - line["wape"] / naive if naive and line["wape"] is not None else None,
        }
        for line in lines
    ]


def _layer_lines(shown: list[Shown], there: list[Layer]) -> list[dict[str, Any]]:
    changes = effects.of_layers([one.base for one in shown], there)
    return [{"layer": one, "what": amount_text(one.operation, one.measure, one.amount), "effect": changes[one.pk]} for one in there]


def _layer_form(forecast: Forecast, queues: list[Queue]) -> LayerForm:
    return LayerForm(queues=queues, initial={"first_day": forecast.first_day, "last_day": forecast.first_day})
