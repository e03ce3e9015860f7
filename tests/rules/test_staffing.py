"""The numbers of F-01, F-06, F-08 and F-09 as policy."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.cost import Hours, cost
from zuoxi.engine.staffing.shrinkage import KINDS, flat
from zuoxi.engine.staffing.sizing import least_agents
from zuoxi.engine.staffing.targets import Targets
from zuoxi.rules.policy import check, entries
from zuoxi.rules.staffing import StaffingPolicy, rates, response_s, shrinkage_shares, targets

POLICY = StaffingPolicy()


def test_the_defaults_are_those_of_the_rulebook() -> None:
    """F-01: two rings, about 10 s, reported also as 80/20; chat within 30 s; e-mail within 8 h; on site within 30 min."""
    assert (POLICY.phone_service_level, POLICY.phone_threshold_s, POLICY.phone_report_threshold_s) == (0.8, 10, 20)
    assert (POLICY.chat_threshold_s, POLICY.email_response_h, POLICY.on_site_response_min) == (30, 8, 30)
    assert (POLICY.overtime_weekday, POLICY.overtime_rest_day, POLICY.overtime_holiday) == (1.5, 2, 3)


def test_every_number_is_an_entry_with_its_rule_and_both_sentences() -> None:
    assert len(entries(POLICY)) == len(fields(StaffingPolicy))
    for one in entries(POLICY):
        assert re.fullmatch(r"F-0[1689]", one.rule), one.name
        assert re.search(r"[\u4e00-\u9fff]", one.zh), one.name
        assert one.zh.endswith("。"), one.name
        assert one.en.isascii(), one.name
        assert one.en.endswith("."), one.name
        assert one.unit, one.name
        assert one.low is not None, one.name
        assert one.high is not None, one.name


def test_the_defaults_and_both_ends_of_every_entry_are_a_policy_the_engine_takes() -> None:
    assert check(POLICY) is POLICY
    for one in entries(POLICY):
        for value in (one.low, one.high):
            policy = check(replace(POLICY, **{one.name: type(one.default)(value)}))
            assert targets(policy, "phone")
            assert targets(policy, "chat")


@pytest.mark.parametrize(
    ("name", "value"), [("phone_service_level", 80), ("phone_max_abandon", 0.0), ("chat_concurrency", 0), ("email_response_h", -1)]
)
def test_a_policy_out_of_bounds_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(Refusal) as refused:
        check(replace(POLICY, **{name: value}))
    assert (refused.value.code, refused.value.facts["entry"]) == ("policy.out_of_bounds", name)


def test_a_real_time_channel_promises_all_its_targets_at_once() -> None:
    assert targets(POLICY, "phone") == Targets(service_level=0.8, threshold_s=10, max_abandon=0.05, max_occupancy=0.88)
    assert targets(POLICY, "chat").threshold_s == 30
    stricter = replace(POLICY, phone_service_level=0.95)
    assert least_agents(model="A", erlangs=50, aht_s=180, patience_s=380, targets=targets(stricter, "phone")) > least_agents(
        model="A", erlangs=50, aht_s=180, patience_s=380, targets=targets(POLICY, "phone")
    )


def test_a_deferred_channel_promises_a_response_time() -> None:
    assert response_s(POLICY, "email") == 8 * 3600
    assert response_s(replace(POLICY, ticket_response_h=24.0), "ticket") == 24 * 3600


def test_a_centre_without_history_starts_with_the_shrinkage_of_the_policy() -> None:
    shares = shrinkage_shares(POLICY)
    assert tuple(shares) == KINDS
    assert flat(shares, periods=48).total()[0, 0] == pytest.approx(0.28)


def test_the_factors_of_the_law_price_overtime() -> None:
    bill = cost([Hours("junior", 8, {"weekday": 1, "rest_day": 1, "holiday": 1}, night_h=2)], rates(POLICY, {"junior": 30.0}))
    assert (bill.ordinary, bill.overtime, bill.night) == (240, 30 * (1.5 + 2 + 3), 10)
