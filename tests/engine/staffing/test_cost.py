"""What it costs (F-09)."""

from __future__ import annotations

import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.cost import Cost, Hours, Rates, cost, paid_hours, per_contact

RATES = Rates(hourly={"junior": 30.0, "senior": 45.0}, overtime={"weekday": 1.5, "rest_day": 2.0, "holiday": 3.0}, night_h=5.0)


def test_hours_cost_their_rate() -> None:
    assert cost([Hours("junior", 160), Hours("senior", 80)], RATES).total == 160 * 30 + 80 * 45


def test_overtime_costs_its_factor_by_kind_of_day() -> None:
    bill = cost([Hours("senior", 10, overtime_h={"weekday": 2, "rest_day": 4, "holiday": 1})], RATES)
    assert bill.ordinary == 450
    assert bill.overtime == 45 * (2 * 1.5 + 4 * 2 + 1 * 3)
    assert bill.total == 450 + 630


def test_night_hours_cost_a_supplement_on_top() -> None:
    day, night = (cost([Hours("junior", 8, night_h=hours)], RATES) for hours in (0, 6))
    assert (night.night, night.total - day.total) == (30, 30)


def test_the_bill_adds_up_by_reason_and_by_grade() -> None:
    bill = cost([Hours("junior", 8, {"weekday": 1}, 3), Hours("senior", 8), Hours("junior", 4)], RATES)
    assert bill == Cost(ordinary=720, overtime=45, night=15, by_grade={"junior": 420, "senior": 360})
    assert sum(bill.by_grade.values()) == bill.total


def test_no_hours_cost_nothing() -> None:
    assert cost([], RATES) == Cost(0, 0, 0, {})


@pytest.mark.parametrize(
    ("hours", "table", "key"), [(Hours("expert", 1), "hourly", "expert"), (Hours("junior", 1, {"sunday": 1}), "overtime", "sunday")]
)
def test_hours_without_a_rate_are_refused_by_name(hours: Hours, table: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        cost([Hours("junior", 1), hours], RATES)
    assert (refused.value.code, refused.value.facts["table"], refused.value.facts["key"]) == ("staffing.no_rate", table, key)


@pytest.mark.parametrize("hours", [Hours("junior", -1), Hours("junior", 1, night_h=-1), Hours("junior", 1, {"weekday": float("nan")})])
def test_hours_that_cannot_be_are_refused(hours: Hours) -> None:
    with pytest.raises(Refusal) as refused:
        cost([hours], RATES)
    assert refused.value.facts["name"] == "hours"


def test_rostered_heads_become_paid_hours() -> None:
    assert paid_hours([10, 12, 0], step_s=1800) == 11
    assert paid_hours([[4, 4], [2, 2]], step_s=900) == 3


def test_the_cost_of_a_contact_is_unknown_without_contacts() -> None:
    assert per_contact(1_000, 400) == 2.5
    assert per_contact(1_000, 0) is None
