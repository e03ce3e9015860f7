"""Shift kinds (F-10): read, made, changed, retired."""

from __future__ import annotations

from typing import Annotated, Literal

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from pydantic import BaseModel, Field

from zuoxi.api import versions
from zuoxi.api.gate import Token
from zuoxi.api.shapes import Text, Wanted, caller
from zuoxi.engine.roster.problem import BreakRule
from zuoxi.people import access as people_access
from zuoxi.roster import access
from zuoxi.roster import shifts as verbs
from zuoxi.roster.models import ShiftKind

router = Router(tags=["shifts"])
READ, WRITE = Token("shifts:read"), Token("shifts:write")
Minute = Annotated[int, Field(ge=0, le=2880)]


class BreakWanted(Wanted):
    """A break: its length, and when it may start, in minutes after the start of the shift."""

    name: Annotated[Text, Field(min_length=1, max_length=50)]
    length_min: Annotated[int, Field(ge=1, le=240)]
    earliest_min: Annotated[int, Field(ge=0, le=1440)]
    latest_min: Annotated[int, Field(ge=0, le=1440)]
    paid: bool = False


class BlockWanted(Wanted):
    """A stretch of presence, in minutes from midnight of the duty day; past 1440 it lies on the next day."""

    start_min: Minute
    end_min: Minute


class ShiftWanted(Wanted):
    """Everything about a shift kind that can be chosen."""

    code: Annotated[Text, Field(min_length=1, max_length=8)]
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: Annotated[Text, Field(min_length=1, max_length=200)]
    name_en: Annotated[Text, Field(max_length=200)] = ""
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
    order: Annotated[int, Field(ge=0, le=9999)] = 0
    tags: Annotated[list[Literal["night", "late", "long", "two_ended"]], Field(max_length=4)] = []
    blocks: Annotated[list[BlockWanted], Field(min_length=1, max_length=2)]
    breaks: Annotated[list[BreakWanted], Field(max_length=4)] = []


class ActiveWanted(Wanted):
    """Whether a kind is in use."""

    is_active: bool


class BreakShown(BaseModel):
    """A break."""

    name: str
    length_min: int
    earliest_min: int
    latest_min: int
    paid: bool


class BlockShown(BaseModel):
    """A stretch of presence."""

    start_min: int
    end_min: int


class ShiftShown(BaseModel):
    """A shift kind; `revision` counts its changes."""

    id: int
    code: str
    letter: str
    name: str
    name_en: str
    colour: str
    order: int
    tags: list[str]
    is_active: bool
    revision: int
    blocks: list[BlockShown]
    breaks: list[BreakShown]


@router.get("/shifts", auth=READ, response=list[ShiftShown], url_name="shifts", summary="Every shift kind, those in use first")
def kinds(request: HttpRequest) -> list[ShiftShown]:
    return [shown(kind) for kind in _readable(request).order_by("-is_active", "order", "code")]


@router.post("/shifts", auth=WRITE, response={201: ShiftShown}, summary="Make a shift kind")
def create(request: HttpRequest, response: HttpResponse, body: ShiftWanted) -> Status[ShiftShown]:
    people_access.require(caller(request), *access.PLANNERS)
    kind = verbs.create(form=_form(body), by=caller(request), now=timezone.now())
    made = _now(request, kind.pk)
    versions.tagged(response, made)
    response.headers["Location"] = f"/api/shifts/{kind.pk}"
    return Status(201, made)


@router.get("/shifts/{int:pk}", auth=READ, response=ShiftShown, url_name="shift", summary="One shift kind")
def one(request: HttpRequest, response: HttpResponse, pk: int) -> BaseModel:
    return versions.tagged(response, _now(request, pk))


@router.put("/shifts/{int:pk}", auth=WRITE, response=ShiftShown, summary="Change a shift kind")
def change(request: HttpRequest, response: HttpResponse, pk: int, body: ShiftWanted) -> BaseModel:
    with transaction.atomic():
        kind = _taken(request, pk)
        verbs.edit(kind=kind, form=_form(body), seen_revision=kind.revision, by=caller(request), now=timezone.now())
    return versions.tagged(response, _now(request, pk))


@router.patch("/shifts/{int:pk}", auth=WRITE, response=ShiftShown, summary="Retire a shift kind, or take it into use again")
def activate(request: HttpRequest, response: HttpResponse, pk: int, body: ActiveWanted) -> BaseModel:
    with transaction.atomic():
        kind = _taken(request, pk)
        verbs.set_active(kind=kind, active=body.is_active, seen_revision=kind.revision, by=caller(request), now=timezone.now())
    return versions.tagged(response, _now(request, pk))


def _readable(request: HttpRequest) -> QuerySet[ShiftKind]:
    people_access.require(caller(request), *access.READERS)
    return ShiftKind.objects.prefetch_related("blocks", "breaks")


def _taken(request: HttpRequest, pk: int) -> ShiftKind:
    """The kind as it is now, its row held until the end of the transaction, its version agreed."""
    people_access.require(caller(request), *access.PLANNERS)
    get_object_or_404(ShiftKind, pk=pk)
    ShiftKind.objects.filter(pk=pk).update(revision=F("revision"))
    versions.insist(request, lambda: _now(request, pk))
    return ShiftKind.objects.get(pk=pk)


def _now(request: HttpRequest, pk: int) -> ShiftShown:
    return shown(get_object_or_404(_readable(request), pk=pk))


def _form(body: ShiftWanted) -> verbs.ShiftForm:
    return verbs.ShiftForm(
        code=body.code,
        letter=body.letter,
        name=body.name,
        colour=body.colour,
        blocks=tuple((block.start_min, block.end_min) for block in body.blocks),
        breaks=tuple(BreakRule(b.length_min, b.earliest_min, b.latest_min, b.paid, b.name) for b in body.breaks),
        tags=frozenset(body.tags),
        name_en=body.name_en,
        order=body.order,
    )


def shown(kind: ShiftKind) -> ShiftShown:
    shift = verbs.to_engine(kind)
    names = ("code", "letter", "name", "name_en", "colour", "order", "is_active", "revision")
    return ShiftShown(
        id=kind.pk,
        tags=sorted(kind.tags),
        blocks=[BlockShown(start_min=start, end_min=end) for start, end in shift.blocks],
        breaks=[
            BreakShown(name=b.name, length_min=b.length_min, earliest_min=b.earliest_min, latest_min=b.latest_min, paid=b.paid) for b in shift.breaks
        ],
        **{name: getattr(kind, name) for name in names},
    )
