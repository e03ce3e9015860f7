"""Shift design follows a requirement with few kinds, and says how good its answer is (F-11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy, place
from zuoxi.engine.roster.design import DesignPolicy, Effort, MealRule, Proposal, propose
from zuoxi.engine.roster.design_candidates import candidates, coverage
from zuoxi.engine.roster.problem import Problem, Roster, Worker, WorkRules

HOURS = 24
PLAIN = DesignPolicy(start_grid_min=60, earliest_start_min=480, latest_start_min=720, latest_end_min=1200, lengths_min=(240, 480), meal=None)


def week(*days: dict[tuple[int, int], int], step: int = 60) -> np.ndarray:
    """Heads by hour of the clock: `{(8, 12): 2}` is two people from 8 to 12."""
    need = np.zeros((len(days), 1440 // step))
    for row, day in zip(need, days, strict=True):
        for (start, end), heads in day.items():
            row[start * 60 // step : end * 60 // step] += heads
    return need


def design(need: np.ndarray, policy: DesignPolicy = PLAIN, *, at_most: int = 2, step: int = 60, **more: Any) -> Proposal:
    return propose(need, step_min=step, policy=policy, at_most=at_most, seed=1, **more)


def heads(proposal: Proposal) -> dict[str, tuple[int, ...]]:
    return {kind.shift.code: kind.heads for kind in proposal.kinds}


def test_one_straight_day_is_one_kind_with_nothing_missing_or_too_many() -> None:
    answer = design(week({(8, 16): 3}))
    assert heads(answer) == {"0800-1600": (3,)}
    assert (answer.status, answer.cost, answer.paid_hours, answer.under.sum(), answer.over.sum()) == ("optimal", 24, 24, 0, 0)


def test_two_separate_peaks_need_two_short_kinds() -> None:
    answer = design(week({(8, 12): 2, (15, 19): 3}), replace(PLAIN, latest_start_min=900))
    assert heads(answer) == {"0800-1200": (2,), "1500-1900": (3,)}


def test_with_one_kind_only_the_cheapest_compromise_is_taken() -> None:
    need = week({(8, 12): 1, (12, 16): 3})
    assert heads(design(need, at_most=1)) == {"0800-1600": (3,)}
    assert design(need, at_most=1).over.sum() == 8
    assert heads(design(need, at_most=2)) == {"0800-1600": (1,), "1200-1600": (2,)}


def test_a_cheap_missing_head_is_left_missing_and_shown() -> None:
    answer = design(week({(8, 9): 1}), replace(PLAIN, under_hour=1.0))
    assert answer.kinds == ()
    assert (answer.under[0, 8], answer.under.sum(), answer.cost) == (1, 1, 1)


def test_least_deviation_and_least_hours_are_two_prices_of_one_model() -> None:
    need = week({(8, 12): 2, (12, 16): 1})
    only_long = replace(PLAIN, lengths_min=(480,), latest_start_min=480)
    least_hours = design(need, only_long)
    assert heads(least_hours) == {"0800-1600": (2,)}
    deviation = design(need, replace(only_long, paid_hour=0, under_hour=2, over_hour=3))
    assert heads(deviation) == {"0800-1600": (1,)}
    assert deviation.cost == 8


def test_each_day_of_the_week_gets_its_own_heads() -> None:
    answer = design(week({(8, 16): 3}, {(8, 16): 1}, {}))
    assert heads(answer) == {"0800-1600": (3, 1, 0)}


def test_sunday_s_night_shift_covers_monday_s_early_hours() -> None:
    night = DesignPolicy(60, 22 * 60, 22 * 60, 30 * 60, (480,), meal=None)
    need = np.zeros((7, HOURS))
    need[0, :6], need[6, 22:] = 2, 2
    answer = design(need, night)
    assert heads(answer) == {"2200-0600": (0, 0, 0, 0, 0, 0, 2)}
    assert answer.kinds[0].shift.tags == {"night"}
    assert answer.under.sum() == 0


def test_two_peaks_of_the_same_people_call_for_a_two_ended_shift() -> None:
    policy = replace(PLAIN, lengths_min=(480,), two_ended=((240, 240),), two_ended_gaps_min=(180,), latest_end_min=1260)
    answer = design(week({(8, 12): 2, (15, 19): 2}), policy)
    assert heads(answer) == {"0800-1200+1500-1900": (2,)}
    assert answer.kinds[0].shift.tags == {"two_ended"}


def best_by_enumeration(need: np.ndarray, policy: DesignPolicy, at_most: int) -> float:
    """All sets of kinds, all heads: for requirements of at most two heads on one day."""
    kinds = candidates(policy)
    covers = [coverage(kind, step_min=60)[:HOURS] for kind in kinds]
    least = policy.under_hour * need.sum()
    for chosen in combinations(range(len(kinds)), min(at_most, len(kinds))):
        for count in product(range(4), repeat=len(chosen)):
            difference = sum(n * covers[k] for n, k in zip(count, chosen, strict=True)) - need[0]
            paid = sum(n * kinds[k].paid_min / 60 for n, k in zip(count, chosen, strict=True))
            cost = policy.paid_hour * paid - policy.under_hour * np.minimum(difference, 0).sum() + policy.over_hour * np.maximum(difference, 0).sum()
            least = min(least, cost)
    return float(least)


@settings(deadline=None, max_examples=25)
@given(
    need=st.lists(st.integers(0, 2), min_size=12, max_size=12),
    at_most=st.integers(1, 2),
    prices=st.sampled_from([(1.0, 10.0, 0.0), (0.0, 1.0, 1.0), (1.0, 2.0, 0.5)]),
)
def test_a_small_design_costs_what_full_enumeration_finds(need: list[int], at_most: int, prices: tuple[float, float, float]) -> None:
    curve = np.zeros((1, HOURS))
    curve[0, 8:20] = need
    paid, under, over = prices
    policy = replace(PLAIN, start_grid_min=120, lengths_min=(240, 360), paid_hour=paid, under_hour=under, over_hour=over)
    answer = design(curve, policy, at_most=at_most)
    assert answer.cost == pytest.approx(best_by_enumeration(curve, policy, at_most))
    assert answer.status == "optimal"


@st.composite
def curves(draw: st.DrawFn) -> np.ndarray:
    days = draw(st.integers(1, 7))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    need = np.zeros((days, 48))
    need[:, 16:42] = rng.integers(0, draw(st.integers(1, 40)), (days, 26))
    return need


@settings(deadline=None, max_examples=15)
@given(curves(), st.integers(1, 4))
def test_every_answer_keeps_the_count_and_adds_up(need: np.ndarray, at_most: int) -> None:
    answer = propose(need, step_min=30, policy=DesignPolicy(start_grid_min=60), at_most=at_most, seed=1, prove_up_to=0, effort=Effort(starts=0))
    assert len(answer.kinds) <= at_most
    assert answer.bound <= answer.cost + 1e-9
    assert 0 <= answer.gap <= 1
    assert np.allclose(answer.scheduled - need, answer.over - answer.under)
    spread = sum(np.outer(kind.heads, coverage(kind.shift, step_min=30)[:48]) for kind in answer.kinds)
    assert np.allclose(answer.scheduled, spread)
    paid = sum(sum(kind.heads) * kind.shift.paid_min / 60 for kind in answer.kinds)
    assert answer.cost == pytest.approx(paid + 10 * answer.under.sum() / 2)


def test_the_search_finds_the_best_pair_of_all_pairs() -> None:
    hours = np.arange(48) / 2
    curve = np.round(20 * np.exp(-(((hours - 10.5) / 2.2) ** 2)) + 17 * np.exp(-(((hours - 15.5) / 2.6) ** 2)))
    policy = DesignPolicy(start_grid_min=60, lengths_min=(300, 480, 600))
    from zuoxi.engine.roster.design_model import Relaxation, Week
    from zuoxi.engine.roster.design_search import choose

    kinds = candidates(policy)
    cover = np.array([coverage(kind, step_min=30) for kind in kinds])
    numbers = Week(curve[None], cover, np.array([kind.paid_min / 60 for kind in kinds]), 0.5, 1.0, 10.0, 0.0)
    relaxation = Relaxation(numbers)
    best = min(relaxation.solve(pair)[0] for pair in combinations(range(len(kinds)), 2))
    assert choose(relaxation, at_most=2, effort=Effort(), rng=np.random.default_rng(3))[0] == pytest.approx(best)


def test_more_kinds_never_cost_more_and_the_bound_tells_the_price_of_few() -> None:
    need = week({(8, 12): 3, (12, 20): 5, (10, 14): 2}, {(8, 20): 2})
    costs = [design(need, at_most=count).cost for count in (1, 2, 3, 6)]
    assert costs == sorted(costs, reverse=True)
    unproved = design(need, at_most=1, prove_up_to=0)
    assert unproved.status == "feasible"
    assert unproved.bound <= costs[-1] + 1e-9 < unproved.cost


def test_same_seed_same_proposal() -> None:
    rng = np.random.default_rng(8)
    need = np.zeros((7, 48))
    need[:, 16:44] = rng.integers(0, 30, (7, 28))
    one, other = (propose(need, step_min=30, policy=DesignPolicy(start_grid_min=60), at_most=3, seed=4, prove_up_to=0) for _ in range(2))
    assert heads(one) == heads(other)


def test_no_requirement_no_shifts() -> None:
    answer = design(np.zeros((7, HOURS)))
    assert (answer.kinds, answer.cost, answer.gap, answer.status) == ((), 0, 0, "optimal")


def test_the_breaks_of_every_proposed_kind_can_be_placed() -> None:
    answer = design(week({(8, 18): 4}), DesignPolicy(two_ended=((360, 240),), lengths_min=(480, 600)), at_most=3)
    shifts = candidates(DesignPolicy(two_ended=((360, 240),), lengths_min=(480, 600)))
    assert {kind.shift for kind in answer.kinds} <= set(shifts)
    workers = tuple(Worker(str(n), WorkRules()) for n in range(len(shifts)))
    problem = Problem(date(2026, 12, 1), 1, shifts, workers)
    placed = place(problem, Roster(np.arange(len(shifts))[:, None]), policy=BreakPolicy(), seed=1)
    assert len(placed) == len(shifts)


@pytest.mark.parametrize(
    ("code", "need", "more"),
    [
        ("design.shape", np.zeros((7, 47)), {}),
        ("design.shape", np.zeros(24), {}),
        ("design.shape", np.zeros((0, 24)), {}),
        ("design.shape", np.zeros((7, 24)), {"step": 7}),
        ("design.heads", np.full((1, 24), -1.0), {}),
        ("design.heads", np.full((1, 24), np.nan), {}),
        ("design.no_kinds", np.zeros((1, 24)), {"at_most": 0}),
        ("design.no_candidates", np.zeros((1, 24)), {"policy": replace(PLAIN, latest_end_min=500)}),
    ],
)
def test_what_cannot_be_designed_is_refused_by_name(code: str, need: np.ndarray, more: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        design(need, **more)
    assert refusal.value.code == code


@pytest.mark.parametrize("bad", [{"start_grid_min": 0}, {"under_hour": -1.0}, {"paid_hour": 0.0}])
def test_a_policy_without_prices_or_grid_is_refused_and_the_default_is_not(bad: dict[str, Any]) -> None:
    assert DesignPolicy().start_grid_min == 30
    with pytest.raises(Refusal, match=r"design\.policy"):
        replace(DesignPolicy(), **bad)


def test_a_meal_is_spread_over_its_window_and_takes_its_whole_length() -> None:
    kind = candidates(DesignPolicy(60, 480, 480, 1020, (540,), MealRule(60, 360, 180, 300)))[0]
    cover = coverage(kind, step_min=30)
    assert cover.sum() / 2 == pytest.approx(8)
    assert cover[22:28].min() > 0.45
    assert (cover[16:22] == 1).all()
    assert kind.paid_min == 480


def test_candidates_end_in_time_and_carry_their_tags() -> None:
    kinds = candidates(DesignPolicy(60, 480, 960, 1320, (360, 600), two_ended=((240, 240),), two_ended_gaps_min=(240,)))
    assert all(kind.end_min <= 1320 for kind in kinds)
    tags = {kind.code: kind.tags for kind in kinds}
    assert tags["0800-1800"] == {"long"}
    assert tags["1600-2200"] == {"late"}
    assert tags["0900-1300+1700-2100"] == {"two_ended", "late"}
