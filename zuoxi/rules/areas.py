"""The areas of the policy (P-01): which entries belong together, by name; a new area is one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zuoxi.engine.finding import Refusal
from zuoxi.rules.accounts import AccountPolicy
from zuoxi.rules.approval_policy import AppealPolicy, ApprovalPolicy
from zuoxi.rules.audit import AuditPolicy
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy
from zuoxi.rules.labour_law import LabourLawPolicy
from zuoxi.rules.masking import MaskingPolicy
from zuoxi.rules.notices import NoticePolicy
from zuoxi.rules.organisation import SpanPolicy
from zuoxi.rules.passwords import PasswordPolicy
from zuoxi.rules.policy import Entry, entries
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.staffing import StaffingPolicy
from zuoxi.rules.swaps import SwapPolicy


@dataclass(frozen=True)
class Area:
    """A policy under the name by which files and versions know it."""

    name: str
    kind: type[Any]
    zh: str
    en: str

    def label(self, language: str) -> str:
        """What people call it, in Chinese for a language tag that starts with `zh`, otherwise in English."""
        return self.zh if language.startswith("zh") else self.en

    @property
    def entries(self) -> tuple[Entry, ...]:
        return entries(self.kind)

    def entry(self, name: str) -> Entry:
        return next(one for one in self.entries if one.name == name)


AREAS = (
    Area("history", HistoryPolicy, "历史数据", "History"),
    Area("forecast", ForecastPolicy, "预测", "Forecast"),
    Area("staffing", StaffingPolicy, "人力测算", "Staffing"),
    Area("roster", RosterPolicy, "排班", "Rostering"),
    Area("organisation", SpanPolicy, "组织", "Organisation"),
    Area("labour_law", LabourLawPolicy, "劳动法", "Labour law"),
    Area("swaps", SwapPolicy, "换班", "Swaps"),
    Area("approvals", ApprovalPolicy, "审批", "Approvals"),
    Area("appeals", AppealPolicy, "申诉", "Appeals"),
    Area("notices", NoticePolicy, "外发消息", "Messages sent out"),
    Area("accounts", AccountPolicy, "账号与登录", "Accounts and login"),
    Area("passwords", PasswordPolicy, "密码", "Passwords"),
    Area("audit", AuditPolicy, "审计", "Audit"),
    Area("masking", MaskingPolicy, "脱敏", "Masking"),
)
"""In the order in which a plan is made, then what guards it."""


def area(name: str) -> Area:
    """The area of that name; a refusal lists those there are."""
    found = next((one for one in AREAS if one.name == name), None)
    if found is None:
        raise Refusal("policy.unknown_area", area=name, known=", ".join(one.name for one in AREAS))
    return found


def area_of(kind: type[Any]) -> Area:
    """The area that a policy class is."""
    return next(one for one in AREAS if one.kind is kind)
