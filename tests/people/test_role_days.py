"""O-03: a role holds from the first minute of its first day to the last of its last, on the clock of the centre, wherever it is asked for."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine

from tests.api.programs import Program, program
from tests.cast import Cast, at, client_of
from zuoxi.core import approval_clock, approvals
from zuoxi.people import access, approvers
from zuoxi.people.models import Person, Role, RoleName

pytestmark = pytest.mark.django_db
FIRST, END = date(2026, 11, 27), date(2026, 12, 1)
"""From 27 November until before 1 December."""
MOMENTS = [
    ("2026-11-26 23:59", False),
    ("2026-11-27 00:00", True),
    ("2026-11-27 07:59", True),  # still the 26th in London
    ("2026-11-28 12:00", True),
    ("2026-11-30 23:59", True),
    ("2026-12-01 00:00", False),
    ("2026-12-01 07:59", False),
]
every = pytest.mark.parametrize(("moment", "holds"), MOMENTS)


def lent(person: Person, name: str, cast: Cast) -> Role:
    """A second role for some days."""
    return Role.objects.create(person=person, name=name, unit=cast.centre, valid_from=FIRST, valid_until=END)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@every
def test_the_access_asks_the_clock_of_the_centre(cast: Cast, moment: str, holds: bool) -> None:
    lent(cast.lin, RoleName.PLANNER, cast)
    with time_machine.travel(at(moment), tick=False):
        assert access.has(fresh(cast.lin), RoleName.PLANNER) is holds
        assert access.has(fresh(cast.lin), RoleName.AGENT) is True, "the role held always stays"
        assert (cast.other_team.pk in access.units_of(fresh(cast.lin), RoleName.PLANNER)) is holds


@every
def test_a_page_opens_on_its_days_only(cast: Cast, moment: str, holds: bool) -> None:
    lent(cast.lin, RoleName.PLANNER, cast)
    with time_machine.travel(at(moment), tick=False):
        client = client_of(fresh(cast.lin))
        assert client.get("/roster/shifts/new/").status_code == (200 if holds else 403)
        assert client.get(f"/people/{cast.zhao.pk}/").status_code == (200 if holds else 404)


@every
def test_a_token_reaches_as_far_as_the_role_does_on_that_day(cast: Cast, moment: str, holds: bool) -> None:
    lent(cast.lin, RoleName.PLANNER, cast)
    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        secret = program(cast.lin).secret
    with time_machine.travel(at(moment), tick=False):
        assert Program(secret).get("/api/shifts").status_code == (200 if holds else 403)
        assert Program(secret).get(f"/api/people/{cast.zhao.pk}").status_code == (200 if holds else 404)


@every
def test_an_approval_waits_for_the_holder_on_their_days(cast: Cast, moment: str, holds: bool) -> None:
    lent(cast.zhao, RoleName.LEADER, cast)
    Role.objects.filter(person=cast.zhao, name=RoleName.LEADER).update(unit=cast.team)
    approval = approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=at("2026-11-26 17:30"))
    approval_clock.refresh(now=at(moment))
    assert (cast.zhao.pk in set(approval.waits.values_list("person", flat=True))) is holds
    approval.refresh_from_db()
    if holds:
        assert approvals.approve(approval=approval, by=cast.zhao, now=at(moment)).step == 1
    else:
        with pytest.raises(approvals.NotYourTurn):
            approvals.approve(approval=approval, by=cast.zhao, now=at(moment))


@every
def test_only_who_approves_on_that_day_may_be_named_to_stand_in(cast: Cast, moment: str, holds: bool) -> None:
    lent(cast.zhao, RoleName.LEADER, cast)
    assert (cast.zhao in approvers.stand_ins(cast.wu, day=at(moment).date())) is holds
    assert cast.sun in approvers.stand_ins(cast.wu, day=at(moment).date())


@pytest.mark.parametrize(
    ("first", "end", "moment", "holds"),
    [
        (None, None, "2026-01-01 00:00", True),
        (FIRST, None, "2099-01-01 00:00", True),
        (FIRST, None, "2026-11-26 23:59", False),
        (FIRST, date(2026, 11, 28), "2026-11-27 23:59", True),
        (FIRST, date(2026, 11, 28), "2026-11-28 00:00", False),
        (date(2028, 2, 29), date(2028, 3, 1), "2028-02-29 12:00", True),
        (date(2028, 2, 29), date(2028, 3, 1), "2028-03-01 00:00", False),
    ],
)
def test_a_role_without_an_end_has_none_and_one_of_a_day_is_of_that_day(
    cast: Cast, first: date | None, end: date | None, moment: str, holds: bool
) -> None:
    role = Role(person=cast.lin, name=RoleName.QUALITY, unit=cast.centre, valid_until=end, **({"valid_from": first} if first else {}))
    role.save()
    with time_machine.travel(at(moment), tick=False):
        assert access.has(fresh(cast.lin), RoleName.QUALITY) is holds


def test_who_is_logged_in_at_midnight_loses_the_role_with_the_day(cast: Cast) -> None:
    """A10: no new login is needed for it to end."""
    lent(cast.lin, RoleName.PLANNER, cast)
    with time_machine.travel(at("2026-11-30 23:55"), tick=False) as clock:
        client = client_of(fresh(cast.lin))
        assert client.get("/roster/shifts/new/").status_code == 200
        clock.move_to(at("2026-12-01 00:00"))
        assert client.get("/roster/shifts/new/").status_code == 403
        assert client.get("/my/").status_code == 200


def test_moments_of_these_tests_are_of_the_centre() -> None:
    assert at("2026-11-27 00:00") == datetime.fromisoformat("2026-11-26T16:00:00+00:00")
