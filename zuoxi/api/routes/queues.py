"""Queues and their opening hours (F-01)."""

from __future__ import annotations

from typing import Annotated, Literal

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from zuoxi.acd import access
from zuoxi.acd import queues as verbs
from zuoxi.acd.facts import Hours
from zuoxi.acd.models import Queue
from zuoxi.api import versions
from zuoxi.api.gate import Token
from zuoxi.api.shapes import Code, Text, Wanted, caller
from zuoxi.core.errors import Problem
from zuoxi.people import access as people_access
from zuoxi.people.models import RoleName

router = Router(tags=["queues"])
READ, WRITE = Token("centre:read"), Token("centre:write")
Minute = Annotated[int, Field(ge=0, le=1440)]


class HoursWanted(Wanted):
    """Open on a weekday (Monday is 0) from, to, in minutes of the centre's day, with at least so many heads."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens_min: Minute
    closes_min: Annotated[int, Field(ge=1, le=1440)]
    least_heads: Annotated[int, Field(ge=0, le=9999)] = 1


class QueueChange(Wanted):
    """Everything about a queue that can be changed; without opening hours it is open around the clock."""

    name: Annotated[Text, Field(min_length=1, max_length=200)]
    name_en: Annotated[Text, Field(max_length=200)] = ""
    channel: Literal["phone", "chat", "email"] = "phone"
    open_on_holidays: bool = False
    order: Annotated[int, Field(ge=0, le=9999)] = 0
    opening_hours: Annotated[list[HoursWanted], Field(max_length=50)] = []


class QueueNew(QueueChange):
    """A queue to be; its code cannot be changed later."""

    code: Code


class HoursShown(BaseModel):
    """One row of opening hours."""

    weekday: int
    opens_min: int
    closes_min: int
    least_heads: int


class QueueShown(BaseModel):
    """A queue."""

    id: int
    code: str
    name: str
    name_en: str
    channel: str
    open_on_holidays: bool
    order: int
    opening_hours: list[HoursShown]


class HoursBackwards(Problem):
    code, status = "queue.hours_backwards", 400
    text = _("A row of opening hours ends before it begins (%(opens_min)s to %(closes_min)s minutes). Change one of them.")


@router.get("/queues", auth=READ, response=list[QueueShown], url_name="queues", summary="Queues you may see")
def queues(request: HttpRequest) -> list[QueueShown]:
    return [shown(queue) for queue in _visible(request).order_by("order", "code")]


@router.post("/queues", auth=WRITE, response={201: QueueShown}, summary="Make a queue")
def create(request: HttpRequest, response: HttpResponse, body: QueueNew) -> Status[QueueShown]:
    people_access.require(caller(request), RoleName.PLANNER)
    queue = verbs.create(_form(body, body.code))
    made = _now(request, queue.pk)
    versions.tagged(response, made)
    response.headers["Location"] = f"/api/queues/{queue.pk}"
    return Status(201, made)


@router.get("/queues/{int:pk}", auth=READ, response=QueueShown, url_name="queue", summary="One queue")
def one(request: HttpRequest, response: HttpResponse, pk: int) -> BaseModel:
    return versions.tagged(response, _now(request, pk))


@router.put("/queues/{int:pk}", auth=WRITE, response=QueueShown, summary="Change a queue")
def change(request: HttpRequest, response: HttpResponse, pk: int, body: QueueChange) -> BaseModel:
    people_access.require(caller(request), RoleName.PLANNER)
    with transaction.atomic():
        queue = _taken(request, pk)
        versions.insist(request, lambda: _now(request, pk))
        verbs.change(queue, _form(body, queue.code))
    return versions.tagged(response, _now(request, pk))


def _visible(request: HttpRequest) -> QuerySet[Queue]:
    return access.visible_to(caller(request)).prefetch_related("opening_hours")


def _taken(request: HttpRequest, pk: int) -> Queue:
    """The queue, its row held until the end of the transaction."""
    queue = get_object_or_404(_visible(request), pk=pk)
    Queue.objects.filter(pk=pk).update(order=F("order"))
    return queue


def _now(request: HttpRequest, pk: int) -> QueueShown:
    return shown(get_object_or_404(_visible(request), pk=pk))


def _form(body: QueueChange, code: str) -> verbs.QueueForm:
    for row in body.opening_hours:
        if row.closes_min <= row.opens_min:
            raise HoursBackwards(opens_min=row.opens_min, closes_min=row.closes_min)
    hours = tuple(Hours(row.weekday, row.opens_min, row.closes_min, row.least_heads) for row in body.opening_hours)
    return verbs.QueueForm(code, body.name, body.name_en, body.channel, body.open_on_holidays, body.order, hours)


def shown(queue: Queue) -> QueueShown:
    names = ("code", "name", "name_en", "channel", "open_on_holidays", "order")
    rows = sorted(queue.opening_hours.all(), key=lambda row: (row.weekday, row.opens_min))
    hours = [HoursShown(weekday=r.weekday, opens_min=r.opens_min, closes_min=r.closes_min, least_heads=r.least_heads) for r in rows]
    return QueueShown(id=queue.pk, opening_hours=hours, **{name: getattr(queue, name) for name in names})
