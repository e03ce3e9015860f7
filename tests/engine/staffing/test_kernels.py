"""The pieces of the numerics, each against the same thing computed with many digits or written down otherwise."""

from __future__ import annotations

import heapq
from fractions import Fraction
from itertools import product
from math import exp, inf, isfinite

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from zuoxi.engine.staffing import kernels
from zuoxi.engine.staffing.erlang import evaluate
from zuoxi.engine.staffing.targets import Targets

relaxed = settings(deadline=None, max_examples=150)


@relaxed
@given(d=st.floats(-30, 30).filter(lambda d: abs(d) > 1e-150))
def test_the_bend_of_the_exponential_is_right_to_the_last_digits(d: float) -> None:
    with mpmath.workdps(400):
        true = mpmath.exp(-mpf(d)) - 1 + mpf(d)
    assert kernels.bend(d) == pytest.approx(float(true), rel=2e-15)


def test_the_bend_has_no_step_where_the_series_ends() -> None:
    for side in (-0.25, 0.25):
        below, above = kernels.bend(np.nextafter(side, 0)), kernels.bend(side)
        assert below == pytest.approx(above, rel=2e-15)


@pytest.mark.parametrize(("load", "agents"), [(Fraction(1, 4), 3), (Fraction(2), 3), (Fraction(7), 7), (Fraction(30), 12), (Fraction(12), 30)])
def test_the_weight_of_free_states_is_the_sum_of_falling_factorials(load: Fraction, agents: int) -> None:
    term, total = Fraction(1), Fraction(0)
    for k in range(agents, 0, -1):
        term = term * k / load
        total += term
    assert kernels.spare(float(load), agents) == pytest.approx(float(total), rel=1e-15)


def test_a_blocking_too_small_to_write_is_told_as_infinite_weight() -> None:
    assert kernels.spare(0.01, 1_000) == inf
    assert kernels.block_and_free(0.01, 1_000) == (0, 1)
    assert kernels.spare(5.0, 0) == 0
    assert kernels.block_and_free(5.0, 0) == (1, 0)


@pytest.mark.parametrize(("load", "agents"), [(0.01, 200), (20_000.0, 20_000), (20_000.0, 10), (1e6, 1_000_000), (1e6, 1), (3.0, 10_000_000)])
def test_blocking_and_its_rest_are_one_together(load: float, agents: int) -> None:
    block, free = kernels.block_and_free(load, agents)
    assert block + free == pytest.approx(1, rel=1e-12)
    assert min(block, free) >= 0


@pytest.mark.parametrize(("load", "agents", "ratio"), [(3.0, 4, 0.5), (3.0, 3, 2.0), (0.5, 1, 10.0), (40.0, 40, 1.5), (199.0, 180, 20.0)])
def test_the_weight_of_the_queue_is_the_confluent_hypergeometric_function(load: float, agents: int, ratio: float) -> None:
    """1 + a/(n+r) + a^2/((n+r)(n+2r)) + ... = 1F1(1; n/r + 1; a/r)."""
    true = mpmath.hyp1f1(1, mpf(agents) / mpf(ratio) + 1, mpf(load) / mpf(ratio))
    assert kernels.queue_weight(load, agents, ratio) == pytest.approx(float(true), rel=1e-13)


PIECES = list(product([(3.0, 4), (40.0, 30), (40.0, 60), (25.0, 1)], [0.5, 50.0], [(0.0, 0.1), (0.1, 2.0), (1.5, inf)]))


@pytest.mark.parametrize(("point", "ratio", "span"), PIECES)
def test_the_integral_of_waits_agrees_over_any_stretch(point: tuple[float, int], ratio: float, span: tuple[float, float]) -> None:
    """The moment of e^s - 1 is asked for only where it does not stretch the tail: with far more agents than load."""
    (load, agents), (low, high) = point, span
    shape = kernels.wait_shape(load, agents, ratio)
    x, w, peak = mpf(load) / mpf(ratio), mpf(agents) / mpf(ratio) + 1, mpf(shape[3])
    top = x * -mpmath.expm1(-peak) - w * peak
    ends = [mpf(low), *(s for s in (peak + mpf(d) / 2 for d in range(-6, 20)) if low < s < high), mpf(high)]
    ours = kernels.waits(shape, low, high, True)
    factors = (lambda s: 1, lambda s: s, *([mpmath.expm1] if w - x > 11 else []))
    for found, factor in zip(ours, factors, strict=False):
        true = mpmath.quad(lambda s, f=factor: f(s) * mpmath.exp(x * -mpmath.expm1(-s) - w * s - top), ends)
        assert found == pytest.approx(float(true), rel=1e-11)
    assert kernels.waits(shape, low, high, False) == (ours[0], 0, 0)


def test_a_stretch_beyond_all_waits_has_no_weight() -> None:
    shape = kernels.wait_shape(10.0, 12, 1.0)
    assert kernels.waits(shape, 1e12, inf, True) == (0, 0, 0)
    assert kernels.waits(shape, 0.0, 0.0, True) == (0, 0, 0)


@relaxed
@given(
    model=st.sampled_from([kernels.B, kernels.C, kernels.A]),
    load=st.one_of(st.just(0.0), st.floats(0.01, 50), st.floats(0.01, 20_000)),
    share=st.floats(0, 1.6),
    aht=st.floats(1, 2_000),
    patience=st.one_of(st.floats(1, 5_000), st.sampled_from([1e-6, 1e7])),
    limit=st.floats(0, 600),
)
def test_the_short_way_to_the_service_level_is_the_long_way(model: int, load: float, share: float, aht: float, patience: float, limit: float) -> None:
    row, agents = np.empty(9), int(load * share)
    kernels.fill(model, load, agents, aht, patience, limit, row)
    long_way = row[kernels.OFFERED]
    assert kernels.level(model, load, agents, aht, patience, limit) == pytest.approx(long_way, rel=1e-11, abs=1e-280)


@pytest.mark.parametrize("model", [kernels.B, kernels.C, kernels.A])
@pytest.mark.parametrize("load", [0.3, 17.0, 900.0])
def test_the_search_ends_at_the_same_number_wherever_it_starts(model: int, load: float) -> None:
    targets = Targets(service_level=0.8, threshold_s=20, max_occupancy=0.9).row("BCA"[model])
    guesses = [0, 1, int(load / 2), int(load), int(load) + 1, int(1.5 * load) + 3, 10 * int(load) + 50, 10_000_000, 2**62]
    answers = {kernels.least(model, load, guess, 1, 180.0, 120.0, targets, np.empty(9)) for guess in guesses}
    assert len(answers) == 1
    assert load * 0.5 < answers.pop() < load + 10 * (1 + load**0.5)


def simulated(*, load: float, agents: int, aht_s: float, patience_s: float, threshold_s: float, calls: int) -> dict[str, float]:
    """The queue itself, caller by caller: first come first served, everyone with a patience and a handling time drawn by lot."""
    lot = np.random.default_rng(20_261_122)
    arrivals = np.cumsum(lot.exponential(aht_s / load, calls))
    patience, handling = lot.exponential(patience_s, calls), lot.exponential(aht_s, calls)
    free_at = [0.0] * agents
    waits, in_time, lost, held = 0, 0, 0, 0.0
    for arrival, patient, length in zip(arrivals.tolist(), patience.tolist(), handling.tolist(), strict=True):
        wait = max(0.0, free_at[0] - arrival)
        waits += wait > 0
        if wait > patient:
            lost += 1
            continue
        heapq.heapreplace(free_at, arrival + wait + length)
        in_time += wait <= threshold_s
        held += wait
    answered = calls - lost
    return {
        "p_wait": waits / calls,
        "p_abandon": lost / calls,
        "sl_offered": in_time / calls,
        "sl_answered": in_time / answered,
        "asa_answered_s": held / answered,
    }


@pytest.mark.parametrize(("load", "agents", "patience_s"), [(8.0, 9, 240.0), (8.0, 7, 60.0), (30.0, 24, 400.0)])
def test_erlang_a_is_the_queue_that_one_can_play_through(load: float, agents: int, patience_s: float) -> None:
    """The words mean what they say: shares of offered, shares of answered, waits of the answered. Noise of 100 000 calls: about 2 %."""
    point = {"load": load, "agents": agents, "aht_s": 180.0, "patience_s": patience_s, "threshold_s": 20.0}
    played = simulated(**point, calls=100_000)  # type: ignore[arg-type]
    exact = evaluate(model="A", erlangs=load, agents=agents, aht_s=180, patience_s=patience_s, threshold_s=20)
    for name, share in played.items():
        assert getattr(exact, name) == pytest.approx(share, rel=0.05, abs=0.004), name


def test_the_kernels_survive_the_corners_of_what_is_allowed() -> None:
    loads, agents, times = (1e-300, 0.01, 1e6), (0, 1, 1_000_000, 10_000_000), (0.001, 1e7)
    for load, n, aht, patience, limit in product(loads, agents, times, (1e-9, 60.0, 1e12), (0.0, 1e9)):
        row = np.full(9, np.nan)
        kernels.fill(kernels.A, load, n, aht, patience, limit, row)
        assert all(isfinite(figure) and figure >= 0 for figure in row), (load, n, aht, patience, limit, row)


def test_without_waiting_room_in_time_the_wait_decays_as_in_the_textbook() -> None:
    """Erlang C: P(wait > t) = C exp(-(n - a) t / aht)."""
    for seconds in (0.0, 7.0, 90.0):
        c = evaluate(model="C", erlangs=12, agents=14, aht_s=120, threshold_s=seconds)
        assert 1 - c.sl_offered == pytest.approx(c.p_wait * exp(-2 * seconds / 120), rel=1e-12)
