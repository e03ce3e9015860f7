"""Appeals (P-06): about oneself, in time, with a reason; answered by the level above, never by who decided; a change is a new fact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at
from zuoxi.core import appeals, approval_clock, approvals
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Appeal, AppealState, Notice

pytestmark = pytest.mark.django_db
DECIDED = at("2026-11-23 10:00")
NOW = at("2026-11-24 10:00")


@pytest.fixture
def facts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any], str]]:
    """The new facts that answers brought; `mark:1` was decided by wu, `mark:2` by sun, `mark:3` by zhou, `mark:0` by a rule."""
    deciders = {"mark:0": None, "mark:1": cast.wu.pk, "mark:2": cast.sun.pk, "mark:3": cast.zhou.pk}
    stored: list[tuple[str, dict[str, Any], str]] = []

    def matter(about: str) -> appeals.Matter | None:
        return appeals.Matter(cast.lin.pk, deciders[about], DECIDED, {"minutes": 12}) if about in deciders else None

    kind = appeals.Kind("mark", matter, lambda appeal, fact, *, by, now: stored.append((appeal.about, fact, by.name)))
    monkeypatch.setitem(appeals.KINDS, "mark", kind)
    return stored


def ask(cast: Cast, about: str = "mark:1") -> Appeal:
    return appeals.appeal(about=about, reason="系统故障", evidence="工单 12", by=cast.lin, now=NOW)


@pytest.mark.parametrize(("about", "level"), [("mark:0", ["吴班长"]), ("mark:1", ["孙立"]), ("mark:2", ["周敏"]), ("mark:3", [])])
def test_it_goes_to_the_next_level_above_who_decided(cast: Cast, facts: list[Any], about: str, level: list[str]) -> None:
    waits = ask(cast, about).approval
    assert [wait.person.name for wait in waits.waits.all()] == level
    assert (waits.flagged_at is not None) == (level == [])


def test_it_is_answered_within_five_working_days_then_passed_up(cast: Cast, facts: list[Any]) -> None:
    waits = ask(cast).approval
    assert waits.due_at == at("2026-12-01 10:00")
    approval_clock.tick(now=waits.due_at)
    assert [wait.person.name for wait in waits.waits.all()] == ["周敏"]


@pytest.mark.parametrize("state", [AppealState.UPHELD, AppealState.REJECTED])
def test_an_answer_has_a_reason_and_stores_no_new_fact(cast: Cast, facts: list[Any], state: AppealState) -> None:
    appeal = ask(cast)
    with pytest.raises(approvals.RemarkNeeded):
        appeals.answer(appeal=appeal, state=state, reason=" ", by=cast.sun, now=NOW)
    appeals.answer(appeal=appeal, state=state, reason="记录无误", by=cast.sun, now=NOW, new_fact={"minutes": 0})
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer, appeal.answered_by, appeal.new_fact, facts) == (state, "记录无误", cast.sun, None, [])
    assert Notice.objects.get(kind="appeal.answered").person == cast.lin
    assert not Notice.objects.filter(kind__in=["approval.approved", "approval.rejected"]).exists()


def test_a_change_is_a_new_fact(cast: Cast, facts: list[Any]) -> None:
    appeal = ask(cast)
    with pytest.raises(appeals.NewFactNeeded):
        appeals.answer(appeal=appeal, state=AppealState.CHANGED, reason="属实", by=cast.sun, now=NOW)
    appeals.answer(appeal=appeal, state=AppealState.CHANGED, reason="属实", by=cast.sun, now=NOW, new_fact={"minutes": 0})
    assert facts == [("mark:1", {"minutes": 0}, "孙立")]
    assert appeal.approval.taken.get().verdict == "answered"
    with pytest.raises(MovedMeanwhile):
        appeals.answer(appeal=appeal, state=AppealState.UPHELD, reason="x", by=cast.sun, now=NOW)


def test_neither_who_decided_nor_who_appeals_answers(cast: Cast, facts: list[Any]) -> None:
    appeal = ask(cast)
    for person in (cast.lin, cast.wu):
        with pytest.raises(approvals.OwnRequest):
            appeals.answer(appeal=appeal, state=AppealState.UPHELD, reason="x", by=person, now=NOW)
    for person in (cast.zhao, cast.zhou, cast.gao):
        with pytest.raises(approvals.NotYourTurn):
            appeals.answer(appeal=appeal, state=AppealState.UPHELD, reason="x", by=person, now=NOW)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Appeal.objects.filter(pk=appeal.pk).update(answered_by=cast.wu, answered_at=NOW, state="upheld", answer="x")


def test_only_the_person_themselves_appeals(cast: Cast, facts: list[Any]) -> None:
    for person, about in ((cast.zhao, "mark:1"), (cast.wu, "mark:1"), (cast.lin, "mark:99"), (cast.lin, "unknown:1")):
        with pytest.raises(appeals.NotAboutYou):
            appeals.appeal(about=about, reason="x", by=person, now=NOW)
    assert ask(cast).state == "asked"


@pytest.mark.parametrize(("moment", "granted"), [("2026-11-26 18:00", True), ("2026-11-26 18:01", False), ("2026-12-20 10:00", False)])
def test_one_may_appeal_until_the_end_of_the_third_working_day(cast: Cast, facts: list[Any], moment: str, granted: bool) -> None:
    if granted:
        assert appeals.appeal(about="mark:1", reason="x", by=cast.lin, now=at(moment)).pk
    else:
        with pytest.raises(appeals.TooLate, match="2026-11-26 18:00"):
            appeals.appeal(about="mark:1", reason="x", by=cast.lin, now=at(moment))


def test_a_reason_is_needed_and_one_appeal_is_enough(cast: Cast, facts: list[Any]) -> None:
    with pytest.raises(appeals.ReasonNeeded):
        appeals.appeal(about="mark:1", reason=" ", by=cast.lin, now=NOW)
    ask(cast)
    with pytest.raises(appeals.AlreadyAppealed):
        ask(cast)


def test_an_answered_one_is_not_made_again_but_a_withdrawn_one_is(cast: Cast, facts: list[Any]) -> None:
    first = ask(cast)
    approvals.withdraw(approval=first.approval, by=cast.lin, now=NOW)
    first.refresh_from_db()
    assert first.state == "withdrawn"
    again = ask(cast)
    appeals.answer(appeal=again, state=AppealState.UPHELD, reason="x", by=cast.sun, now=NOW + timedelta(hours=1))
    with pytest.raises(appeals.AlreadyAppealed):
        ask(cast)


def test_it_is_not_approved_like_a_request(cast: Cast, facts: list[Any]) -> None:
    with pytest.raises(approvals.OnItsOwnPage):
        approvals.approve(approval=ask(cast).approval, by=cast.sun, now=NOW)


def test_no_other_end_is_an_answer(cast: Cast, facts: list[Any]) -> None:
    with pytest.raises(ValueError, match="withdrawn"):
        appeals.answer(appeal=ask(cast), state=AppealState.WITHDRAWN, reason="x", by=cast.sun, now=NOW)
