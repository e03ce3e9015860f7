"""The search for few kinds grows a set and exchanges single kinds; it keeps the count and never ends worse than it began (F-11)."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.roster.design_model import Relaxation, Week
from zuoxi.engine.roster.design_search import Effort, choose

STARTS = range(6, 15)


def relaxation(need: np.ndarray, lengths: tuple[int, ...] = (4, 8)) -> Relaxation:
    kinds = [(start, length) for start in STARTS for length in lengths]
    cover = np.zeros((len(kinds), 48))
    for row, (start, length) in zip(cover, kinds, strict=True):
        row[start : start + length] = 1
    return Relaxation(Week(need, cover, np.array([float(length) for _, length in kinds]), 1.0, 1.0, 10.0, 0.0))


def curve(seed: int, days: int = 2) -> np.ndarray:
    need = np.zeros((days, 24))
    need[:, 7:21] = np.random.default_rng(seed).integers(0, 12, (days, 14))
    return need


def picked(found: Relaxation, at_most: int, *, effort: Effort | None = None, seed: int = 1) -> tuple[float, tuple[int, ...]]:
    return choose(found, at_most=at_most, effort=effort or Effort(), rng=np.random.default_rng(seed))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), at_most=st.integers(1, 5))
def test_the_set_is_within_the_count_and_its_price_is_the_relaxation_s(seed: int, at_most: int) -> None:
    found = relaxation(curve(seed))
    cost, kinds = picked(found, at_most)
    assert len(kinds) <= at_most
    assert list(kinds) == sorted(set(kinds))
    assert cost == pytest.approx(found.solve(kinds)[0])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("at_most", [1, 2])
def test_small_choices_are_as_good_as_the_best_of_all(seed: int, at_most: int) -> None:
    found = relaxation(curve(seed))
    best = min(found.solve(kinds)[0] for kinds in combinations(range(found.week.kinds), at_most))
    assert picked(found, at_most)[0] == pytest.approx(best)


@pytest.mark.parametrize("seed", range(4))
def test_no_single_exchange_would_be_better(seed: int) -> None:
    found = relaxation(curve(seed))
    cost, kinds = picked(found, 3, effort=Effort(tried=found.week.kinds))
    for out in kinds:
        for other in set(range(found.week.kinds)) - set(kinds):
            swapped = sorted((set(kinds) - {out}) | {other})
            assert found.solve(swapped)[0] >= cost - 1e-6


def test_more_starts_never_end_dearer() -> None:
    for seed in range(5):
        found = relaxation(curve(seed, days=3))
        few, many = (picked(found, 4, effort=Effort(starts=starts))[0] for starts in (0, 6))
        assert many <= few + 1e-9


def test_same_seed_same_set() -> None:
    found = relaxation(curve(9))
    assert picked(found, 3, seed=5) == picked(relaxation(curve(9)), 3, seed=5)


def test_where_few_kinds_suffice_no_more_are_taken() -> None:
    need = np.zeros((1, 24))
    need[0, 8:16] = 5
    cost, kinds = picked(relaxation(need), 6)
    assert len(kinds) == 1
    assert cost == 40


def test_with_room_for_all_the_price_is_that_of_all() -> None:
    found = relaxation(curve(2))
    everything = found.solve(range(found.week.kinds))[0]
    assert picked(found, found.week.kinds)[0] == pytest.approx(everything)


def test_no_requirement_no_kinds() -> None:
    assert picked(relaxation(np.zeros((2, 24))), 3) == (0.0, ())
