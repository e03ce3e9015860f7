"""From a frozen forecast to heads that serve, heads to roster, heads on the books, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from zuoxi.acd.models import OpeningHours
from zuoxi.people.models import Contract, Person
from zuoxi.planning import costs, facts, one_more, requirements, shrinkage, snapshots, targets
from zuoxi.planning.costs import NightPolicy, Pay
from zuoxi.planning.models import Requirement, RequirementSeries, Snapshot
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

GOAL = Goal(model="C", service_level=0.8, within_s=20)
POLICY = StaffingPolicy(night_h=5.0, overtime_holiday=3.0)


@pytest.fixture
def promised(queues, planner, now) -> None:
    for queue in queues:
        targets.promise(queue=queue, goal=GOAL, effective_from=date(2026, 1, 1), by=planner, now=now)


@pytest.fixture
def snapshot(make_forecast, planner, now, promised) -> Snapshot:
    return snapshots.freeze(forecast=make_forecast(), by=planner, now=now)


@pytest.fixture
def paid(make_person, centre) -> None:
    """Two full-timers at 30 yuan and one half-timer at 24: 32 yuan weigh by hours to 29.

    40 h + 40 h at 30 and 20 h at 24 make (80 x 30 + 20 x 24) / 100 = 28.80.
    """
    full = Contract.objects.create(code="full", name="全日制", week_min=2400, rate=Decimal("30.00"))
    half = Contract.objects.create(code="half", name="兼职", week_min=1200, rate=Decimal("24.00"))
    for number, contract in enumerate((full, full, half)):
        Person.objects.filter(pk=make_person(f"A{number}", "agent").pk).update(contract=contract, is_rostered=True)


def of(requirement: Requirement, code: str) -> RequirementSeries:
    return requirement.series.get(queue__code=code)


def test_three_heads_serve_while_open_and_nobody_while_closed(snapshot, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    net = facts.net(made)["general"]
    assert net.shape == (7, 48)
    assert set(net[:5, 16:40].ravel()) == {3}
    assert net.sum() == 3 * 5 * 24
    assert (made.snapshot, made.made_by, made.made_at) == (snapshot, planner, now)


def test_shrinkage_makes_net_to_seated_without_leave_and_to_gross_with_it(snapshot, planner, now) -> None:
    shrinkage.store(shares={("leave", 0): 0.25, ("break", 0): 0.4, ("meeting", 1): 0.25})
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    values = {name: np.array(of(made, "general").values[name]).reshape(7, 48)[:, 20] for name in ("net", "seated", "gross")}
    assert list(values["net"][:3]) == [3, 3, 3]
    assert list(values["seated"][:3]) == [5, 4, 3]
    assert list(values["gross"][:3]) == [9, 4, 3]
    assert made.shrinkage["leave"] == [0.25, 0, 0, 0, 0, 0, 0]


def test_the_demand_of_the_roster_is_the_seated_heads(snapshot, planner, now) -> None:
    shrinkage.store(shares={("break", day): 0.25 for day in range(7)} | {("leave", day): 0.5 for day in range(7)})
    demand = facts.demand(requirements.compute(snapshot=snapshot, by=planner, now=now))
    assert set(demand) == {"general", "billing", "cards"}
    assert {(heads.shape, int(heads.max())) for heads in demand.values()} == {((7, 48), 4)}


def test_fewest_heads_of_the_opening_hours_are_kept(snapshot, queues, planner, now) -> None:
    OpeningHours.objects.filter(queue=queues[0], weekday=2).update(least_heads=7)
    OpeningHours.objects.create(queue=queues[0], weekday=6, opens_min=600, closes_min=660, least_heads=1)
    net = facts.net(requirements.compute(snapshot=snapshot, by=planner, now=now))["general"]
    assert set(net[2, 16:40]) == {7}
    assert list(np.flatnonzero(net[6])) == [20, 21]


def test_a_public_holiday_needs_nobody_where_the_queue_does_not_work_on_it(make_forecast, queues, planner, now, promised) -> None:
    holiday = date(2026, 10, 1)
    forecast = make_forecast(first_day=holiday, days=1)
    queues[1].open_on_holidays = True
    queues[1].save()
    made = requirements.compute(snapshot=snapshots.freeze(forecast=forecast, by=planner, now=now), by=planner, now=now)
    assert {code: int(heads.sum()) for code, heads in facts.net(made).items()} == {"general": 0, "billing": 72, "cards": 0}


def test_a_promise_that_begins_within_the_period_holds_from_its_day(snapshot, queues, planner, now) -> None:
    targets.promise(queue=queues[0], goal=replace(GOAL, service_level=0.99), effective_from=date(2026, 11, 25), by=planner, now=now)
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    assert list(facts.net(made)["general"][:4, 20]) == [3, 3, 5, 5]
    assert [(told["from"], told["goal"]["service_level"]) for told in of(made, "general").target] == [("2026-11-23", 0.8), ("2026-11-25", 0.99)]


def test_a_queue_without_a_promise_on_any_day_refuses_the_whole_by_name(make_forecast, queues, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=make_forecast(), by=planner, now=now)
    targets.promise(queue=queues[0], goal=GOAL, effective_from=date(2026, 1, 1), by=planner, now=now)
    targets.promise(queue=queues[1], goal=GOAL, effective_from=date(2026, 11, 24), by=planner, now=now)
    with pytest.raises(requirements.TargetMissing) as refused:
        requirements.compute(snapshot=snapshot, by=planner, now=now)
    assert "账务" in str(refused.value)
    assert "通用" not in str(refused.value)
    assert not Requirement.objects.exists()


def test_an_older_requirement_stays_as_it_was(snapshot, queues, planner, now) -> None:
    first = requirements.compute(snapshot=snapshot, by=planner, now=now)
    before = of(first, "general").values
    targets.promise(queue=queues[0], goal=replace(GOAL, service_level=0.999), effective_from=date(2026, 2, 1), by=planner, now=now)
    second = requirements.compute(snapshot=snapshot, by=planner, now=now + timedelta(hours=1))
    assert of(first, "general").values == before
    assert of(second, "general").values["net"] != before["net"]


def test_the_hours_cost_what_the_contracts_of_the_rostered_say(snapshot, paid, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    assert made.cost["hourly"] == 28.8
    monday = made.cost["by_day"]["general"][0]
    assert monday["total"] == pytest.approx(3 * 12 * 28.8)
    assert monday["overtime"] == monday["night"] == 0
    assert made.cost["by_day"]["general"][6]["total"] == 0


def test_without_anybody_rostered_the_cost_is_not_known_and_not_zero(snapshot, planner, now) -> None:
    assert requirements.compute(snapshot=snapshot, by=planner, now=now).cost == {}


def test_nights_and_public_holidays_cost_their_supplements() -> None:
    pay = Pay({"full": 30.0}, {"full": 1.0})
    heads = np.ones(24, dtype=np.int64)
    plain = costs.of_day(heads, step_min=60, holiday=False, paid=pay, policy=POLICY, night=NightPolicy())
    holiday = costs.of_day(heads, step_min=60, holiday=True, paid=pay, policy=POLICY, night=NightPolicy())
    assert (plain.ordinary, plain.overtime, plain.night) == (720, 0, 40)
    assert (holiday.ordinary, holiday.overtime, holiday.night) == (0, 2160, 40)


def test_the_night_may_pass_midnight_or_lie_within_a_day() -> None:
    assert list(np.flatnonzero(costs.night_slots(24, NightPolicy(22 * 60, 6 * 60)))) == [0, 1, 2, 3, 4, 5, 22, 23]
    assert list(np.flatnonzero(costs.night_slots(24, NightPolicy(60, 180)))) == [1, 2]


def test_one_more_agent_raises_the_service_level_of_the_day_and_costs_hours(snapshot, paid, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    worth = one_more.worth(made, of(made, "general"), day=0, first=16, last=40)
    assert worth.after.service_level > worth.before.service_level > 0.9
    assert worth.before.offered == pytest.approx(240)
    assert (worth.hours, worth.paid_h) == (12, 12)
    assert worth.money == pytest.approx(12 * 28.8)


def test_an_agent_who_serves_is_paid_for_the_time_that_is_lost_too(snapshot, paid, planner, now) -> None:
    shrinkage.store(shares={("leave", 0): 0.1, ("break", 0): 0.1, ("break", 1): 0.5})
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    monday, tuesday = (one_more.worth(made, of(made, "general"), day=day, first=16, last=24) for day in (0, 1))
    assert (monday.hours, monday.paid_h, monday.money) == (4, pytest.approx(5), pytest.approx(5 * 28.8))
    assert tuesday.paid_h == pytest.approx(8)


def test_one_fewer_saves_money_and_loses_service(snapshot, paid, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    worth = one_more.worth(made, of(made, "general"), day=0, first=16, last=18, by=-1)
    assert worth.after.service_level < worth.before.service_level
    assert (worth.hours, worth.money) == (-1, pytest.approx(-28.8))


def test_nobody_is_bought_for_hours_in_which_nobody_comes(snapshot, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    with pytest.raises(one_more.NothingComes):
        one_more.worth(made, of(made, "general"), day=0, first=0, last=10)
    assert one_more.worth(made, of(made, "general"), day=0, first=0, last=20).money is None


def test_one_more_agent_helps_most_where_the_promise_is_met_most_narrowly(make_forecast, planner, now, promised) -> None:
    forecast = make_forecast(days=1)
    series = forecast.series.get(queue__code="general")
    series.values["volume"][30] = 17.0
    series.save()
    made = requirements.compute(snapshot=snapshots.freeze(forecast=forecast, by=planner, now=now), by=planner, now=now)
    found = one_more.best(made, of(made, "general"), day=0)
    assert found[0].slot == 30
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    assert all(one.gain > 0 for one in found)


def test_a_day_without_contacts_has_no_best_slot(snapshot, planner, now) -> None:
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    assert one_more.best(made, of(made, "general"), day=6) == []
