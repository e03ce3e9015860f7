"""The numbers and chains of approvals and appeals (P-05, P-06): which chain each kind goes through, and how long a step may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zuoxi.rules.policy import entry

CHAINS = (
    "leader",
    "leader_supervisor",
    "leader_supervisor_manager",
    "leaders_supervisor",
    "shift_lead",
    "supervisor",
    "supervisor_manager",
    "hr_manager",
    "manager",
)
"""Names of the chains that a kind can go through; what they mean stands in `zuoxi.rules.approvals.SHAPES`."""


def _chain(default: str, *, zh: str, en: str) -> Any:
    return entry(default, unit="", rule="P-05", zh=f"{zh}经过的审批链。", en=f"Chain that {en} goes through.", choices=CHAINS)


def _hours(default: int, *, zh: str, en: str) -> Any:
    return entry(
        default, low=1, high=200, unit="h", rule="P-05", zh=f"{zh}每一步的审批时限，按工作时间计。", en=f"Working hours for each step of {en}."
    )


@dataclass(frozen=True)
class ApprovalPolicy:
    """Who approves what, and within how many working hours (P-05)."""

    leave: str = _chain("leader_supervisor", zh="休假申请", en="a request for leave")
    leave_h: int = _hours(9, zh="休假申请", en="a request for leave")
    swap: str = _chain("leaders_supervisor", zh="换班申请", en="a swap of shifts")
    swap_h: int = _hours(4, zh="换班申请", en="a swap of shifts")
    seat_leave: str = _chain("leader", zh="离席申请", en="a request to leave the seat")
    seat_leave_h: int = _hours(1, zh="离席申请", en="a request to leave the seat")
    training_plan: str = _chain("supervisor_manager", zh="培训计划", en="a training plan")
    training_plan_h: int = _hours(27, zh="培训计划", en="a training plan")
    exam_paper: str = _chain("manager", zh="考试试卷", en="an exam paper")
    exam_paper_h: int = _hours(18, zh="考试试卷", en="an exam paper")
    requisition: str = _chain("hr_manager", zh="招聘申请", en="a request to recruit")
    requisition_h: int = _hours(27, zh="招聘申请", en="a request to recruit")
    appraisal: str = _chain("supervisor_manager", zh="绩效考核结果", en="an appraisal")
    appraisal_h: int = _hours(27, zh="绩效考核结果", en="an appraisal")
    early_promotion: str = _chain("hr_manager", zh="提前晋级", en="an early promotion")
    early_promotion_h: int = _hours(27, zh="提前晋级", en="an early promotion")
    visitor: str = _chain("supervisor", zh="来访登记", en="a visit")
    visitor_h: int = _hours(4, zh="来访登记", en="a visit")
    customer_export: str = _chain("supervisor_manager", zh="客户数据导出", en="an export of customer data")
    customer_export_h: int = _hours(9, zh="客户数据导出", en="an export of customer data")
    policy: str = _chain("manager", zh="政策版本", en="a policy version")
    policy_h: int = _hours(27, zh="政策版本", en="a policy version")
    remind_share: float = entry(
        0.5,
        low=0.1,
        high=1.0,
        unit="share",
        rule="P-05",
        zh="时限过去多少时提醒审批人。",
        en="Share of the limit after which the approver is reminded.",
    )
    delegation_days: int = entry(
        60, low=1, high=366, unit="days", rule="P-05", zh="一次委托代批最长多少天。", en="Longest period for which an approver may name a delegate."
    )
    opens_h: int = entry(9, low=0, high=23, unit="h", rule="P-05", zh="审批时限从几点起计时。", en="Hour of the day from which limits run.")
    closes_h: int = entry(18, low=1, high=24, unit="h", rule="P-05", zh="审批时限到几点停止计时。", en="Hour of the day at which limits pause.")


@dataclass(frozen=True)
class AppealPolicy:
    """Until when one may appeal, and until when it is answered (P-06)."""

    ask_days: int = entry(3, low=1, high=30, unit="working days", rule="P-06", zh="决定作出后几个工作日内可以申诉。", en="Working days to appeal.")
    answer_days: int = entry(
        5, low=1, high=30, unit="working days", rule="P-06", zh="申诉须在几个工作日内答复。", en="Working days to answer an appeal."
    )
