"""Approval chains as rules (P-05): nobody decides on what is their own; every open request has somebody, or is flagged; passing up ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.rules import approvals
from zuoxi.rules.approval_policy import CHAINS, AppealPolicy, ApprovalPolicy
from zuoxi.rules.approvals import LADDER, LEADER, MANAGER, SHAPES, SUPERVISOR, Actor, Delegate, Request, Scope, Step, Whose
from zuoxi.rules.office_time import OfficeTime
from zuoxi.rules.policy import entries

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LIN, WU, SUN, ZHOU, HUA = 1, 2, 3, 4, 5
HELD = {"leader": frozenset({WU}), "supervisor": frozenset({SUN}), "manager": frozenset({ZHOU})}


def held(step: Step) -> frozenset[int]:
    return HELD.get(step.role, frozenset())


def request(*steps: Step, own: frozenset[int] = frozenset({LIN}), at: int = 0, passed: int = 0, signed: frozenset[int] = frozenset()) -> Request:
    return Request("leave", steps or (LEADER, SUPERVISOR), at, passed, own, signed)


def days(approver: int, delegate: int, kinds: frozenset[str] = frozenset()) -> Delegate:
    return Delegate(approver, delegate, NOW, NOW + timedelta(days=3), kinds)


SHIPPED = {
    "leave": ("leader_supervisor", 9),
    "swap": ("leaders_supervisor", 4),
    "seat_leave": ("leader", 1),
    "training_plan": ("supervisor_manager", 27),
    "exam_paper": ("manager", 18),
    "requisition": ("hr_manager", 27),
    "appraisal": ("supervisor_manager", 27),
    "early_promotion": ("hr_manager", 27),
    "visitor": ("supervisor", 4),
    "customer_export": ("supervisor_manager", 9),
    "policy": ("manager", 27),
}


def test_the_chains_that_ship_are_written_down() -> None:
    policy = ApprovalPolicy()
    assert {kind: (getattr(policy, kind), getattr(policy, f"{kind}_h")) for kind in approvals.KINDS} == SHIPPED
    assert (policy.remind_share, policy.delegation_days, policy.opens_h, policy.closes_h) == (0.5, 60, 9, 18)
    assert (AppealPolicy().ask_days, AppealPolicy().answer_days) == (3, 5)  # P-06


def test_every_chain_a_manager_can_choose_has_a_shape_and_every_kind_a_chain() -> None:
    assert set(SHAPES) == set(CHAINS)
    assert {one.name for one in entries(ApprovalPolicy) if one.choices} == set(approvals.KINDS)


def test_a_swap_is_signed_by_both_leaders_then_by_the_department() -> None:
    chain = approvals.chain("swap", ApprovalPolicy())
    assert [(step.role, step.whose, step.again) for step in chain] == [
        ("leader", Whose.PERSON, False),
        ("leader", Whose.OTHER, True),
        ("supervisor", Whose.PERSON, False),
    ]
    assert {step.limit_min for step in chain} == {240}


def test_the_policy_chooses_the_chain() -> None:
    chosen = replace(ApprovalPolicy(), leave="leader_supervisor_manager", leave_h=2)
    assert [step.role for step in approvals.chain("leave", chosen)] == ["leader", "supervisor", "manager"]
    assert approvals.chain("leave", chosen)[0].limit_min == 120


def test_a_kind_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as refused:
        approvals.chain("holiday", ApprovalPolicy())
    assert refused.value.facts["kind"] == "holiday"


@pytest.mark.parametrize(
    ("step", "roles"),
    [
        (LEADER, ["leader", "supervisor", "manager"]),
        (SUPERVISOR, ["supervisor", "manager"]),
        (MANAGER, ["manager"]),
        (Step("hr", Scope.CENTRE), ["hr", "manager"]),
        (Step("shift_lead", Scope.OWN_TEAM), ["shift_lead", "supervisor", "manager"]),
    ],
)
def test_a_step_is_passed_up_along_the_line_and_ends_at_its_top(step: Step, roles: list[str]) -> None:
    assert [rung.role for rung in approvals.rungs(step)] == roles
    assert [approvals.is_top(step, n) for n in range(len(roles))] == [False] * (len(roles) - 1) + [True]


def test_the_leader_may_act_and_a_colleague_may_not() -> None:
    where = approvals.standing(request(), held)
    possible = approvals.actors(request(), where.holders, (), NOW)
    assert approvals.who_acts(WU, possible) == Actor(WU)
    assert approvals.who_acts(HUA, possible) is None
    assert approvals.who_acts(SUN, possible) is None


def test_a_leaders_own_request_goes_to_the_level_above() -> None:
    where = approvals.standing(request(own=frozenset({WU})), held)
    assert (where.passed, where.holders, where.flagged) == (1, frozenset({SUN}), False)


def test_the_top_ones_own_request_has_nobody_and_is_flagged() -> None:
    where = approvals.standing(request(MANAGER, own=frozenset({ZHOU})), held)
    assert (where.holders, where.flagged) == (frozenset(), True)
    two = approvals.standing(request(MANAGER, own=frozenset({ZHOU})), lambda _: frozenset({ZHOU, HUA}))
    assert (two.holders, two.flagged) == (frozenset({HUA}), False)


def test_a_second_role_does_not_open_ones_own_request() -> None:
    both = {**HELD, "leader": frozenset({LIN, WU}), "supervisor": frozenset({LIN})}
    where = approvals.standing(request(), lambda step: both[step.role])
    assert where.holders == {WU}


def test_a_delegate_acts_for_the_approver_within_the_period_and_kind_only() -> None:
    possible = approvals.actors(request(), {WU}, [days(WU, HUA)], NOW)
    assert approvals.who_acts(HUA, possible) == Actor(HUA, WU)
    for outside in (NOW - timedelta(seconds=1), NOW + timedelta(days=3)):
        assert approvals.who_acts(HUA, approvals.actors(request(), {WU}, [days(WU, HUA)], outside)) is None
    assert approvals.who_acts(HUA, approvals.actors(request(), {WU}, [days(WU, HUA, frozenset({"swap"}))], NOW)) is None
    assert approvals.who_acts(HUA, approvals.actors(request(), {WU}, [days(WU, HUA, frozenset({"leave"}))], NOW)) is not None


def test_nobody_decides_on_their_own_as_a_delegate_nor_through_one() -> None:
    assert approvals.who_acts(LIN, approvals.actors(request(), {WU}, [days(WU, LIN)], NOW)) is None
    mine = request(own=frozenset({WU}))
    assert approvals.actors(mine, {WU}, [days(WU, HUA)], NOW) == frozenset()


def test_a_delegate_of_a_delegate_has_nothing() -> None:
    assert approvals.who_acts(SUN, approvals.actors(request(), {WU}, [days(WU, HUA), days(HUA, SUN)], NOW)) is None


def test_who_has_signed_one_step_signs_no_other_unless_the_chain_says_so() -> None:
    second = request(LEADER, LEADER, at=1, signed=frozenset({WU}))
    assert approvals.standing(second, held).holders == {SUN}
    again = request(LEADER, replace(LEADER, again=True), at=1, signed=frozenset({WU}))
    assert approvals.standing(again, held).holders == {WU}


def test_in_ones_own_right_goes_before_standing_in() -> None:
    possible = frozenset({Actor(HUA, WU), Actor(HUA), Actor(HUA, SUN)})
    assert approvals.who_acts(HUA, possible) == Actor(HUA)


def test_the_clock_reminds_after_half_of_the_limit() -> None:
    office = OfficeTime(540, 1080, UTC)
    step = replace(LEADER, limit_min=480)
    found = approvals.clock(step, since=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), office=office, policy=ApprovalPolicy())
    assert (found.remind_at.hour, found.due_at.hour) == (13, 17)


@pytest.mark.parametrize(
    ("decider", "answers"),
    [(None, "leader"), (WU, "supervisor"), (SUN, "manager"), (ZHOU, "manager"), (HUA, "supervisor")],
)
def test_an_appeal_goes_to_the_next_level_above_who_decided(decider: int | None, answers: str) -> None:
    levels = [HELD[rung.role] for rung in LADDER]
    assert approvals.next_above(decider, levels).role == answers


PEOPLE = st.integers(1, 6)
GROUPS = st.frozensets(PEOPLE, max_size=6)
DELEGATES = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=6).map(lambda pairs: tuple(days(a, b) for a, b in pairs))
CHAIN = st.sampled_from(sorted(SHAPES)).map(SHAPES.__getitem__)


@given(chain=CHAIN, held_by=st.fixed_dictionaries(dict.fromkeys(("leader", "supervisor", "manager", "hr", "shift_lead"), GROUPS)),
       own=GROUPS, signed=GROUPS, delegates=DELEGATES, passed=st.integers(0, 4), data=st.data())  # fmt: skip
def test_nobody_ever_acts_on_their_own_and_somebody_can_or_it_is_flagged(
    chain: tuple[Step, ...], held_by: dict[str, frozenset[int]], own: frozenset[int], signed: frozenset[int], delegates: tuple[Delegate, ...],
    passed: int, data: st.DataObject,
) -> None:  # fmt: skip
    asked = Request("leave", chain, data.draw(st.integers(0, len(chain) - 1)), passed, own, signed)
    where = approvals.standing(asked, lambda step: held_by[step.role])
    possible = approvals.actors(asked, where.holders, delegates, NOW)
    assert not {one.person for one in possible} & own
    assert not {one.as_whom for one in possible} & own
    assert bool(possible) != where.flagged
    assert where.passed <= len(approvals.rungs(asked.step)) - 1
    if not asked.step.again:
        assert not {one.person for one in possible} & signed


@given(chain=CHAIN)
def test_passing_up_again_and_again_ends_at_the_manager(chain: tuple[Step, ...]) -> None:
    for at in range(len(chain)):
        passed = 0
        while not approvals.is_top(chain[at], passed):
            passed += 1
        assert passed <= len(LADDER)
        assert approvals.rungs(chain[at])[passed].role == "manager"
