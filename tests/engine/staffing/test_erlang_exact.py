"""Against an independent computation with 50 digits: every figure within 1e-11 (promised: 1e-9), from a hundredth of an erlang to 20 000,
in deep overload, with patience from a millisecond to months."""

from __future__ import annotations

import random
from itertools import product

import pytest
from mpmath import mpf

from tests.engine.staffing import exact
from zuoxi.engine.staffing.erlang import COLUMNS, Performance, evaluate

WITHIN = 1e-11
SMALLEST = mpf(10) ** -290
"""Below this a double loses digits by itself; the figure must then be as small."""
GRID = list(product([0.3, 7.0, 60.0, 300.0], [0.1, 0.7, 0.97, 1.0, 1.04, 1.5], [0.08, 0.4, 6.0, 5_000.0]))


def assert_same(ours: Performance[float], truth: dict[str, mpf], within: float = WITHIN) -> None:
    for name in COLUMNS:
        figure, true = getattr(ours, name), truth.get(name, mpf(1) if name == "sl_answered" else mpf(0))
        if true < SMALLEST:
            assert 0 <= figure <= 1e-280, name
        else:
            assert abs(figure - true) <= within * true, f"{name}: {figure!r}, truly {true}"


@pytest.mark.parametrize(
    ("erlangs", "agents"),
    [
        (0.01, 1),
        (0.01, 4),
        (0.5, 1),
        (0.5, 20),
        (2.0, 3),
        (9.99, 10),
        (10.0, 10),
        (48.0, 50),
        (100.0, 3),
        (100.0, 180),
        (1_000.0, 1_000),
        (1_000.0, 1_030),
        (5_000.0, 4_000),
        (5_000.0, 5_100),
        (20_000.0, 1),
        (20_000.0, 15_000),
        (20_000.0, 20_000),
        (20_000.0, 20_300),
        (20_000.0, 24_000),
    ],
)
def test_erlang_b_agrees_with_the_sum_over_its_states(erlangs: float, agents: int) -> None:
    assert_same(evaluate(model="B", erlangs=erlangs, agents=agents, aht_s=180), exact.erlang_b(erlangs, agents))


@pytest.mark.parametrize("threshold_s", [0.0, 0.5, 20.0, 3_600.0])
@pytest.mark.parametrize(
    ("erlangs", "agents"),
    [
        (0.01, 1),
        (0.01, 3),
        (0.999_999, 1),
        (0.99, 1),
        (2.0, 3),
        (15.0, 18),
        (48.0, 50),
        (249.999, 250),
        (250.0, 262),
        (3_000.0, 3_020),
        (5_000.0, 5_001),
        (20_000.0, 20_001),
        (20_000.0, 20_150),
        (20_000.0, 26_000),
    ],
)
def test_erlang_c_agrees_with_the_sum_over_its_states(erlangs: float, agents: int, threshold_s: float) -> None:
    ours = evaluate(model="C", erlangs=erlangs, agents=agents, aht_s=240, threshold_s=threshold_s)
    assert_same(ours, exact.erlang_c(erlangs, agents, 240, threshold_s))


@pytest.mark.parametrize(
    ("erlangs", "agents", "aht_s", "patience_s", "threshold_s"),
    [
        (0.01, 1, 180, 120, 20),
        (0.01, 2, 180, 0.001, 20),
        (2.0, 3, 60, 60, 0),
        (2.0, 3, 60, 60, 10),
        (15.0, 12, 180, 120, 20),
        (15.0, 18, 180, 3_000, 20),
        (48.0, 50, 60, 120, 20),
        (50.0, 1, 180, 120, 20),
        (50.0, 10, 180, 1.0, 0.2),
        (50.0, 80, 180, 1e6, 20),
        (250.0, 250, 180, 120, 20),
        (250.0, 100, 180, 120, 20),
        (250.0, 100, 180, 120, 600),
        (250.0, 249, 600, 0.01, 0.001),
        (3_000.0, 2_900, 180, 120, 20),
        (3_000.0, 3_100, 180, 30, 20),
        (5_000.0, 4_500, 180, 120, 20),
        (5_000.0, 5_000, 180, 120, 20),
        (20_000.0, 20_000, 180, 120, 20),
        (20_000.0, 19_000, 300, 100, 20),
        (20_000.0, 100, 180, 0.5, 2),
        (20_000.0, 21_000, 180, 5.0, 1),
        (20_000.0, 12_000, 180, 1.0, 0.1),
    ],
)
def test_erlang_a_agrees_with_the_sum_over_its_states(erlangs: float, agents: int, aht_s: float, patience_s: float, threshold_s: float) -> None:
    ours = evaluate(model="A", erlangs=erlangs, agents=agents, aht_s=aht_s, patience_s=patience_s, threshold_s=threshold_s)
    assert_same(ours, exact.erlang_a(erlangs, agents, aht_s, patience_s, threshold_s))


@pytest.mark.parametrize(("erlangs", "share", "ratio"), GRID)
def test_erlang_a_agrees_on_a_grid_of_load_staffing_and_patience(erlangs: float, share: float, ratio: float) -> None:
    agents, aht_s = max(1, round(erlangs * share)), 200.0
    for threshold in (0.001, 0.3, 4.0):
        patience_s = aht_s / ratio
        ours = evaluate(model="A", erlangs=erlangs, agents=agents, aht_s=aht_s, patience_s=patience_s, threshold_s=threshold * patience_s)
        assert_same(ours, exact.erlang_a(erlangs, agents, aht_s, patience_s, threshold * patience_s))


def test_erlang_a_agrees_at_points_chosen_by_lot() -> None:
    lot = random.Random(20_261_122)
    for _ in range(80):
        erlangs = 10 ** lot.uniform(-2, 3)
        agents = max(1, round(erlangs * lot.uniform(0.2, 1.3) + lot.uniform(-2, 5) * erlangs**0.5))
        aht_s, patience_s = lot.uniform(5, 1_000), 10 ** lot.uniform(-2, 4)
        threshold_s = patience_s * 10 ** lot.uniform(-3, 1)
        ours = evaluate(model="A", erlangs=erlangs, agents=agents, aht_s=aht_s, patience_s=patience_s, threshold_s=threshold_s)
        assert_same(ours, exact.erlang_a(erlangs, agents, aht_s, patience_s, threshold_s))


def test_a_service_level_too_small_to_see_is_still_right() -> None:
    """42.9 erlangs on 35 agents with very patient callers: one in 10^108 is answered within 12 s."""
    ours = evaluate(model="A", erlangs=42.9, agents=35, aht_s=180, patience_s=57_000, threshold_s=12.5)
    truth = exact.erlang_a(42.9, 35, 180, 57_000, 12.5)
    assert truth["sl_offered"] < mpf(10) ** -100
    assert_same(ours, truth)
