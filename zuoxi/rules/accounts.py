"""Accounts: how often one may try to log in, how long a session lives, how strong a secret must be (O-09).

Failures raise a delay, never a lock that only somebody else can open: a guesser is slowed to nothing, and who is locked out on purpose waits
minutes. A browser from which the person logged in before is counted apart, so that strangers cannot lock its owner out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from zuoxi.rules.policy import entry

RULE = "O-09"


@dataclass(frozen=True)
class AccountPolicy:
    """The numbers of login, sessions and links."""

    free_failures: int = entry(
        5, low=1, high=20, unit="tries", rule=RULE, zh="同一账号失败多少次后开始延时。", en="Failures of one account after which a delay begins."
    )
    free_failures_of_address: int = entry(
        30,
        low=5,
        high=1_000,
        unit="tries",
        rule=RULE,
        zh="同一网络地址失败多少次后开始延时（全中心可能共用一个出口）。",
        en="Failures from one network address after which a delay begins; a whole centre may share one.",
    )
    window_min: int = entry(
        15,
        low=1,
        high=240,
        unit="min",
        rule=RULE,
        zh="两次失败相隔多久后重新计数（尚未延时之前）。",
        en="Time between two failures after which counting starts anew while no delay has begun.",
    )
    first_delay_s: int = entry(
        30, low=1, high=600, unit="s", rule=RULE, zh="首次延时；此后每失败一次加倍。", en="First delay; each further failure doubles it."
    )
    longest_delay_min: int = entry(15, low=1, high=240, unit="min", rule=RULE, zh="延时的上限。", en="Longest delay.")
    forget_h: int = entry(
        24, low=1, high=168, unit="h", rule=RULE, zh="最后一次失败后多久不再计数。", en="Time after the last failure at which all is forgotten."
    )
    known_device_days: int = entry(
        90, low=0, high=365, unit="d", rule=RULE, zh="浏览器在登录后多少天内算作常用设备。", en="Days for which a browser is known after a login."
    )
    code_tries: int = entry(
        5, low=3, high=10, unit="tries", rule=RULE, zh="每次登录可输入几次动态验证码。", en="Tries of a one-time code at one login."
    )
    idle_min: int = entry(30, low=5, high=240, unit="min", rule=RULE, zh="无操作多久后退出登录。", en="Idle time after which a session ends.")
    idle_administrator_min: int = entry(
        15, low=5, high=60, unit="min", rule=RULE, zh="管理员无操作多久后退出登录。", en="Idle time after which an administrator's session ends."
    )
    longest_session_h: int = entry(
        12, low=1, high=24, unit="h", rule=RULE, zh="登录后最长多久须重新登录。", en="Time after which one must log in anew."
    )
    most_sessions: int = entry(
        5,
        low=1,
        high=20,
        unit="sessions",
        rule=RULE,
        zh="每人同时登录的设备数，超出时最早的退出。",
        en="Sessions of one person at a time; the oldest gives way.",
    )
    fresh_min: int = entry(
        15,
        low=1,
        high=15,
        unit="min",
        rule=RULE,
        zh="敏感操作前，密码须在多久之内验证过。",
        en="Age of the password check that a sensitive action asks for.",
    )
    reset_min: int = entry(
        30, low=5, high=30, unit="min", rule=RULE, zh="重设密码链接的有效时间。", en="Time for which a link to reset a password works."
    )
    invitation_h: int = entry(72, low=1, high=168, unit="h", rule=RULE, zh="邀请链接的有效时间。", en="Time for which an invitation works.")
    second_factor: bool = entry(
        True,
        unit="",
        rule=RULE,
        zh="管理员、人事、质检及有导出权限者必须使用动态验证码。",
        en="Whether administrators, HR, quality and whoever may export must use a one-time code.",
    )


@dataclass(frozen=True)
class Tries:
    """The failures in a row of one account, address or device: how many, since when, the last one."""

    failures: int
    first_at: datetime
    last_at: datetime


def delay(failures: int, *, free: int, policy: AccountPolicy) -> timedelta:
    """How long after its last failure a row of `failures` waits: nothing while fewer than `free`, then doubled each time up to the longest."""
    if failures < free:
        return timedelta(0)
    longest = timedelta(minutes=policy.longest_delay_min)
    doublings = min(failures - free, 32)
    return min(timedelta(seconds=policy.first_delay_s * float(2**doublings)), longest)


def wait(tries: Tries | None, now: datetime, *, free: int, policy: AccountPolicy) -> timedelta:
    """How much longer the next try must wait; nothing: it may be made now."""
    if tries is None or forgotten(tries, now, free=free, policy=policy):
        return timedelta(0)
    return max(timedelta(0), tries.last_at + delay(tries.failures, free=free, policy=policy) - now)


def after_failure(tries: Tries | None, now: datetime, *, free: int, policy: AccountPolicy) -> Tries:
    """The row with one more failure, or a new one where the old one is forgotten."""
    if tries is None or forgotten(tries, now, free=free, policy=policy):
        return Tries(1, now, now)
    return Tries(tries.failures + 1, tries.first_at, max(now, tries.last_at))


def forgotten(tries: Tries, now: datetime, *, free: int, policy: AccountPolicy) -> bool:
    """Free failures are forgotten a while after the last one, a row that has led to a delay only long after it."""
    rest = timedelta(minutes=policy.window_min) if tries.failures < free else timedelta(hours=policy.forget_h)
    return now - tries.last_at >= rest


def begins_a_delay(tries: Tries, *, free: int) -> bool:
    """Whether this very failure is the one that starts the delays: told once, to the person and to the audit trail."""
    return tries.failures == free


def idle_limit(*, administrator: bool, policy: AccountPolicy) -> timedelta:
    """How long a session may rest."""
    return timedelta(minutes=policy.idle_administrator_min if administrator else policy.idle_min)
