"""Layers: what the planner knows and the numbers do not (F-04, F-05, X-05). The base stays untouched; a layer can be switched and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Queue
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.people.models import Person
from zuoxi.planning.grid import Grid
from zuoxi.planning.models import Forecast, Layer
from zuoxi.planning.models.forecast import Measure, Operation

LEAST_PERCENT, MOST_PERCENT = -100.0, 1000.0
"""Bounds of a change by percent: all of it taken away, eleven times as much."""
MOST_AMOUNT = {Measure.VOLUME: 1_000_000.0, Measure.AHT: 36_000.0}
"""Bounds of what may be added or set in one interval: contacts, seconds."""


class EndsBeforeStart(Problem):
    code = "layer.ends_before_start"
    text = _("The range must end after it starts. Change the start or the end.")


class OutsideForecast(Problem):
    code = "layer.outside_forecast"
    text = _("The range lies outside the forecast, %(first)s ～ %(last)s. Choose a range that touches it.")


class AmountOutOfBounds(Problem):
    code = "layer.amount_out_of_bounds"
    text = _("The amount must lie between %(least)s and %(most)s.")


class ReasonMissing(Problem):
    code = "layer.reason_missing"
    text = _("Say why the forecast is changed, so that others can judge it later.")


class QueueNotForecast(Problem):
    code = "layer.queue_not_forecast"
    text = _("Queue %(queue)s is not part of this forecast.")


@dataclass(frozen=True)
class Change:
    """What a layer does: `amount` contacts or seconds added or set, or percent; over `[start, end)`; to one queue or (None) to all."""

    operation: str
    measure: str
    amount: float
    start: datetime
    end: datetime
    queue: Queue | None = None


@transaction.atomic
def add(*, forecast: Forecast, change: Change, reason: str, by: Person, now: datetime) -> Layer:
    """Lay a change over the forecast; it is on at once."""
    _check(forecast, change, reason)
    return Layer.objects.create(
        forecast=forecast,
        queue=change.queue,
        operation=change.operation,
        measure=change.measure,
        amount=change.amount,
        start=change.start,
        end=change.end,
        reason=reason.strip(),
        author=by,
        created_at=now,
    )


def switch(*, layer: Layer, is_on: bool) -> Layer:
    """Let a layer count or not; a removed one cannot be switched."""
    if not Layer.objects.filter(pk=layer.pk, removed_at=None).update(is_on=is_on):
        raise MovedMeanwhile(what=layer.reason)
    layer.is_on = is_on
    return layer


def remove(*, layer: Layer, now: datetime) -> Layer:
    """Take a layer away; the row stays, so that it can be put back and snapshots stay explained."""
    if not Layer.objects.filter(pk=layer.pk, removed_at=None).update(removed_at=now):
        raise MovedMeanwhile(what=layer.reason)
    layer.removed_at = now
    return layer


def put_back(*, layer: Layer) -> Layer:
    """Undo a removal: the layer is as it was."""
    if not Layer.objects.filter(pk=layer.pk).exclude(removed_at=None).update(removed_at=None):
        raise MovedMeanwhile(what=layer.reason)
    layer.removed_at = None
    return layer


def _check(forecast: Forecast, change: Change, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    if change.end <= change.start:
        raise EndsBeforeStart
    if not Grid.of(forecast).touches(change.start, change.end):
        raise OutsideForecast(first=forecast.first_day, last=forecast.last_day)
    least, most = _bounds(change)
    if not isfinite(change.amount) or not least <= change.amount <= most:
        raise AmountOutOfBounds(least=f"{least:g}", most=f"{most:g}")
    if change.queue is not None and not forecast.series.filter(queue=change.queue).exists():
        raise QueueNotForecast(queue=change.queue)


def _bounds(change: Change) -> tuple[float, float]:
    if change.operation == Operation.PERCENT:
        return LEAST_PERCENT, MOST_PERCENT
    most = MOST_AMOUNT[Measure(change.measure)]
    return (-most if change.operation == Operation.ADD else 0.0), most
