"""Policy as data (P-01): an entry is a field of a frozen dataclass that knows its unit, its bounds, the rule it serves and its sentence.

@dataclass(frozen=True)
class TeaPolicy:
    cups: int = entry(3, low=0, high=31, unit="cups", rule="Z-01", zh="每班茶水杯数。", en="Cups a shift.")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from typing import Any, TypeVar

from zuoxi.engine.finding import Refusal
from zuoxi.rules.shapes import Bands, Choice, Clock, Duration, Items, Ladder, Number, Shape, Switch

METADATA = "policy"
Policy = TypeVar("Policy")
Words = Mapping[str, tuple[str, str]]
"""What people call a choice or rank: its code to Chinese and English."""


@dataclass(frozen=True)
class Entry:
    """What a manager is told about one value of a policy. `low` and `high` belong to the range; None: no bound."""

    name: str
    default: Any
    unit: str
    rule: str
    zh: str
    en: str
    shape: Shape
    words: Words
    low: Any = None
    high: Any = None
    choices: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """The sentence in Chinese for a language tag that starts with `zh`, otherwise in English."""
        return self.zh if language.startswith("zh") else self.en

    def word(self, code: str, language: str) -> str:
        """What people call a choice or rank; its code where no words are given."""
        zh, en = self.words.get(code, (code, code))
        return zh if language.startswith("zh") else en

    def holds(self, value: Any) -> bool:
        """Is the value of the entry's kind and inside the bounds? A number with decimals may be given whole; NaN is never inside."""
        return self.refusal(value) is None

    def refusal(self, value: Any) -> Refusal | None:
        """What is wrong with a value, by the entry's name."""
        fault = self.shape.fault(value)
        return None if fault is None else Refusal(f"policy.{fault[0]}", entry=self.name, unit=self.unit, **fault[1])

    def plain(self, value: Any) -> Any:
        """The value as files and the database hold it."""
        return self.shape.plain(value)


def _field(default: Any, shape: Shape, **told: Any) -> Any:
    return field(default=default, metadata={METADATA: {"words": {}, "shape": shape, **told}})


def entry(
    default: Any,
    *,
    unit: str,
    rule: str,
    zh: str,
    en: str,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    words: Words | None = None,
) -> Any:
    """A dataclass field that is a policy entry: a number, a switch or a choice, by its default.

    `unit` as printed after the number ("s", "h", "share"), `rule` the ID in the rulebook."""
    shape: Shape = Choice(choices) if choices else Switch() if isinstance(default, bool) else Number(isinstance(default, int), low, high)
    return _field(default, shape, unit=unit, rule=rule, zh=zh, en=en, low=low, high=high, choices=choices, words=words or {})


def items(
    default: tuple[Any, ...],
    *,
    unit: str,
    rule: str,
    zh: str,
    en: str,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    words: Words | None = None,
    least: int = 0,
    most: int = 50,
    repeats: bool = False,
    whole: bool = True,
) -> Any:
    """An entry that is a list, of numbers between `low` and `high` or of `choices`; `least` to `most` items, none twice unless `repeats`."""
    shape = Items(Choice(choices) if choices else Number(whole, low, high), least, most, repeats)
    return _field(default, shape, unit=unit, rule=rule, zh=zh, en=en, low=low, high=high, choices=choices, words=words or {})


def bands(
    default: tuple[tuple[float, float, float], ...],
    *,
    start: float,
    end: float,
    unit: str,
    rule: str,
    zh: str,
    en: str,
    low: float | None = None,
    high: float | None = None,
) -> Any:
    """An entry of bands (from, to, value): half-open, together the whole scale from `start` to `end`; `low` and `high` bound the value."""
    return _field(default, Bands(start, end, low, high), unit=unit, rule=rule, zh=zh, en=en, low=low, high=high)


def ladder(
    default: tuple[tuple[str, float], ...],
    *,
    ranks: tuple[str, ...],
    unit: str,
    rule: str,
    zh: str,
    en: str,
    low: float | None = None,
    high: float | None = None,
    rising: bool = False,
    words: Words | None = None,
) -> Any:
    """An entry that gives every rank a number, the lowest rank first; none may be missing."""
    return _field(default, Ladder(ranks, low, high, rising), unit=unit, rule=rule, zh=zh, en=en, low=low, high=high, choices=ranks, words=words or {})


def duration(default: timedelta, *, rule: str, zh: str, en: str, low: timedelta | None = None, high: timedelta | None = None) -> Any:
    """An entry that is a length of time, written `1 d 2 h 15 min`."""
    return _field(default, Duration(low, high), unit="", rule=rule, zh=zh, en=en, low=low, high=high)


def clock(default: time, *, rule: str, zh: str, en: str, low: time | None = None, high: time | None = None) -> Any:
    """An entry that is a time of day, written `08:30`."""
    return _field(default, Clock(low, high), unit="", rule=rule, zh=zh, en=en, low=low, high=high)


def entries(policy: Any) -> tuple[Entry, ...]:
    """The entries of a policy (class or object) in the order in which they are written."""
    return tuple(Entry(name=one.name, default=one.default, **one.metadata[METADATA]) for one in fields(policy) if METADATA in one.metadata)


def check(policy: Policy) -> Policy:
    """The policy itself, or a refusal that names the first entry that may not stand, alone or beside another (`clash`)."""
    for one in entries(policy):
        if refusal := one.refusal(getattr(policy, one.name)):
            raise refusal
    if refusal := _clash(policy):
        raise refusal
    return policy


def from_values(kind: type[Policy], values: Mapping[str, Any]) -> Policy:
    """A checked policy from stored values; what is not given keeps its default, an unknown key is refused."""
    known = {one.name: one for one in entries(kind)}
    for name in values:
        if name not in known:
            raise unknown(kind, name)
    return check(kind(**{name: known[name].shape.read(value) for name, value in values.items()}))


def faults(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Refusal]:
    """Everything that is wrong with stored values, by the name of the entry; values that clash are told once each value may stand alone."""
    known = {one.name: one for one in entries(kind)}
    found = {name: unknown(kind, name) for name in values if name not in known}
    read = {name: known[name].shape.read(value) for name, value in values.items() if name in known}
    found |= {name: refusal for name, value in read.items() if (refusal := known[name].refusal(value))}
    if not found and (clash := _clash(kind(**read))):
        found[clash.facts["entry"]] = clash
    return found


def unknown(kind: type[Any], name: str) -> Refusal:
    return Refusal("policy.unknown_entry", entry=name, known=", ".join(sorted(one.name for one in entries(kind))))


def crossed(policy: Any, lower: str, upper: str) -> Refusal | None:
    """For a policy's `clash`: a refusal when the entry called `lower` is above the one called `upper`."""
    low, high = getattr(policy, lower), getattr(policy, upper)
    return Refusal("policy.crossed", entry=lower, value=low, other=upper, limit=high) if low > high else None


def _clash(policy: Any) -> Refusal | None:
    """What two entries of a policy say against each other: the policy's own `clash()`, where it has one."""
    own = getattr(policy, "clash", None)
    return own() if own is not None else None
