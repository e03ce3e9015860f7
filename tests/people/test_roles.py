"""Giving and taking roles: by whom, to whom, for which days; three administrators in three hands (GB/T 22239 8.1.4.2, A10, A11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.cast import Cast, at, hire
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import AuditEvent
from zuoxi.people import access, roles
from zuoxi.people.models import ADMINISTRATORS, FormerRole, Person, Role, RoleName

pytestmark = pytest.mark.django_db
NOW = at("2026-11-27 09:00")
TODAY = date(2026, 11, 27)
PAIRS = [(held, wanted) for held in ADMINISTRATORS for wanted in ADMINISTRATORS if held != wanted]


def give(cast: Cast, person: Person, name: str, **more: Any) -> Role:
    return roles.grant(**{"person": person, "name": name, "unit": cast.centre, "by": cast.shen, "now": NOW} | more)


def names(person: Person, day: str = "2026-11-27 09:00") -> set[str]:
    """As at a request on this day."""
    with time_machine.travel(at(day), tick=False):
        return set(access.role_names(Person.objects.get(pk=person.pk)))


def test_a_role_given_is_held_from_the_same_day_and_says_who_gave_it(cast: Cast) -> None:
    role = give(cast, cast.lin, RoleName.TRAINER)
    assert (role.valid_from, role.valid_until, role.granted_by, role.granted_at) == (TODAY, None, cast.shen, NOW)
    assert names(cast.lin) == {"agent", "trainer"}
    event = AuditEvent.objects.get(action="role.granted")
    assert (event.by, event.success, event.about) == (cast.shen, True, f"person:{cast.lin.pk}")
    assert event.facts == {"role": "trainer", "unit": "客服中心", "from": "2026-11-27", "until": None, "whose": "1001"}


@pytest.mark.parametrize(
    ("day", "held"),
    [("2026-11-30 23:59", False), ("2026-12-01 00:00", True), ("2026-12-31 23:59", True), ("2027-01-01 00:00", False), ("2027-06-01 12:00", False)],
)
def test_a_role_is_valid_from_the_first_moment_of_its_days_until_their_end(day: str, held: bool, cast: Cast) -> None:
    give(cast, cast.lin, RoleName.TRAINER, valid_from=date(2026, 12, 1), valid_until=date(2027, 1, 1))
    assert ("trainer" in names(cast.lin, day)) == held


def test_a_role_out_of_its_days_reaches_nobody(cast: Cast) -> None:
    give(cast, cast.lin, RoleName.SUPERVISOR, unit=cast.other_team, valid_until=TODAY + timedelta(days=1))
    for day, seen in (("2026-11-27 23:59", True), ("2026-11-28 00:00", False)):
        with time_machine.travel(at(day), tick=False):
            assert (cast.zhao in access.visible_to(Person.objects.get(pk=cast.lin.pk))) == seen


def test_a_role_taken_is_gone_at_once_and_stays_in_the_history(cast: Cast) -> None:
    role = give(cast, cast.lin, RoleName.TRAINER)
    roles.withdraw(role=role, by=cast.shen, now=NOW + timedelta(days=1), reason="调岗")
    assert names(cast.lin) == {"agent"}
    former = FormerRole.objects.get()
    assert (former.name, former.granted_by, former.withdrawn_by, former.reason) == ("trainer", cast.shen, cast.shen, "调岗")
    assert AuditEvent.objects.get(action="role.withdrawn").facts["reason"] == "调岗"


def test_of_two_who_take_a_role_at_once_one_is_told(cast: Cast) -> None:
    role = give(cast, cast.lin, RoleName.TRAINER)
    same = Role.objects.get(pk=role.pk)
    roles.withdraw(role=role, by=cast.shen, now=NOW, reason="x")
    with pytest.raises(MovedMeanwhile):
        roles.withdraw(role=same, by=cast.shen, now=NOW, reason="x")
    assert FormerRole.objects.count() == 1
    assert AuditEvent.objects.filter(action="role.withdrawn").count() == 1


@pytest.mark.parametrize("name", RoleName.values)
def test_nobody_gives_a_role_to_themselves(name: str, cast: Cast) -> None:
    """A11: separation of duties holds for administrators too."""
    with pytest.raises(roles.Oneself):
        give(cast, cast.shen, name)
    assert names(cast.shen) == {"security_admin"}
    event = AuditEvent.objects.get()
    assert (event.success, event.facts["refused"], event.by) == (False, "role.oneself", cast.shen)


def test_nobody_takes_their_own_role(cast: Cast) -> None:
    with pytest.raises(roles.Oneself):
        roles.withdraw(role=Role.objects.get(person=cast.shen), by=cast.shen, now=NOW, reason="x")
    assert names(cast.shen) == {"security_admin"}


@pytest.mark.parametrize("giver", ["lin", "wu", "chen", "zhou", "sun", "gao", "yan"])
def test_only_a_security_administrator_gives_and_takes_roles(giver: str, cast: Cast) -> None:
    by = getattr(cast, giver)
    with pytest.raises(roles.NotYours):
        give(cast, cast.zhao, RoleName.LEADER, by=by)
    with pytest.raises(roles.NotYours):
        roles.withdraw(role=Role.objects.get(person=cast.zhao), by=by, now=NOW, reason="x")
    assert names(cast.zhao) == {"agent"}
    assert list(AuditEvent.objects.values_list("success", flat=True)) == [False, False]
    give(cast, cast.zhao, RoleName.LEADER)
    assert names(cast.zhao) == {"agent", "leader"}, "and shen may"


def test_a_security_administrator_of_a_unit_gives_roles_there_and_beneath_and_nowhere_else(cast: Cast) -> None:
    local = hire("6009", "卫立", unit=cast.operations, post=cast.gao.post, role=RoleName.SECURITY)
    give(cast, cast.lin, RoleName.LEADER, unit=cast.team, by=local)
    with pytest.raises(roles.NotYours):
        give(cast, cast.lin, RoleName.PLANNER, unit=cast.centre, by=local)


@pytest.mark.parametrize(("held", "wanted"), PAIRS)
def test_nobody_holds_two_of_the_three_administrator_roles(held: str, wanted: str, cast: Cast) -> None:
    person = hire("6010", "某人", unit=cast.centre, post=cast.gao.post, role=held)
    with pytest.raises(roles.TwoAdministrators, match="某人"):
        give(cast, person, wanted)
    assert names(person) == {held}
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=person, name=wanted, unit=cast.centre)
    Role.objects.filter(person=cast.lin).update(name=held)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=cast.lin, name=wanted, unit=cast.team)


@pytest.mark.parametrize(("held", "wanted"), PAIRS)
def test_once_the_first_is_taken_or_over_the_other_may_be_given(held: str, wanted: str, cast: Cast) -> None:
    person = hire("6010", "某人", unit=cast.centre, post=cast.gao.post, role=RoleName.AGENT)
    role = give(cast, person, held)
    roles.withdraw(role=role, by=cast.shen, now=NOW, reason="轮换")
    give(cast, person, wanted, valid_until=TODAY + timedelta(days=3))
    assert names(person) == {"agent", wanted}
    later = NOW + timedelta(days=3)
    give(cast, person, held, now=later)
    assert names(person, "2026-11-30 09:00") == {"agent", held}
    assert list(FormerRole.objects.order_by("pk").values_list("name", "withdrawn_by")) == [(held, cast.shen.pk), (wanted, None)]


def test_the_same_role_twice_in_a_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(roles.Held):
        give(cast, cast.lin, RoleName.AGENT, unit=cast.team)
    give(cast, cast.lin, RoleName.AGENT, unit=cast.other_team)


def test_a_role_does_not_end_before_it_begins(cast: Cast) -> None:
    for until in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(roles.Backwards):
            give(cast, cast.lin, RoleName.TRAINER, valid_until=until)
    with pytest.raises(ValidationError):
        Role(person=cast.lin, name="hr", unit=cast.team, valid_from=TODAY, valid_until=TODAY).full_clean()


def test_who_has_left_holds_no_role_from_that_day_on(cast: Cast) -> None:
    Person.objects.filter(pk=cast.chen.pk).update(left_on=TODAY)
    assert names(cast.chen, "2026-11-26 23:59") == {"planner"}
    assert names(cast.chen, "2026-11-27 00:00") == set()
    Person.objects.filter(pk=cast.zhou.pk).update(is_active=False)
    assert names(cast.zhou) == set()


@pytest.mark.parametrize(("day", "state"), [(TODAY - timedelta(days=1), "later"), (TODAY, "valid"), (TODAY + timedelta(days=1), "over")])
def test_a_role_tells_where_it_stands(day: date, state: str) -> None:
    assert Role(valid_from=TODAY, valid_until=TODAY + timedelta(days=1)).state(day) == state
    assert Role().state(day) == "valid"
