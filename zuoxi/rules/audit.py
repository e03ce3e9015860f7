"""How long the audit trail is kept and how often it is anchored (P-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from zuoxi.engine.finding import Refusal
from zuoxi.rules.policy import entry

LEAST_DAYS = 180
"""Cybersecurity Law, article 21 (3): logs are kept for six months at least; no policy can shorten this."""


@dataclass(frozen=True)
class AuditPolicy:
    """P-07: retention and anchors."""

    keep_days: int = entry(
        1095,
        low=LEAST_DAYS,
        high=36_500,
        unit="d",
        rule="P-07",
        zh="审计记录保存天数，不少于 180 天。",
        en="Days for which the audit is kept, 180 at least.",
    )
    anchor_events: int = entry(
        100, low=1, high=100_000, unit="events", rule="P-07", zh="最多每多少条记录锚定一次。", en="Events after which the audit is anchored anew."
    )
    anchor_minutes: int = entry(
        60,
        low=1,
        high=60,
        unit="min",
        rule="P-07",
        zh="有新记录时，最多隔多少分钟锚定一次。",
        en="Minutes after which new events are anchored at the latest.",
    )


def cut_before(*, now: datetime, keep_days: int) -> datetime:
    """The moment before which events may go. Fewer than 180 days are refused, whatever was asked."""
    if keep_days < LEAST_DAYS:
        raise Refusal("audit.kept_too_short", days=keep_days, least=LEAST_DAYS)
    return now - timedelta(days=keep_days)


def anchor_is_due(*, now: datetime, waiting: int, anchored_at: datetime | None, policy: AuditPolicy) -> bool:
    """Whether `waiting` events since the last anchor must be anchored now."""
    if waiting <= 0:
        return False
    overdue = anchored_at is None or now - anchored_at >= timedelta(minutes=policy.anchor_minutes)
    return overdue or waiting >= policy.anchor_events
