"""A people file may name leave (R-05): the people are stored by `people.imports`, their leave by the roster, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from zuoxi.people import imports
from zuoxi.people.models import PeopleUpload, Person
from zuoxi.roster.leave import Overlaps
from zuoxi.roster.models import Leave, LeaveKind


@transaction.atomic
def store(*, upload: PeopleUpload, by: Person, now: datetime, make: Collection[str] = ()) -> imports.Preview:
    """Store people and leave, all or nothing. Leave that is there already is left alone; other leave on the same days refuses the whole."""
    plan = imports.store(upload=upload, by=by, now=now, make=make)
    rows = {one.row.number: one.row.leave for one in plan.planned if one.row.leave}
    people = Person.objects.in_bulk(list(rows), field_name="work_number")
    there: dict[int, list[Leave]] = {}
    for leave in Leave.objects.granted().filter(person__in=people.values()):
        there.setdefault(leave.person_id, []).append(leave)
    new = []
    for number, ranges in rows.items():
        person = people[number]
        for first, last in ranges:
            touching = [leave for leave in there.get(person.pk, []) if leave.first_day <= last and first <= leave.last_day]
            if not touching:
                new.append(Leave(person=person, kind=LeaveKind.ANNUAL, first_day=first, last_day=last, granted_by=by, granted_at=now))
            elif (touching[0].first_day, touching[0].last_day) != (first, last):
                raise Overlaps(who=person.name, first=touching[0].first_day, last=touching[0].last_day)
    Leave.objects.bulk_create(new, batch_size=1000)
    return plan
