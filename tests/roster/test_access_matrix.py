"""Who reaches what, role by role (RELIABILITY 2.3): every role at every place, against the sets that the pages may rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cast import Cast, at
from tests.roster.builders import MONDAY, NOW, agent, skilled
from zuoxi.acd import access as acd_access
from zuoxi.acd.models import Queue
from zuoxi.people import access as people_access
from zuoxi.people.models import Person, Post, Role, RoleName, Skill, Unit, UnitKind
from zuoxi.planning import access as planning_access
from zuoxi.planning.models import Forecast, HistoryFile, HistoryMark, Layer, Requirement, Snapshot
from zuoxi.roster import access, leave, versions
from zuoxi.roster.models import LeaveKind, Period, Publication, Version

pytestmark = pytest.mark.django_db
R = RoleName
EVERYBODY, TEAM, OPERATIONS, SELF = "everybody", "team", "operations", "self"
PLACES = ("centre", "operations", "team", "other_team")
SEES_PEOPLE = {R.LEADER, R.SHIFT_LEAD, R.SUPERVISOR, R.PLANNER, R.MANAGER, R.HR, R.QUALITY, R.TRAINER, R.ADMINISTRATOR, R.SECURITY}
SEES_TERMS = {R.PLANNER, R.MANAGER, R.HR}
SEES_LEAVE = SEES_TERMS | {R.LEADER, R.SHIFT_LEAD, R.SUPERVISOR}
SEES_DRAFTS = {R.PLANNER, R.MANAGER, R.SUPERVISOR}
SEES_ROSTERS = SEES_DRAFTS | {R.LEADER, R.SHIFT_LEAD}
READS_PLANS = {R.PLANNER, R.MANAGER, R.SUPERVISOR, R.LEADER}
EVERY = [pytest.param(role, place, id=f"{role.value}-{place}") for role in RoleName for place in PLACES]
BENEATH = {"centre": set(PLACES), "operations": {"operations", "team", "other_team"}, "team": {"team"}, "other_team": {"other_team"}}
"""The places that lie within a place, written down by hand and not asked of the code."""


@pytest.fixture
def somebody(cast: Cast) -> Callable[[str, str], Person]:
    """A new person in a unit of their own, with one role at one place."""
    aside = Unit.objects.create(kind=UnitKind.DEPARTMENT, name="别处", parent=cast.centre)

    def make(role: str, place: str) -> Person:
        person = Person(work_number="8001", name="某人", unit=aside, post=Post.objects.get(code="agent"))
        person.save()
        Role.objects.create(person=person, name=role, unit=getattr(cast, place))
        return person

    return make


def by_place(cast: Cast) -> dict[str, Person]:
    """One person of each unit."""
    return {"centre": cast.chen, "operations": cast.sun, "team": cast.lin, "other_team": cast.zhao}


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_people_are_seen_by_who_leads_or_looks_after_their_unit_and_nobody_else(
    role: str, place: str, cast: Cast, somebody: Callable[[str, str], Person]
) -> None:
    reader = somebody(role, place)
    seen = set(people_access.visible_to(reader))
    assert reader in seen
    for where, person in by_place(cast).items():
        allowed = role in SEES_PEOPLE and where in BENEATH[place]
        assert (person in seen) == allowed, where
        if allowed:
            assert people_access.one(reader, person.pk) == person
        else:
            with pytest.raises(Http404):
                people_access.one(reader, person.pk)


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_contracts_and_leave_are_opened_by_fewer_roles_than_names(role: str, place: str, cast: Cast, somebody: Callable[[str, str], Person]) -> None:
    reader = somebody(role, place)
    assert people_access.may_see_terms(reader, reader)
    assert people_access.may_see_leave(reader, reader)
    for where, person in by_place(cast).items():
        within = where in BENEATH[place]
        assert people_access.may_see_terms(reader, person) == (role in SEES_TERMS and within), where
        assert people_access.may_see_leave(reader, person) == (role in SEES_LEAVE and within), where


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_every_queue_is_known_to_who_leads_and_to_others_only_those_of_their_skills(
    role: str, place: str, cast: Cast, somebody: Callable[[str, str], Person]
) -> None:
    reader, card = somebody(role, place), skilled(cast)
    loan = Queue.objects.create(code="loan", name="贷款", skill=Skill.objects.create(code="loan", name="贷款"))
    expected = {card, loan} if role in SEES_PEOPLE else set()
    assert set(acd_access.visible_to(reader)) == expected
    reader.skills.create(skill=loan.skill, level=1, since=MONDAY)
    assert set(acd_access.visible_to(reader)) == expected | {loan}


@pytest.fixture
def plans(cast: Cast) -> dict[Callable[[Person, int], Any], int]:
    """One of everything that planning stores, with the way to it."""
    queue, common = skilled(cast), {"made_by": cast.chen, "made_at": NOW}
    file = HistoryFile.objects.create(name="f", sha256="0" * 64, uploaded_by=cast.chen, uploaded_at=NOW)
    stretch = {"start": at("2026-11-01 09:00"), "end": at("2026-11-01 10:00")}
    mark = HistoryMark.objects.create(queue=queue, kind="outage", at=NOW, **stretch)
    forecast = Forecast.objects.create(name="十二月", first_day=MONDAY, days=7, step_min=30, history_until=MONDAY, **common)
    layer = Layer.objects.create(forecast=forecast, operation="add", amount=1, reason="活动", author=cast.chen, created_at=NOW, **stretch)
    snapshot = Snapshot.objects.create(forecast=forecast, values={}, taken_by=cast.chen, taken_at=NOW)
    requirement = Requirement.objects.create(snapshot=snapshot, shrinkage={}, **common)
    return {
        planning_access.history_file: file.pk,
        planning_access.mark: mark.pk,
        planning_access.forecast: forecast.pk,
        planning_access.layer: layer.pk,
        planning_access.snapshot: snapshot.pk,
        planning_access.requirement: requirement.pk,
    }


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_plans_are_read_by_who_leads_and_changed_by_planners_and_hidden_from_everybody_else(
    role: str, place: str, plans: dict[Callable[[Person, int], Any], int], somebody: Callable[[str, str], Person]
) -> None:
    reader = somebody(role, place)
    assert (planning_access.may_read(reader), planning_access.may_plan(reader)) == (role in READS_PLANS, role == R.PLANNER)
    for reach, pk in plans.items():
        if role in READS_PLANS:
            assert reach(reader, pk).pk == pk
            with pytest.raises(Http404):
                reach(reader, pk + 1000)
        else:
            for key in (pk, pk + 1000):
                with pytest.raises(PermissionDenied):
                    reach(reader, key)


@pytest.fixture
def rosters(cast: Cast) -> dict[str, tuple[Period, Version, Version]]:
    """By place: its period, a draft and a version in force."""
    made = {}
    for number, place in enumerate(PLACES):
        period = Period.objects.create(
            unit=getattr(cast, place), name=place, first_day=MONDAY.replace(month=1 + number), days=7, created_by=cast.chen, created_at=NOW
        )
        draft, public = (versions.create(period=period, by=cast.chen, now=NOW) for _n in range(2))
        Version.objects.filter(pk=public.pk).update(state="published")
        Publication.objects.create(version=public, published_by=cast.chen, published_at=NOW, sha256="0" * 64)
        made[place] = (period, draft, public)
    return made


def reached(where: str, place: str) -> bool:
    """Whether a role at `place` has to do with the roster of `where`: it lies within, or contains the place."""
    return where in BENEATH[place] or place in BENEATH[where]


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_rosters_are_seen_and_planned_role_by_role_and_place_by_place(
    role: str, place: str, rosters: dict[str, tuple[Period, Version, Version]], somebody: Callable[[str, str], Person]
) -> None:
    reader = somebody(role, place)
    for where, (period, draft, public) in rosters.items():
        near = reached(where, place)
        assert (period in access.periods(reader)) == (role in SEES_ROSTERS and near), where
        assert (public in access.versions(reader)) == (role in SEES_ROSTERS and near), where
        assert (draft in access.versions(reader)) == (role in SEES_DRAFTS and near), where
        assert access.publications(reader).filter(version=public).exists() == (role in SEES_ROSTERS and near), where
        may = role == R.PLANNER and where in BENEATH[place]
        assert access.may_plan(reader, period) == may
        refusal = None if may else PermissionDenied if role in SEES_DRAFTS and near else Http404
        knock(lambda draft=draft: access.plannable_version(reader, draft.pk), refusal)
        seen = None if may else PermissionDenied if role in SEES_ROSTERS and near else Http404
        knock(lambda period=period: access.plannable_period(reader, period.pk), seen)


def knock(door: Callable[[], Any], refusal: type[Exception] | None) -> None:
    if refusal is None:
        assert door()
        return
    with pytest.raises(refusal):
        door()


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_the_lines_of_a_roster_are_those_of_people_one_may_see(
    role: str, place: str, rosters: dict[str, tuple[Period, Version, Version]], cast: Cast, somebody: Callable[[str, str], Person]
) -> None:
    reader, (_, draft, _public) = somebody(role, place), rosters["centre"]
    expected = {person for where, person in (("team", cast.lin), ("other_team", cast.zhao)) if role in SEES_PEOPLE and where in BENEATH[place]}
    assert set(access.rows(reader, draft)) == expected


@pytest.mark.parametrize(("role", "place"), EVERY)
def test_leave_is_withdrawn_by_planners_of_the_unit_and_units_are_planned_by_planners_only(
    role: str, place: str, cast: Cast, somebody: Callable[[str, str], Person]
) -> None:
    reader = somebody(role, place)
    days = {"first_day": MONDAY, "last_day": MONDAY, "by": cast.chen, "now": NOW}
    given = {where: leave.grant(person=person, kind=LeaveKind.ANNUAL, **days) for where, person in by_place(cast).items() if where != "centre"}
    for where, one in given.items():
        knock(lambda one=one: access.leave(reader, one.pk), None if role == R.PLANNER and where in BENEATH[place] else Http404)
        assert (one in access.leaves(reader)) == (role in SEES_PEOPLE and where in BENEATH[place])
    planned = {where for where in PLACES if getattr(cast, where) in access.units(reader)}
    assert planned == (BENEATH[place] if role == R.PLANNER else set())


def test_two_roles_at_two_places_reach_the_sum_of_both_and_not_their_product(cast: Cast, somebody: Callable[[str, str], Person]) -> None:
    """A planner of one team who leads the other does not plan the other."""
    reader = somebody(R.PLANNER, "team")
    Role.objects.create(person=reader, name=R.LEADER, unit=cast.other_team)
    assert {person for person in by_place(cast).values() if person in people_access.visible_to(reader)} == {cast.lin, cast.zhao}
    assert people_access.may_see_terms(reader, cast.lin)
    assert not people_access.may_see_terms(reader, cast.zhao)
    assert {unit for unit in (cast.team, cast.other_team) if unit in access.units(reader)} == {cast.team}


def test_a_leader_of_another_team_sees_nothing_of_this_one(cast: Cast) -> None:
    mei = agent(cast, "2002", "梅班长", unit=cast.other_team)
    Role.objects.create(person=mei, name=R.LEADER, unit=cast.other_team)
    assert set(people_access.visible_to(mei)) == {mei, cast.zhao}
    for person in (cast.lin, cast.wu, cast.chen):
        with pytest.raises(Http404):
            people_access.one(mei, person.pk)


def test_a_role_in_a_unit_that_moves_moves_what_is_reached(cast: Cast) -> None:
    elsewhere = Unit.objects.create(kind=UnitKind.DEPARTMENT, name="后台", parent=cast.centre)
    assert cast.lin in people_access.visible_to(cast.sun)
    Unit.objects.filter(pk=cast.team.pk).update(parent=elsewhere)
    assert cast.lin not in people_access.visible_to(Person.objects.get(pk=cast.sun.pk))
    assert cast.zhao in people_access.visible_to(Person.objects.get(pk=cast.sun.pk))
