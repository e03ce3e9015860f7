"""One more agent, one fewer, and where one more helps most; against brute force."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from zuoxi.engine.staffing.erlang import evaluate
from zuoxi.planning import one_more, requirements, snapshots, targets
from zuoxi.planning.models import Requirement, RequirementSeries
from zuoxi.planning.targets import Goal


@pytest.fixture
def requirement(make_forecast, queues, planner, now) -> Requirement:
    """One day whose volume climbs from 5 to 40 contacts in half an hour."""
    for queue in queues:
        goal = Goal(model="A", service_level=0.8, within_s=20, patience_s=180.0)
        targets.promise(queue=queue, goal=goal, effective_from=date(2026, 1, 1), by=planner, now=now)
    forecast = make_forecast(days=1)
    for row in forecast.series.all():
        row.values["volume"] = [None if value is None else 5.0 + slot for slot, value in enumerate(row.values["volume"])]
        row.save()
    return requirements.compute(snapshot=snapshots.freeze(forecast=forecast, by=planner, now=now), by=planner, now=now)


@pytest.fixture
def series(requirement: Requirement) -> RequirementSeries:
    return requirement.series.get(queue__code="general")


def level(requirement: Requirement, heads: list[int]) -> float:
    """Share of all contacts of the day answered in time, slot by slot."""
    volume = requirement.snapshot.values["general"]["volume"]
    total = inside = 0.0
    for contacts, agents in zip(volume, heads, strict=True):
        if contacts:
            found = evaluate(model="A", erlangs=contacts * 180 / 1800, agents=agents, aht_s=180, patience_s=180, threshold_s=20)
            total, inside = total + contacts, inside + contacts * found.sl_offered
    return inside / total


def test_the_day_before_and_after_is_what_each_slot_makes_it(requirement, series) -> None:
    heads = list(series.values["net"])
    worth = one_more.worth(requirement, series, day=0, first=20, last=30, by=2)
    after = [count + 2 if 20 <= slot < 30 else count for slot, count in enumerate(heads)]
    assert worth.before.service_level == pytest.approx(level(requirement, heads))
    assert worth.after.service_level == pytest.approx(level(requirement, after))
    assert worth.hours == 10


def test_where_one_more_helps_most_is_where_trying_every_slot_finds_it(requirement, series) -> None:
    heads = list(series.values["net"])
    base = level(requirement, heads)
    gains = [level(requirement, [count + (slot == n) for slot, count in enumerate(heads)]) - base for n in range(48)]
    found = one_more.best(requirement, series, day=0, most=3)
    assert [one.slot for one in found] == list(np.argsort(gains)[::-1][:3])
    assert [one.gain for one in found] == pytest.approx(sorted(gains, reverse=True)[:3])


@pytest.mark.parametrize("by", [1, 2, 5])
def test_more_agents_never_hurt(requirement, series, by: int) -> None:
    worth = one_more.worth(requirement, series, day=0, first=16, last=40, by=by)
    assert worth.after.service_level >= worth.before.service_level
    assert worth.after.abandonment <= worth.before.abandonment
    assert worth.after.asa_s <= worth.before.asa_s
    assert worth.after.occupancy <= worth.before.occupancy


def test_taking_more_than_there_are_leaves_nobody_and_not_less(requirement, series) -> None:
    worth = one_more.worth(requirement, series, day=0, first=16, last=40, by=-50)
    assert worth.after.service_level == pytest.approx(0, abs=0.01)
    assert worth.after.abandonment > 0.9


def test_the_promise_of_the_day_on_which_it_was_worked_out_is_used(requirement, series, queues, planner, now) -> None:
    before = one_more.worth(requirement, series, day=0, first=16, last=40)
    stricter = Goal(model="A", service_level=0.8, within_s=1, patience_s=180.0)
    targets.promise(queue=queues[0], goal=stricter, effective_from=date(2026, 1, 2), by=planner, now=now)
    assert one_more.worth(requirement, series, day=0, first=16, last=40) == before


def test_what_is_lost_on_a_weekday_is_that_of_the_requirement(requirement) -> None:
    requirement.shrinkage = {"leave": [0.1, 0, 0, 0, 0, 0, 0], "break": [0.2, 0.3, 0, 0, 0, 0, 0]}
    assert one_more.lost(requirement, 0) == pytest.approx(0.3)
    assert one_more.lost(requirement, 1) == pytest.approx(0.3)
    assert one_more.lost(requirement, 2) == 0
    assert one_more.lost(requirement, 7) == pytest.approx(0.3)
