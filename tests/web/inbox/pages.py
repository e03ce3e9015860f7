"""Pages of the inbox."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from tests.web.areas import Page
from tests.web.inbox.doors import KIND, a_mark, a_request, a_robot, appealed, given
from zuoxi.core import approvals
from zuoxi.core.approval_facts import stored
from zuoxi.core.models import Appeal, Approval, ApprovalStep, ApprovalWait, Delegation, NoticeWebhook
from zuoxi.rules.approval_policy import ApprovalPolicy
from zuoxi.rules.approvals import chain


def more_requests(cast: Cast, count: int) -> None:
    """lin's, every one waiting for wu; half of them overdue."""
    now, before = timezone.now(), Approval.objects.count()
    common = {"asked_by": cast.lin, "person": cast.lin, "asked_at": now, "since": now, "steps": stored(chain("leave", ApprovalPolicy()))}
    rows = [
        Approval(kind="leave", about=f"leave:{before + n}", facts={"text": f"家中有事{n}"}, remind_at=now - timedelta(days=2),
                 due_at=now + timedelta(hours=n % 2 - 0.5), **common)
        for n in range(count)
    ]  # fmt: skip
    made = Approval.objects.bulk_create(rows)
    ApprovalWait.objects.bulk_create(ApprovalWait(approval=one, person=cast.wu) for one in made)


def more_appeals(cast: Cast, count: int) -> None:
    """lin's, against marks of wu, waiting for sun."""
    before = Approval.objects.count()
    more_requests(cast, count)
    made = list(Approval.objects.filter(about__startswith="leave:").order_by("pk")[before:])
    Appeal.objects.bulk_create(
        Appeal(kind=KIND, about=f"{KIND}:{one.pk}", person=cast.lin, decided_by=cast.wu, reason="系统故障", asked_at=one.asked_at, approval=one)
        for one in made
    )


def more_steps(cast: Cast, count: int) -> None:
    approval = Approval.objects.get(about="leave:1")
    now = timezone.now()
    ApprovalStep.objects.bulk_create(ApprovalStep(approval=approval, step=0, verdict="passed_up", role="leader", at=now) for _ in range(count))


def more_delegations(cast: Cast, count: int) -> None:
    now = timezone.now()
    common = {"approver": cast.wu, "delegate": cast.sun, "start": now, "end": now + timedelta(days=2), "made_at": now}
    Delegation.objects.bulk_create(Delegation(kinds=",leave,swap,", **common) for _ in range(count))


def more_robots(_cast: Cast, count: int) -> None:
    NoticeWebhook.objects.bulk_create(NoticeWebhook(name=f"群{n}", flavour="wecom", url="https://x.invalid/", kinds=[]) for n in range(count))


def passed_up(cast: Cast) -> list[int]:
    """A request that lin made, with a step behind it."""
    pk = a_request(cast)
    approvals.approve(approval=Approval.objects.select_related("asked_by").get(pk=pk[0]), by=cast.wu, now=timezone.now(), remark="同意")
    return pk


PAGES = [
    Page("inbox:inbox", "wu", grow=more_requests),
    Page("inbox:inbox", "lin", name="inbox:inbox empty"),
    Page("inbox:asked", "lin", grow=more_requests),
    Page("inbox:approval", "wu", args=a_request, grow=more_steps),
    Page("inbox:approval", "lin", args=passed_up, name="inbox:approval signed"),
    Page("inbox:delegations", "wu", grow=more_delegations),
    Page("inbox:delegations", "sun", args=lambda cast: given(cast)[:0], name="inbox:delegations received"),
    Page("inbox:appeals", "lin", grow=more_appeals),
    Page("inbox:appeal-new", "lin", args=a_mark, query=f"?about={KIND}:1", known="考勤迟到 12 分钟"),
    Page("inbox:appeal", "sun", args=appealed, known="考勤"),
    Page("inbox:settings", "lin"),
    Page("inbox:robots", "zhou", grow=more_robots),
    Page("inbox:robot-new", "zhou"),
    Page("inbox:robot", "zhou", args=a_robot),
]

ALLOWED = {"ZUOXI_SMTP_HOST", "https"}
