"""The inbox as people use it: one or many, with a reason to reject, with delegates, with what has moved meanwhile."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast, client_of
from tests.web.inbox.doors import WORDS, an_appeal, asked
from zuoxi.core import approval_queries, approvals, delegations
from zuoxi.core.models import Approval, ApprovalState, Delegation, Notice
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db


def page(person: Person, path: str = "/inbox/", language: str = "zh-hans") -> str:
    response = client_of(person, language=language).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def send(person: Person, path: str, **data: Any) -> Any:
    return client_of(person).post(path, data)


def told(person: Person, path: str, **data: Any) -> str:
    """What the page after this says."""
    return client_of(person).post(path, data, follow=True).content.decode()


def test_what_waits_is_shown_to_who_decides_and_to_nobody_else(cast: Cast) -> None:
    asked(cast)
    html = page(cast.wu)
    assert "休假" in html
    assert "林静" in html
    assert WORDS in html
    for other in (cast.lin, cast.zhao, cast.sun, cast.zhou):
        assert WORDS not in page(other)
        assert "没有等你审批的事项" in page(other)


def test_the_navigation_counts_what_waits(cast: Cast) -> None:
    assert "nav-count" not in page(cast.wu, "/")
    asked(cast)
    asked(cast, about="leave:2")
    html = page(cast.wu, "/")
    assert re.findall(r'class="nav-count" aria-label="2 项待办">2<', html) != []
    assert "nav-count" not in page(cast.lin, "/")


def test_many_are_counted_as_99_plus(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approval_queries, "badges", lambda person, *, now: approval_queries.Badges(120, 0))
    assert 'aria-label="120 项待办">99+<' in page(cast.wu, "/")


def test_the_badges_of_a_person_are_counted_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    asked(cast)
    delegations.delegate(to=cast.sun, start=timezone.now(), end=timezone.now() + timedelta(days=1), by=cast.wu, now=timezone.now())
    with django_assert_num_queries(3):
        found = [approval_queries.badges(person, now=timezone.now()) for person in (cast.wu, cast.sun, cast.lin)]
    assert found == [approval_queries.Badges(1, 1), approval_queries.Badges(1, 1), approval_queries.Badges(0, 0)]


def test_an_overdue_one_is_marked_by_icon_and_word_and_stands_first(cast: Cast) -> None:
    asked(cast, about="leave:1")
    late = asked(cast, about="leave:2")
    Approval.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(minutes=1), remind_at=timezone.now() - timedelta(hours=1))
    html = page(cast.wu)
    assert html.count("已超时") == 1
    assert re.search(r'mark-bad"><svg.*?</svg>已超时', html, re.DOTALL)
    assert html.index(f"/inbox/{late.pk}/") < html.index(f"/inbox/{late.pk - 1}/")
    assert "overdue" in page(cast.wu, language="en")


def test_one_is_approved_by_its_button_without_the_others(cast: Cast) -> None:
    first, second = asked(cast), asked(cast, about="leave:2")
    html = told(cast.wu, "/inbox/decide/", one=first.pk, chosen=[second.pk], **{f"seen-{first.pk}": 0})
    assert "已批准 1 项申请" in html
    assert [Approval.objects.get(pk=one.pk).step for one in (first, second)] == [1, 0]


def test_many_are_approved_at_once(cast: Cast) -> None:
    rows = [asked(cast, about=f"leave:{n}") for n in range(3)]
    assert "已批准 3 项申请" in told(cast.wu, "/inbox/decide/", verdict="approve", chosen=[one.pk for one in rows], remark="好")
    assert set(Approval.objects.values_list("step", flat=True)) == {1}


def test_many_are_rejected_with_one_reason_and_not_without(cast: Cast) -> None:
    rows = [asked(cast, about=f"leave:{n}") for n in range(2)]
    chosen = [one.pk for one in rows]
    assert "请写明原因" in told(cast.wu, "/inbox/decide/", verdict="reject", chosen=chosen)
    assert Approval.objects.open().count() == 2
    assert "已驳回 2 项申请" in told(cast.wu, "/inbox/decide/", verdict="reject", chosen=chosen, remark="人手不够")
    assert Approval.objects.filter(state=ApprovalState.REJECTED).count() == 2


@pytest.mark.parametrize("chosen", [[], ["x"], ["-1"], ["9" * 40], ["987654"]])
def test_choosing_nothing_or_nonsense_says_so(cast: Cast, chosen: list[str]) -> None:
    assert "没有选中任何事项" in told(cast.wu, "/inbox/decide/", verdict="approve", chosen=chosen)


def test_what_is_not_ones_own_to_see_cannot_be_decided_by_number(cast: Cast) -> None:
    approval = asked(cast)
    for person in (cast.zhao, cast.zhou, cast.gao):
        send(person, "/inbox/decide/", verdict="approve", chosen=[approval.pk])
        assert send(person, f"/inbox/{approval.pk}/act/", verdict="approve").status_code == 404
    assert Approval.objects.get().turn == 0


def test_ones_own_is_refused_and_the_administrators_are_told(cast: Cast) -> None:
    approval = asked(cast)
    assert "任何人不得审批与自己有关的申请" in told(cast.lin, "/inbox/decide/", verdict="approve", chosen=[approval.pk])
    assert send(cast.lin, f"/inbox/{approval.pk}/act/", verdict="approve", by=cast.wu.pk).status_code == 403
    assert Notice.objects.get(kind="approval.own_attempt").person == cast.gao
    assert Approval.objects.get().turn == 0


def test_what_has_moved_since_the_page_was_drawn_is_not_decided(cast: Cast) -> None:
    approval = asked(cast)
    assert send(cast.wu, f"/inbox/{approval.pk}/act/", verdict="approve", seen=7).status_code == 409
    assert "已被他人" in told(cast.wu, "/inbox/decide/", one=approval.pk, **{f"seen-{approval.pk}": 7})
    assert send(cast.wu, f"/inbox/{approval.pk}/act/", verdict="approve", seen=0).status_code == 302


def test_rejecting_without_a_reason_brings_the_page_back(cast: Cast) -> None:
    approval = asked(cast)
    response = send(cast.wu, f"/inbox/{approval.pk}/act/", verdict="reject", remark=" ", seen=0)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert send(cast.wu, f"/inbox/{approval.pk}/act/", verdict="reject", remark="人手不够", seen=0).status_code == 302
    assert "人手不够" in page(cast.lin, f"/inbox/{approval.pk}/")


def test_the_asker_sees_the_steps_so_far_and_who_has_it(cast: Cast) -> None:
    approval = asked(cast)
    assert "吴班长" in page(cast.lin, "/inbox/asked/")
    send(cast.wu, f"/inbox/{approval.pk}/act/", verdict="approve", remark="注意交接", seen=0)
    html = page(cast.lin, f"/inbox/{approval.pk}/")
    for words in ("注意交接", "吴班长", "孙立", "第 2 步，共 2 步，主管"):
        assert words in html
    assert 'value="approve"' not in html


def test_a_withdrawn_one_waits_for_nobody(cast: Cast) -> None:
    approval = asked(cast)
    assert "撤回" in page(cast.lin, f"/inbox/{approval.pk}/")
    assert send(cast.wu, f"/inbox/{approval.pk}/withdraw/").status_code == 404
    assert send(cast.lin, f"/inbox/{approval.pk}/withdraw/").status_code == 302
    assert "没有等你审批的事项" in page(cast.wu)
    assert send(cast.lin, f"/inbox/{approval.pk}/withdraw/").status_code == 409


def test_where_nobody_may_decide_the_page_says_so(cast: Cast) -> None:
    approval = approvals.ask(kind="policy", about="policy:1", facts={}, by=cast.zhou, now=timezone.now())
    assert "无人可以审批" in page(cast.zhou, f"/inbox/{approval.pk}/")


def test_a_delegate_finds_it_in_their_inbox_and_acts_for_the_approver(cast: Cast) -> None:
    approval = asked(cast)
    today = timezone.localdate()
    data = {"to": cast.sun.pk, "first": today.isoformat(), "last": (today + timedelta(days=3)).isoformat(), "kinds": ["leave"]}
    assert "孙立将代你审批" in told(cast.wu, "/inbox/delegates/", **data)
    assert "代吴班长" in page(cast.sun)
    assert "你将代吴班长审批" in page(cast.sun, f"/inbox/{approval.pk}/")
    send(cast.sun, f"/inbox/{approval.pk}/act/", verdict="approve", seen=0)
    assert "孙立" in (html := page(cast.lin, f"/inbox/{approval.pk}/"))
    assert "代吴班长" in html


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 90), (-9, -8)])
def test_an_impossible_period_is_said_beside_the_field(cast: Cast, first: int, last: int) -> None:
    today = timezone.localdate()
    data = {"to": cast.sun.pk, "first": today + timedelta(days=first), "last": today + timedelta(days=last)}
    response = send(cast.wu, "/inbox/delegates/", **data)
    assert response.status_code == 422
    assert "最长 60 天" in response.content.decode()
    assert not Delegation.objects.exists()


def test_only_who_approves_names_somebody_and_only_one_who_approves(cast: Cast) -> None:
    today = timezone.localdate()
    assert send(cast.wu, "/inbox/delegates/", to=cast.zhao.pk, first=today, last=today).status_code == 422
    assert send(cast.lin, "/inbox/delegates/", to=cast.sun.pk, first=today, last=today).status_code == 403
    assert "委托代批" not in page(cast.lin, "/inbox/delegates/")
    assert send(cast.wu, "/inbox/delegates/", to=cast.zhou.pk, first=today, last=today).status_code == 302


def test_a_delegation_is_ended_by_who_gave_it(cast: Cast) -> None:
    now = timezone.now()
    made = delegations.delegate(to=cast.sun, start=now, end=now + timedelta(days=2), by=cast.wu, now=now)
    assert "吴班长" in page(cast.sun, "/inbox/delegates/")
    assert send(cast.sun, f"/inbox/delegates/{made.pk}/end/").status_code == 404
    assert send(cast.wu, f"/inbox/delegates/{made.pk}/end/").status_code == 302
    assert "已过期" in page(cast.wu, "/inbox/delegates/")


def test_an_appeal_waits_on_a_page_of_its_own(cast: Cast) -> None:
    appeal = an_appeal(cast)
    assert f"/inbox/appeals/{appeal.pk}/" in page(cast.sun)
    assert send(cast.sun, f"/inbox/{appeal.approval_id}/act/", verdict="approve", seen=0).status_code == 409
    assert "系统故障" in page(cast.sun, f"/inbox/appeals/{appeal.pk}/")
    assert 'name="state"' not in page(cast.lin, f"/inbox/appeals/{appeal.pk}/")


@pytest.mark.parametrize(
    ("data", "status", "state"),
    [
        ({"state": "upheld", "reason": "记录无误"}, 302, "upheld"),
        ({"state": "changed", "reason": "属实", "fact": "09:00 到岗"}, 302, "changed"),
        ({"state": "changed", "reason": "属实"}, 422, "asked"),
        ({"state": "upheld"}, 422, "asked"),
        ({"state": "withdrawn", "reason": "x"}, 422, "asked"),
    ],
)
def test_an_appeal_is_answered_with_a_reason_and_a_change_with_a_fact(cast: Cast, data: dict[str, str], status: int, state: str) -> None:
    appeal = an_appeal(cast)
    assert send(cast.sun, f"/inbox/appeals/{appeal.pk}/answer/", **data, seen=0).status_code == status
    appeal.refresh_from_db()
    assert appeal.state == state
    if state != "asked":
        assert data["reason"] in page(cast.lin, f"/inbox/appeals/{appeal.pk}/")


def test_a_second_appeal_is_refused_above_the_form(cast: Cast) -> None:
    an_appeal(cast)
    response = send(cast.lin, "/inbox/appeals/new/?about=test.mark:1", reason="再说一次")
    assert response.status_code == 422
    assert "已经申诉过" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "chinese", "english"), [("/inbox/asked/", "当前处理人", "Who has it"), ("/inbox/appeals/", "答复期限", "Answer due")]
)
def test_the_heads_of_a_table_follow_the_reader(cast: Cast, path: str, chinese: str, english: str) -> None:
    an_appeal(cast)
    assert re.search(chinese, page(cast.lin, path))
    html = page(cast.lin, path, language="en")
    assert english in html
    assert not re.search(chinese, html)
