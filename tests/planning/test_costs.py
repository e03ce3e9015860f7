"""Hours times rates, nights and holidays on top."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.people.models import Contract, Person
from zuoxi.planning import costs
from zuoxi.planning.costs import NightPolicy, Pay
from zuoxi.rules import policy as policies
from zuoxi.rules.staffing import StaffingPolicy

DAY = date(2026, 12, 1)
POLICY = StaffingPolicy(night_h=5.0, overtime_holiday=3.0)
THIRTY = Pay({"full": 30.0}, {"full": 1.0})


@pytest.fixture
def hire(make_person):
    contracts: dict[str, Contract] = {}

    def add(number: str, code: str = "full", *, rate: str = "30.00", week_min: int = 2400, **more) -> Person:
        contract = contracts.get(code) or Contract.objects.create(code=code, name=code, week_min=week_min, rate=Decimal(rate))
        contracts[code] = contract
        person = make_person(number, "agent")
        Person.objects.filter(pk=person.pk).update(contract=contract, is_rostered=True, **more)
        return person

    return add


def test_nobody_rostered_has_no_rate(db) -> None:
    assert costs.pay(DAY) is None


def test_the_mean_rate_is_weighted_by_the_hours_of_the_contracts(hire) -> None:
    for number in range(3):
        hire(f"F{number}")
    hire("H1", "half", rate="24.00", week_min=1200)
    pay = costs.pay(DAY)
    assert pay is not None
    assert pay.share == {"full": pytest.approx(6 / 7), "half": pytest.approx(1 / 7)}
    assert pay.mean == pytest.approx((6 * 30 + 24) / 7)


def test_only_those_employed_on_the_day_and_rostered_count(hire) -> None:
    hire("F1")
    hire("L1", "dear", rate="99.00", left_on=date(2026, 11, 1))
    hire("N1", "dear", hired_on=date(2027, 1, 1))
    other = hire("O1", "dear")
    Person.objects.filter(pk=other.pk).update(is_rostered=False)
    pay = costs.pay(DAY)
    assert pay is not None
    assert pay.share == {"full": 1.0}


def test_the_rates_take_one_query(hire, django_assert_num_queries) -> None:
    for number in range(5):
        hire(f"F{number}")
    with django_assert_num_queries(1):
        costs.pay(DAY)


@given(st.lists(st.integers(0, 30), min_size=48, max_size=48))
def test_the_cost_is_hours_times_rate_plus_the_night(heads: list[int]) -> None:
    array = np.array(heads, dtype=np.int64)
    cost = costs.of_day(array, step_min=30, holiday=False, paid=THIRTY, policy=POLICY, night=NightPolicy())
    night_h = (sum(heads[:12]) + sum(heads[44:])) / 2
    assert cost.total == pytest.approx(30 * sum(heads) / 2 + 5 * night_h)


@given(st.lists(st.integers(0, 30), min_size=24, max_size=24), st.integers(1, 5))
def test_twice_the_heads_cost_twice_as_much(heads: list[int], factor: int) -> None:
    array = np.array(heads, dtype=np.int64)
    one, many = (
        costs.of_day(array * times, step_min=60, holiday=False, paid=THIRTY, policy=POLICY, night=NightPolicy()).total for times in (1, factor)
    )
    assert many == pytest.approx(factor * one)


def test_a_finer_step_costs_the_same() -> None:
    hours, quarters = np.full(24, 3, dtype=np.int64), np.full(96, 3, dtype=np.int64)
    totals = {
        costs.of_day(heads, step_min=1440 // len(heads), holiday=False, paid=THIRTY, policy=POLICY, night=NightPolicy()).total
        for heads in (hours, quarters)
    }
    assert totals == {24 * 3 * 30 + 8 * 3 * 5}


def test_days_are_told_with_their_supplements_and_holidays_cost_their_factor() -> None:
    gross = np.ones((2, 24), dtype=np.int64)
    plain, holiday = costs.by_day(gross, step_min=60, holidays=[False, True], paid=THIRTY, policy=POLICY)
    assert plain == {"total": 760.0, "overtime": 0.0, "night": 40.0}
    assert holiday == {"total": 2200.0, "overtime": 2160.0, "night": 40.0}


def test_two_contracts_share_the_hours() -> None:
    pay = Pay({"full": 30.0, "half": 20.0}, {"full": 0.75, "half": 0.25})
    cost = costs.of_day(np.full(24, 4, dtype=np.int64), step_min=60, holiday=False, paid=pay, policy=StaffingPolicy(night_h=0.0), night=NightPolicy())
    assert cost.by_grade == {"full": pytest.approx(72 * 30), "half": pytest.approx(24 * 20)}


def test_a_night_that_begins_when_it_ends_is_no_night() -> None:
    assert not costs.night_slots(48, NightPolicy(0, 0)).any()
    assert costs.night_slots(48, NightPolicy(0, 1440)).all()


def test_the_night_is_policy_with_bounds() -> None:
    assert [entry.rule for entry in policies.entries(NightPolicy)] == ["F-09", "F-09"]
    with pytest.raises(Refusal):
        policies.from_values(NightPolicy, {"begins_min": 1500})
