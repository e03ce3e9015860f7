"""What one more agent buys (F-09)."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isinf, isnan

import numpy as np
import pytest

from zuoxi.engine.staffing.erlang import evaluate
from zuoxi.engine.staffing.marginal import Demand, changed, gain, outcome
from zuoxi.engine.staffing.sizing import requirement
from zuoxi.engine.staffing.targets import Targets

CLOSED = float("nan")
DAY = Demand(volume=[CLOSED, 20.0, 120.0, 60.0], aht_s=180, step_s=1800, model="A", threshold_s=20, patience_s=200)
HEADS = [0, 4, 13, 8]


def at(volume: float, agents: int) -> object:
    return evaluate(model="A", erlangs=volume * 180 / 1800, agents=agents, aht_s=180, patience_s=200, threshold_s=20)


def test_a_day_weighs_every_contact_alike() -> None:
    day = outcome(DAY, HEADS)
    each = [(20, at(20, 4), 4), (120, at(120, 13), 13), (60, at(60, 8), 8)]
    answered = sum(v * (1 - p.p_abandon) for v, p, _ in each)  # type: ignore[attr-defined]
    assert day.offered == 200
    assert day.service_level == pytest.approx(sum(v * p.sl_offered for v, p, _ in each) / 200)  # type: ignore[attr-defined]
    assert day.abandonment == pytest.approx(sum(v * p.p_abandon for v, p, _ in each) / 200)  # type: ignore[attr-defined]
    assert day.asa_s == pytest.approx(sum(v * (1 - p.p_abandon) * p.asa_answered_s for v, p, _ in each) / answered)  # type: ignore[attr-defined]
    assert day.occupancy == pytest.approx(answered * 180 / 1800 / 25)


def test_the_mean_of_the_intervals_is_not_the_day() -> None:
    """A quiet hour with 100 % does not make up for a busy one with 40 %."""
    two = Demand(volume=[2.0, 200.0], aht_s=180, step_s=1800, model="A", threshold_s=20, patience_s=200)
    heads = [5, 18]
    single = [evaluate(model="A", erlangs=load, agents=n, aht_s=180, patience_s=200, threshold_s=20).sl_offered for load, n in ((0.2, 5), (20, 18))]
    assert outcome(two, heads).service_level < sum(single) / 2 - 0.1


def test_the_gain_of_an_interval_is_the_difference_of_two_days() -> None:
    by_one = gain(DAY, HEADS)
    for place in range(1, 4):
        more = np.array(HEADS)
        more[place] += 1
        before, after = outcome(DAY, HEADS), outcome(DAY, more)
        assert by_one.service_level[place] == pytest.approx(after.service_level - before.service_level, rel=1e-9)
        assert by_one.abandonment[place] == pytest.approx(before.abandonment - after.abandonment, rel=1e-9)
        assert by_one.asa_s[place] == pytest.approx(before.asa_s - after.asa_s, rel=1e-9)


def test_an_agent_in_a_closed_interval_buys_nothing() -> None:
    by_one = gain(DAY, HEADS)
    assert by_one.service_level[0] == by_one.abandonment[0] == 0
    assert by_one.asa_s[0] == pytest.approx(0, abs=1e-12)
    assert (by_one.service_level[1:] > 0).all()


def test_one_fewer_costs_more_than_one_more_gains() -> None:
    """Where the targets are just kept, service level is concave in agents."""
    more, fewer = gain(DAY, HEADS), gain(DAY, HEADS, by=-1)
    assert (fewer.service_level[1:] < 0).all()
    assert (-fewer.service_level[1:] > more.service_level[1:]).all()
    assert (fewer.abandonment[1:] < 0).all()
    assert (fewer.asa_s[1:] < 0).all()


def test_nobody_can_be_taken_from_an_empty_interval() -> None:
    nothing = gain(DAY, [0, 0, 13, 8], by=-1)
    assert nothing.service_level[1] == nothing.abandonment[1] == 0


def test_one_more_through_a_shift_changes_only_the_intervals_of_the_shift() -> None:
    shift = np.array([False, True, True, False])
    before, after = changed(DAY, HEADS, by=1, where=shift)
    assert before == outcome(DAY, HEADS)
    assert after == outcome(DAY, [0, 5, 14, 8])
    assert after.service_level > before.service_level
    everywhere = changed(DAY, HEADS, by=1)[1]
    assert everywhere.service_level > after.service_level
    assert everywhere == outcome(DAY, [1, 5, 14, 9])


def test_one_fewer_everywhere_stops_at_nobody() -> None:
    assert changed(DAY, HEADS, by=-5)[1] == outcome(DAY, [0, 0, 8, 3])


def test_an_endless_queue_is_told_as_infinite_and_its_end_as_an_infinite_gain() -> None:
    day = replace(DAY, model="C", volume=[20.0, 120.0, 60.0])
    enough, short, shorter = [4, 13, 8], [4, 12, 8], [2, 12, 8]
    assert outcome(day, enough).asa_s < inf
    assert isinf(outcome(day, short).asa_s)
    assert gain(day, short).asa_s.tolist() == [0, inf, 0]
    assert gain(day, shorter).asa_s.tolist() == [0, 0, 0]
    assert gain(day, enough, by=-1).asa_s[1] == -inf
    assert not any(isnan(x) for x in gain(day, shorter).service_level)


def test_a_day_without_contacts_keeps_every_promise() -> None:
    empty = Demand(volume=[0.0, CLOSED], aht_s=CLOSED, step_s=1800, model="C", threshold_s=20)
    assert vars(outcome(empty, [2, 0])) == {"offered": 0, "service_level": 1, "abandonment": 0, "asa_s": 0, "occupancy": 0}
    assert gain(empty, [2, 0]).service_level.tolist() == [0, 0]


def test_heads_of_the_requirement_keep_the_target_over_the_day() -> None:
    volume = [30.0, 55.0, 80.0, 70.0, 50.0, 75.0, 60.0, 20.0]
    need = requirement(volume=volume, aht_s=200, step_s=1800, targets=Targets(service_level=0.8, threshold_s=20), model="A", patience_s=300)
    demand = Demand(volume=volume, aht_s=200, step_s=1800, model="A", threshold_s=20, patience_s=300)
    assert outcome(demand, need.heads).service_level >= 0.8
    assert outcome(demand, need.heads - 1).service_level < 0.8
    assert demand.performance(need.heads).sl_offered.tolist() == need.performance.sl_offered.tolist()


def test_the_gain_of_a_month_of_half_hours_fits_in_memory() -> None:
    volume = np.tile(np.linspace(10, 90, 48), 31)
    month = Demand(volume=volume, aht_s=180, step_s=1800, model="A", threshold_s=20, patience_s=200)
    by_one = gain(month, np.full(volume.size, 9))
    assert by_one.service_level.shape == (31 * 48,)
    assert by_one.service_level[:48].tolist() == pytest.approx(by_one.service_level[-48:].tolist())


def test_places_of_chat_agents_count_as_agents_do() -> None:
    chats = Demand(volume=[60.0], aht_s=600, step_s=1800, model="C", threshold_s=30, concurrency=3)
    assert outcome(chats, [9]).service_level == pytest.approx(evaluate(model="C", erlangs=20, agents=27, aht_s=600, threshold_s=30).sl_offered)
