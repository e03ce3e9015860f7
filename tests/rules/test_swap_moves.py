"""T-05 as a table: every state, every act, every hand; what is not written here is refused."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.swaps import ACTS, ENDS, MOVES, OVER_OTHERS, Hand, Swap, act

OPEN = ("asked", "accepted", "signed_asker", "signed_partner", "signed")
CLOSED = ("approved", "declined", "refused", "withdrawn", "expired")
SPEC = """
asked          accept    partner         accepted
asked          decline   partner         declined
asked          withdraw  asker           withdrawn
asked          expire    system          expired
accepted       sign      asker_leader    signed_asker
accepted       sign      partner_leader  signed_partner
accepted       refuse    asker_leader    refused
accepted       refuse    partner_leader  refused
accepted       withdraw  asker           withdrawn
accepted       withdraw  partner         withdrawn
accepted       expire    system          expired
signed_asker   sign      partner_leader  signed
signed_asker   refuse    partner_leader  refused
signed_asker   withdraw  asker           withdrawn
signed_asker   withdraw  partner         withdrawn
signed_asker   expire    system          expired
signed_partner sign      asker_leader    signed
signed_partner refuse    asker_leader    refused
signed_partner withdraw  asker           withdrawn
signed_partner withdraw  partner         withdrawn
signed_partner expire    system          expired
signed         approve   head            approved
signed         refuse    head            refused
signed         withdraw  asker           withdrawn
signed         withdraw  partner         withdrawn
signed         expire    system          expired
"""
TABLE = {tuple(line.split()[:3]): line.split()[3] for line in SPEC.split("\n") if line}
CELLS = [(state, what, hand) for state, what, hand in product(Swap, sorted(ACTS), Hand)]


def hands(*names: str) -> frozenset[Hand]:
    return frozenset(Hand(name) for name in names)


def ended(state: Swap, what: str, held: frozenset[Hand]) -> str:
    """Where it leads, or why it does not."""
    verdict = act(state, what, held)
    return str(verdict.facts["to"]) if verdict.granted else verdict.outcome


@pytest.mark.parametrize("state", [*OPEN, *CLOSED])
def test_one_hand_does_what_the_table_says_and_nothing_else(state: str) -> None:
    moved = {(state, what, str(hand)): ended(Swap(state), what, frozenset({hand})) for what, hand in product(sorted(ACTS), Hand)}
    assert {cell: to for cell, to in moved.items() if not to.startswith("swap.")} == {cell: to for cell, to in TABLE.items() if cell[0] == state}


def test_the_table_of_the_code_holds_these_moves_and_no_other() -> None:
    assert {(str(state), what, str(hand)): str(to) for (state, what, hand), to in MOVES.items()} == TABLE
    assert len(CELLS) == 10 * 7 * 6
    assert {str(one) for one in ENDS} == set(CLOSED)


@pytest.mark.parametrize("state", CLOSED)
def test_at_an_end_nobody_does_anything_whatever_they_hold(state: str) -> None:
    for what in sorted(ACTS):
        assert ended(Swap(state), what, frozenset(Hand)) == "swap.closed"


@pytest.mark.parametrize(
    ("state", "what", "held", "to"),
    [
        ("asked", "accept", ("partner", "asker_leader"), "accepted"),  # a partner may lead the other's team, and still accepts
        ("accepted", "sign", ("asker_leader", "partner_leader"), "signed"),  # one leader of both
        ("accepted", "sign", ("asker_leader", "head"), "signed_asker"),  # being head as well signs for nobody else
        ("accepted", "approve", ("asker_leader", "partner_leader", "head"), "swap.not_now"),  # the head does not skip the leaders
        ("signed", "approve", ("head", "asker_leader"), "approved"),
        ("signed", "sign", ("head", "asker_leader", "partner_leader"), "swap.not_now"),
        ("signed_asker", "refuse", ("asker_leader",), "swap.not_yours"),  # who has signed does not take it back
        ("signed_asker", "refuse", ("asker_leader", "partner_leader"), "refused"),
        ("accepted", "refuse", ("head",), "swap.not_yours"),  # not yet
        ("accepted", "sign", ("asker", "partner_leader"), "swap.own"),
        ("accepted", "refuse", ("partner", "asker_leader"), "swap.own"),
        ("signed", "approve", ("asker", "head"), "swap.own"),
        ("signed", "approve", ("partner", "head"), "swap.own"),
        ("signed", "withdraw", ("asker", "head"), "withdrawn"),  # one's own step back is nobody else's business
        ("asked", "decline", ("asker",), "swap.not_yours"),
        ("asked", "withdraw", ("partner",), "swap.not_yours"),  # a partner declines
        ("accepted", "decline", ("partner",), "swap.not_now"),
        ("accepted", "accept", ("partner",), "swap.not_now"),
        ("asked", "expire", ("head",), "swap.not_yours"),
        ("asked", "approve", ("head",), "swap.not_now"),
        ("accepted", "dance", ("head",), "swap.not_now"),
        ("accepted", "sign", (), "swap.not_yours"),
    ],
)
def test_several_hands_of_one_person(state: str, what: str, held: tuple[str, ...], to: str) -> None:
    assert ended(Swap(state), what, hands(*held)) == to


@given(state=st.sampled_from(Swap), what=st.sampled_from(sorted(ACTS)), held=st.frozensets(st.sampled_from(list(Hand))))
def test_more_hands_never_reach_what_no_hand_of_them_reaches(state: Swap, what: str, held: frozenset[Hand]) -> None:
    """Every granted act is a walk along lines of the table, each by a hand that was held, each used once."""
    verdict = act(state, what, held)
    if verdict.granted:
        reach, left = {str(state)}, set(held)
        for _ in held:
            for hand in sorted(left):
                further = {TABLE[(one, what, str(hand))] for one in reach if (one, what, str(hand)) in TABLE}
                reach |= further
        assert verdict.facts["to"] in reach
        assert not (what in OVER_OTHERS and held & {Hand.ASKER, Hand.PARTNER})
    else:
        assert "to" not in verdict.facts
    assert verdict.rule == "T-05"
    assert (verdict.facts["state"], verdict.facts["act"]) == (str(state), what)


@given(walk=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.frozensets(st.sampled_from(list(Hand)), max_size=3)), max_size=15))
def test_a_swap_that_ended_stays_as_it_ended(walk: list[tuple[str, frozenset[Hand]]]) -> None:
    state, over = Swap.ASKED, None
    for what, held in walk:
        verdict = act(state, what, held)
        state = Swap(verdict.facts["to"]) if verdict.granted else state
        assert over in (None, state)
        over = state if state in ENDS else None
