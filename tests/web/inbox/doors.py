"""Doors of the inbox: what is not for the reader does not exist; nobody decides on their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.web.areas import Door
from zuoxi.core import appeals, approvals, delegations
from zuoxi.core.models import Appeal, Approval, NoticeWebhook

KIND = "test.mark"
ALL = {"nobody": 302}
WORDS = "家中有事"


def asked(cast: Cast, *, about: str = "leave:1", kind: str = "leave", **more: Any) -> Approval:
    return approvals.ask(kind=kind, about=about, facts={"text": WORDS}, by=cast.lin, now=timezone.now(), **more)


def a_request(cast: Cast) -> list[int]:
    return [asked(cast).pk]


def an_appeal(cast: Cast) -> Appeal:
    """lin's, against a mark that wu gave; sun answers it."""
    decided = timezone.now()
    found = appeals.Matter(cast.lin.pk, cast.wu.pk, decided, {"text": "迟到 12 分钟"})
    appeals.register(KIND, label="考勤", matter=lambda about: found if about == f"{KIND}:1" else None, change=lambda appeal, fact, *, by, now: None)
    return appeals.appeal(about=f"{KIND}:1", reason="系统故障", evidence="工单 12", by=cast.lin, now=decided)


def appealed(cast: Cast) -> list[int]:
    return [an_appeal(cast).pk]


def a_mark(cast: Cast) -> list[Any]:
    """Something to appeal against; the address says what."""
    appeals.KINDS.pop(KIND, None)
    an_appeal(cast)
    Appeal.objects.all().delete()
    Approval.objects.all().delete()
    return []


def given(cast: Cast) -> list[int]:
    now = timezone.now()
    return [delegations.delegate(to=cast.sun, start=now, end=now + timedelta(days=2), by=cast.wu, now=now).pk]


def a_robot(_cast: Cast) -> list[int]:
    robot = NoticeWebhook.objects.create(name="运营群", flavour="wecom", url="https://nowhere.invalid/x", kinds=["approval.waiting"])
    return [robot.pk]


MANAGER = {"nobody": 302, "zhou": 200}
SEES = {"nobody": 302, "lin": 200, "wu": 200}
ROBOT = {"name": "质检群", "flavour": "feishu", "url": "https://open.feishu.cn/open-apis/bot/v2/hook/1", "kinds": ["approval.waiting"], "is_on": "on"}
DOORS = {
    "inbox:inbox": Door(ALL, others=200),
    "inbox:decide": Door(ALL, others=302, method="post", data={"verdict": "approve"}),
    "inbox:asked": Door(ALL, others=200),
    "inbox:approval": [Door(SEES, others=404, args=a_request), Door(ALL, others=404, args=lambda _: [987654])],
    "inbox:act": [
        Door({"nobody": 302, "lin": 403, "wu": 302}, others=404, args=a_request, method="post", data={"verdict": "approve"}),
        Door({"nobody": 302, "lin": 422, "wu": 422}, others=404, args=a_request, method="post", data={"verdict": "reject"}),
    ],
    "inbox:withdraw": Door({"nobody": 302, "lin": 302}, others=404, args=a_request, method="post"),
    "inbox:delegations": [
        Door(ALL, others=200),
        Door({"nobody": 302, "wu": 422, "zhou": 422, "sun": 422}, others=403, method="post"),
    ],
    "inbox:delegation-end": Door({"nobody": 302, "wu": 302}, others=404, args=given, method="post"),
    "inbox:appeals": Door(ALL, others=200),
    "inbox:appeal-new": [
        Door({"nobody": 302, "lin": 200}, others=404, args=a_mark, query=f"?about={KIND}:1"),
        Door({"nobody": 302, "lin": 302}, others=404, args=a_mark, query=f"?about={KIND}:1", method="post", data={"reason": "系统故障"}),
        Door(ALL, others=404, query="?about=nothing:1"),
    ],
    "inbox:appeal": Door({"nobody": 302, "lin": 200, "sun": 200}, others=404, args=appealed),
    "inbox:appeal-answer": Door(
        {"nobody": 302, "lin": 403, "sun": 302}, others=404, args=appealed, method="post", data={"state": "upheld", "reason": "记录无误"}
    ),
    "inbox:settings": [Door(ALL, others=200), Door(ALL, others=302, method="post", data={"email": "me@example.com"})],
    "inbox:robots": Door(MANAGER, others=403),
    "inbox:robot-new": [Door(MANAGER, others=403), Door({"nobody": 302, "zhou": 302}, others=403, method="post", data=ROBOT)],
    "inbox:robot": [
        Door(MANAGER, others=403, args=a_robot),
        Door({"nobody": 302, "zhou": 422}, others=403, args=a_robot, method="post"),
        Door({"nobody": 302, "zhou": 404}, others=403, args=lambda _: [987654]),
    ],
    "inbox:robot-test": Door({"nobody": 302, "zhou": 302}, others=403, args=a_robot, method="post"),
}
