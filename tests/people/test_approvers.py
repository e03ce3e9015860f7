"""Who holds which role for whom (P-05): within the team, the department, the centre; present people only; few queries for many questions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast, hire
from zuoxi.core import roles
from zuoxi.core.roles import Wanted
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.rules.approvals import Scope

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def names(role: str, scope: Scope, person: Person) -> set[str]:
    return set(Person.objects.filter(pk__in=roles.one(role, scope, person.pk, day=DAY)).values_list("name", flat=True))


def test_a_leader_leads_their_own_team_only(cast: Cast) -> None:
    assert names("leader", Scope.OWN_TEAM, cast.lin) == {"吴班长"}
    assert names("leader", Scope.OWN_TEAM, cast.zhao) == set()


def test_a_supervisor_reaches_the_department_and_not_the_centre_above(cast: Cast) -> None:
    assert names("supervisor", Scope.OWN_DEPARTMENT, cast.lin) == {"孙立"} == names("supervisor", Scope.OWN_DEPARTMENT, cast.sun)
    assert names("supervisor", Scope.OWN_DEPARTMENT, cast.chen) == set()
    assert names("supervisor", Scope.OWN_TEAM, cast.lin) == set()


def test_a_supervisor_of_some_teams_reaches_those(cast: Cast) -> None:
    Role.objects.create(person=cast.wu, name=RoleName.SUPERVISOR, unit=cast.other_team)
    assert names("supervisor", Scope.OWN_DEPARTMENT, cast.zhao) == {"孙立", "吴班长"}
    assert names("supervisor", Scope.OWN_DEPARTMENT, cast.lin) == {"孙立"}


def test_a_manager_reaches_the_centre(cast: Cast) -> None:
    assert names("manager", Scope.CENTRE, cast.lin) == {"周敏"} == names("manager", Scope.CENTRE, cast.chen)


def test_who_has_left_has_not_begun_or_is_closed_holds_nothing(cast: Cast) -> None:
    for number, fields in enumerate(({"left_on": DAY}, {"hired_on": date(2026, 11, 24)}, {"is_active": False})):
        hire(f"7{number}", "某某", unit=cast.team, post=cast.wu.post, role=RoleName.LEADER, **fields)
    hire("74", "新人", unit=cast.team, post=cast.wu.post, role=RoleName.LEADER, hired_on=DAY)
    assert names("leader", Scope.OWN_TEAM, cast.lin) == {"吴班长", "新人"}


def test_many_questions_cost_what_one_costs(cast: Cast, django_assert_num_queries: object) -> None:
    one = [Wanted("leader", Scope.OWN_TEAM, cast.lin.pk)]
    many = [Wanted(role, scope, person.pk) for role in RoleName.values for scope in Scope for person in Person.objects.all()]
    for wanted in (one, many):
        with django_assert_num_queries(3):  # type: ignore[operator]
            assert set(roles.holders(wanted, day=DAY)) == set(wanted)


def test_a_person_who_does_not_exist_has_nobody_above(cast: Cast) -> None:
    assert roles.one("manager", Scope.CENTRE, 987654, day=DAY) == frozenset()
