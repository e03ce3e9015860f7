"""The policy and the office time that approvals and appeals run by (P-05, P-06, P-08): the one place that says which version is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from zuoxi.core import calendar
from zuoxi.rules.approval_policy import AppealPolicy, ApprovalPolicy
from zuoxi.rules.office_time import OfficeTime
from zuoxi.rules.policy import check

AHEAD_DAYS = 120
"""How many days of the calendar are looked up; what lies further is taken for plain weekdays."""


@dataclass(frozen=True)
class InForce:
    """The policies in force at a moment, the version they are of, and the office time they mean."""

    approvals: ApprovalPolicy
    appeals: AppealPolicy
    version: int
    office: OfficeTime


def in_force(*, now: datetime) -> InForce:
    """What holds at `now`; the shipped values are version 0."""
    approvals = check(ApprovalPolicy())
    return InForce(approvals, check(AppealPolicy()), 0, office_time(approvals, now=now))


def office_time(policy: ApprovalPolicy, *, now: datetime) -> OfficeTime:
    """Working days from a while before `now` on, by the calendar of the centre."""
    first = timezone.localtime(now).date() - timedelta(days=AHEAD_DAYS)
    days = calendar.days(first, 2 * AHEAD_DAYS, country=settings.COUNTRY or None).days
    working = {day.day: day.is_working for day in days}
    return OfficeTime(policy.opens_h * 60, policy.closes_h * 60, timezone.get_default_timezone(), working)
