"""P-05: who stands in for whom, when and for what; inbox, count, page and verb agree at every moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at, hire
from zuoxi.core import approval_facts, approval_queries, approvals, delegations
from zuoxi.core.models import Approval, Delegation, Notice
from zuoxi.people.models import Person, RoleName

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")
HOUR = timedelta(hours=1)
KINDS = ("leave", "seat_leave", "visitor")


def ask(cast: Cast, kind: str = "leave", *, by: Person | None = None, about: str = "x:1") -> Approval:
    return approvals.ask(kind=kind, about=about, facts={}, by=by or cast.lin, now=NOW)


def named(cast: Cast, start: int, end: int, kinds: tuple[str, ...] = (), *, to: Person | None = None, by: Person | None = None) -> Delegation:
    """wu names sun, or somebody else, from so many hours to so many hours from now."""
    return delegations.delegate(to=to or cast.sun, start=NOW + start * HOUR, end=NOW + end * HOUR, kinds=kinds, by=by or cast.wu, now=NOW)


def may_act(approval: Approval, person: Person, hours: float) -> bool:
    return approval_facts.actor(approval, person.pk, now=NOW + hours * HOUR) is not None


def agrees(approval: Approval, person: Person, hours: float) -> bool:
    """What the inbox, its number, the page and the verb say of one moment; they must say the same."""
    moment = NOW + hours * HOUR
    waiting = {row.approval.pk for row in approval_queries.waiting_for(person, now=moment)}
    answers = {
        may_act(approval, person, hours),
        approval.pk in waiting,
        bool(approval_queries.count_waiting(person, now=moment)),
        approval_queries.visible_to(person, now=moment).filter(pk=approval.pk).exists(),
    }
    assert len(answers) == 1, f"{person} after {hours} h"
    return answers.pop()


@pytest.mark.parametrize(
    ("start", "end", "hours", "granted"),
    [
        (0, 24, 0, True),
        (0, 24, 23.99, True),
        (0, 24, 24, False),
        (1, 24, 0.99, False),
        (1, 24, 1, True),
        (-5, 1, 0, True),
        (-5, 1, 1, False),
        (24, 48, 12, False),
        (24, 48, 47, True),
        (24, 48, 49, False),
    ],
)
def test_from_its_first_to_before_its_last_moment(cast: Cast, start: int, end: int, hours: float, granted: bool) -> None:
    approval = ask(cast)
    named(cast, start, end)
    assert agrees(approval, cast.sun, hours) is granted


@pytest.mark.parametrize("kinds", [(), ("leave",), ("seat_leave",), ("leave", "seat_leave"), KINDS, ("visitor",)])
def test_for_the_kinds_that_were_named_and_for_all_if_none_was(cast: Cast, kinds: tuple[str, ...]) -> None:
    named(cast, 0, 24, kinds)
    for kind in ("leave", "seat_leave"):
        approval = ask(cast, kind, about=f"{kind}:1")
        assert may_act(approval, cast.sun, 1) is (not kinds or kind in kinds)


def test_a_kind_whose_name_is_within_another_is_not_meant(cast: Cast) -> None:
    """`leave` stands within `seat_leave`: the list of kinds is no text to search in."""
    named(cast, 0, 24, ("seat_leave",))
    assert agrees(ask(cast, "leave"), cast.sun, 1) is False
    Delegation.objects.all().delete()
    named(cast, 0, 24, ("leave",))
    seat = ask(cast, "seat_leave", about="seat:1")
    assert may_act(seat, cast.sun, 1) is False
    assert seat.pk not in {row.approval.pk for row in approval_queries.waiting_for(cast.sun, now=NOW + HOUR)}


def test_ended_early_it_counts_from_that_moment_no_more_and_before_it_did(cast: Cast) -> None:
    approval, made = ask(cast), named(cast, 0, 24)
    assert agrees(approval, cast.sun, 2) is True
    delegations.undelegate(delegation=made, by=cast.wu, now=NOW + 3 * HOUR)
    assert agrees(approval, cast.sun, 3) is False
    assert agrees(approval, cast.wu, 3) is True, "the approver never lost it"


def test_two_who_named_the_same_person_are_told_apart_in_the_record(cast: Cast) -> None:
    second = hire("2009", "郑班长", unit=cast.team, post=cast.wu.post, role=RoleName.LEADER)
    named(cast, 0, 24)
    named(cast, 0, 24, by=second)
    approval = ask(cast)
    approvals.approve(approval=approval, by=cast.sun, now=NOW + HOUR)
    assert approval.taken.get().as_whom in (cast.wu, second)


def test_one_may_name_several_and_the_first_who_acts_has_acted(cast: Cast) -> None:
    named(cast, 0, 24)
    named(cast, 0, 24, to=cast.zhou)
    approval = ask(cast)
    assert agrees(approval, cast.sun, 1) is agrees(approval, cast.zhou, 1) is True
    approvals.approve(approval=approval, by=cast.zhou, now=NOW + HOUR)
    assert (approval.taken.get().by, approval.taken.get().as_whom) == (cast.zhou, cast.wu)


def test_a_stand_in_hands_nothing_on(cast: Cast) -> None:
    named(cast, 0, 24)
    named(cast, 0, 24, to=cast.zhou, by=cast.sun)
    approval = ask(cast)
    assert agrees(approval, cast.sun, 1) is True
    assert may_act(approval, cast.zhou, 1) is False


def test_who_was_named_is_told_with_the_period_and_nobody_else_is(cast: Cast) -> None:
    named(cast, 1, 24)
    told = Notice.objects.get(kind="delegation.given")
    assert (told.person, told.facts["who"], told.facts["start"]) == (cast.sun, str(cast.wu), (NOW + HOUR).isoformat())


@pytest.mark.parametrize(
    ("start", "end", "granted"), [(0, 24 * 60, True), (0, 24 * 60 + 1, False), (24, 24, False), (24, 23, False), (-9, 0, False), (-9, 1, True)]
)
def test_a_period_within_the_policy_is_granted_and_one_beyond_it_stores_nothing(cast: Cast, start: int, end: int, granted: bool) -> None:
    if granted:
        assert named(cast, start, end).pk
    else:
        with pytest.raises(delegations.PeriodImpossible, match="60"):
            named(cast, start, end)
    assert Delegation.objects.count() == int(granted)


@dataclass(frozen=True)
class Given:
    """A delegation as a plain reading of it sees it."""

    start: int
    length: int
    kinds: tuple[str, ...]

    def covers(self, kind: str, hour: int) -> bool:
        return self.start <= hour < self.start + self.length and (not self.kinds or kind in self.kinds)


GIVEN = st.builds(Given, st.integers(0, 10), st.integers(1, 10), st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.lists(GIVEN, max_size=4), kind=st.sampled_from(["leave", "seat_leave"]), hours=st.lists(st.integers(0, 21), min_size=1, max_size=4))
def test_somebody_stands_in_exactly_when_one_of_the_delegations_says_so(cast: Cast, several: list[Given], kind: str, hours: list[int]) -> None:
    with transaction.atomic():
        approval = ask(cast, kind)
        for one in several:
            named(cast, one.start, one.start + one.length, one.kinds)
        for hour in hours:
            assert agrees(approval, cast.sun, hour) is any(one.covers(kind, hour) for one in several)
        transaction.set_rollback(True)
