"""Pages of planning."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from tests.web.areas import Page
from tests.web.planning import world
from zuoxi.planning.models import Forecast, HistoryFile, HistoryMark, Requirement, Snapshot

ALLOWED = {"WAPE", "Theta", "calls", "card", "min"}


def more_files(cast: Cast, count: int) -> None:
    world.queue(cast)
    told = {"sha256": "0" * 64, "state": "stored", "uploaded_by": cast.chen, "uploaded_at": timezone.now()}
    HistoryFile.objects.bulk_create(HistoryFile(name=f"话务{n}.csv", rows=n, **told) for n in range(count))


def more_marks(cast: Cast, count: int) -> None:
    queue, begin = world.queue(cast), world.local(world.MONDAY, 540)
    HistoryMark.objects.bulk_create(
        HistoryMark(queue=queue, start=begin - timedelta(days=n), end=begin - timedelta(days=n, hours=-2), kind="outage", at=timezone.now())
        for n in range(1, count + 1)
    )


def more_forecasts(cast: Cast, count: int) -> None:
    Forecast.objects.bulk_create(
        Forecast(name=f"预测{n}", first_day=world.MONDAY, days=28, step_min=30, history_until=world.MONDAY, made_by=cast.chen, made_at=timezone.now())
        for n in range(count)
    )


def more_layers(cast: Cast, count: int) -> None:
    forecast = Forecast.objects.get()
    for number in range(min(count, 40)):
        world.layer(cast, forecast, reason=f"原因{number}")


def more_requirements(cast: Cast, count: int) -> None:
    snapshot = Snapshot.objects.first() or world.snapshot(cast)
    Requirement.objects.bulk_create(Requirement(snapshot=snapshot, shrinkage={}, made_by=cast.chen, made_at=timezone.now()) for n in range(count))


def with_history(cast: Cast, count: int) -> None:
    world.history(cast, weeks=4)


PAGES = [
    Page("planning:history", "chen", grow=more_files),
    Page("planning:history", "wu", name="planning:history leader", grow=more_files),
    Page("planning:history-file", "chen", args=lambda cast: [world.file(cast).pk]),
    Page("planning:history-file", "zhou", name="planning:history-file manager", args=lambda cast: [world.file(cast, "stored").pk]),
    Page("planning:history-week", "sun", grow=with_history),
    Page("planning:history-doubts", "chen", grow=more_marks),
    Page("planning:history-doubts", "wu", name="planning:history-doubts all", query="?shown=all", grow=more_marks),
    Page("planning:history-doubt", "chen", args=lambda cast: [world.mark(cast).pk], grow=with_history),
    Page("planning:forecasts", "chen", grow=more_forecasts),
    Page("planning:forecast-new", "chen", grow=with_history),
    Page("planning:forecast", "chen", args=lambda cast: [world.forecast(cast).pk], grow=more_layers),
    Page(
        "planning:forecast",
        "zhou",
        name="planning:forecast intervals",
        args=lambda cast: [world.layer(cast).forecast_id],
        query="?by=interval&week=2026-11-30",
    ),
    Page("planning:snapshot", "chen", args=lambda cast: [world.snapshot(cast).pk]),
    Page("planning:requirements", "chen", grow=more_requirements),
    Page("planning:requirement", "chen", args=lambda cast: [world.requirement(cast).pk]),
    Page("planning:requirement", "sun", name="planning:requirement all queues", args=lambda cast: [world.requirement(cast).pk], query="?queue=all"),
    Page("planning:targets", "chen"),
    Page("planning:shrinkage", "wu"),
]
