"""A11: nobody decides on what is their own, however they come at it: page, list, as delegate, with every role, as administrator; it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast, client_of, hire
from tests.web.policy.doors import a_submitted, another_manager
from zuoxi.core import appeals, approval_queries, approvals, delegations, policy
from zuoxi.core.models import Appeal, AppealState, Approval, Notice
from zuoxi.people.models import Person, Role, RoleName

pytestmark = pytest.mark.django_db
RANKS = (RoleName.LEADER, RoleName.SUPERVISOR, RoleName.MANAGER, RoleName.ADMINISTRATOR, RoleName.HR)


def leave_of(person: Person, n: int = 1) -> Approval:
    return approvals.ask(kind="leave", about=f"leave:{person.pk}:{n}", facts={"text": "年假"}, by=person, now=timezone.now())


def attempts() -> int:
    return Notice.objects.filter(kind="approval.own_attempt").values("key").distinct().count()


def approved(approval: Approval, by: Person) -> int:
    return client_of(by).post(f"/inbox/{approval.pk}/act/", {"verdict": "approve", "seen": approval.turn}).status_code


def state(approval: Approval) -> str:
    approval.refresh_from_db()
    return str(approval.state)


@pytest.mark.parametrize("rank", RANKS)
def test_by_page_with_any_role_it_is_403_told_and_unchanged_while_the_leader_may(rank: str, cast: Cast) -> None:
    Role.objects.create(person=cast.lin, name=rank, unit=cast.centre)
    own = leave_of(cast.lin)
    assert approved(own, cast.lin) == 403
    assert (state(own), own.step, own.taken.count(), attempts()) == ("asked", 0, 0, 1)
    assert approved(own, cast.wu) == 302
    assert (own.taken.get().by, state(own)) == (cast.wu, "asked")


def test_by_fragment_and_by_script_as_well(cast: Cast) -> None:
    own = leave_of(cast.wu)
    for headers in ({}, {"HX-Request": "true"}, {"accept": "application/json"}):
        answer = client_of(cast.wu).post(f"/inbox/{own.pk}/act/", {"verdict": "approve"}, headers=headers)
        assert answer.status_code == 403
    assert not own.taken.exists()


def test_in_a_list_with_others_the_others_are_decided_and_ones_own_is_not(cast: Cast) -> None:
    own, theirs = leave_of(cast.wu), [leave_of(cast.lin, n) for n in range(3)]
    data = {"chosen": [own.pk, *(one.pk for one in theirs)], "verdict": "approve"} | {f"seen-{one.pk}": one.turn for one in [own, *theirs]}
    html = client_of(cast.wu).post("/inbox/decide/", data, follow=True).content.decode()
    assert "已批准 3 项申请" in html
    assert "任何人不得审批与自己有关的申请" in html
    assert (own.taken.count(), [one.taken.count() for one in theirs]) == (0, [1, 1, 1])


@pytest.mark.parametrize("kinds", [[], ["leave"]])
def test_as_the_delegate_of_ones_own_leader(kinds: list[str], cast: Cast) -> None:
    now = timezone.now()
    delegations.delegate(to=cast.lin, start=now, end=now + timedelta(days=2), kinds=kinds, by=cast.wu, now=now)
    own, other = leave_of(cast.lin), leave_of(hire("1009", "何雨", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT))
    assert approved(own, cast.lin) == 403
    assert not own.taken.exists()
    assert approved(other, cast.lin) == 302
    assert (other.taken.get().by, other.taken.get().as_whom) == (cast.lin, cast.wu)


def test_through_somebody_whom_one_named_oneself(cast: Cast) -> None:
    """wu asks, sun must sign; a delegate of wu's has nothing of wu's own."""
    now = timezone.now()
    delegations.delegate(to=cast.zhou, start=now, end=now + timedelta(days=2), by=cast.wu, now=now)
    own = leave_of(cast.wu)
    assert approval_queries.count_waiting(cast.zhou, now=now) == 0
    assert approved(own, cast.zhou) == 404
    assert approved(own, cast.sun) == 302


def test_a_request_made_for_somebody_else_is_ones_own_as_well_and_theirs(cast: Cast) -> None:
    now = timezone.now()
    asked = approvals.ask(kind="training_plan", about="plan:1", facts={}, by=cast.sun, person=cast.wu, now=now)
    for person in (cast.sun, cast.wu):
        with pytest.raises(approvals.OwnRequest):
            approvals.approve(approval=asked, by=person, now=now)
    approvals.approve(approval=asked, by=cast.zhou, now=now)
    assert asked.taken.get().by == cast.zhou


def test_one_who_signed_the_first_step_does_not_sign_the_second_with_another_role(cast: Cast) -> None:
    Role.objects.create(person=cast.wu, name=RoleName.SUPERVISOR, unit=cast.operations)
    own = leave_of(cast.lin)
    assert approved(own, cast.wu) == 302
    own.refresh_from_db()
    assert approved(own, cast.wu) == 403
    assert (state(own), own.taken.count()) == ("asked", 1)
    assert approved(own, cast.sun) == 302
    assert state(own) == "approved"


def mark(cast: Cast, decider: Person, monkeypatch: pytest.MonkeyPatch) -> Appeal:
    now = timezone.now()
    found = appeals.Matter(cast.lin.pk, decider.pk, now, {"text": "迟到 12 分钟"})
    monkeypatch.setitem(appeals.KINDS, "mark", appeals.Kind("考勤", lambda about: found, lambda appeal, fact, *, by, now: None))
    return appeals.appeal(about="mark:1", reason="系统故障", by=cast.lin, now=now)


@pytest.mark.parametrize("who", ["lin", "wu"])
def test_neither_who_appeals_nor_who_decided_answers_even_as_manager(who: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in RANKS:
        Role.objects.create(person=cast.actor(who), name=name, unit=cast.operations if name == RoleName.LEADER else cast.centre)
    own = mark(cast, cast.wu, monkeypatch)
    answer = client_of(cast.actor(who)).post(f"/inbox/appeals/{own.pk}/answer/", {"state": "upheld", "reason": "记录无误"})
    assert answer.status_code in (403, 404)
    with pytest.raises(approvals.OwnRequest):
        appeals.answer(appeal=own, state=AppealState.UPHELD, reason="x", by=cast.actor(who), now=timezone.now())
    own.refresh_from_db()
    assert own.state == "asked"
    assert attempts() == 1


def test_the_author_of_a_policy_neither_approves_nor_rejects_it(cast: Cast) -> None:
    draft, client = a_submitted(cast), client_of(cast.zhou)
    for verb, data in (("approve", {}), ("reject", {"verdict": "x"})):
        assert client.post(f"/policy/versions/{draft.number}/{verb}/", data).status_code == 403
    draft.refresh_from_db()
    assert draft.state == "submitted"
    policy.approve(version=draft, by=another_manager(cast), now=timezone.now())
    draft.refresh_from_db()
    assert draft.state == "approved"


def role_given(cast: Cast, by: Person, to: Person) -> int:
    return client_of(by).post(f"/people/{to.pk}/roles/", {"role": RoleName.LEADER, "unit": cast.team.pk}).status_code


def test_roles_are_given_to_others_by_security_alone_and_to_oneself_by_nobody(cast: Cast) -> None:
    expected = {"shen": 302} | dict.fromkeys(("lin", "wu", "chen", "zhou", "sun", "gao", "yan"), 403)
    for actor, status in expected.items():
        assert role_given(cast, cast.actor(actor), cast.zhao) == status, actor  # type: ignore[arg-type]
    held = Role.objects.filter(person=cast.shen).count()
    assert role_given(cast, cast.shen, cast.shen) == 403
    assert Role.objects.filter(person=cast.shen).count() == held


def test_every_attempt_says_who_tried_and_what_and_not_to_who_tried(cast: Cast) -> None:
    Role.objects.create(person=cast.wu, name=RoleName.ADMINISTRATOR, unit=cast.centre)
    own = leave_of(cast.wu)
    approved(own, cast.wu)
    told: list[Any] = list(Notice.objects.filter(kind="approval.own_attempt").select_related("person"))
    assert [(one.person, one.facts["by"]) for one in told] == [(cast.gao, "吴班长")]
