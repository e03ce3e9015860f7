"""The week of a shift design as a programme: its price by definition, its relaxation, whole heads, the best choice of kinds (F-11)."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from zuoxi.engine.roster.design_model import Relaxation, Week, best_choice, whole_heads

DAY = {"early": (8, 16), "late": (12, 20), "short": (10, 14), "night": (22, 30)}


def cover(*names: str) -> np.ndarray:
    found = np.zeros((len(names), 48))
    for row, name in zip(found, names, strict=True):
        row[slice(*DAY[name])] = 1
    return found


def week(need: np.ndarray, *names: str, paid_hour: float = 1.0, under: float = 10.0, over: float = 0.0) -> Week:
    hours = np.array([DAY[name][1] - DAY[name][0] for name in names], dtype=float)
    return Week(need, cover(*names), hours, 1.0, paid_hour, under, over)


def needed(*days: dict[tuple[int, int], int]) -> np.ndarray:
    need = np.zeros((len(days), 24))
    for row, day in zip(need, days, strict=True):
        for (start, end), heads in day.items():
            row[start:end] += heads
    return need


def heads(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=float)


def test_heads_there_are_those_of_the_day_and_of_the_night_before() -> None:
    plan = week(needed({}, {}), "early", "night")
    there = plan.scheduled(heads((2, 1), (0, 3)))
    assert there[0, 8:16].tolist() == [2] * 8
    assert there[0, 22:].tolist() == [1, 1]
    assert there[1, :6].tolist() == [1] * 6
    assert there[0, :6].tolist() == [3] * 6


def test_a_week_of_one_day_is_its_own_yesterday() -> None:
    plan = week(needed({}), "night")
    assert plan.scheduled(heads((2,)))[0].tolist() == [2] * 6 + [0] * 16 + [2] * 2


@pytest.mark.parametrize(
    ("early", "cost"),
    [(0, 10 * 8 * 2), (1, 8 + 10 * 8), (2, 16), (3, 24 + 0.5 * 8)],
)
def test_the_price_is_paid_hours_missing_hours_and_hours_too_many(early: int, cost: float) -> None:
    plan = week(needed({(8, 16): 2}), "early", over=0.5)
    assert plan.cost(heads((early,))) == cost


def test_more_heads_than_any_interval_needs_are_never_useful() -> None:
    plan = week(needed({(8, 12): 3, (14, 15): 7}, {(0, 6): 4}), "early", "short", "night")
    assert plan.most_heads().tolist() == [[7, 3, 4], [0, 0, 0]]


def test_an_interval_covered_in_part_may_need_more_heads() -> None:
    part = Week(needed({(8, 9): 3}), np.eye(1, 48, 8) * 0.5, np.ones(1), 1.0, 1.0, 10.0, 0.0)
    assert part.most_heads().tolist() == [[6]]


def by_linprog(plan: Week, kinds: list[int]) -> float:
    """The relaxation by another solver, variables laid out in another way."""
    slots, count = plan.need.size, len(kinds)
    rows = np.zeros((slots, plan.days * count + slots))
    for day, (column, kind) in product(range(plan.days), enumerate(kinds)):
        alone = np.zeros((plan.days, plan.kinds))
        alone[day, kind] = 1
        rows[:, day * count + column] = plan.scheduled(alone).ravel()
    rows[:, plan.days * count :] = np.eye(slots)
    per_head = plan.paid_hour * plan.paid[kinds] + plan.over_hour * plan.step_hours * plan.cover[kinds].sum(axis=1)
    costs = np.concatenate([np.tile(per_head, plan.days), np.full(slots, (plan.under_hour + plan.over_hour) * plan.step_hours)])
    found = linprog(costs, A_ub=-rows, b_ub=-plan.need.ravel(), method="highs-ds")
    return float(found.fun) - plan.over_hour * plan.step_hours * plan.need.sum()


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    days=st.integers(1, 3),
    kinds=st.sets(st.integers(0, 3), min_size=1),
    prices=st.sampled_from([(1.0, 10.0, 0.0), (1.0, 3.0, 0.5), (0.0, 1.0, 1.0)]),
)
def test_the_relaxation_costs_what_another_solver_finds(seed: int, days: int, kinds: set[int], prices: tuple[float, float, float]) -> None:
    need = np.random.default_rng(seed).integers(0, 5, (days, 24)).astype(float)
    plan = week(need, *DAY, paid_hour=prices[0], under=prices[1], over=prices[2])
    assert Relaxation(plan).solve(sorted(kinds))[0] == pytest.approx(by_linprog(plan, sorted(kinds)), abs=1e-6)


def test_a_relaxation_forgets_the_set_before() -> None:
    plan = week(needed({(8, 20): 2}), "early", "late", "short")
    relaxation = Relaxation(plan)
    alone, both, again = (relaxation.solve(kinds)[0] for kinds in ([0], [0, 1], [0]))
    assert alone == again
    assert both < alone
    assert relaxation.solve([])[0] == pytest.approx(10 * 24)


def test_savings_point_to_the_kind_that_helps() -> None:
    plan = week(needed({(12, 20): 2}), "early", "late", "night")
    _, used, saving = Relaxation(plan).solve([0])
    assert int(np.argmax(saving)) == 1
    assert saving[2] == 0
    assert used[:, 1:].sum() == 0


def test_more_kinds_never_make_the_relaxation_dearer() -> None:
    plan = week(np.random.default_rng(3).integers(0, 6, (3, 24)).astype(float), *DAY)
    relaxation = Relaxation(plan)
    for smaller in combinations(range(4), 2):
        for further in set(range(4)) - set(smaller):
            assert relaxation.solve((*smaller, further))[0] <= relaxation.solve(smaller)[0] + 1e-9


def cheapest(plan: Week, kinds: tuple[int, ...], most: int = 3) -> float:
    """Every plan of one day with up to `most` heads a kind."""
    best = np.inf
    for counts in product(range(most + 1), repeat=len(kinds)):
        row = np.zeros((1, plan.kinds))
        row[0, list(kinds)] = counts
        best = min(best, plan.cost(row))
    return float(best)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), over=st.sampled_from([0.0, 0.7]))
def test_whole_heads_cost_what_full_enumeration_finds(seed: int, over: float) -> None:
    need = np.zeros((1, 24))
    need[0, 8:20] = np.random.default_rng(seed).integers(0, 3, 12)
    plan = week(need, "early", "late", "short", over=over)
    answer = whole_heads(plan, (0, 1, 2), seconds=10)
    assert plan.cost(answer.heads) == pytest.approx(cheapest(plan, (0, 1, 2)))
    assert answer.proved
    assert answer.bound == pytest.approx(plan.cost(answer.heads))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), at_most=st.integers(1, 3))
def test_the_best_choice_costs_what_full_enumeration_finds(seed: int, at_most: int) -> None:
    need = np.zeros((1, 24))
    need[0, 8:20] = np.random.default_rng(seed).integers(0, 3, 12)
    plan = week(need, "early", "late", "short")
    answer = best_choice(plan, at_most=at_most, start=np.zeros((1, 3)), seconds=10)
    assert plan.cost(answer.heads) == pytest.approx(min(cheapest(plan, kinds) for kinds in combinations(range(3), at_most)))
    assert (answer.heads.sum(axis=0) > 0).sum() <= at_most
    assert answer.proved


def test_with_no_kinds_everything_is_missing() -> None:
    plan = week(needed({(8, 10): 2}), "early")
    answer = whole_heads(plan, (), seconds=1)
    assert (answer.heads.tolist(), answer.bound, answer.proved) == ([[0.0]], 40, True)


def test_a_cheap_missing_head_stays_missing_though_a_kind_could_cover_it() -> None:
    """The form on which the presolve of HiGHS 1.14.0 goes wrong (its #3043)."""
    plan = week(needed({(8, 9): 1}), "early", "late", under=1.0)
    answer = best_choice(plan, at_most=2, start=np.zeros((1, 2)), seconds=5)
    assert (plan.cost(answer.heads), answer.bound) == (1, pytest.approx(1))
