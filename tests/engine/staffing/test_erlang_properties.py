"""What must hold everywhere, whatever the numbers."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zuoxi.engine.staffing.erlang import COLUMNS, Model, Performance, evaluate

SHARES = ("p_block", "p_wait", "p_abandon", "sl_offered", "sl_answered", "occupancy")
loads = st.one_of(st.floats(0.01, 30), st.floats(0.01, 20_000))
any_load = st.one_of(loads, st.sampled_from([0.0, 1e-300, 1e-9, 1e6]))
times = st.floats(0.001, 100_000)
patiences = st.one_of(st.floats(1, 3_600), st.sampled_from([1e-9, 1e-3, 1e6, 1e12]))
thresholds = st.one_of(st.floats(0, 300), st.sampled_from([0.0, 1e9]))
relaxed = settings(deadline=None, max_examples=150)


def agents_for(load: float, share: float) -> int:
    return int(load * share)


@relaxed
@given(model=st.sampled_from(["B", "C", "A"]), load=any_load, share=st.floats(0, 3), aht=times, patience=patiences, threshold=thresholds)
@example(model="A", load=20_000.0, share=0.0001, aht=100_000.0, patience=1e12, threshold=1e9)
@example(model="A", load=1e6, share=1.0, aht=0.001, patience=1e12, threshold=0.0)
@example(model="A", load=1e6, share=3.0, aht=1e5, patience=1e-9, threshold=1e9)
@example(model="A", load=3.0, share=0.4, aht=300.0, patience=100.0, threshold=71_500.0)
@example(model="C", load=20_000.0, share=1.0001, aht=0.001, patience=1.0, threshold=1e9)
def test_every_figure_is_finite_and_every_share_is_a_share(
    model: Model, load: float, share: float, aht: float, patience: float, threshold: float
) -> None:
    agents = agents_for(load, share)
    p = evaluate(model=model, erlangs=load, agents=agents, aht_s=aht, patience_s=patience, threshold_s=threshold)
    unstable = model == "C" and load > 0 and load >= agents
    assert all(isfinite(getattr(p, name)) for name in COLUMNS if not (unstable and name in ("asa_answered_s", "mean_wait_s", "mean_queue")))
    assert all(0 <= getattr(p, name) <= 1 + 1e-12 for name in SHARES)
    assert min(p.asa_answered_s, p.mean_wait_s, p.mean_queue) >= 0


def no_worse(better: Performance[float], worse: Performance[float]) -> None:
    slack = 1 + 1e-12
    assert better.sl_offered * slack >= worse.sl_offered
    for name in ("p_block", "p_wait", "p_abandon", "occupancy", "asa_answered_s", "mean_wait_s", "mean_queue"):
        assert getattr(better, name) <= getattr(worse, name) * slack + 1e-290


@relaxed
@given(model=st.sampled_from(["B", "C", "A"]), load=loads, share=st.floats(0, 2), aht=st.floats(1, 3_600), patience=patiences, threshold=thresholds)
def test_one_more_agent_never_makes_anything_worse(model: Model, load: float, share: float, aht: float, patience: float, threshold: float) -> None:
    agents = agents_for(load, share)
    fewer, more = (
        evaluate(model=model, erlangs=load, agents=agents + extra, aht_s=aht, patience_s=patience, threshold_s=threshold) for extra in (0, 1)
    )
    no_worse(more, fewer)


@pytest.mark.parametrize("load", [5_000.0, 20_000.0])
@pytest.mark.parametrize("model", ["B", "C", "A"])
def test_figures_stay_monotone_through_the_whole_range_of_agents_at_large_loads(model: Model, load: float) -> None:
    steps = [0, 1, 2, 10, int(load / 4), int(load / 2), *range(int(load) - 40, int(load) + 400, 20), int(1.2 * load), 2 * int(load)]
    row = [evaluate(model=model, erlangs=load, agents=agents, aht_s=180, patience_s=120, threshold_s=20) for agents in steps]
    for worse, better in pairwise(row):
        no_worse(better, worse)
    assert row[0].sl_offered == 0
    assert row[-1].sl_offered == pytest.approx(1)


@relaxed
@given(load=loads, share=st.floats(0.2, 2), aht=st.floats(1, 3_600), patience=patiences, threshold=thresholds)
def test_what_comes_in_goes_out(load: float, share: float, aht: float, patience: float, threshold: float) -> None:
    """Little's law and the balance of flows: who neither hangs up keeps the agents busy, and who waits makes up the queue."""
    agents = max(1, agents_for(load, share))
    a = evaluate(model="A", erlangs=load, agents=agents, aht_s=aht, patience_s=patience, threshold_s=threshold)
    assert a.occupancy * agents == pytest.approx(load * (1 - a.p_abandon), rel=1e-9, abs=1e-9 * load)
    assert a.mean_queue == pytest.approx(load / aht * a.mean_wait_s, rel=1e-9)
    assert a.mean_wait_s == pytest.approx(a.p_abandon * patience, rel=1e-9)
    assert a.sl_offered == pytest.approx(a.sl_answered * (1 - a.p_abandon), rel=1e-9, abs=1e-12)
    assert a.sl_offered >= 1 - a.p_wait - 1e-12


@relaxed
@given(load=loads, share=st.floats(0.2, 2), aht=st.floats(1, 3_600), patience=st.floats(1, 3_600), early=st.floats(0, 300), more=st.floats(0, 300))
def test_more_time_answers_more(load: float, share: float, aht: float, patience: float, early: float, more: float) -> None:
    agents = agents_for(load, share)
    for model in ("C", "A"):
        short, long = (
            evaluate(model=model, erlangs=load, agents=agents, aht_s=aht, patience_s=patience, threshold_s=seconds)  # type: ignore[arg-type]
            for seconds in (early, early + more)
        )
        assert short.sl_offered <= long.sl_offered * (1 + 1e-12)
        assert short.p_wait == pytest.approx(long.p_wait, rel=1e-12)


@relaxed
@given(load=st.floats(0.05, 2_000), spare=st.floats(0.2, 5))
def test_callers_who_never_give_up_make_erlang_a_into_c(load: float, spare: float) -> None:
    agents = int(load + spare * load**0.5) + 1
    a = evaluate(model="A", erlangs=load, agents=agents, aht_s=200, patience_s=1e12, threshold_s=20)
    c = evaluate(model="C", erlangs=load, agents=agents, aht_s=200, threshold_s=20)
    for name in ("p_wait", "sl_offered", "asa_answered_s", "mean_wait_s", "mean_queue", "occupancy"):
        assert getattr(a, name) == pytest.approx(getattr(c, name), rel=1e-6)


@relaxed
@given(load=loads, share=st.floats(0.05, 2))
def test_callers_without_patience_make_erlang_a_into_b(load: float, share: float) -> None:
    agents = max(1, agents_for(load, share))
    a = evaluate(model="A", erlangs=load, agents=agents, aht_s=1_000, patience_s=1e-9, threshold_s=20)
    b = evaluate(model="B", erlangs=load, agents=agents, aht_s=1_000)
    assert a.p_abandon == pytest.approx(b.p_block, rel=1e-6)
    assert a.sl_offered == pytest.approx(b.sl_offered, rel=1e-6)
    assert a.occupancy == pytest.approx(b.occupancy, rel=1e-6)


@relaxed
@given(load=st.floats(20, 20_000), share=st.floats(0.05, 0.7))
def test_in_overload_the_excess_hangs_up(load: float, share: float) -> None:
    """Fluid limit: agents are always busy, 1 - n/a hang up; exact up to the noise of the queue."""
    agents = max(1, agents_for(load, share))
    a = evaluate(model="A", erlangs=load, agents=agents, aht_s=180, patience_s=1e6, threshold_s=20)
    assert a.occupancy == pytest.approx(1, abs=1e-3)
    assert a.p_abandon == pytest.approx(1 - agents / load, abs=2e-3)
