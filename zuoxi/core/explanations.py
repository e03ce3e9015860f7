"""A decision explains itself (P-02): the sentence of its outcome, its arithmetic, its facts and policy values, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zuoxi.core.models import Decision
from zuoxi.core.sentences import SENTENCES, sentence
from zuoxi.rules import rulebook
from zuoxi.rules.policy import Entry, entries

HOUR_MIN = 60
CODES = ("article",)
"""Facts whose value is itself the code of a sentence."""
POLICIES: dict[str, type[Any]] = {}
"""By name: the policies whose entries a decision may have read; filled where the rulebook is known."""
APPEALS: list[Callable[[Decision, Any], str]] = []


def register_appeals(url: Callable[[Decision, Any], str]) -> None:
    """Where a reader appeals a decision: `url(decision, reader)`, empty when they cannot. Called once, in `AppConfig.ready()`."""
    APPEALS[:] = [url]


def appeal_url(decision: Decision, reader: Any) -> str:
    """The address of the appeal, empty while there is none."""
    return APPEALS[0](decision, reader) if APPEALS else ""


def said(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a code, its facts worded: minutes as hours and minutes, articles by name."""
    return sentence(code, {name: worded(name, value) for name, value in facts.items()})


def worded(name: str, value: Any) -> Any:
    """A fact as people read it; its name tells what it is (`paid_min`)."""
    if name in CODES and value in SENTENCES:
        return sentence(value, {})
    if name.endswith("_min") and isinstance(value, int):
        return length(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 2)
    return value


def length(minutes: int) -> str:
    """7 h 30 min; 45 min; 0 min."""
    hours, rest = divmod(abs(minutes), HOUR_MIN)
    sign = "-" if minutes < 0 else ""
    if not hours:
        return sign + _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return sign + _("%(hours)s h") % {"hours": hours}
    return sign + _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


@dataclass(frozen=True)
class Value:
    """A policy entry that was read: its sentence, its value then, its unit."""

    name: str
    text: str
    value: Any
    unit: str

    @property
    def unit_text(self) -> str:
        return unit_name(self.unit)


@dataclass(frozen=True)
class Explanation:
    """A decision for a reader."""

    decision: Decision

    @property
    def text(self) -> str:
        return said(self.decision.outcome, self.decision.told)

    @property
    def rule_text(self) -> str:
        """What the rule says, where the rulebook tells it."""
        return rule_text(self.decision.rule)

    @property
    def steps(self) -> list[str]:
        return [said(step["label"], step["numbers"]) for step in self.decision.steps]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Name and value of each fact and figure, in the order in which the rule gave them."""
        return [(fact_name(name), worded(name, value)) for name, value in self.decision.told.items() if value is not None]

    @property
    def values(self) -> list[Value]:
        return list(self._values())

    def _values(self) -> Iterator[Value]:
        language = get_language() or ""
        for name, value in self.decision.values.items():
            entry = entry_of(name)
            if entry is None:
                yield Value(name, name, value, "")
            else:
                yield Value(name, entry.sentence(language), worded("", value), entry.unit)


def rule_text(rule: str) -> str:
    """What the rulebook says of a rule, in the reader's language; nothing of an ID it does not have."""
    found = rulebook.rule(rule)
    return found.said(found.text, get_language() or "") if found else ""


def unit_name(unit: str) -> str:
    """A unit of a policy entry in the reader's language."""
    return sentence(f"decided.unit.{unit}", {}) if f"decided.unit.{unit}" in SENTENCES else unit


def fact_name(name: str) -> str:
    """What a fact is called, where it has a name."""
    code = f"fact.{name}"
    return sentence(code, {}) if code in SENTENCES else name


def entry_of(name: str) -> Entry | None:
    """The entry behind `SwapPolicy.a_month`."""
    kind, _dot, field = name.partition(".")
    policy = POLICIES.get(kind)
    return next((one for one in entries(policy) if one.name == field), None) if policy else None


def register_policies(*policies: type[Any]) -> None:
    """Policies whose entries decisions read, so that an explanation can say what each value means."""
    POLICIES.update((policy.__name__, policy) for policy in policies)
