"""Targets, shrinkage and rates of the staffing rules (F-01, F-06, F-08, F-09) as policy, and what they mean for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zuoxi.engine.staffing.cost import Rates
from zuoxi.engine.staffing.targets import Targets
from zuoxi.rules.policy import entry

RealTime = Literal["phone", "chat"]
Deferred = Literal["email", "ticket"]
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class StaffingPolicy:
    """The numbers behind a requirement. Shares are from 0 to 1."""

    phone_service_level: float = entry(
        0.80,
        low=0.50,
        high=0.99,
        unit="share",
        rule="F-01",
        zh="电话服务水平：时限内应答的最低比例。",
        en="Phone: least share answered within the time.",
    )
    phone_threshold_s: float = entry(
        10.0, low=1, high=300, unit="s", rule="F-01", zh="电话应答时限：两声铃响，约 10 秒。", en="Phone: time to answer, two rings, about 10 s."
    )
    phone_report_threshold_s: float = entry(
        20.0,
        low=1,
        high=300,
        unit="s",
        rule="F-01",
        zh="电话服务水平另按此时限报告（行业通用的 80/20）。",
        en="Phone: second time at which the service level is reported, the 80/20 of the trade.",
    )
    phone_max_abandon: float = entry(
        0.05, low=0.001, high=0.50, unit="share", rule="F-01", zh="电话放弃率上限。", en="Phone: largest share that hangs up."
    )
    phone_max_occupancy: float = entry(
        0.88, low=0.50, high=1.0, unit="share", rule="F-01", zh="电话座席占有率上限。", en="Phone: highest occupancy of the agents."
    )
    phone_patience_s: float = entry(
        380.0,
        low=1,
        high=7_200,
        unit="s",
        rule="F-06",
        zh="来电者平均耐心时间，在测得本中心数据之前使用。",
        en="Phone: mean patience of callers until the centre's own is measured.",
    )
    chat_service_level: float = entry(
        0.80,
        low=0.50,
        high=0.99,
        unit="share",
        rule="F-01",
        zh="在线客服服务水平：时限内响应的最低比例。",
        en="Chat: least share replied to within the time.",
    )
    chat_threshold_s: float = entry(
        30.0, low=1, high=600, unit="s", rule="F-01", zh="在线客服响应时限：即时响应，30 秒内。", en="Chat: time to reply, at once, within 30 s."
    )
    chat_max_abandon: float = entry(
        0.05, low=0.001, high=0.50, unit="share", rule="F-01", zh="在线客服放弃率上限。", en="Chat: largest share that leaves unanswered."
    )
    chat_max_occupancy: float = entry(
        0.88, low=0.50, high=1.0, unit="share", rule="F-01", zh="在线客服占有率上限。", en="Chat: highest occupancy of the agents' places."
    )
    chat_patience_s: float = entry(
        180.0, low=1, high=7_200, unit="s", rule="F-06", zh="在线客户平均耐心时间。", en="Chat: mean patience of customers."
    )
    chat_concurrency: int = entry(
        2, low=1, high=10, unit="chats", rule="F-06", zh="每名座席同时接待的会话数。", en="Chats one agent holds at a time."
    )
    email_response_h: float = entry(
        8.0, low=0.5, high=168, unit="h", rule="F-01", zh="邮件回复时限。", en="E-mail: time within which it is answered."
    )
    ticket_response_h: float = entry(
        8.0, low=0.5, high=720, unit="h", rule="F-01", zh="工单回复时限。", en="Ticket: time within which it is answered."
    )
    on_site_response_min: float = entry(
        30.0, low=5, high=1_440, unit="min", rule="F-01", zh="上门响应时限。", en="On-site service: time within which somebody is there."
    )
    deferred_occupancy: float = entry(
        0.90,
        low=0.50,
        high=1.0,
        unit="share",
        rule="F-06",
        zh="处理邮件、工单时的占有率。",
        en="Share of their time that agents on deferred work spend on it.",
    )
    leave_share: float = entry(
        0.08, low=0, high=0.5, unit="share", rule="F-08", zh="休假损耗率（无历史数据时）。", en="Shrinkage by leave where there is no history."
    )
    training_share: float = entry(
        0.03, low=0, high=0.5, unit="share", rule="F-08", zh="培训损耗率（无历史数据时）。", en="Shrinkage by training where there is no history."
    )
    meeting_share: float = entry(
        0.02, low=0, high=0.5, unit="share", rule="F-08", zh="会议损耗率（无历史数据时）。", en="Shrinkage by meetings where there is no history."
    )
    break_share: float = entry(
        0.10, low=0, high=0.5, unit="share", rule="F-08", zh="小休、用餐损耗率（无历史数据时）。", en="Shrinkage by breaks where there is no history."
    )
    absence_share: float = entry(
        0.05,
        low=0,
        high=0.5,
        unit="share",
        rule="F-08",
        zh="计划外缺勤损耗率（无历史数据时）。",
        en="Shrinkage by unplanned absence where there is no history.",
    )
    min_paid_h: float = entry(
        20.0,
        low=0,
        high=10_000,
        unit="h",
        rule="F-08",
        zh="单个时段带薪工时低于此数时，采用当日或整周的损耗率。",
        en="Paid hours below which an interval takes the shrinkage of its day or week.",
    )
    overtime_weekday: float = entry(
        1.5, low=1, high=5, unit="x rate", rule="F-09", zh="工作日加班工资倍数。", en="Overtime on a working day, times the hourly rate."
    )
    overtime_rest_day: float = entry(
        2.0, low=1, high=5, unit="x rate", rule="F-09", zh="休息日加班工资倍数。", en="Overtime on a rest day, times the hourly rate."
    )
    overtime_holiday: float = entry(
        3.0, low=1, high=5, unit="x rate", rule="F-09", zh="法定节假日加班工资倍数。", en="Overtime on a public holiday, times the hourly rate."
    )
    night_h: float = entry(5.0, low=0, high=1_000, unit="money/h", rule="F-09", zh="夜间每小时津贴。", en="Supplement for each hour at night.")


def targets(policy: StaffingPolicy, channel: RealTime) -> Targets:
    """F-01: what a real-time channel promises, all at once."""
    return Targets(
        service_level=getattr(policy, f"{channel}_service_level"),
        threshold_s=getattr(policy, f"{channel}_threshold_s"),
        max_abandon=getattr(policy, f"{channel}_max_abandon"),
        max_occupancy=getattr(policy, f"{channel}_max_occupancy"),
    )


def response_s(policy: StaffingPolicy, channel: Deferred) -> float:
    """F-01: within how many seconds a deferred channel answers."""
    hours: float = getattr(policy, f"{channel}_response_h")
    return hours * SECONDS_PER_HOUR


def shrinkage_shares(policy: StaffingPolicy) -> dict[str, float]:
    """F-08: the shares by kind with which a centre without history starts."""
    return {kind: getattr(policy, f"{kind}_share") for kind in ("leave", "training", "meeting", "break", "absence")}


def rates(policy: StaffingPolicy, hourly: Mapping[str, float]) -> Rates:
    """F-09: the centre's pay by grade together with the factors of the policy; kinds of overtime: weekday, rest_day, holiday."""
    overtime = {"weekday": policy.overtime_weekday, "rest_day": policy.overtime_rest_day, "holiday": policy.overtime_holiday}
    return Rates(hourly=hourly, overtime=overtime, night_h=policy.night_h)
