"""The least agents: enough, and one fewer is not."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.staffing import exact
from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.erlang import Model, evaluate
from zuoxi.engine.staffing.sizing import erlangs_offered, least_agents, least_agents_many, requirement
from zuoxi.engine.staffing.targets import Targets

CLOSED = float("nan")
EIGHTY_IN_TWENTY = Targets(service_level=0.8, threshold_s=20)


def kept(targets: Targets, *, model: Model, erlangs: float, agents: int, aht_s: float, patience_s: float | None) -> bool:
    """Do these agents keep all targets? Erlang C has to be stable."""
    p = evaluate(model=model, erlangs=erlangs, agents=agents, aht_s=aht_s, patience_s=patience_s, threshold_s=targets.threshold_s or 0)
    hair = 1 + 1e-12
    return (
        not (model == "C" and erlangs >= agents)
        and (targets.service_level is None or p.sl_offered * hair >= targets.service_level)
        and (targets.max_abandon is None or p.p_abandon <= targets.max_abandon * hair)
        and (targets.max_occupancy is None or p.occupancy <= targets.max_occupancy * hair)
        and (targets.max_asa_s is None or p.asa_answered_s <= targets.max_asa_s * hair)
    )


def assert_least(targets: Targets, **point: Any) -> int:
    heads = least_agents(targets=targets, **point)
    assert kept(targets, agents=heads, **point)
    assert heads == 0 or not kept(targets, agents=heads - 1, **point)
    return heads


def least_by_states(erlangs: float, aht_s: float) -> int:
    """80/20 in Erlang C by trying one agent after the other in the independent computation."""
    agents = int(erlangs) + 1
    while exact.erlang_c(erlangs, agents, aht_s, 20)["sl_offered"] < 0.8:
        agents += 1
    return agents


targets = st.builds(
    Targets,
    service_level=st.floats(0.01, 0.999),
    threshold_s=st.floats(0, 600),
    max_abandon=st.none() | st.floats(0.001, 0.9),
    max_occupancy=st.none() | st.floats(0.2, 1),
    max_asa_s=st.none() | st.floats(0.1, 600),
)


@settings(deadline=None, max_examples=200)
@given(
    model=st.sampled_from(["B", "C", "A"]),
    load=st.one_of(st.floats(0.01, 60), st.floats(0.01, 20_000)),
    aht=st.floats(5, 2_000),
    patience=st.floats(0.5, 5_000),
    wanted=targets,
)
def test_the_answer_keeps_every_target_and_one_fewer_does_not(model: Model, load: float, aht: float, patience: float, wanted: Targets) -> None:
    assert_least(wanted, model=model, erlangs=load, aht_s=aht, patience_s=patience)


@settings(deadline=None, max_examples=100)
@given(load=st.floats(0.1, 3_000), aht=st.floats(30, 900), patience=st.floats(10, 900), data=st.data())
def test_each_target_alone_is_solved_too(load: float, aht: float, patience: float, data: st.DataObject) -> None:
    alone = data.draw(
        st.one_of(
            st.builds(Targets, max_abandon=st.floats(0.001, 0.9)),
            st.builds(Targets, max_occupancy=st.floats(0.1, 1)),
            st.builds(Targets, max_asa_s=st.floats(0.1, 600)),
        )
    )
    assert_least(alone, model="A", erlangs=load, aht_s=aht, patience_s=patience)
    if alone.max_abandon is None:
        assert_least(alone, model="C", erlangs=load, aht_s=aht, patience_s=None)


@pytest.mark.parametrize(("erlangs", "aht_s"), [(0.2, 180), (4.0, 180), (23.7, 240), (248.0, 180), (3_000.0, 200)])
def test_the_least_agents_are_least_by_the_independent_computation_too(erlangs: float, aht_s: float) -> None:
    heads = least_agents(model="C", erlangs=erlangs, aht_s=aht_s, targets=EIGHTY_IN_TWENTY)
    assert exact.erlang_c(erlangs, heads, aht_s, 20)["sl_offered"] >= 0.8
    assert heads - 1 <= erlangs or exact.erlang_c(erlangs, heads - 1, aht_s, 20)["sl_offered"] < 0.8
    heads = least_agents(model="A", erlangs=erlangs, aht_s=aht_s, patience_s=120, targets=EIGHTY_IN_TWENTY)
    assert exact.erlang_a(erlangs, heads, aht_s, 120, 20)["sl_offered"] >= 0.8
    assert heads == 1 or exact.erlang_a(erlangs, heads - 1, aht_s, 120, 20)["sl_offered"] < 0.8


def test_the_strictest_of_several_targets_decides() -> None:
    point: dict[str, Any] = {"model": "A", "erlangs": 100.0, "aht_s": 180.0, "patience_s": 300.0}
    single = [
        Targets(service_level=0.8, threshold_s=20),
        Targets(max_abandon=0.02),
        Targets(max_occupancy=0.8),
        Targets(max_asa_s=5),
    ]
    together = Targets(service_level=0.8, threshold_s=20, max_abandon=0.02, max_occupancy=0.8, max_asa_s=5)
    answers = [least_agents(targets=one, **point) for one in single]
    assert len(set(answers)) > 1
    assert assert_least(together, **point) == max(answers)


def test_occupancy_that_is_met_to_the_hair_does_not_cost_an_agent() -> None:
    """0.1 + 0.1 + ... is a hair more than 8 in floating point; 8 erlangs on 10 agents are 80 %."""
    load = sum([0.1] * 3) * 80 / 3
    assert load > 8
    assert least_agents(model="C", erlangs=load, aht_s=60, targets=Targets(max_occupancy=0.8)) == 10
    assert least_agents(model="C", erlangs=load + 1e-6, aht_s=60, targets=Targets(max_occupancy=0.8)) == 11


def test_blocking_of_one_percent_is_sized_as_in_the_printed_table() -> None:
    """At 1 % the table prints 1.3608 erlangs for 5 lines, 4.4612 for 10, 84.064 for 100: a little less fits, a little more does not."""
    for lines, erlangs in ((5, 1.3608), (10, 4.4612), (100, 84.064)):
        for load, found in ((erlangs - 0.001, lines), (erlangs + 0.001, lines + 1)):
            assert least_agents(model="B", erlangs=load, aht_s=180, targets=Targets(service_level=0.99, threshold_s=0)) == found


def test_erlang_c_needs_more_agents_than_load_whatever_the_target() -> None:
    assert least_agents(model="C", erlangs=10, aht_s=60, targets=Targets(max_occupancy=1)) == 11
    assert least_agents(model="C", erlangs=10, aht_s=60, targets=Targets(service_level=1e-6, threshold_s=0)) == 11


def test_patient_callers_who_may_hang_up_need_fewer_agents_than_callers_who_never_do() -> None:
    c = least_agents(model="C", erlangs=200, aht_s=180, targets=EIGHTY_IN_TWENTY)
    a = least_agents(model="A", erlangs=200, aht_s=180, patience_s=120, targets=EIGHTY_IN_TWENTY)
    assert a < c


def test_a_chat_agent_who_holds_three_chats_does_the_work_of_three_places() -> None:
    places = least_agents(model="C", erlangs=20, aht_s=600, targets=EIGHTY_IN_TWENTY)
    agents = least_agents(model="C", erlangs=20, aht_s=600, targets=EIGHTY_IN_TWENTY, concurrency=3)
    assert agents == -(-places // 3)
    assert least_agents_many(model="C", erlangs=[20.0], aht_s=600, targets=EIGHTY_IN_TWENTY, concurrency=3).tolist() == [agents]


def test_many_intervals_get_what_each_gets_alone() -> None:
    lot = random.Random(7)
    loads = [0.0, CLOSED, *(10 ** lot.uniform(-2, 3.5) for _ in range(120))]
    aht = [lot.uniform(60, 600) for _ in loads]
    patience = [lot.uniform(20, 600) for _ in loads]
    wanted = Targets(service_level=0.85, threshold_s=15, max_occupancy=0.9)
    for model in ("B", "C", "A"):
        many = least_agents_many(model=model, erlangs=loads, aht_s=aht, patience_s=patience, targets=wanted)
        alone = [
            0 if load != load else least_agents(model=model, erlangs=load, aht_s=t, patience_s=p, targets=wanted)  # type: ignore[arg-type]
            for load, t, p in zip(loads, aht, patience, strict=True)
        ]
        assert many.tolist() == alone


def test_every_interval_may_have_targets_and_a_model_of_its_own() -> None:
    own = [Targets(max_occupancy=0.5), Targets(service_level=0.99, threshold_s=0), Targets(max_abandon=0.01)]
    heads = least_agents_many(model=["C", "B", "A"], erlangs=10, aht_s=60, patience_s=[CLOSED, CLOSED, 60], targets=own)
    assert heads.tolist() == [
        20,
        least_agents(model="B", erlangs=10, aht_s=60, targets=own[1]),
        least_agents(model="A", erlangs=10, aht_s=60, patience_s=60, targets=own[2]),
    ]


def test_a_day_is_sized_from_its_forecast() -> None:
    volume = [CLOSED, 0.0, 12.0, 90.0, 90.0]
    aht = [CLOSED, CLOSED, 200.0, 180.0, 360.0]
    day = requirement(volume=volume, aht_s=aht, step_s=1800, targets=EIGHTY_IN_TWENTY, model="C", min_heads=2)
    assert day.erlangs[2:].tolist() == pytest.approx([12 * 200 / 1800, 9, 18])
    assert day.heads.tolist() == [0, 2, *(least_by_states(a, t) for a, t in ((4 / 3, 200), (9, 180), (18, 360)))]
    assert np.isnan(day.performance.sl_offered[0])
    assert day.performance.sl_offered[1] == 1
    assert (day.performance.sl_offered[2:] >= 0.8).all()


def test_a_minimum_of_heads_holds_where_the_centre_is_open() -> None:
    day = requirement(volume=[CLOSED, 1.0, 500.0], aht_s=60, step_s=1800, targets=EIGHTY_IN_TWENTY, model="C", min_heads=3)
    assert day.heads[0] == 0
    assert day.heads[1] == 3
    assert day.heads[2] > 3


def test_weeks_by_days_by_intervals_keep_their_shape() -> None:
    week = requirement(volume=np.full((7, 48), 40.0), aht_s=180, step_s=1800, targets=EIGHTY_IN_TWENTY, model="A", patience_s=120)
    assert week.heads.shape == week.performance.sl_offered.shape == (7, 48)
    assert len(np.unique(week.heads)) == 1


def test_the_requirement_of_chats_counts_agents_and_reports_their_places() -> None:
    chats = requirement(volume=[60.0], aht_s=600, step_s=1800, targets=EIGHTY_IN_TWENTY, model="C", concurrency=3)
    assert chats.erlangs.tolist() == [20]
    assert chats.performance.occupancy[0] == pytest.approx(20 / (3 * chats.heads[0]))


def test_offered_load_is_contacts_times_handling_over_time() -> None:
    assert erlangs_offered(volume=[100, 0, CLOSED], aht_s=[180, CLOSED, 180], step_s=900).tolist()[:2] == [20, 0]
    assert float(erlangs_offered(volume=100, aht_s=180, step_s=900)) == 20


@pytest.mark.parametrize(
    ("code", "name", "arguments"),
    [
        ("staffing.out_of_range", "volume", {"volume": [10, -1]}),
        ("staffing.out_of_range", "aht_s", {"aht_s": 0}),
        ("staffing.out_of_range", "aht_s", {"aht_s": CLOSED}),
        ("staffing.out_of_range", "step_s", {"step_s": 0}),
        ("staffing.out_of_range", "min_heads", {"min_heads": -1}),
        ("staffing.out_of_range", "concurrency", {"concurrency": 0}),
        ("staffing.out_of_range", "concurrency", {"concurrency": 1.5}),
        ("staffing.out_of_range", "patience_s", {"model": "A", "patience_s": 0}),
        ("staffing.patience_missing", None, {"model": "A"}),
        ("staffing.model", None, {"model": "D"}),
        ("staffing.lengths", None, {"volume": [1, 2], "aht_s": [1, 2, 3]}),
        ("staffing.no_target", None, {"targets": Targets()}),
        ("staffing.no_target", None, {"targets": Targets(max_abandon=0.1)}),
        ("staffing.no_target", None, {"model": "B", "targets": Targets(max_asa_s=10)}),
    ],
)
def test_a_forecast_that_cannot_be_is_refused(code: str, name: str | None, arguments: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"volume": [10, 20], "aht_s": 180, "step_s": 1800, "targets": EIGHTY_IN_TWENTY, "model": "C"}
    assert requirement(**usual).heads.tolist() == [3, 4]
    with pytest.raises(Refusal) as refused:
        requirement(**(usual | arguments))
    assert refused.value.code == code
    assert refused.value.facts.get("name") == name


def test_the_refusal_of_an_array_says_where() -> None:
    with pytest.raises(Refusal) as refused:
        requirement(volume=[10, 20, -5], aht_s=180, step_s=1800, targets=EIGHTY_IN_TWENTY, model="C")
    assert (refused.value.facts["index"], refused.value.facts["value"]) == (2, -5)


def test_targets_for_some_intervals_only_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        least_agents_many(model="C", erlangs=[1, 2, 3], aht_s=60, targets=[EIGHTY_IN_TWENTY, EIGHTY_IN_TWENTY])
    assert refused.value.code == "staffing.lengths"


def test_more_agents_than_can_be_counted_are_refused_alone_and_in_a_list() -> None:
    impossible = Targets(max_occupancy=0.01)
    assert least_agents(model="C", erlangs=1_000, aht_s=60, targets=impossible) == 100_000
    with pytest.raises(Refusal) as refused:
        least_agents(model="C", erlangs=1_000_000, aht_s=60, targets=impossible)
    assert refused.value.code == "staffing.too_many_agents"
    with pytest.raises(Refusal) as refused:
        least_agents_many(model="C", erlangs=[5, 1_000_000], aht_s=60, targets=impossible)
    assert refused.value.facts["index"] == 1


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"service_level": 1.0, "threshold_s": 20}, "service_level"),
        ({"service_level": 0.0, "threshold_s": 20}, "service_level"),
        ({"service_level": 80, "threshold_s": 20}, "service_level"),
        ({"service_level": 0.8, "threshold_s": -1}, "threshold_s"),
        ({"max_abandon": 0}, "max_abandon"),
        ({"max_occupancy": 1.1}, "max_occupancy"),
        ({"max_asa_s": 0}, "max_asa_s"),
    ],
)
def test_a_promise_out_of_this_world_is_refused_by_name(arguments: dict[str, float], name: str) -> None:
    with pytest.raises(Refusal) as refused:
        Targets(**arguments)
    assert (refused.value.code, refused.value.facts["name"]) == ("staffing.out_of_range", name)


def test_a_service_level_without_a_time_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Targets(service_level=0.8)
    assert refused.value.code == "staffing.threshold_missing"
    assert Targets(service_level=0.8, threshold_s=0).threshold_s == 0
