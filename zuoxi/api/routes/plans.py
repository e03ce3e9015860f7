"""What is planned: frozen forecasts and the requirements that rest on them (F-04, F-06, X-05)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from zuoxi.api.gate import Token
from zuoxi.api.shapes import Moment, Page, PageNumber, PageSize, caller, paged, zone
from zuoxi.people import access as people_access
from zuoxi.planning import access, queries
from zuoxi.planning.models import Requirement, Snapshot

router = Router(tags=["plans"])
READ = Token("plans:read")
Numbers = list[float | None]


class Grid(BaseModel):
    """Which intervals the flat lists speak of: `days` x (1440 / `step_min`) numbers from `first_day`, on the clock of `zone`."""

    first_day: date
    days: int
    step_min: int
    zone: str


class SnapshotShown(BaseModel):
    """A frozen forecast without its numbers."""

    id: int
    forecast: str
    grid: Grid
    remark: str
    taken_at: Moment


class SnapshotNumbers(SnapshotShown):
    """A frozen forecast: per queue contacts and handling time in seconds; null where closed."""

    volume: dict[str, Numbers]
    aht_s: dict[str, Numbers]


class RequirementShown(BaseModel):
    """A requirement without its numbers."""

    id: int
    snapshot_id: int
    forecast: str
    grid: Grid
    made_at: Moment


class RequirementNumbers(RequirementShown):
    """A requirement: per queue the heads working (`net`) and the heads to be rostered (`seated`); null where closed."""

    net: dict[str, Numbers]
    seated: dict[str, Numbers]


@router.get("/snapshots", auth=READ, response=Page[SnapshotShown], url_name="snapshots", summary="Frozen forecasts, newest first")
def snapshots(request: HttpRequest, page: PageNumber, size: PageSize) -> Page[SnapshotShown]:
    people_access.require(caller(request), *access.READERS)
    return paged(queries.snapshots_to_choose(), lambda one: SnapshotShown(**_snapshot(one)), page, size)


@router.get("/snapshots/{int:pk}", auth=READ, response=SnapshotNumbers, url_name="snapshot", summary="One frozen forecast with its numbers")
def snapshot(request: HttpRequest, pk: int) -> SnapshotNumbers:
    found = access.snapshot(caller(request), pk)
    kept = found.values.items()
    return SnapshotNumbers(
        **_snapshot(found),
        volume={queue: numbers.get("volume", []) for queue, numbers in kept},
        aht_s={queue: numbers.get("aht_s", []) for queue, numbers in kept},
    )


@router.get("/requirements", auth=READ, response=Page[RequirementShown], url_name="requirements", summary="Requirements, newest first")
def requirements(request: HttpRequest, page: PageNumber, size: PageSize) -> Page[RequirementShown]:
    people_access.require(caller(request), *access.READERS)
    return paged(queries.requirements().order_by("-made_at", "-pk"), lambda one: RequirementShown(**_requirement(one)), page, size)


@router.get("/requirements/{int:pk}", auth=READ, response=RequirementNumbers, url_name="requirement", summary="One requirement with its numbers")
def requirement(request: HttpRequest, pk: int) -> RequirementNumbers:
    found = access.requirement(caller(request), pk)
    rows = {series.queue.code: series.values for series in found.series.select_related("queue")}
    return RequirementNumbers(
        **_requirement(found),
        net={queue: values.get("net", []) for queue, values in rows.items()},
        seated={queue: values.get("seated", []) for queue, values in rows.items()},
    )


def _grid(snapshot: Snapshot) -> Grid:
    forecast = snapshot.forecast
    return Grid(first_day=forecast.first_day, days=forecast.days, step_min=forecast.step_min, zone=zone())


def _snapshot(one: Snapshot) -> dict[str, Any]:
    return {"id": one.pk, "forecast": one.forecast.name, "grid": _grid(one), "remark": one.remark, "taken_at": one.taken_at}


def _requirement(one: Requirement) -> dict[str, Any]:
    forecast = one.snapshot.forecast.name
    return {"id": one.pk, "snapshot_id": one.snapshot_id, "forecast": forecast, "grid": _grid(one.snapshot), "made_at": one.made_at}
