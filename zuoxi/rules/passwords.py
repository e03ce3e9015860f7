"""What a password must be, in two profiles (O-09): OWASP ASVS (long, not guessable, never aged) and 等保 (kinds of characters, age, history)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from zuoxi.engine.finding import Finding
from zuoxi.rules.policy import entry

RULE = "O-09"
LONGEST = 256
FEW = 4
"""Fewer different characters than this and one more make a password that needs no guessing."""


@dataclass(frozen=True)
class PasswordPolicy:
    """The profile and its numbers."""

    profile: str = entry(
        "asvs",
        unit="",
        rule=RULE,
        choices=("asvs", "dengbao"),
        zh="密码规则：asvs（长度优先，不强制定期更换）或 dengbao（等保：复杂度、定期更换、不得重复）。",
        en="Rules for passwords: asvs (length counts, no forced change) or dengbao (kinds of characters, change, history).",
    )
    least: int = entry(12, low=8, high=64, unit="characters", rule=RULE, zh="asvs：密码最短长度。", en="Profile asvs: least length of a password.")
    dengbao_least: int = entry(8, low=8, high=64, unit="characters", rule=RULE, zh="等保：密码最短长度。", en="Profile dengbao: least length.")
    dengbao_kinds: int = entry(
        3,
        low=2,
        high=4,
        unit="kinds",
        rule=RULE,
        zh="等保：大写、小写、数字、符号中至少几种。",
        en="Profile dengbao: kinds among capitals, small letters, digits, signs.",
    )
    dengbao_days: int = entry(
        90, low=30, high=365, unit="d", rule=RULE, zh="等保：多少天后须更换密码。", en="Profile dengbao: days after which it must be changed."
    )
    dengbao_history: int = entry(
        5, low=1, high=24, unit="passwords", rule=RULE, zh="等保：不得与最近几次的密码相同。", en="Profile dengbao: latest passwords not taken again."
    )

    @property
    def is_dengbao(self) -> bool:
        return self.profile == "dengbao"


def weaknesses(
    password: str, *, words: Collection[str], is_common: Callable[[str], bool], was_used: Callable[[str], bool], policy: PasswordPolicy
) -> list[Finding]:
    """Everything that is wrong with a new password. `words` are those of its owner: name, pinyin, work number, centre."""
    least = policy.dengbao_least if policy.is_dengbao else policy.least
    found = []
    if len(password) < least:
        found.append(Finding("password.too_short", facts={"least": least}))
    if len(password) > LONGEST:
        found.append(Finding("password.too_long", facts={"most": LONGEST}))
    if is_common(password.lower()) or is_common(core_of(password)):
        found.append(Finding("password.common"))
    if is_simple(password):
        found.append(Finding("password.simple"))
    if any(word.lower() in password.lower() for word in words if is_telling(word)):
        found.append(Finding("password.about_you"))
    if policy.is_dengbao and kinds(password) < policy.dengbao_kinds:
        found.append(Finding("password.few_kinds", facts={"kinds": policy.dengbao_kinds}))
    if policy.is_dengbao and was_used(password):
        found.append(Finding("password.used_before", facts={"count": policy.dengbao_history}))
    return found


def is_telling(word: str) -> bool:
    """Long enough that finding it in a password is no accident: four letters, or two Chinese characters."""
    return len(word) >= (4 if word.isascii() else 2)


def core_of(password: str) -> str:
    """The word inside a password that is dressed with digits and signs, where it makes up half of it: dragon in `dragon2026!!`."""
    core = password.lower().strip("0123456789!@#$%^&*()_+-=.,?~ ")
    return core if len(core) * 2 >= len(password) else ""


def is_simple(password: str) -> bool:
    """Few different characters, or a run such as 123456789012, abcdefghijkl, 998877665544."""
    if len(set(password)) <= FEW:
        return True
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(password)}
    return len(steps) == 1 or steps in ({0, 1}, {0, 9})


def kinds(password: str) -> int:
    """How many of capitals, small letters, digits and signs there are."""
    tests: tuple[Callable[[str], bool], ...] = (str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum())
    return sum(any(test(letter) for letter in password) for test in tests)


def due_at(since: datetime, policy: PasswordPolicy) -> datetime | None:
    """When a password must be changed: never by ASVS, after its days by 等保."""
    return since + timedelta(days=policy.dengbao_days) if policy.is_dengbao else None
