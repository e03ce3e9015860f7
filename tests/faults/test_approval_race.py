"""Two approvers act at the same moment: one wins, the other is told (P-05, R24); with neither guard both sign, so the test can fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import Cast, at, hire
from tests.faults.processes import Meeting, at_once, errors
from zuoxi.core import approval_clock, approval_facts, approvals, periodic
from zuoxi.core.models import Approval, ApprovalStep, Notice, PeriodicRun
from zuoxi.people.models import Person, RoleName

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOW = at("2026-11-23 10:00")


@pytest.fixture
def hu(cast: Cast) -> Person:
    """A second leader of lin's team."""
    return hire("2002", "胡班长", unit=cast.team, post=cast.wu.post, role=RoleName.LEADER)


@pytest.fixture
def asked(cast: Cast, hu: Person) -> Approval:
    return approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=NOW)


@pytest.fixture
def no_constraint(asked: Approval) -> Iterator[None]:
    """What the database holds against it is taken away."""
    guard = next(one for one in ApprovalStep._meta.constraints if one.name == "a_step_is_signed_once")
    with connection.schema_editor() as editor:
        editor.remove_constraint(ApprovalStep, guard)
    yield
    ApprovalStep.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(ApprovalStep, guard)


def both_act(asked: Approval, *people: Person, verdict: str = "approve") -> list[object]:
    """Each with the row as they saw it, both past the question of who may act before either moves it."""
    meeting = Meeting(len(people), patience_s=10)
    ask_who = approval_facts.actor

    def asked_together(*args: object, **kwargs: object) -> object:
        found = ask_who(*args, **kwargs)  # type: ignore[arg-type]
        meeting.wait()
        return found

    def act(person: Person) -> object:
        mine = Approval.objects.select_related("asked_by").get(pk=asked.pk)
        if verdict == "reject" and person == people[0]:
            return approvals.reject(approval=mine, by=person, now=NOW, remark="人手不够")
        return approvals.approve(approval=mine, by=person, now=NOW)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(approval_facts, "actor", asked_together)
        results = at_once(*(lambda person=person: act(person) for person in people))  # type: ignore[misc]
    assert meeting.met
    return results


def test_of_two_who_approve_at_once_one_wins_and_the_other_is_told(asked: Approval, cast: Cast, hu: Person) -> None:
    assert errors(both_act(asked, cast.wu, hu)) == ["MovedMeanwhile"]
    asked.refresh_from_db()
    assert (asked.step, asked.turn, asked.taken.count()) == (1, 1, 1)


def test_of_one_who_rejects_and_one_who_approves_one_wins(asked: Approval, cast: Cast, hu: Person) -> None:
    assert errors(both_act(asked, cast.wu, hu, verdict="reject")) == ["MovedMeanwhile"]
    asked.refresh_from_db()
    assert (asked.state, asked.step, asked.taken.get().verdict) in {("rejected", 0, "rejected"), ("asked", 1, "approved")}


def test_one_who_presses_twice_signs_once(asked: Approval, cast: Cast) -> None:
    assert errors(both_act(asked, cast.wu, cast.wu)) == ["MovedMeanwhile"]
    assert asked.taken.count() == 1


def test_without_both_guards_both_sign(asked: Approval, cast: Cast, hu: Person, no_constraint: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approvals, "claim", lambda approval: None)
    assert errors(both_act(asked, cast.wu, hu)) == []
    assert asked.taken.count() == 2


def test_without_the_first_guard_the_database_still_keeps_the_step(asked: Approval, cast: Cast, hu: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approvals, "claim", lambda approval: None)
    assert errors(both_act(asked, cast.wu, hu)) == ["IntegrityError"]
    assert asked.taken.count() == 1


def test_four_workers_pass_up_once(asked: Approval) -> None:
    late = NOW + timedelta(days=2)
    results = at_once(*[lambda: approval_clock.pass_up(now=late)] * 4)
    assert errors(results) == []
    assert sum(results) == 1
    assert asked.taken.count() == 1
    assert Notice.objects.filter(kind="approval.passed_up").count() == 1


def test_of_four_workers_one_begins_the_round(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(periodic, "WORKS", {"count": periodic.Periodic(lambda *, now: begun.append(1), timedelta(minutes=1))})
    results = at_once(*[lambda: periodic.tick(now=NOW)] * 4)
    assert sorted(map(len, results)) == [0, 0, 0, 1]
    assert begun == [1]
    at_once(*[lambda: periodic.tick(now=NOW + timedelta(minutes=1))] * 4)
    assert begun == [1, 1]


def test_without_the_guard_all_four_do(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    PeriodicRun.objects.create(name="count")
    meeting, begun = Meeting(4, patience_s=10), list[int]()

    def unguarded(name: str, every: timedelta, *, now: object) -> bool:
        free = PeriodicRun.objects.get(name=name).begun_at is None
        meeting.wait()
        PeriodicRun.objects.filter(name=name).update(begun_at=now)
        return free

    monkeypatch.setattr(periodic, "begin", unguarded)
    monkeypatch.setattr(periodic, "WORKS", {"count": periodic.Periodic(lambda *, now: begun.append(1), timedelta(minutes=1))})
    at_once(*[lambda: periodic.tick(now=NOW)] * 4)
    assert begun == [1] * 4
