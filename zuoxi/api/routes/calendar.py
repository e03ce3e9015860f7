"""The working calendar (P-08, X-04): what each day is, and the days that the centre sets itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from zuoxi.api import versions
from zuoxi.api.gate import Token
from zuoxi.api.shapes import Text, Wanted, caller
from zuoxi.core import calendar_days as verbs
from zuoxi.core.calendar_days import DayForm, NotThere
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.people import access as people_access
from zuoxi.planning.workdays import EDITORS

router = Router(tags=["calendar"])
READ, WRITE = Token("calendar:read"), Token("calendar:write")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
Day = Annotated[date, Field(ge=EARLIEST, lt=LATEST, strict=False)]


class DayChange(Wanted):
    """Everything about a day that can be chosen. Without a pay factor the kind's own counts."""

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    name_en: Annotated[Text, Field(max_length=100)] = ""
    kind: Literal["holiday", "statutory", "working", "closed"]
    pay_factor: Annotated[float | None, Field(ge=1, le=5, strict=False)] = None
    source: Annotated[Text, Field(max_length=200)] = ""


class DayNew(DayChange):
    """A day to be set."""

    day: Day


class DayShown(BaseModel):
    """A day the centre has set; `pay_factor` is the multiple of the wage for work on it."""

    day: date
    name: str
    name_en: str
    kind: str
    pay_factor: float
    source: str
    revision: int


class CalendarDay(BaseModel):
    """What a day is, the library and the centre taken together; `is_statutory` is a 300 % day of law."""

    day: date
    is_working: bool
    is_holiday: bool
    is_make_up: bool
    is_statutory: bool
    is_own: bool
    name: str


class YearShown(BaseModel):
    """The days of a stretch; `unknown_years` have not been published, so that they are plain weekdays."""

    days: list[CalendarDay]
    unknown_years: list[int]


@router.get("/calendar", auth=READ, response=YearShown, url_name="calendar", summary="What each day of a stretch is")
def calendar(
    request: HttpRequest, first: Annotated[date, Query(..., ge=EARLIEST, lt=LATEST)], days: Annotated[int, Query(366, ge=1, le=366)]
) -> YearShown:
    caller(request)
    found, own, legal = verbs.calendar(first, days), {one.day for one in verbs.own(first, days)}, verbs.statutory(first, days)
    rows = [
        CalendarDay(
            day=one.day,
            is_working=one.is_working,
            is_holiday=one.is_holiday,
            is_make_up=one.is_make_up,
            is_statutory=one.day in legal,
            is_own=one.day in own,
            name=one.name,
        )
        for one in found.days
    ]
    return YearShown(days=rows, unknown_years=[int(finding.facts["year"]) for finding in found.findings])


@router.get("/calendar/days", auth=READ, response=list[DayShown], url_name="days", summary="The days the centre has set in a year")
def days(request: HttpRequest, year: Annotated[int, Query(..., ge=EARLIEST.year, lt=LATEST.year)]) -> list[DayShown]:
    caller(request)
    return [shown(one) for one in verbs.own(date(year, 1, 1), 366) if one.day.year == year]


@router.post("/calendar/days", auth=WRITE, response={201: DayShown}, summary="Set a day")
def create(request: HttpRequest, response: HttpResponse, body: DayNew) -> Status[DayShown]:
    people_access.require(caller(request), *EDITORS)
    made = shown(verbs.set_day(form=_form(body, body.day), by=caller(request), now=timezone.now(), seen_revision=verbs.NEVER_SEEN))
    versions.tagged(response, made)
    response.headers["Location"] = f"/api/calendar/days/{body.day.isoformat()}"
    return Status(201, made)


@router.get("/calendar/days/{day}", auth=READ, response=DayShown, url_name="day", summary="One day the centre has set")
def one(request: HttpRequest, response: HttpResponse, day: date) -> BaseModel:
    caller(request)
    return versions.tagged(response, shown(_own(day)))


@router.put("/calendar/days/{day}", auth=WRITE, response=DayShown, summary="Change a day")
def change(request: HttpRequest, response: HttpResponse, day: date, body: DayChange) -> BaseModel:
    with transaction.atomic():
        before = _taken(request, day)
        after = verbs.set_day(form=_form(body, day), by=caller(request), now=timezone.now(), seen_revision=before.revision)
    return versions.tagged(response, shown(after))


@router.delete("/calendar/days/{day}", auth=WRITE, response={204: None}, summary="Let the library's day count again")
def remove(request: HttpRequest, day: date) -> Status[None]:
    with transaction.atomic():
        before = _taken(request, day)
        verbs.remove(day=day, by=caller(request), now=timezone.now(), seen_revision=before.revision)
    return Status(204, None)


def _own(day: date) -> CentreDay:
    found = CentreDay.objects.there().filter(day=day).first()
    if found is None:
        raise NotThere(day=day.isoformat())
    return found


def _taken(request: HttpRequest, day: date) -> CentreDay:
    """The day as it is now, its row held until the end of the transaction, its version agreed."""
    people_access.require(caller(request), *EDITORS)
    _own(day)
    if not CentreDay.objects.there().filter(day=day).update(revision=F("revision")):
        raise MovedMeanwhile(what=day.isoformat())
    versions.insist(request, lambda: shown(_own(day)))
    return _own(day)


def _form(body: DayChange, day: date) -> DayForm:
    factor = None if body.pay_factor is None else Decimal(str(body.pay_factor)).quantize(Decimal("0.01"))
    return DayForm(day, body.name, DayKind(body.kind), body.name_en, factor, body.source)


def shown(day: CentreDay) -> DayShown:
    names = ("day", "name", "name_en", "kind", "source", "revision")
    return DayShown(pay_factor=float(day.pay_factor), **{name: getattr(day, name) for name in names})
