"""What binds a person on the roster, from contract and policy (F-13, X-03, O-10)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.rules import rostering
from zuoxi.rules.policy import check, entries
from zuoxi.rules.rostering import ContractFacts, RosterPolicy

POLICY = RosterPolicy()
FULL, PART = ContractFacts(2400, 480), ContractFacts(1440, 480)
MEAL = BreakRule(60, 180, 300, paid=False)
EARLY = Shift("E", ((420, 960),), (MEAL,))
NIGHT = Shift("N", ((1260, 1860),), (MEAL, MEAL), frozenset({"night"}))
LONG = Shift("G", ((480, 1200),), (MEAL,), frozenset({"long"}))
SHORT = Shift("S", ((540, 780),))


def test_a_full_contract_of_four_weeks_owes_160_hours_of_which_the_share_must_be_rostered() -> None:
    rules = rostering.work_rules(POLICY, FULL, days=28)
    assert (rules.max_week_min, rules.min_period_min, rules.max_period_min) == (2400, 7680, 9600)
    assert rostering.work_rules(replace(POLICY, least_contract_share=1.0), FULL, days=28).min_period_min == 9600
    assert rostering.work_rules(replace(POLICY, least_contract_share=0.0), FULL, days=28).min_period_min == 0


def test_part_time_owes_its_own_hours() -> None:
    rules = rostering.work_rules(POLICY, PART, days=28)
    assert (rules.max_week_min, rules.max_period_min) == (1440, 5760)


def test_a_contract_above_the_law_is_cut_to_the_law() -> None:
    assert rostering.work_rules(POLICY, ContractFacts(2880, 480), days=7).max_week_min == 2400
    assert rostering.work_rules(replace(POLICY, max_week_h=44.0), ContractFacts(2880, 480), days=7).max_week_min == 2640


def test_leave_shrinks_what_is_owed_not_what_is_allowed() -> None:
    rules = rostering.work_rules(POLICY, FULL, days=28, days_away=14)
    assert (rules.min_period_min, rules.max_period_min) == (3840, 9600)
    assert rostering.work_rules(POLICY, FULL, days=28, days_away=28).min_period_min == 0
    assert rostering.work_rules(POLICY, FULL, days=28, days_away=99).min_period_min == 0


def test_overtime_is_planned_only_where_the_policy_says_so() -> None:
    assert rostering.work_rules(POLICY, FULL, days=28).max_period_min == 9600
    with_overtime = rostering.work_rules(replace(POLICY, overtime_h=36.0), FULL, days=28)
    assert (with_overtime.max_week_min, with_overtime.max_period_min) == (2400 + 2160, 9600 + 2160)


def test_the_numbers_of_the_rulebook_reach_the_engine() -> None:
    rules = rostering.work_rules(POLICY, FULL, days=28)
    assert (rules.min_rest_min, rules.max_consecutive_days, rules.min_days_off_per_week) == (660, 6, 1)
    assert (rules.max_nights, rules.max_consecutive_nights, rules.recovery_days_after_nights) == (8, 3, 1)
    other = rostering.work_rules(replace(POLICY, rest_h=12.5, max_nights=2, recovery_days=2), FULL, days=28)
    assert (other.min_rest_min, other.max_nights, other.recovery_days_after_nights) == (750, 2, 2)


@given(week_h=st.integers(1, 60), days=st.integers(1, 62), away=st.integers(0, 62))
def test_what_must_be_rostered_never_exceeds_what_may_be(week_h: int, days: int, away: int) -> None:
    rules = rostering.work_rules(POLICY, ContractFacts(week_h * 60, 480), days=days, days_away=away)
    assert rules.min_period_min is not None
    assert rules.max_period_min is not None
    assert 0 <= rules.min_period_min <= rules.max_period_min


@given(away=st.lists(st.integers(0, 28), min_size=2, max_size=2).map(sorted))
def test_more_leave_never_means_more_hours_owed(away: list[int]) -> None:
    less, more = (rostering.work_rules(POLICY, FULL, days=28, days_away=number).min_period_min or 0 for number in away)
    assert more <= less


def test_no_shift_longer_than_the_contracts_day_is_allowed() -> None:
    shifts = (EARLY, NIGHT, LONG, SHORT)
    assert rostering.allowed_shifts(POLICY, shifts, FULL, on_probation=False) == {"E", "N", "S"}
    assert rostering.allowed_shifts(POLICY, shifts, ContractFacts(2400, 660), on_probation=False) == {"E", "N", "G", "S"}
    assert rostering.allowed_shifts(POLICY, shifts, ContractFacts(2400, 240), on_probation=False) == {"S"}


def test_who_is_on_probation_works_no_nights_unless_the_policy_allows_it() -> None:
    assert rostering.allowed_shifts(POLICY, (EARLY, NIGHT), FULL, on_probation=True) == {"E"}
    assert rostering.allowed_shifts(POLICY, (EARLY, NIGHT), FULL, on_probation=False) == {"E", "N"}
    relaxed = replace(POLICY, probation_nights=True)
    assert rostering.allowed_shifts(relaxed, (EARLY, NIGHT), FULL, on_probation=True) == {"E", "N"}


def test_every_shift_needs_a_lead_unless_the_policy_says_otherwise() -> None:
    assert rostering.lead_shifts(POLICY) is None
    assert rostering.lead_shifts(replace(POLICY, needs_lead=False)) == frozenset()


def test_the_prices_reach_the_engine_by_their_names() -> None:
    weights = replace(POLICY, under=7, over=3, lead=11, fairness=5, stability=9, team=4, change=8).weights
    assert (weights.under, weights.over, weights.lead, weights.fairness, weights.stability, weights.team, weights.change) == (7, 3, 11, 5, 9, 4, 8)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rest_h", 7.9),
        ("max_week_h", 61.0),
        ("days_off_a_week", 4),
        ("max_nights", -1),
        ("least_contract_share", 1.1),
        ("overtime_h", 36.5),
        ("under", -1),
    ],
)
def test_a_number_out_of_its_bounds_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(Refusal) as refused:
        check(replace(POLICY, **{name: value}))
    assert name in str(refused.value.facts)


def test_the_defaults_are_inside_their_own_bounds_and_name_their_rules() -> None:
    assert check(POLICY) is POLICY
    rules = {entry.name: entry.rule for entry in entries(POLICY)}
    assert (rules["rest_h"], rules["max_week_h"], rules["probation_nights"], rules["change"]) == ("F-13", "X-03", "O-10", "X-08")
