"""Shapes that several areas share: what is asked for, pages of lists, text, moments (P-08)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from zuoxi.api import limits
from zuoxi.people.models import Person

Shown = TypeVar("Shown", bound=BaseModel)
Row = TypeVar("Row", bound=Model)


def _clean(text: str) -> str:
    """No control characters: databases refuse some, and nobody means them."""
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in text):
        raise ValueError("control characters")
    return text


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Text = Annotated[str, AfterValidator(_clean)]
Moment = Annotated[datetime, PlainSerializer(_utc, return_type=str)]
"""A moment, given out in UTC as 2026-03-08T06:08:00Z."""
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,50}$")]
Key = Annotated[int, Field(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(1, ge=1, le=limits.MOST_PAGES)]
PageSize = Annotated[int, Query(50, ge=1, le=limits.MOST_ROWS)]


class Wanted(BaseModel):
    """A body: what is not known is refused, never ignored (A6); no number passes for text, nor text for a number."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class Page(BaseModel, Generic[Shown]):
    """Some rows of a list: page `page` of `size` rows each, of `count` in all."""

    items: list[Shown]
    count: int
    page: int
    size: int


class Named(BaseModel):
    """Something by its id and its name in the caller's language."""

    id: int
    name: str


def paged(rows: QuerySet[Row], show: Callable[[Row], Shown], page: int, size: int) -> Page[Shown]:
    """A page of a list in the order the rows have."""
    start = (page - 1) * size
    return Page[Any](items=[show(row) for row in rows[start : start + size]], count=rows.count(), page=page, size=size)


def caller(request: HttpRequest) -> Person:
    """The person whose token was sent."""
    person: Person = request.person  # type: ignore[attr-defined]
    return person


def zone() -> str:
    """The zone in which the centre's days and clock times are meant."""
    return settings.TIME_ZONE
