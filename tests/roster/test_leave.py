"""Leave that was granted, and taken back (F-13, T-03)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.roster.builders import NOW, day
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.roster import access, leave
from zuoxi.roster.models import Leave, LeaveKind

pytestmark = pytest.mark.django_db


def grant(person: Person, first: int, last: int, by: Person) -> Leave:
    return leave.grant(person=person, kind=LeaveKind.ANNUAL, first_day=day(first), last_day=day(last), by=by, now=NOW)


def test_leave_is_kept_with_who_granted_it_and_when(lin: Person, chen: Person) -> None:
    made = grant(lin, 1, 3, chen)
    assert (made.granted_by, made.granted_at, made.withdrawn_at) == (chen, NOW, None)
    assert list(Leave.objects.granted().touching(day(3), day(9))) == [made]
    assert list(Leave.objects.granted().touching(day(4), day(9))) == []
    assert list(Leave.objects.granted().touching(day(-9), day(1))) == [made]


def test_overlapping_leave_is_refused_and_adjoining_leave_is_not(lin: Person, zhao: Person, chen: Person) -> None:
    grant(lin, 1, 3, chen)
    for first, last in ((3, 4), (0, 1), (2, 2), (0, 9)):
        with pytest.raises(leave.Overlaps, match="林静"):
            grant(lin, first, last, chen)
    assert grant(lin, 4, 5, chen).pk
    assert grant(lin, 0, 0, chen).pk
    assert grant(zhao, 1, 3, chen).pk


def test_an_end_before_the_start_is_refused(lin: Person, chen: Person) -> None:
    with pytest.raises(leave.EndsBeforeItStarts, match=str(day(1))):
        grant(lin, 2, 1, chen)


def test_nobody_grants_or_withdraws_their_own_leave(lin: Person, chen: Person) -> None:
    with pytest.raises(leave.OwnLeave):
        grant(chen, 1, 1, chen)
    made = grant(lin, 1, 1, chen)
    with pytest.raises(leave.OwnLeave):
        leave.withdraw(leave=made, by=lin, now=NOW)
    assert Leave.objects.granted().count() == 1


def test_withdrawn_leave_stays_on_record_frees_the_days_and_is_withdrawn_once(lin: Person, chen: Person) -> None:
    made = grant(lin, 1, 3, chen)
    later = NOW + timedelta(hours=1)
    assert leave.withdraw(leave=made, by=chen, now=later).withdrawn_at == later
    with pytest.raises(leave.AlreadyWithdrawn):
        leave.withdraw(leave=made, by=chen, now=NOW)
    assert Leave.objects.get(pk=made.pk).withdrawn_by == chen
    assert grant(lin, 2, 2, chen).pk


def test_a_planner_reaches_the_leave_of_their_unit_only(lin: Person, zhao: Person, chen: Person, wu: Person) -> None:
    mine, other = grant(lin, 1, 1, chen), grant(zhao, 1, 1, chen)
    Role.objects.filter(person=chen).update(unit=lin.unit)
    assert access.leave(chen, mine.pk) == mine
    with pytest.raises(Exception, match="No Leave"):
        access.leave(chen, other.pk)
    assert set(access.leaves(wu)) == {mine}
    assert set(access.leaves(zhao)) == {other}
    assert not Role.objects.filter(person=wu, name=RoleName.PLANNER).exists()
