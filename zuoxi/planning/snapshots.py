"""Freezing a forecast (X-05): the numbers with the layers as they are now, never changed, compared later with what came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people.models import Person
from zuoxi.planning import forecast_facts
from zuoxi.planning.models import Forecast, ForecastSeries, Layer, Snapshot


class NothingToFreeze(Problem):
    code, status = "snapshot.nothing_to_freeze", 409
    text = _("The forecast holds no queue, so there is nothing to freeze.")


@transaction.atomic
def freeze(*, forecast: Forecast, by: Person, now: datetime, remark: str = "") -> Snapshot:
    """Keep the forecast with its layers as it is now."""
    rows = list(forecast.series.select_related("queue").order_by("queue__order", "queue__code"))
    if not rows:
        raise NothingToFreeze
    layers = [layer for layer in forecast.layers.there().select_related("queue", "author") if layer.is_on]
    values = {row.queue.code: _frozen(forecast, row, layers) for row in rows}
    return Snapshot.objects.create(
        forecast=forecast, values=values, layers=[told(layer) for layer in layers], remark=remark.strip(), taken_by=by, taken_at=now
    )


def _frozen(forecast: Forecast, row: ForecastSeries, layers: Sequence[Layer]) -> dict[str, Any]:
    return forecast_facts.values_of(forecast_facts.with_layers(forecast_facts.of_series(forecast, row), layers))


def told(layer: Layer) -> dict[str, Any]:
    """A layer as a snapshot remembers it."""
    return {
        "layer": layer.pk,
        "queue": layer.queue.code if layer.queue else None,
        "operation": layer.operation,
        "measure": layer.measure,
        "amount": layer.amount,
        "start": layer.start.isoformat(),
        "end": layer.end.isoformat(),
        "reason": layer.reason,
        "author": layer.author.name,
    }
