"""Notices outside the inbox (P-09): how often a message is tried, and with which pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from zuoxi.rules.policy import entry


@dataclass(frozen=True)
class NoticePolicy:
    """How patiently e-mail and webhooks are tried (P-09)."""

    tries: int = entry(8, low=1, high=20, unit="tries", rule="P-09", zh="一条外发消息最多尝试几次。", en="Tries for a message that goes out.")
    first_wait_min: int = entry(1, low=1, high=60, unit="min", rule="P-09", zh="第一次失败后等待多久再试。", en="Pause after the first failed try.")
    longest_wait_min: int = entry(
        240, low=1, high=1440, unit="min", rule="P-09", zh="两次尝试之间最长等待多久。", en="Longest pause between two tries."
    )


def pause(tries: int, policy: NoticePolicy) -> timedelta | None:
    """How long to wait after so many failed tries: each pause is twice the one before; None when it is given up."""
    if tries >= policy.tries:
        return None
    return timedelta(minutes=min(policy.first_wait_min * 2 ** max(tries - 1, 0), policy.longest_wait_min))
