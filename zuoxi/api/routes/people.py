"""People and units (O-01, O-04)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel

from zuoxi.api.gate import Token
from zuoxi.api.shapes import Key, Named, Page, PageNumber, PageSize, Text, caller, paged
from zuoxi.people import access, matrix, queries
from zuoxi.people.models import Person, PersonSkill, Unit
from zuoxi.people.queries import Wanted
from zuoxi.rules.organisation import SpanPolicy

router = Router(tags=["people"])
READ = Token("people:read")


class SkillShown(BaseModel):
    """A skill at a level of 1 to 5."""

    code: str
    name: str
    level: int


class PersonShown(BaseModel):
    """A person. `contract` and `grade` are null for whoever may not see them (O-03)."""

    id: int
    work_number: str
    name: str
    unit: Named
    post: Named
    skills: list[SkillShown]
    is_rostered: bool
    is_shift_lead: bool
    contract: Named | None
    grade: int | None


class UnitShown(BaseModel):
    """A unit with the one above it; `agents` and `people` count all beneath."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    head: Named | None
    deputy: Named | None
    agents: int
    people: int


@router.get("/people", auth=READ, response=Page[PersonShown], url_name="people", summary="People you may see")
def people(
    request: HttpRequest,
    page: PageNumber,
    size: PageSize,
    q: Annotated[Text, Query("", max_length=100, description="Name, pinyin, initials or work number")],
    unit: Annotated[Key | None, Query(None, description="Id of a unit; all beneath it belong to it")],
) -> Page[PersonShown]:
    person = caller(request)
    access.require(person, *matrix.roles("person", "look_up"))
    chosen = Unit.objects.filter(pk=unit).first() if unit is not None else None
    if unit is not None and chosen is None:
        raise Http404
    found = queries.listed(person, Wanted(text=q, unit=chosen), day=timezone.localdate())
    return paged(found.by_name(), lambda one: shown(one, person), page, size)


@router.get("/people/{int:pk}", auth=READ, response=PersonShown, url_name="person", summary="One person")
def one(request: HttpRequest, pk: int) -> PersonShown:
    person = caller(request)
    return shown(access.one(person, pk), person)


@router.get("/units", auth=READ, response=list[UnitShown], url_name="units", summary="The tree of units, depth first")
def units(request: HttpRequest) -> list[UnitShown]:
    caller(request)
    return _tree(timezone.localdate())


def _tree(day: date) -> list[UnitShown]:
    return [
        UnitShown(
            id=branch.unit.pk,
            kind=branch.unit.kind,
            name=str(branch.unit),
            parent_id=branch.unit.parent_id,
            head=_named(branch.unit.head),
            deputy=_named(branch.unit.deputy),
            agents=branch.agents,
            people=branch.people,
        )
        for branch in queries.tree(day=day, policy=SpanPolicy())
    ]


def shown(one: Person, reader: Person) -> PersonShown:
    terms = access.may_see_terms(reader, one)
    return PersonShown(
        id=one.pk,
        work_number=one.work_number,
        name=one.name,
        unit=Named(id=one.unit_id, name=str(one.unit)),
        post=Named(id=one.post_id, name=str(one.post)),
        skills=sorted((_skill(held) for held in one.skills.all()), key=lambda skill: skill.code),
        is_rostered=one.is_rostered,
        is_shift_lead=one.is_shift_lead,
        contract=Named(id=one.contract.pk, name=str(one.contract)) if terms and one.contract else None,
        grade=one.grade if terms else None,
    )


def _skill(held: PersonSkill) -> SkillShown:
    return SkillShown(code=held.skill.code, name=str(held.skill), level=held.level)


def _named(person: Person | None) -> Named | None:
    return Named(id=person.pk, name=person.name) if person else None
