"""Swaps of shifts (T-04, T-05): who may swap with whom, how often, how late, and whose hands a swap passes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from zuoxi.rules.decision import Step, Verdict
from zuoxi.rules.policy import entry

SAME, CHAIN = "T-04", "T-05"


@dataclass(frozen=True)
class SwapPolicy:
    """How often and how late shifts are swapped (T-05)."""

    a_month: int = entry(3, low=0, high=31, unit="swaps", rule="T-05", zh="每人每月最多换班次数。", en="Swaps a person may make in a month.")
    days_ahead: int = entry(1, low=0, high=30, unit="days", rule="T-05", zh="换班至少提前几天提出。", en="Days ahead by which a swap is asked for.")


@dataclass(frozen=True)
class Party:
    """One of the two: `rank` as leader or agent, the skills they hold, and of the shift they give away its day and the skills it needs.

    `swaps` counts by month (`2026-03`) the swaps asked for and not refused that they are part of, this one not among them."""

    person: int
    rank: str
    day: date
    skills: frozenset[str] = frozenset()
    shift_needs: frozenset[str] = frozenset()
    swaps: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SwapFacts:
    """The two, the day on which it is asked, and the hard rules that either would break afterwards (F-13, X-03), by name."""

    asker: Party
    partner: Party
    asked_on: date
    broken: tuple[str, ...] = ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the two days: a swap across the end of a month counts in both."""
        return tuple(sorted({f"{self.asker.day:%Y-%m}", f"{self.partner.day:%Y-%m}"}))


def may_request(facts: SwapFacts, policy: SwapPolicy) -> Verdict:
    """T-04, T-05: the first thing that stands against a swap, or that nothing does."""
    for rule in RULES:
        verdict = rule(facts, policy)
        if verdict is not None:
            return verdict
    ahead = _ahead(facts)
    counts = {"asker_swaps": _most(facts.asker, facts), "partner_swaps": _most(facts.partner, facts)}
    steps = (
        Step("swap.step_ahead", _dates(facts, ahead)),
        *(Step("swap.step_count", {"count": one, "most": policy.a_month}) for one in counts.values()),
    )
    return Verdict(CHAIN, "swap.allowed", True, {"ahead": ahead, **counts}, _days(facts), _values(policy, "a_month", "days_ahead"), steps)


def _two_people(facts: SwapFacts, _: SwapPolicy) -> Verdict | None:
    return Verdict(SAME, "swap.oneself", False, facts=_days(facts)) if facts.asker.person == facts.partner.person else None


def _same_rank(facts: SwapFacts, _: SwapPolicy) -> Verdict | None:
    """T-04: leader with leader, agent with agent."""
    ranks = {"rank": facts.asker.rank, "other_rank": facts.partner.rank}
    return Verdict(SAME, "swap.other_rank", False, facts={**_days(facts), **ranks}) if facts.asker.rank != facts.partner.rank else None


def _skilled(facts: SwapFacts, _: SwapPolicy) -> Verdict | None:
    """T-04: each holds what the other's shift needs."""
    for code, party, other in (("swap.asker_lacks", facts.asker, facts.partner), ("swap.partner_lacks", facts.partner, facts.asker)):
        missing = sorted(other.shift_needs - party.skills)
        if missing:
            return Verdict(SAME, code, False, facts={**_days(facts), "missing": ", ".join(missing)})
    return None


def _in_time(facts: SwapFacts, policy: SwapPolicy) -> Verdict | None:
    """T-05: the earlier of the two days lies far enough ahead."""
    ahead = _ahead(facts)
    if ahead >= policy.days_ahead:
        return None
    steps = (Step("swap.step_ahead", _dates(facts, ahead)),)
    told = {**_days(facts), "asked_on": facts.asked_on, "least": policy.days_ahead}
    return Verdict(CHAIN, "swap.too_late", False, {"ahead": ahead}, told, _values(policy, "days_ahead"), steps)


def _not_too_often(facts: SwapFacts, policy: SwapPolicy) -> Verdict | None:
    """T-05: at most three a month, for each of the two."""
    for code, party in (("swap.asker_often", facts.asker), ("swap.partner_often", facts.partner)):
        for month in facts.months:
            count = party.swaps.get(month, 0)
            if count >= policy.a_month:
                steps = (Step("swap.step_count", {"count": count, "most": policy.a_month}),)
                told = {**_days(facts), "month": month, "most": policy.a_month}
                return Verdict(CHAIN, code, False, {"count": count}, told, _values(policy, "a_month"), steps)
    return None


def _legal(facts: SwapFacts, _: SwapPolicy) -> Verdict | None:
    """T-04: neither breaks a hard rule afterwards."""
    if not facts.broken:
        return None
    rules = ", ".join(dict.fromkeys(facts.broken))
    return Verdict(SAME, "swap.breaks_rules", False, {"count": len(facts.broken)}, {**_days(facts), "rules": rules})


RULES: tuple[Callable[[SwapFacts, SwapPolicy], Verdict | None], ...] = (_two_people, _same_rank, _skilled, _in_time, _not_too_often, _legal)


class Swap(StrEnum):
    """Where a swap stands; the last five are ends."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    SIGNED_ASKER = "signed_asker"
    SIGNED_PARTNER = "signed_partner"
    SIGNED = "signed"
    APPROVED = "approved"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Hand(StrEnum):
    """In what capacity somebody acts on a swap."""

    ASKER = "asker"
    PARTNER = "partner"
    ASKER_LEADER = "asker_leader"
    PARTNER_LEADER = "partner_leader"
    HEAD = "head"
    SYSTEM = "system"


MOVES: dict[tuple[Swap, str, Hand], Swap] = {
    (Swap.ASKED, "accept", Hand.PARTNER): Swap.ACCEPTED,
    (Swap.ASKED, "decline", Hand.PARTNER): Swap.DECLINED,
    (Swap.ACCEPTED, "sign", Hand.ASKER_LEADER): Swap.SIGNED_ASKER,
    (Swap.ACCEPTED, "sign", Hand.PARTNER_LEADER): Swap.SIGNED_PARTNER,
    (Swap.SIGNED_ASKER, "sign", Hand.PARTNER_LEADER): Swap.SIGNED,
    (Swap.SIGNED_PARTNER, "sign", Hand.ASKER_LEADER): Swap.SIGNED,
    (Swap.SIGNED, "approve", Hand.HEAD): Swap.APPROVED,
    (Swap.ACCEPTED, "refuse", Hand.ASKER_LEADER): Swap.REFUSED,
    (Swap.ACCEPTED, "refuse", Hand.PARTNER_LEADER): Swap.REFUSED,
    (Swap.SIGNED_ASKER, "refuse", Hand.PARTNER_LEADER): Swap.REFUSED,
    (Swap.SIGNED_PARTNER, "refuse", Hand.ASKER_LEADER): Swap.REFUSED,
    (Swap.SIGNED, "refuse", Hand.HEAD): Swap.REFUSED,
    **{
        (state, "withdraw", hand): Swap.WITHDRAWN
        for state in (Swap.ASKED, Swap.ACCEPTED, Swap.SIGNED_ASKER, Swap.SIGNED_PARTNER, Swap.SIGNED)
        for hand in (Hand.ASKER, Hand.PARTNER)
        if (state, hand) != (Swap.ASKED, Hand.PARTNER)
    },
    **{(state, "expire", Hand.SYSTEM): Swap.EXPIRED for state in (Swap.ASKED, Swap.ACCEPTED, Swap.SIGNED_ASKER, Swap.SIGNED_PARTNER, Swap.SIGNED)},
}
"""T-05: from a state, by an act of a hand, to the next. Asked, accepted, both leaders in either order, the head; only then the roster changes."""
ENDS = frozenset(Swap) - {state for state, _, _ in MOVES}
ACTS = frozenset(act for _, act, _ in MOVES)
OVER_OTHERS = frozenset({"sign", "approve", "refuse"})
"""Acts that nobody does on their own swap."""


def act(state: Swap, what: str, hands: frozenset[Hand]) -> Verdict:
    """T-05: what an act of somebody with these hands does to a swap; the next state is the fact `to`. One leader of both teams signs for both."""
    told: dict[str, Any] = {"state": str(state), "act": what}
    if state in ENDS:
        return Verdict(CHAIN, "swap.closed", False, facts=told)
    if what in OVER_OTHERS and hands & {Hand.ASKER, Hand.PARTNER}:
        return Verdict(CHAIN, "swap.own", False, facts=told)
    after = _walk(state, what, hands)
    if after != state:
        return Verdict(CHAIN, f"swap.moved_{after}", True, facts={**told, "to": str(after)})
    could = any(before == state and one == what for before, one, _ in MOVES)
    return Verdict(CHAIN, "swap.not_yours" if could else "swap.not_now", False, facts=told)


def _walk(state: Swap, what: str, hands: frozenset[Hand]) -> Swap:
    """As far as the hands reach by this one act."""
    for hand in sorted(hands):
        after = MOVES.get((state, what, hand))
        if after is not None:
            return _walk(after, what, hands - {hand})
    return state


def _ahead(facts: SwapFacts) -> int:
    return (min(facts.asker.day, facts.partner.day) - facts.asked_on).days


def _most(party: Party, facts: SwapFacts) -> int:
    return max(party.swaps.get(month, 0) for month in facts.months)


def _days(facts: SwapFacts) -> dict[str, Any]:
    return {"day": facts.asker.day, "other_day": facts.partner.day}


def _dates(facts: SwapFacts, ahead: int) -> dict[str, Any]:
    return {"day": min(facts.asker.day, facts.partner.day), "asked_on": facts.asked_on, "ahead": ahead}


def _values(policy: SwapPolicy, *names: str) -> dict[str, Any]:
    return {f"SwapPolicy.{name}": getattr(policy, name) for name in names}
