"""Small things the tests of the roster are made of."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from tests.cast import Cast, at
from zuoxi.acd.models import Queue
from zuoxi.people.models import Person, Post, Role, RoleName, Unit
from zuoxi.planning.models import Forecast, Requirement, RequirementSeries, Snapshot
from zuoxi.roster import cells
from zuoxi.roster.cells import Change
from zuoxi.roster.models import Assignment, Period, ShiftBlock, ShiftBreak, ShiftKind, Version, VersionState

MONDAY = date(2026, 11, 23)
NOW = at("2026-11-20 10:00")


def day(number: int) -> date:
    """A day counted from the Monday under test."""
    return MONDAY + timedelta(days=number)


def kind(
    code: str,
    letter: str,
    blocks: list[tuple[int, int]],
    *,
    breaks: list[tuple[str, int, int, int, bool]] = [],  # noqa: B006
    tags: list[str] = [],  # noqa: B006
    active: bool = True,
) -> ShiftKind:
    """A stored shift kind; breaks are name, length, earliest, latest (after the start), paid."""
    made = ShiftKind.objects.create(
        code=code, letter=letter, name=f"{code}班", name_en=f"Shift {letter}", colour="#336699", tags=tags, is_active=active
    )
    ShiftBlock.objects.bulk_create(ShiftBlock(kind=made, start_min=start, end_min=end) for start, end in blocks)
    for name, length, earliest, latest, paid in breaks:
        ShiftBreak.objects.create(kind=made, name=name, length_min=length, earliest_min=earliest, latest_min=latest, paid=paid)
    return made


def put(version: Version, by: Person, *changes: tuple[Person, int, str | None], now: datetime = NOW, kind: str = "key") -> cells.Applied:
    """Set cells as somebody who has just reloaded the page."""
    version.refresh_from_db()
    wanted = [Change(person.pk, day(number), shift, None) for person, number, shift in changes]
    return cells.change(version=version, changes=wanted, kind=kind, seen_revision=version.revision, by=by, now=now)


def shown(version: Version) -> dict[tuple[str, int], str]:
    """The cells with a shift: by name and day number, the code, with `*` when locked."""
    rows = version.assignments.exclude(shift=None, is_locked=False).select_related("person", "shift")
    return {(r.person.name, (r.day - MONDAY).days): (r.shift.code if r.shift else "") + ("*" if r.is_locked else "") for r in rows}


def second_planner(cast: Cast) -> Person:
    """hua, who plans beside chen."""
    hua = Person(work_number="3002", name="华宁", unit=cast.centre, post=Post.objects.get(code="planner"))
    hua.save()
    Role.objects.create(person=hua, name=RoleName.PLANNER, unit=cast.centre)
    return hua


def agent(cast: Cast, number: str, name: str, *, unit: Unit | None = None, **more: object) -> Person:
    """One more rostered agent, of team one when not said otherwise."""
    made = Person(work_number=number, name=name, unit=unit or cast.team, post=cast.lin.post, contract=cast.contract, is_rostered=True, **more)
    made.save()
    return made


def published(period: Period, by: Person, cells_of: dict[Person, list[ShiftKind | None]], number: int = 1) -> Version:
    """A version in force, written straight into the database: for what comes after it."""
    version = Version.objects.create(period=period, number=number, state=VersionState.PUBLISHED, created_by=by, created_at=NOW)
    Assignment.objects.bulk_create(
        Assignment(version=version, person=person, day=period.first_day + timedelta(days=n), shift=shift)
        for person, shifts in cells_of.items()
        for n, shift in enumerate(shifts)
    )
    return version


def skilled(cast: Cast) -> Queue:
    """The queue that the skill of lin and zhao serves."""
    return Queue.objects.create(code="card", name="信用卡热线", name_en="Card line", skill=cast.skill)


def demand(cast: Cast, heads: dict[str, NDArray[np.int64]], *, first_day: date = MONDAY) -> Requirement:
    """A requirement of these heads (days x slots of 30 minutes) by queue code."""
    days = next(iter(heads.values())).shape[0]
    common = {"made_by": cast.chen, "made_at": NOW}
    forecast = Forecast.objects.create(name="预测", first_day=first_day, days=days, step_min=30, history_until=first_day, **common)
    snapshot = Snapshot.objects.create(forecast=forecast, values={}, taken_by=cast.chen, taken_at=NOW)
    made = Requirement.objects.create(snapshot=snapshot, shrinkage={}, **common)
    for code, need in heads.items():
        flat = need.ravel().tolist()
        values = {"net": flat, "seated": flat, "gross": flat}
        RequirementSeries.objects.create(requirement=made, queue=Queue.objects.get(code=code), target={}, values=values)
    return made
