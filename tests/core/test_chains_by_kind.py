"""P-05: who signs what for whom: every kind that ships, asked for by somebody at each place of the house, to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast, at, hire
from zuoxi.core import approval_clock, approvals
from zuoxi.core.models import Approval
from zuoxi.people.models import Person, RoleName

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")

# kind, asked by: who signs, step by step; what stands in brackets has nobody who may and is reported
CHAINS = """
leave           lin   wu sun
leave           wu    sun zhou
leave           zhao  hu sun
leave           sun   zhou [manager]
leave           chen  zhou [manager]
leave           zhou  [manager]
seat_leave      lin   wu
seat_leave      zhao  hu
seat_leave      wu    sun
training_plan   wu    sun zhou
training_plan   sun   zhou [manager]
exam_paper      wu    zhou
exam_paper      zhou  [manager]
requisition     sun   he zhou
requisition     he    zhou [manager]
appraisal       wu    sun zhou
early_promotion lin   he zhou
visitor         lin   sun
visitor         sun   zhou
customer_export chen  zhou [manager]
customer_export wu    sun zhou
policy          chen  zhou
policy          zhou  [manager]
"""
LINES = [line.split(maxsplit=2) for line in CHAINS.strip().splitlines()]


@pytest.fixture
def people(cast: Cast) -> dict[str, Person]:
    """The cast, a leader of the other team, and human resources."""
    more = {
        "hu": hire("2002", "胡班长", unit=cast.other_team, post=cast.wu.post, role=RoleName.LEADER),
        "he": hire("7001", "何人事", unit=cast.centre, post=cast.zhou.post, role=RoleName.HR),
    }
    return {name: cast.actor(name) for name in ("lin", "wu", "zhao", "sun", "zhou", "chen", "gao")} | more  # type: ignore[return-value]


def ask(kind: str, by: Person, *, other: Person | None = None) -> Approval:
    return approvals.ask(kind=kind, about=f"{kind}:1", facts={}, by=by, other=other, now=NOW)


def waiting(approval: Approval) -> set[Person]:
    return {wait.person for wait in approval.waits.select_related("person")}


def moments() -> Iterator[datetime]:
    for minute in range(60):
        yield NOW + timedelta(minutes=minute)


@pytest.mark.parametrize(("kind", "asker", "chain"), LINES, ids=[f"{line[0]} of {line[1]}" for line in LINES])
def test_each_step_waits_for_whom_the_chain_names_and_for_nobody_else(kind: str, asker: str, chain: str, people: dict[str, Person]) -> None:
    approval, clock = ask(kind, people[asker]), moments()
    for name in chain.split():
        assert approval.state == "asked"
        if name.startswith("["):
            assert (waiting(approval), approval.flagged_at is not None) == (set(), True)
            return
        assert waiting(approval) == {people[name]}
        for other in set(people) - {name, asker}:
            with pytest.raises((approvals.NotYourTurn, approvals.OwnRequest)):
                approvals.approve(approval=approval, by=people[other], now=NOW)
        approvals.approve(approval=approval, by=people[name], now=next(clock))
    assert (approval.state, waiting(approval)) == ("approved", set())
    assert [step.by for step in approval.taken.order_by("pk")] == [people[name] for name in chain.split()]


SWAPS = [
    ("lin", "zhao", "wu hu sun"),
    ("zhao", "lin", "hu wu sun"),
    ("wu", "hu", "sun sun zhou"),
]


@pytest.mark.parametrize(("asker", "partner", "chain"), SWAPS[:2])
def test_a_swap_passes_the_leader_of_the_asker_first_then_the_partners(asker: str, partner: str, chain: str, people: dict[str, Person]) -> None:
    approval = ask("swap", people[asker], other=people[partner])
    for name in chain.split():
        assert waiting(approval) == {people[name]}
        with pytest.raises(approvals.OwnRequest):
            approvals.approve(approval=approval, by=people[partner], now=NOW)
        approvals.approve(approval=approval, by=people[name], now=NOW)
    assert approval.state == "approved"


def test_two_leaders_who_swap_are_signed_by_the_department_and_above_not_by_each_other(people: dict[str, Person]) -> None:
    asker, partner, _ = SWAPS[2]
    approval = ask("swap", people[asker], other=people[partner])
    signed = []
    for _ in range(3):
        (signer,) = waiting(approval)
        approvals.approve(approval=approval, by=signer, now=NOW)
        signed.append(signer)
    assert approval.state == "approved"
    assert not {people["wu"], people["hu"]} & set(signed)
    assert signed[-1] != signed[0] or signed[-1] == people["zhou"]


@pytest.mark.parametrize("kind", ["leave", "seat_leave", "visitor", "exam_paper", "policy"])
def test_a_rejection_at_any_step_ends_it_and_nobody_further_is_asked(kind: str, people: dict[str, Person]) -> None:
    approval = ask(kind, people["lin"])
    (first,) = waiting(approval)
    approvals.reject(approval=approval, by=first, now=NOW, remark="人手不够")
    assert (approval.state, waiting(approval), approval.taken.count()) == ("rejected", set(), 1)
    with pytest.raises(approvals.MovedMeanwhile):
        approvals.approve(approval=approval, by=people["zhou"], now=NOW)


LATE: dict[str, list[str]] = {
    "leave": ["wu", "sun", "zhou", "zhou"],
    "visitor": ["sun", "zhou", "zhou"],
    "requisition": ["he", "zhou", "zhou"],
    "policy": ["zhou", "zhou"],
}


@pytest.mark.parametrize("kind", LATE)
def test_what_nobody_decides_climbs_to_the_top_and_stays_there(kind: str, people: dict[str, Person]) -> None:
    approval: Any = ask(kind, people["lin"])
    for name in LATE[kind]:
        assert waiting(approval) == {people[name]}
        approval_clock.pass_up(now=approval.due_at)
        approval.refresh_from_db()
    assert approval.overdue_at is not None
    approvals.approve(approval=approval, by=people["zhou"], now=approval.due_at + timedelta(days=1))
    assert approval.taken.order_by("-pk")[0].by == people["zhou"]


def test_the_administrator_of_accounts_signs_nothing_whatever_is_asked(people: dict[str, Person]) -> None:
    for kind in sorted({line[0] for line in LINES}):
        approval = ask(kind, people["lin"])
        assert people["gao"] not in waiting(approval)
        with pytest.raises(approvals.NotYourTurn):
            approvals.approve(approval=approval, by=people["gao"], now=NOW)
