"""Swaps (T-04, T-05): every refusal beside the grant it comes from, and the chain of hands as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.swaps import ACTS, ENDS, MOVES, OVER_OTHERS, Hand, Party, Swap, SwapFacts, SwapPolicy, act, may_request

TODAY = date(2026, 11, 27)
SHIPPED = SwapPolicy()
LIN = Party(1, "agent", date(2026, 11, 30), frozenset({"card"}), frozenset({"card"}))
ZHAO = Party(2, "agent", date(2026, 12, 2), frozenset({"card", "loan"}), frozenset({"card"}))
ASK = SwapFacts(LIN, ZHAO, TODAY)


def swap(asker: dict[str, object] | None = None, partner: dict[str, object] | None = None, **more: object) -> SwapFacts:
    return replace(ASK, asker=replace(LIN, **(asker or {})), partner=replace(ZHAO, **(partner or {})), **more)  # type: ignore[arg-type]


def test_two_agents_with_the_skills_may_swap_and_the_counts_are_told() -> None:
    verdict = may_request(swap({"swaps": {"2026-11": 2}}), SHIPPED)
    assert (verdict.rule, verdict.outcome, verdict.granted) == ("T-05", "swap.allowed", True)
    assert verdict.figures == {"ahead": 3, "asker_swaps": 2, "partner_swaps": 0}
    assert verdict.values == {"SwapPolicy.a_month": 3, "SwapPolicy.days_ahead": 1}
    assert [step.label for step in verdict.steps] == ["swap.step_ahead", "swap.step_count", "swap.step_count"]


@pytest.mark.parametrize(
    ("facts", "rule", "code"),
    [
        (swap(partner={"person": 1}), "T-04", "swap.oneself"),
        (swap(partner={"rank": "leader"}), "T-04", "swap.other_rank"),
        (swap(partner={"shift_needs": frozenset({"loan"})}), "T-04", "swap.asker_lacks"),
        (swap({"shift_needs": frozenset({"english"})}), "T-04", "swap.partner_lacks"),
        (swap(asked_on=date(2026, 11, 30)), "T-05", "swap.too_late"),
        (swap(asked_on=date(2026, 12, 1)), "T-05", "swap.too_late"),
        (swap({"swaps": {"2026-11": 3}}), "T-05", "swap.asker_often"),
        (swap(partner={"swaps": {"2026-12": 3}}), "T-05", "swap.partner_often"),
        (swap(broken=("F-13",)), "T-04", "swap.breaks_rules"),
    ],
)
def test_each_ground_refuses_with_its_own_code_where_without_it_the_swap_is_granted(facts: SwapFacts, rule: str, code: str) -> None:
    assert may_request(ASK, SHIPPED).granted is True
    verdict = may_request(facts, SHIPPED)
    assert (verdict.granted, verdict.rule, verdict.outcome) == (False, rule, code)


def test_leaders_swap_with_leaders() -> None:
    assert may_request(swap({"rank": "leader"}, {"rank": "leader"}), SHIPPED).granted is True


def test_the_fourth_swap_of_a_month_is_refused_for_either_of_the_two() -> None:
    for counted in range(5):
        for party in ("asker", "partner"):
            verdict = may_request(swap(**{party: {"swaps": {"2026-11": counted}}}), SHIPPED)
            assert verdict.granted is (counted < 3)
    refused = may_request(swap({"swaps": {"2026-11": 3}}), SHIPPED)
    assert (refused.figures, refused.facts["month"], refused.facts["most"]) == ({"count": 3}, "2026-11", 3)


def test_a_swap_across_two_months_counts_in_both_one_within_a_month_not_in_another() -> None:
    full_december = {"swaps": {"2026-12": 3}}
    assert may_request(swap(full_december), SHIPPED).outcome == "swap.asker_often"
    assert may_request(swap(full_december, {"day": date(2026, 11, 28)}), SHIPPED).granted is True
    assert ASK.months == ("2026-11", "2026-12")


def test_the_nearer_of_the_two_days_counts_and_policy_may_want_more_time() -> None:
    tomorrow = swap(asked_on=date(2026, 11, 29))
    assert may_request(tomorrow, SHIPPED).granted is True
    late = may_request(tomorrow, replace(SHIPPED, days_ahead=2))
    assert (late.outcome, late.figures, late.facts["least"]) == ("swap.too_late", {"ahead": 1}, 2)
    assert may_request(swap({"day": date(2026, 12, 20)}, {"day": TODAY}), SHIPPED).outcome == "swap.too_late"


def test_every_broken_rule_is_named_once() -> None:
    verdict = may_request(swap(broken=("F-13", "X-03", "F-13")), SHIPPED)
    assert (verdict.facts["rules"], verdict.figures) == ("F-13, X-03", {"count": 3})


@given(
    ahead=st.integers(-3, 40),
    apart=st.integers(0, 40),
    counts=st.tuples(st.integers(0, 4), st.integers(0, 4)),
    policy=st.builds(SwapPolicy, a_month=st.integers(0, 5), days_ahead=st.integers(0, 10)),
)
def test_a_grant_is_early_enough_and_rare_enough_and_the_other_way_round(ahead: int, apart: int, counts: tuple[int, int], policy: SwapPolicy) -> None:
    first, second = TODAY + timedelta(days=ahead), TODAY + timedelta(days=ahead + apart)
    by_month = [{f"{when:%Y-%m}": count for when in (first, second)} for count in counts]
    verdict = may_request(swap({"day": first, "swaps": by_month[0]}, {"day": second, "swaps": by_month[1]}), policy)
    assert verdict.granted is (ahead >= policy.days_ahead and max(counts) < policy.a_month)


@given(st.booleans(), st.integers(0, 4), st.integers(0, 4))
def test_it_makes_no_difference_to_a_grant_who_of_the_two_asks(same_rank: bool, one: int, other: int) -> None:
    facts = swap({"swaps": {"2026-11": one}}, {"rank": "agent" if same_rank else "leader", "swaps": {"2026-11": other}})
    turned = replace(facts, asker=facts.partner, partner=facts.asker)
    assert may_request(facts, SHIPPED).granted == may_request(turned, SHIPPED).granted


def walk(*steps: tuple[str, set[Hand]]) -> Swap:
    """Where a swap ends up by these acts, each of which must be granted."""
    state = Swap.ASKED
    for what, hands in steps:
        verdict = act(state, what, frozenset(hands))
        assert verdict.granted is True, verdict
        state = Swap(verdict.facts["to"])
    return state


@pytest.mark.parametrize("leaders", [(Hand.ASKER_LEADER, Hand.PARTNER_LEADER), (Hand.PARTNER_LEADER, Hand.ASKER_LEADER)])
def test_asked_accepted_signed_by_both_leaders_in_either_order_and_approved(leaders: tuple[Hand, Hand]) -> None:
    signatures = [("sign", {hand}) for hand in leaders]
    assert walk(("accept", {Hand.PARTNER}), *signatures, ("approve", {Hand.HEAD})) == Swap.APPROVED


def test_one_leader_of_both_signs_once_and_one_who_is_head_too_still_approves_apart() -> None:
    both = {Hand.ASKER_LEADER, Hand.PARTNER_LEADER}
    assert walk(("accept", {Hand.PARTNER}), ("sign", both)) == Swap.SIGNED
    assert walk(("accept", {Hand.PARTNER}), ("sign", {*both, Hand.HEAD})) == Swap.SIGNED


def test_a_signature_cannot_be_given_twice_by_the_same_leader() -> None:
    twice = act(Swap.SIGNED_ASKER, "sign", frozenset({Hand.ASKER_LEADER}))
    assert (twice.granted, twice.outcome) == (False, "swap.not_yours")


@pytest.mark.parametrize(
    ("state", "what", "hand", "code"),
    [
        (Swap.ASKED, "accept", Hand.ASKER, "swap.not_yours"),
        (Swap.ASKED, "sign", Hand.ASKER_LEADER, "swap.not_now"),
        (Swap.ACCEPTED, "approve", Hand.HEAD, "swap.not_now"),
        (Swap.SIGNED_ASKER, "approve", Hand.HEAD, "swap.not_now"),
        (Swap.SIGNED, "approve", Hand.ASKER_LEADER, "swap.not_yours"),
        (Swap.ASKED, "withdraw", Hand.PARTNER, "swap.not_yours"),
        (Swap.ASKED, "expire", Hand.ASKER, "swap.not_yours"),
        (Swap.APPROVED, "withdraw", Hand.ASKER, "swap.closed"),
        (Swap.DECLINED, "accept", Hand.PARTNER, "swap.closed"),
    ],
)
def test_no_step_is_left_out_and_nobody_does_anothers(state: Swap, what: str, hand: Hand, code: str) -> None:
    verdict = act(state, what, frozenset({hand}))
    assert (verdict.granted, verdict.rule, verdict.outcome) == (False, "T-05", code)


@pytest.mark.parametrize(("own", "what"), [*product([Hand.ASKER, Hand.PARTNER], sorted(OVER_OTHERS))])
def test_nobody_signs_approves_or_refuses_their_own_swap(own: Hand, what: str) -> None:
    for state in sorted(set(Swap) - ENDS):
        verdict = act(state, what, frozenset({own, Hand.ASKER_LEADER, Hand.PARTNER_LEADER, Hand.HEAD}))
        assert (verdict.granted, verdict.outcome) == (False, "swap.own")


def test_the_table_is_whole() -> None:
    states = {state for state, _, _ in MOVES} | set(MOVES.values())
    assert states == set(Swap)
    assert {Swap.APPROVED, Swap.DECLINED, Swap.REFUSED, Swap.WITHDRAWN, Swap.EXPIRED} == ENDS
    assert [move for (_, what, _), move in MOVES.items() if what == "approve"] == [Swap.APPROVED]
    assert all(before == Swap.SIGNED for (before, what, _) in MOVES if what == "approve")


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.frozensets(st.sampled_from(list(Hand)), min_size=1)), max_size=12))
def test_whatever_is_tried_a_swap_is_approved_only_after_accept_both_signatures_and_the_head(tries: list[tuple[str, frozenset[Hand]]]) -> None:
    state, granted = Swap.ASKED, []
    for what, hands in tries:
        verdict = act(state, what, hands)
        if verdict.granted:
            granted.append((what, hands))
            state = Swap(verdict.facts["to"])
        else:
            assert verdict.outcome in {"swap.closed", "swap.own", "swap.not_yours", "swap.not_now"}
    if state == Swap.APPROVED:
        signed = {hand for what, hands in granted if what == "sign" for hand in hands}
        assert next(what for what, _ in granted) == "accept"
        assert {Hand.ASKER_LEADER, Hand.PARTNER_LEADER} <= signed
        assert Hand.HEAD in granted[-1][1]
