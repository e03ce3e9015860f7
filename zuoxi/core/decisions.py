"""Decisions (P-02, P-03): stored once, taken again when a fact they rest on is corrected, seen by whom they concern.

decisions.store(verdict, about=lin, by=wu, at=now, facts=["swap:7"], policy_version=policy.version, subject="swap:7")
decisions.register("T-05", retake)             # in AppConfig.ready(): how the decisions of a rule are taken again
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from zuoxi.core.models import Decision, DecisionFact, DecisionQuerySet, DecisionState, FactCorrection
from zuoxi.rules.decision import Verdict, as_json, canonical

AT_ONCE = 500
"""Rows a statement writes or asks for."""


@dataclass(frozen=True)
class Taken:
    """A verdict to be stored: about whom (a primary key, None: a thing), on which thing, and the keys of the facts it rests on."""

    verdict: Verdict
    about: int | None = None
    subject: str = ""
    facts: frozenset[str] = frozenset()
    policy_version: int = 0

    @property
    def key(self) -> str:
        """The fingerprint of everything it says, but who asked and when."""
        said = self.verdict
        parts = (said.rule, said.outcome, said.granted, said.facts, said.figures, said.values)
        return hashlib.sha256(canonical([*parts, self.about, self.subject, sorted(self.facts), self.policy_version]).encode()).hexdigest()


class Scope(NamedTuple):
    """What is taken again as one: the decisions of a rule on a thing and a person, under the policy of then."""

    rule: str
    subject: str
    about: int | None
    policy_version: int


Retake = Callable[[Scope], Iterable[Taken]]
"""Everything the rule says within a scope from the facts as they are now."""
RETAKES: dict[str, Retake] = {}
REACH: dict[str, Callable[[Any], Q]] = {}


def register(rule: str, retake: Retake) -> None:
    """How the decisions of a rule are taken again; called in `AppConfig.ready()`."""
    RETAKES[rule] = retake


def register_reach(name: str, whose: Callable[[Any], Q]) -> None:
    """Whose decisions else a person may see, as a condition on Decision: their team's, their units'."""
    REACH[name] = whose


def store(verdict: Verdict, *, about: Any, by: Any, at: datetime, facts: Iterable[str] = (), policy_version: int = 0, subject: str = "") -> Decision:
    """Keep a verdict. The same verdict on the same thing, person and facts is kept once: told again, the first is the answer."""
    taken = Taken(verdict, about.pk if about is not None else None, subject, frozenset(facts), policy_version)
    return store_all([taken], by=by, at=at)[0]


@transaction.atomic
def store_all(takens: Sequence[Taken], *, by: Any, at: datetime, correction: FactCorrection | None = None) -> list[Decision]:
    """The same for many, in their order, in a handful of statements."""
    by_key = {taken.key: taken for taken in takens}
    known = _in_force(by_key)
    fresh = [key for key in by_key if key not in known]
    rows = [_row(by_key[key], key, by=by, at=at, correction=correction) for key in fresh]
    Decision.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    known.update(_in_force(fresh))
    links = [DecisionFact(decision=known[key], fact_key=fact) for key in fresh for fact in sorted(by_key[key].facts)]
    DecisionFact.objects.bulk_create(links, ignore_conflicts=True, batch_size=AT_ONCE)
    return [known[taken.key] for taken in takens]


@dataclass(frozen=True)
class Recomputed:
    """What came of taking decisions again: how many were replaced, no longer apply, are new; `unknown` are rules that nothing can take again."""

    superseded: int = 0
    withdrawn: int = 0
    stored: int = 0
    unknown: frozenset[str] = frozenset()

    def __add__(self, other: Recomputed) -> Recomputed:
        return Recomputed(
            self.superseded + other.superseded, self.withdrawn + other.withdrawn, self.stored + other.stored, self.unknown | other.unknown
        )


@transaction.atomic
def recompute(fact_keys: Collection[str], *, now: datetime, correction: FactCorrection | None = None) -> Recomputed:
    """P-03: take the decisions again that rest on these facts, and no other. Doing it twice changes nothing the second time."""
    keys = frozenset(fact_keys)
    touched = Decision.objects.resting_on(keys).exclude(state=DecisionState.SUPERSEDED)
    scopes = sorted({Scope(*row) for row in touched.values_list("rule", "subject", "about_id", "policy_version")}, key=str)
    result = Recomputed()
    for scope in scopes:
        result += _retake(scope, keys, now, correction) if scope.rule in RETAKES else Recomputed(unknown=frozenset({scope.rule}))
    return result


def _retake(scope: Scope, keys: frozenset[str], now: datetime, correction: FactCorrection | None) -> Recomputed:
    """One scope: what is said again stays, what is no longer said makes way for what is said instead."""
    fresh = {taken.key: taken for taken in RETAKES[scope.rule](scope) if taken.facts & keys}
    old = list(Decision.objects.in_force().filter(**scope._asdict()).resting_on(keys).order_by("pk"))
    kept = {decision.key for decision in old}
    made = store_all([taken for key, taken in fresh.items() if key not in kept], by=None, at=now, correction=correction)
    result = Recomputed(stored=len(made))
    for decision in old:
        if decision.key not in fresh:
            result += _give_way(decision, _successor(decision, made))
    return result


def _successor(decision: Decision, made: Sequence[Decision]) -> Decision | None:
    """The new decision of the same outcome, else the first one."""
    return next((one for one in made if one.outcome == decision.outcome), made[0] if made else None)


def _give_way(decision: Decision, successor: Decision | None) -> Recomputed:
    if successor is None:
        return Recomputed(withdrawn=Decision.objects.in_force().filter(pk=decision.pk).update(state=DecisionState.WITHDRAWN))
    moved = Decision.objects.in_force().filter(pk=decision.pk).update(state=DecisionState.SUPERSEDED, superseded_by=successor)
    return Recomputed(superseded=moved)


def visible_to(person: Any) -> DecisionQuerySet:
    """One's own, those one asked for, and those within one's reach as the apps know it."""
    seen = Q(about=person) | Q(by=person)
    for whose in REACH.values():
        seen |= whose(person)
    return Decision.objects.filter(seen)


@dataclass(frozen=True)
class Tally:
    """How many decisions a rule took in a month, and how many of these were replaced since."""

    taken: int = 0
    superseded: int = 0


def tally(month: date) -> Mapping[str, Tally]:
    """By rule: the decisions taken in the month of this day, on the centre's clock."""
    first, until = month_bounds(month)
    gone = Count("pk", filter=Q(state=DecisionState.SUPERSEDED))
    rows = Decision.objects.between(first, until).values("rule").annotate(taken=Count("pk"), gone=gone)
    return {row["rule"]: Tally(row["taken"], row["gone"]) for row in rows}


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """The first moment of the month of this day, and of the next one, on the centre's clock."""
    zone = ZoneInfo(settings.TIME_ZONE)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return datetime(month.year, month.month, 1, tzinfo=zone), datetime(following.year, following.month, 1, tzinfo=zone)


def _row(taken: Taken, key: str, *, by: Any, at: datetime, correction: FactCorrection | None) -> Decision:
    said = taken.verdict
    return Decision(
        rule=said.rule,
        outcome=said.outcome,
        granted=said.granted,
        about_id=taken.about,
        subject=taken.subject,
        facts=as_json(said.facts),
        figures=as_json(said.figures),
        values=as_json(said.values),
        steps=[{"label": step.label, "numbers": as_json(step.numbers)} for step in said.steps],
        policy_version=taken.policy_version,
        at=at,
        by=by,
        key=key,
        correction=correction,
    )


def _in_force(keys: Iterable[str]) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for some in _batches(list(keys)):
        found.update((decision.key, decision) for decision in Decision.objects.in_force().filter(key__in=some))
    return found


def _batches(items: list[str]) -> Iterator[list[str]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
