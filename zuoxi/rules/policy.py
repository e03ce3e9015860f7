"""Policy as data (P-01): an entry is a field of a frozen dataclass that knows its unit, its bounds, the rule it serves and its sentence.

@dataclass(frozen=True)
class SwapPolicy:
    a_month: int = entry(3, low=0, high=31, unit="swaps", rule="T-05", zh="每人每月最多换班次数。", en="Swaps a person may make in a month.")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from zuoxi.engine.finding import Refusal

METADATA = "policy"
Policy = TypeVar("Policy")


@dataclass(frozen=True)
class Entry:
    """What a manager is told about one number, switch or choice of a policy. `low` and `high` belong to the range; None: no bound."""

    name: str
    default: Any
    unit: str
    rule: str
    zh: str
    en: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """The sentence in Chinese for a language tag that starts with `zh`, otherwise in English."""
        return self.zh if language.startswith("zh") else self.en

    def holds(self, value: Any) -> bool:
        """Is the value of the default's kind and inside the bounds? A number with decimals may be given whole; NaN is never inside."""
        if self.choices:
            return value in self.choices
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        if not isinstance(value, int if isinstance(self.default, int) else (int, float)):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high) and value == value


def entry(
    default: Any, *, unit: str, rule: str, zh: str, en: str, low: float | None = None, high: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A dataclass field that is a policy entry. `unit` as printed after the number ("s", "h", "share"), `rule` the ID in the rulebook."""
    return field(default=default, metadata={METADATA: {"unit": unit, "rule": rule, "zh": zh, "en": en, "low": low, "high": high, "choices": choices}})


def entries(policy: Any) -> tuple[Entry, ...]:
    """The entries of a policy (class or object) in the order in which they are written."""
    return tuple(Entry(name=one.name, default=one.default, **one.metadata[METADATA]) for one in fields(policy) if METADATA in one.metadata)


def check(policy: Policy) -> Policy:
    """The policy itself, or a refusal that names the first entry out of its bounds."""
    for one in entries(policy):
        value = getattr(policy, one.name)
        if not one.holds(value):
            raise _refusal(one, value)
    return policy


def from_values(kind: type[Policy], values: Mapping[str, Any]) -> Policy:
    """A checked policy from stored values; what is not given keeps its default, an unknown key is refused."""
    known = {one.name for one in entries(kind)}
    for name in values:
        if name not in known:
            raise Refusal("policy.unknown_entry", entry=name, known=", ".join(sorted(known)))
    return check(kind(**values))


def _refusal(one: Entry, value: Any) -> Refusal:
    if one.choices:
        return Refusal("policy.not_a_choice", entry=one.name, value=value, choices=", ".join(one.choices))
    return Refusal("policy.out_of_bounds", entry=one.name, value=value, low=one.low, high=one.high, unit=one.unit)
