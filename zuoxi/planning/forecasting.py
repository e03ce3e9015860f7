"""Making a forecast: asked for by a planner, done by a worker, queue by queue, with progress (F-04)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core import jobs, policy
from zuoxi.core.errors import Problem
from zuoxi.core.jobs import Run
from zuoxi.core.models import Job
from zuoxi.engine.forecast.days import Calendar
from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.engine.forecast.making import forecast as engine_forecast
from zuoxi.engine.history.series import Series
from zuoxi.people.models import Person
from zuoxi.planning import facts, forecast_facts, remarks, workdays
from zuoxi.planning.models import Forecast, ForecastSeries
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy

KIND = "planning.forecast"
MOST_DAYS = 400
WHOLE = 100
"""Progress is counted in hundredths of the whole."""


class NoQueues(Problem):
    code = "planning.no_queues"
    text = _("Choose at least one queue.")


class NoHistory(Problem):
    code, status = "planning.no_history", 409
    text = _("There is no history before %(day)s for: %(queues)s. Load some first, or leave them out.")


class TooLong(Problem):
    code = "planning.too_long"
    text = _("A forecast covers between 1 and %(most)s days.")


@dataclass
class Report:
    """What the page shows while it runs: one line a queue with the share done, then the method chosen and its error."""

    run: Run
    queues: Sequence[Queue]
    lines: list[dict[str, Any]] = field(init=False)
    done: int = 0

    def __post_init__(self) -> None:
        self.lines = [{"name": queue.name, "name_en": queue.name_en, "share": 0} for queue in self.queues]

    def told(self, number: int, share: float) -> None:
        """Queue `number` is that far; raises Cancelled when somebody asked to stop."""
        self.lines[number]["share"] = round(share, 3)
        self._beat(number, share)

    def chosen(self, number: int, made: Made) -> None:
        best = next((line for line in made.errors if line.chosen), None)
        self.lines[number].update({"share": 1, "method": made.method, "wape": best.wape if best and best.wape == best.wape else None})
        self._beat(number, 1.0)

    def _beat(self, number: int, share: float) -> None:
        self.run.beat(done=int((number + share) * WHOLE / len(self.lines)), total=WHOLE, live={"queues": self.lines})


def start(*, first_day: date, days: int, queues: Sequence[Queue], name: str, by: Person, now: datetime) -> Job:
    """Ask for a forecast of `days` days from `first_day`. What is known of that day and later is not used."""
    if not queues:
        raise NoQueues
    if not 1 <= days <= MOST_DAYS:
        raise TooLong(most=MOST_DAYS)
    arguments = {"first_day": first_day.isoformat(), "days": days, "queues": [queue.code for queue in queues], "name": name.strip()}
    return jobs.start(KIND, about=f"forecast:{by.pk}", by=by, now=now, arguments=arguments)


def perform(run: Run, *, first_day: str, days: int, queues: list[str], name: str) -> dict[str, int]:
    """The job: forecast each queue, then keep all of them or none."""
    wanted = [queue for queue in acd_queries.in_order() if queue.code in queues]
    begins = date.fromisoformat(first_day)
    held = policy.in_force(run.job.asked_at)
    known = _known(wanted, begins, held.of(HistoryPolicy))
    calendar = _calendar(known, begins, days)
    report, settings = Report(run, wanted), held.of(ForecastPolicy)
    made = []
    for number, queue in enumerate(wanted):
        report.told(number, 0.0)
        found = _one(known[queue.code], begins, days, calendar, settings=settings, progress=lambda share, number=number: report.told(number, share))  # type: ignore[misc]
        report.chosen(number, found)
        made.append((queue, found))
    return {"forecast": keep(made=made, name=name, known=known, by=run.job.asked_by, now=timezone.now()).pk}


def _known(queues: Sequence[Queue], begins: date, settings: HistoryPolicy) -> dict[str, Series]:
    known = facts.series(queues, settings=settings, until=begins)
    missing = [queue.name for queue in queues if queue.code not in known]
    if missing:
        raise NoHistory(day=begins, queues=", ".join(missing))
    return known


def _calendar(known: dict[str, Series], begins: date, days: int) -> Calendar:
    first = min(series.first_day for series in known.values())
    return workdays.of(first, (begins - first).days + days).by_day


def _one(series: Series, begins: date, days: int, calendar: Calendar, *, settings: ForecastPolicy, progress: Callable[[float], None]) -> Made:
    return engine_forecast(series, days=days, settings=settings, calendar=calendar, first_day=begins, progress=progress)


@transaction.atomic
def keep(*, made: Sequence[tuple[Queue, Made]], name: str, known: dict[str, Series], by: Person, now: datetime) -> Forecast:
    """Store a forecast with the series of its queues."""
    first = made[0][1]
    days = len(first.volume)
    forecast = Forecast.objects.create(
        name=name or f"{first.first_day} ～ {first.first_day + timedelta(days=days - 1)}",
        first_day=first.first_day,
        days=days,
        step_min=first.step_min,
        history_until=max(series.last_day for series in known.values()),
        made_by=by,
        made_at=now,
    )
    ForecastSeries.objects.bulk_create(_row(forecast, queue, one) for queue, one in made)
    return forecast


def _row(forecast: Forecast, queue: Queue, one: Made) -> ForecastSeries:
    return ForecastSeries(
        forecast=forecast,
        queue=queue,
        method=one.method,
        members=list(one.members),
        values=forecast_facts.values_of(one),
        errors=forecast_facts.errors_of(one),
        aht_wape=one.aht_wape,
        findings=remarks.as_json(one.findings),
    )


def register() -> None:
    """Called when the application is ready."""
    jobs.register(KIND, function=perform, label=_("Forecast"))
