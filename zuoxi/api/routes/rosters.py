"""Rosters (F-13, F-14): periods, versions, their cells, and one's own shifts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from zuoxi.api.gate import Token
from zuoxi.api.shapes import Moment, Named, Page, PageNumber, PageSize, caller, paged, zone
from zuoxi.people import access as people_access
from zuoxi.roster import access, own, queries
from zuoxi.roster.models import Assignment, Period, Version

router = Router(tags=["rosters"])
READ, OWN = Token("roster:read"), Token("own:read")


class PeriodShown(BaseModel):
    """A stretch of days that is rostered as one; `in_force` is the number of the published version."""

    id: int
    name: str
    unit: Named
    first_day: date
    last_day: date
    days: int
    in_force: int | None
    drafts: int


class VersionShown(BaseModel):
    """One roster of a period; `revision` grows with every edit."""

    id: int
    period_id: int
    number: int
    state: str
    note: str
    revision: int
    created_at: Moment


class CellShown(BaseModel):
    """What a person does on a day; no shift is a day off. A night belongs to the day on which it begins (P-08)."""

    person_id: int
    day: date
    shift: str | None
    is_locked: bool


class BlockShown(BaseModel):
    """A stretch of presence."""

    start: Moment
    end: Moment


class PauseShown(BaseModel):
    """A break, placed."""

    name: str
    start: Moment
    end: Moment
    paid: bool


class OwnDayShown(BaseModel):
    """One of one's own days; `is_planned` tells a day off from a day that nobody has published yet."""

    day: date
    is_planned: bool
    shift: str | None
    blocks: list[BlockShown]
    breaks: list[PauseShown]
    paid_min: int


class OwnShown(BaseModel):
    """One's own published days; days are meant in `zone`, moments are UTC."""

    zone: str
    days: list[OwnDayShown]


@router.get("/rosters/periods", auth=READ, response=Page[PeriodShown], url_name="periods", summary="Periods you may see, newest first")
def periods(request: HttpRequest, page: PageNumber, size: PageSize) -> Page[PeriodShown]:
    people_access.require(caller(request), *access.READERS)
    return paged(queries.period_list(caller(request)).order_by("-first_day", "-pk"), _period, page, size)


@router.get("/rosters/periods/{int:pk}/versions", auth=READ, response=list[VersionShown], url_name="versions", summary="Versions of a period")
def versions(request: HttpRequest, pk: int) -> list[VersionShown]:
    people_access.require(caller(request), *access.READERS)
    period = access.period(caller(request), pk)
    return [_version(row.version) for row in queries.version_rows(caller(request), period)]


@router.get("/rosters/versions/{int:pk}", auth=READ, response=VersionShown, url_name="version", summary="One version")
def version(request: HttpRequest, pk: int) -> VersionShown:
    people_access.require(caller(request), *access.READERS)
    return _version(access.version(caller(request), pk))


@router.get("/rosters/versions/{int:pk}/cells", auth=READ, response=Page[CellShown], url_name="cells", summary="Cells of the people you may see")
def cells(request: HttpRequest, pk: int, page: PageNumber, size: PageSize) -> Page[CellShown]:
    people_access.require(caller(request), *access.READERS)
    found = access.version(caller(request), pk)
    rows = found.assignments.filter(person__in=access.rows(caller(request), found).values("pk"))
    return paged(rows.select_related("shift").order_by("day", "person_id"), _cell, page, size)


@router.get("/my/roster", auth=OWN, response=OwnShown, url_name="own", summary="One's own published shifts")
def mine(request: HttpRequest, first: date, days: Annotated[int, Query(14, ge=1, le=62)]) -> OwnShown:
    shifts = own.days(caller(request), first=first, count=days) if first < date.max - timedelta(days=63) and first.year > 1 else []
    return OwnShown(zone=zone(), days=[_own(day) for day in shifts])


def _period(period: Period) -> PeriodShown:
    return PeriodShown(
        id=period.pk,
        name=period.name,
        unit=Named(id=period.unit_id, name=str(period.unit)),
        first_day=period.first_day,
        last_day=period.last_day,
        days=period.days,
        in_force=period.in_force,  # type: ignore[attr-defined]
        drafts=period.drafts,  # type: ignore[attr-defined]
    )


def _version(version: Version) -> VersionShown:
    names = ("period_id", "number", "state", "note", "revision", "created_at")
    return VersionShown(id=version.pk, **{name: getattr(version, name) for name in names})


def _cell(cell: Assignment) -> CellShown:
    return CellShown(person_id=cell.person_id, day=cell.day, shift=cell.shift.code if cell.shift else None, is_locked=cell.is_locked)


def _own(day: own.OwnDay) -> OwnDayShown:
    return OwnDayShown(
        day=day.day,
        is_planned=day.is_planned,
        shift=day.shift.code if day.shift else None,
        blocks=[BlockShown(start=block.start, end=block.end) for block in day.blocks],
        breaks=[PauseShown(name=pause.name, start=pause.start, end=pause.end, paid=pause.paid) for pause in day.pauses],
        paid_min=round(day.paid / timedelta(minutes=1)),
    )
