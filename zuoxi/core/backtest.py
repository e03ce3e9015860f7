"""Back-test of a draft policy (P-04): the facts of a past period are decided under the policy in force and under the draft; what differs is listed.

Apps register where facts come from in `AppConfig.ready()`. Nothing is stored about anybody: the answer goes to who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from zuoxi.rules.decision import Verdict, as_json, canonical
from zuoxi.rules.policy import Entry, entries

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Cost:
    """What a decision costs or brings: points, and pay in yuan."""

    points: int = 0
    pay: Decimal = NOTHING


@dataclass(frozen=True)
class Known:
    """The facts of one person on which a rule decides, and the person's wage in yuan an hour where one is known."""

    person: int
    facts: Any
    rate: Decimal = NOTHING


Read = Callable[[date, date, Collection[int]], Iterable[Known]]
"""The facts between two days, both included, of these people."""


@dataclass(frozen=True)
class Provider:
    """A rule that can be back-tested: its policy, where its facts come from, how it decides, what a decision costs.

    `names` are the entries that make a difference. `place` tells two decisions on the same facts apart; `same` is what must agree for a decision
    to count as unchanged, beside its cost."""

    label: str | Promise
    policy: type[Any]
    names: tuple[str, ...]
    read: Read
    decide: Callable[[Any, Any], Iterable[Verdict]]
    place: Callable[[Verdict], str]
    cost: Callable[[Verdict, Known, Any], Cost]
    same: Callable[[Verdict], Any] = lambda verdict: (verdict.outcome, verdict.granted)

    @property
    def entries(self) -> list[Entry]:
        return [one for one in entries(self.policy) if one.name in self.names]


PROVIDERS: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """A rule that can be back-tested; called in `AppConfig.ready()`."""
    PROVIDERS[name] = provider


@dataclass(frozen=True)
class Difference:
    """A decision that would be another: as it is and as it would be (None: not taken), with the cost of each."""

    person: int
    rule: str
    place: str
    before: Verdict | None
    after: Verdict | None
    cost_before: Cost
    cost_after: Cost


@dataclass(frozen=True)
class Comparison:
    """What a draft would change: the differences, and how many decisions were compared."""

    differences: tuple[Difference, ...] = ()
    decided: int = 0

    @property
    def points(self) -> int:
        return sum(one.cost_after.points - one.cost_before.points for one in self.differences)

    @property
    def pay(self) -> Decimal:
        return sum((one.cost_after.pay - one.cost_before.pay for one in self.differences), NOTHING)

    @property
    def people(self) -> int:
        return len({one.person for one in self.differences})

    def by_rule(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for one in self.differences:
            counts[one.rule] = counts.get(one.rule, 0) + 1
        return counts


@dataclass(frozen=True)
class Order:
    """What is to be compared: a period, its people, and by name of the policy the one in force and the draft. A policy not given is not tested."""

    first: date
    last: date
    people: Collection[int]
    in_force: Mapping[str, Any]
    drafts: Mapping[str, Any] = field(default_factory=dict)

    def providers(self) -> list[Provider]:
        """Those whose policy has a draft that differs."""
        return [one for one in PROVIDERS.values() if self.draft(one) != self.in_force.get(one.policy.__name__)]

    def draft(self, provider: Provider) -> Any:
        name = provider.policy.__name__
        return self.drafts.get(name, self.in_force.get(name))


Progress = Callable[[int], None]
"""Told after each person's facts how many are done."""


def run(order: Order, progress: Progress = lambda _: None) -> Comparison:
    """Decide everything twice and keep what differs."""
    found: list[Difference] = []
    decided = done = 0
    for provider in order.providers():
        in_force, draft = order.in_force[provider.policy.__name__], order.draft(provider)
        for known in provider.read(order.first, order.last, order.people):
            before = _placed(provider, known, in_force)
            after = _placed(provider, known, draft)
            decided += len(before.keys() | after.keys())
            found += compare(provider, known, before, after)
            done += 1
            progress(done)
    return Comparison(tuple(found), decided)


Placed = Mapping[str, tuple[Verdict, Cost]]


def _placed(provider: Provider, known: Known, policy: Any) -> Placed:
    return {
        f"{provider.place(verdict)}|{number}": (verdict, provider.cost(verdict, known, policy))
        for number, verdict in _numbered(provider, provider.decide(known.facts, policy))
    }


def _numbered(provider: Provider, verdicts: Iterable[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Two decisions in one place keep apart."""
    seen: dict[str, int] = {}
    for verdict in verdicts:
        place = provider.place(verdict)
        seen[place] = seen.get(place, -1) + 1
        yield seen[place], verdict


def compare(provider: Provider, known: Known, before: Placed, after: Placed) -> Iterator[Difference]:
    """The places in which the two do not say the same, in order."""
    for key in sorted(before.keys() | after.keys()):
        (old, old_cost), (new, new_cost) = before.get(key, (None, Cost())), after.get(key, (None, Cost()))
        if _same(provider, old, new) and old_cost == new_cost:
            continue
        said = new or old
        if said is not None:
            yield Difference(known.person, said.rule, key.rpartition("|")[0], old, new, old_cost, new_cost)


def _same(provider: Provider, old: Verdict | None, new: Verdict | None) -> bool:
    return old is not None and new is not None and canonical(provider.same(old)) == canonical(provider.same(new))


def as_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The differences as JSON, for the result of a job: codes and facts, no text."""
    return [
        {
            "person": one.person,
            "rule": one.rule,
            "before": _said(one.before),
            "after": _said(one.after),
            "points": one.cost_after.points - one.cost_before.points,
            "pay": str(one.cost_after.pay - one.cost_before.pay),
        }
        for one in comparison.differences
    ]


def _said(verdict: Verdict | None) -> dict[str, Any] | None:
    return None if verdict is None else {"outcome": verdict.outcome, "granted": verdict.granted, "told": as_json(verdict.told)}
