"""Who reaches whom (A1, A2 in small): the matrix of the cast, and what a role gives where."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cast import ACTORS, Cast, hire
from zuoxi.people import access
from zuoxi.people.models import Person, Role, RoleName, Unit, UnitKind

pytestmark = pytest.mark.django_db
EVERYBODY = {"lin", "wu", "zhao", "chen", "zhou", "sun", "gao", "shen", "yan"}
SEES = {
    "lin": {"lin"},
    "zhao": {"zhao"},
    "wu": {"wu", "lin"},
    "sun": {"sun", "lin", "wu", "zhao"},
    "chen": EVERYBODY,
    "zhou": EVERYBODY,
    "gao": EVERYBODY,
    "shen": EVERYBODY,
    "yan": {"yan"},
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """With all three administrators."""
    assert cast.shen.pk != cast.yan.pk
    return cast


def fresh(person: Person) -> Person:
    """As at the next request: roles are read once a request."""
    return Person.objects.get(pk=person.pk)


def seen_by(cast: Cast, name: str) -> set[str]:
    seen = set(access.visible_to(fresh(getattr(cast, name))))
    return {other for other in EVERYBODY if getattr(cast, other) in seen}


def test_everybody_sees_whom_their_role_reaches_and_nobody_else(cast: Cast) -> None:
    assert {name: seen_by(cast, name) for name in ACTORS[1:]} == SEES


def test_out_of_reach_is_404_within_reach_is_the_person(cast: Cast) -> None:
    for name in ACTORS[1:]:
        for other in EVERYBODY:
            target = getattr(cast, other)
            if other in SEES[name]:
                assert access.one(fresh(getattr(cast, name)), target.pk) == target
            else:
                with pytest.raises(Http404):
                    access.one(fresh(getattr(cast, name)), target.pk)


def test_who_never_existed_is_404_for_all(cast: Cast) -> None:
    for name in ACTORS[1:]:
        with pytest.raises(Http404):
            access.one(getattr(cast, name), 987654)


def test_the_list_names_nobody_twice_whatever_roles_one_holds(cast: Cast) -> None:
    Role.objects.create(person=cast.wu, name=RoleName.SHIFT_LEAD, unit=cast.team)
    Role.objects.create(person=cast.wu, name=RoleName.SUPERVISOR, unit=cast.operations)
    found = list(access.visible_to(fresh(cast.wu)))
    assert len(found) == len(set(found)) == 4


def test_a_role_reaches_down_the_tree_never_up_nor_aside(cast: Cast) -> None:
    squad = Unit.objects.create(kind=UnitKind.TEAM, name="一组夜班", parent=cast.team)
    night = hire("1009", "夜班", unit=squad, post=cast.lin.post, role=RoleName.AGENT)
    assert night in access.visible_to(fresh(cast.wu))
    assert night not in access.visible_to(fresh(cast.zhao))
    Role.objects.create(person=night, name=RoleName.LEADER, unit=squad)
    assert set(access.visible_to(fresh(night))) == {night}


def test_an_agents_role_reaches_only_oneself_even_at_the_top(cast: Cast) -> None:
    Role.objects.filter(person=cast.lin).update(unit=cast.centre)
    assert set(access.visible_to(fresh(cast.lin))) == {cast.lin}


def test_a_role_elsewhere_reaches_there_and_oneself(cast: Cast) -> None:
    Role.objects.filter(person=cast.wu).update(unit=cast.other_team)
    assert set(access.visible_to(fresh(cast.wu))) == {cast.wu, cast.zhao}


def test_without_a_role_one_sees_oneself(cast: Cast) -> None:
    Role.objects.filter(person=cast.chen).delete()
    assert set(access.visible_to(fresh(cast.chen))) == {cast.chen}


@pytest.mark.parametrize("name", [role for role in RoleName.values if role not in access.LOOKS_UP])
def test_a_role_that_looks_nobody_up_reaches_only_oneself(cast: Cast, name: str) -> None:
    Role.objects.filter(person=cast.chen).update(name=name)
    assert set(access.visible_to(fresh(cast.chen))) == {cast.chen}


@pytest.mark.parametrize("name", sorted(access.LOOKS_UP))
def test_a_role_that_looks_people_up_does_so_within_its_unit(cast: Cast, name: str) -> None:
    Role.objects.filter(person=cast.chen).update(name=name, unit=cast.other_team)
    assert set(access.visible_to(fresh(cast.chen))) == {cast.chen, cast.zhao}


def test_contract_and_grade_are_for_oneself_and_those_who_need_them(cast: Cast) -> None:
    may = {name for name in ACTORS[1:] if access.may_see_terms(fresh(getattr(cast, name)), cast.lin)}
    assert may == {"lin", "chen", "zhou"}


def test_leave_is_also_for_those_who_lead(cast: Cast) -> None:
    may = {name for name in ACTORS[1:] if access.may_see_leave(fresh(getattr(cast, name)), cast.lin)}
    assert may == {"lin", "wu", "sun", "chen", "zhou"}


def test_require_lets_pass_or_forbids(cast: Cast) -> None:
    access.require(cast.chen, RoleName.PLANNER, RoleName.MANAGER)
    with pytest.raises(PermissionDenied):
        access.require(cast.lin, RoleName.PLANNER, RoleName.MANAGER)


def test_roles_are_read_once_a_request(cast: Cast, django_assert_num_queries: object) -> None:
    person = fresh(cast.chen)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert access.has(person, "planner")
        assert not access.has(person, "manager")
        assert access.role_names(person) == {"planner"}
        assert [role.unit for role in access.roles(person)] == [cast.centre]


def test_the_tree_is_read_once_a_request_and_anew_at_the_next(cast: Cast, django_assert_num_queries: object) -> None:
    person = fresh(cast.wu)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert access.units_of(person, "leader") == access.units_of(person, "leader", "supervisor") == {cast.team.pk}
    squad = Unit.objects.create(kind=UnitKind.TEAM, name="一组夜班", parent=cast.team)
    assert access.units_of(fresh(cast.wu), "leader") == {cast.team.pk, squad.pk}


def test_the_reach_of_some_roles_is_the_union_of_their_units(cast: Cast) -> None:
    Role.objects.create(person=cast.wu, name=RoleName.QUALITY, unit=cast.other_team)
    person = fresh(cast.wu)
    assert access.units_of(person, "leader") == {cast.team.pk}
    assert access.units_of(person, "leader", "quality") == {cast.team.pk, cast.other_team.pk}
    assert access.units_of(person, "hr") == set()


def test_a_unit_that_hangs_on_itself_does_not_hang_the_server(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.operations.pk).update(parent=cast.team)
    assert access.below([cast.operations]) == {cast.operations.pk, cast.team.pk, cast.other_team.pk}
