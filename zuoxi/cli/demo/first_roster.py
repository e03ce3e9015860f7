"""The demo centre's first published roster, made as its planner would: forecast, freeze, requirement, search, publish, four weeks from this Monday.

It waits for the worker, so it runs beside the server; everything it does is seen on the pages while it happens.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zuoxi.acd import queries as acd_queries
from zuoxi.cli.console import NO_RESULT
from zuoxi.core.models import Job, JobState
from zuoxi.people.models import Person, Unit, UnitKind
from zuoxi.planning import forecasting, requirements, snapshots
from zuoxi.planning.models import Forecast
from zuoxi.roster import periods, publishing, solving
from zuoxi.roster.models import Period, Version

WEEKS = 4
SEED = 7
POLL_S = 0.5


def command(
    seconds: Annotated[int, typer.Option(min=1, help=str(_("Seconds the search for a roster may take.")))] = 40,
    patience: Annotated[int, typer.Option(min=1, help=str(_("Seconds to wait for the worker before giving up.")))] = 600,
) -> None:
    if Period.objects.exists():
        return
    planner = Person.objects.get(work_number="P001")
    today = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    version = make(planner=planner, monday=today - timedelta(days=today.weekday()), seconds=seconds, deadline=time.monotonic() + patience)
    publishing.publish(version=version, by=planner, now=timezone.now(), seen_revision=version.revision, seen_in_force=publishing.in_force_pk(version))


command.__doc__ = _("Publish the demo centre's first roster, unless it has one; needs the worker.")


def make(*, planner: Person, monday: date, seconds: int, deadline: float) -> Version:
    """Everything before the publication; the draft."""
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        name = _("%(first)s, four weeks") % {"first": f"{monday:%Y-%m-%d}"}
    job = forecasting.start(first_day=monday, days=WEEKS * 7, queues=list(acd_queries.in_order()), name=name, by=planner, now=now)
    forecast = Forecast.objects.get(pk=finished(job, deadline)["forecast"])
    requirement = requirements.compute(snapshot=snapshots.freeze(forecast=forecast, by=planner, now=now), by=planner, now=now)
    centre = Unit.objects.get(kind=UnitKind.CENTRE)
    period = periods.create(unit=centre, name=name, first_day=monday, days=WEEKS * 7, requirement=requirement, by=planner, now=now)
    order = solving.Order(period=period, base=None, stay_close=False, seconds=seconds, seed=SEED)
    return found(finished(solving.start(order=order, by=planner, now=timezone.now(), today=monday), deadline))


def found(result: Mapping[str, Any]) -> Version:
    """The draft that a search made, if it is a legal one; otherwise leaves with what to do."""
    if result["version"] is None or result["clashes"]:
        said = _(
            "The demo roster was not made: the search found no legal one in its time. "
            "Everything before it is there; search again on the page of the period."
        )
        typer.echo(said, err=True)
        raise typer.Exit(NO_RESULT)
    return Version.objects.get(pk=result["version"])


def finished(job: Job, deadline: float) -> dict[str, Any]:
    """The result of a job once the worker has done it; leaves with a message when it fails or nobody works."""
    while job.is_open and time.monotonic() < deadline:
        time.sleep(POLL_S)
        job.refresh_from_db()
    if job.state != JobState.DONE:
        typer.echo(_("The demo roster was not made: the job %(kind)s is %(state)s.") % {"kind": job.kind, "state": job.get_state_display()}, err=True)
        raise typer.Exit(NO_RESULT)
    return dict(job.result or {})
