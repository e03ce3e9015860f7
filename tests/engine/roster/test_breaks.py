"""Breaks lie where the requirement can spare people, and never where a rule forbids (F-10, F-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy, Breaks, PlacedBreak, cover, place, unit_of
from zuoxi.engine.roster.problem import OFF, BreakRule, Problem, Roster, Shift, Worker, WorkRules

MEAL = BreakRule(60, 180, 300, False, "meal")
REST = BreakRule(15, 60, 150, True, "rest")
LATE_REST = BreakRule(15, 360, 465, True, "rest")
DAY = Shift("D", ((510, 1050),), (REST, MEAL, LATE_REST))
EARLY = Shift("E", ((420, 900),), (BreakRule(30, 180, 270, False, "meal"),))
NIGHT = Shift("N", ((1320, 1800),), (BreakRule(30, 120, 330, False, "meal"), REST), frozenset({"night"}))
SPLIT = Shift(
    "S", ((480, 720), (1020, 1260)), (BreakRule(15, 60, 225, True, "rest"), BreakRule(15, 600, 765, True, "rest")), frozenset({"two_ended"})
)
BARE = Shift("B", ((540, 780),))
SHIFTS = (DAY, EARLY, NIGHT, SPLIT, BARE)


def floor(
    cells: Sequence[Sequence[int]],
    demand: dict[str, np.ndarray] | None = None,
    *,
    skills: Sequence[set[str]] = (),
    shifts: tuple[Shift, ...] = SHIFTS,
    step: int = 30,
) -> tuple[Problem, Roster]:
    held = [*skills, *[{"phone"}] * (len(cells) - len(skills))]
    workers = tuple(Worker(f"{number:03}", WorkRules(), frozenset(has)) for number, has in enumerate(held))
    return Problem(date(2026, 12, 1), len(cells[0]), shifts, workers, step, demand or {}), Roster(np.array(cells, dtype=np.int64))


def wanted(days: int, slots: int = 48, **heads: int) -> dict[str, np.ndarray]:
    return {queue: np.full((days, slots), count, dtype=np.int64) for queue, count in heads.items()}


@st.composite
def floors(draw: st.DrawFn) -> tuple[Problem, Roster]:
    workers, days = draw(st.integers(1, 9)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    cells = rng.integers(OFF, len(SHIFTS), (workers, days))
    queues = ["phone", "chat", "mail"][: draw(st.integers(0, 3))]
    demand = {queue: rng.integers(0, 4, (days, 48)) for queue in queues}
    skills = [set(rng.choice(["phone", "chat", "mail", "fax"], rng.integers(0, 4), replace=False).tolist()) for _ in range(workers)]
    return floor(cells.tolist(), demand, skills=skills)


def broken_rules(problem: Problem, roster: Roster, breaks: Breaks, policy: BreakPolicy) -> list[str]:
    """An independent reading of F-10: every break of the kind once, in its window, in one block, apart from the next."""
    bad = []
    for (w, d), cell in np.ndenumerate(roster.cells):
        placed = breaks.get((w, d), ())
        shift = problem.shifts[cell] if cell != OFF else BARE
        rules = list(shift.breaks)
        if sorted((b.end_min - b.start_min, b.name, b.paid) for b in placed) != sorted((r.length_min, r.name, r.paid) for r in rules):
            bad.append(f"{w},{d}: not the breaks of the shift")
        for b in placed:
            windows = [r for r in rules if (r.length_min, r.name) == (b.end_min - b.start_min, b.name)]
            if not any(r.earliest_min <= b.start_min - shift.start_min <= r.latest_min for r in windows):
                bad.append(f"{w},{d}: outside its window")
            if not any(begin <= b.start_min and b.end_min <= end for begin, end in shift.blocks):
                bad.append(f"{w},{d}: outside the block")
        bad += [f"{w},{d}: too close" for a, b in pairwise(placed) if b.start_min < a.end_min + policy.min_gap_min]
    return bad


@settings(deadline=None, max_examples=60)
@given(floors(), st.integers(0, 99))
def test_every_break_is_placed_once_in_its_window_and_apart_from_the_others(both: tuple[Problem, Roster], seed: int) -> None:
    policy = BreakPolicy(rounds=2)
    assert broken_rules(*both, place(*both, policy=policy, seed=seed), policy) == []


@settings(deadline=None, max_examples=30)
@given(floors(), st.integers(0, 99))
def test_same_seed_same_breaks_and_days_asked_for_one_by_one_are_the_same(both: tuple[Problem, Roster], seed: int) -> None:
    policy = BreakPolicy(rounds=3)
    together = place(*both, policy=policy, seed=seed)
    assert together == place(*both, policy=policy, seed=seed)
    one_by_one: dict[tuple[int, int], tuple[PlacedBreak, ...]] = {}
    for day in reversed(range(both[0].days)):
        one_by_one.update(place(*both, policy=policy, seed=seed, days=[day]))
    assert one_by_one == together


def price(problem: Problem, roster: Roster, breaks: Breaks, policy: BreakPolicy) -> float:
    """The price of a day by minutes, in another way than the search: by the cover that results, in cells of the grid."""
    result = cover(problem, roster, breaks)
    scale = result.unit_min / 15
    surplus = (result.present - result.need).astype(float)
    return float(policy.under * result.short.sum() + policy.uneven * (surplus**2).sum()) * scale


def every_placement(problem: Problem, roster: Roster, policy: BreakPolicy) -> list[Breaks]:
    """All lawful placements of a one-day roster, by brute force."""
    options = []
    for w, cell in enumerate(roster.cells[:, 0]):
        shift = problem.shifts[cell]
        choices = []
        for rule in shift.breaks:
            first, last = shift.start_min + rule.earliest_min, shift.start_min + rule.latest_min
            on_grid = [m for m in range(first, last + 1) if m % policy.grid_min == 0]
            choices.append([PlacedBreak(m, m + rule.length_min, rule.name, rule.paid) for m in on_grid])
        lawful = [tuple(sorted(combo)) for combo in product(*choices)]
        lawful = [c for c in lawful if all(b.start_min >= a.end_min + policy.min_gap_min for a, b in pairwise(c))]
        options.append([((w, 0), combo) for combo in lawful])
    return [dict(choice) for choice in product(*options)]


@pytest.mark.parametrize("seed", range(4))
def test_a_small_day_reaches_the_optimum_that_brute_force_finds(seed: int) -> None:
    short_rest, meal = BreakRule(15, 30, 105, True, "rest"), BreakRule(30, 60, 150, False, "meal")
    shifts = (Shift("A", ((480, 720),), (short_rest, meal)), Shift("B", ((510, 750),), (meal,)))
    rng = np.random.default_rng(seed)
    demand = {"phone": rng.integers(0, 3, (1, 48)), "chat": rng.integers(0, 2, (1, 48))}
    both = floor([[0], [1], [0]], demand, skills=[{"phone"}, {"chat", "phone"}, {"chat"}], shifts=shifts)
    policy = BreakPolicy(min_gap_min=30)
    least = min(price(*both, choice, policy) for choice in every_placement(*both, policy))
    assert price(*both, place(*both, policy=policy, seed=seed), policy) == least


def test_two_people_with_one_head_needed_take_turns_at_the_meal() -> None:
    both = floor([[1], [1]], wanted(1, phone=1))
    (one,), (other,) = place(*both, policy=BreakPolicy(), seed=1).values()
    assert one.end_min <= other.start_min or other.end_min <= one.start_min
    result = cover(*both, {(0, 0): (one,), (1, 0): (other,)})
    assert result.short[0, 420 // result.unit_min : 900 // result.unit_min].sum() == 0
    together = cover(*both, {(0, 0): (one,), (1, 0): (one,)})
    assert together.hours(together.short[:, 420 // result.unit_min : 900 // result.unit_min]) == 0.5


def test_a_meal_moves_to_the_hour_in_which_nobody_is_needed() -> None:
    demand = wanted(1, phone=1)
    demand["phone"][0, 23] = 0  # 11:30 to 12:00
    both = floor([[1]], demand)
    assert place(*both, policy=BreakPolicy(), seed=1)[0, 0] == (PlacedBreak(690, 720, "meal", False),)


def test_the_break_of_a_night_shift_respects_the_morning_s_requirement() -> None:
    demand = wanted(2, phone=0)
    demand["phone"][1, :5] = 1  # 00:00 to 02:30 of the second day; later nobody is needed
    both = floor([[2, OFF]], demand)
    meal = next(b for b in place(*both, policy=BreakPolicy(), seed=1)[0, 0] if b.name == "meal")
    assert meal.start_min >= 1440 + 150


def test_the_night_after_the_last_day_is_judged_by_the_same_night_a_week_before() -> None:
    demand = wanted(7, phone=0)
    demand["phone"][0, :5] = 1
    both = floor([[OFF] * 6 + [2]], demand)
    meal = next(b for b in place(*both, policy=BreakPolicy(), seed=1)[0, 6] if b.name == "meal")
    assert meal.start_min >= 1440 + 150


def test_who_cannot_serve_the_busy_queue_is_sent_to_the_meal_first() -> None:
    demand = wanted(1, phone=1, chat=0)
    demand["phone"][0, 21:] = 0  # needed on the phone until 10:30 only
    both = floor([[1], [1]], demand, skills=[{"phone"}, {"chat"}])
    placed = place(*both, policy=BreakPolicy(), seed=1)
    assert placed[0, 0][0].start_min >= 630
    result = cover(*both, placed)
    assert result.hours(result.short) == 10.5 - 3.5  # only the hours before the shift, 00:00 to 07:00, stay empty


def test_an_edit_leaves_the_breaks_of_distant_days_as_they_were() -> None:
    rng = np.random.default_rng(5)
    cells = rng.integers(OFF, len(SHIFTS), (8, 9))
    both = floor(cells.tolist(), {"phone": rng.integers(0, 6, (9, 48))})
    before = place(*both, policy=BreakPolicy(rounds=3), seed=1)
    cells[0, 4] = OFF if cells[0, 4] != OFF else 0
    after = place(both[0], Roster(cells), policy=BreakPolicy(rounds=3), seed=1)
    far = [key for key in before if abs(key[1] - 4) > 1]
    assert {key: before[key] for key in far} == {key: after[key] for key in far}


def test_more_upheaval_never_makes_a_day_dearer() -> None:
    rng = np.random.default_rng(3)
    both = floor(rng.integers(0, 4, (12, 1)).tolist(), {"phone": rng.integers(0, 9, (1, 48))})
    prices = [price(*both, place(*both, policy=BreakPolicy(rounds=rounds), seed=2), BreakPolicy()) for rounds in (0, 5, 40)]
    assert prices == sorted(prices, reverse=True)


def test_without_any_requirement_breaks_are_spread_over_the_day() -> None:
    both = floor([[1]] * 4)
    placed = place(*both, policy=BreakPolicy(), seed=1)
    assert len({b.start_min for (b,) in placed.values()}) == 4


def test_a_break_of_ten_minutes_and_a_fixed_one_off_the_grid_are_kept_exactly() -> None:
    odd = Shift("O", ((485, 965),), (BreakRule(10, 60, 120, True, "rest"), BreakRule(45, 245, 245, False, "meal")))
    both = floor([[0]], wanted(1, phone=1), shifts=(odd,))
    rest, meal = place(*both, policy=BreakPolicy(), seed=1)[0, 0]
    assert (meal.start_min, meal.end_min) == (730, 775)
    assert rest.start_min % 15 == 0
    assert rest.end_min - rest.start_min == 10
    assert unit_of(both[0], (odd,), 10, 45, 730) == 5


def test_breaks_whose_windows_overlap_may_come_in_either_order() -> None:
    swapped = Shift("W", ((480, 900),), (BreakRule(30, 60, 300, True, "rest"), BreakRule(30, 120, 120, False, "meal")))
    demand = wanted(1, phone=1)
    demand["phone"][0, 25] = 0  # only 12:30 to 13:00 can spare anybody: after the fixed meal at 10:00
    both = floor([[0]], demand, shifts=(swapped,))
    meal, rest = place(*both, policy=BreakPolicy(), seed=1)[0, 0]
    assert (meal.start_min, rest.start_min) == (600, 750)


def test_a_shift_without_room_for_its_breaks_is_refused_and_with_room_it_is_not() -> None:
    tight = Shift("T", ((480, 720),), (BreakRule(30, 60, 60, True, "rest"), BreakRule(30, 120, 120, False, "meal")))
    both = floor([[0]], shifts=(tight,))
    with pytest.raises(Refusal) as refusal:
        place(*both, policy=BreakPolicy(min_gap_min=60), seed=1)
    assert (refusal.value.code, refusal.value.facts["shift"]) == ("breaks.no_room", "T")
    assert [b.start_min for b in place(*both, policy=BreakPolicy(min_gap_min=30), seed=1)[0, 0]] == [540, 600]


def test_a_kind_nobody_works_may_have_impossible_breaks() -> None:
    tight = Shift("T", ((480, 720),), (BreakRule(300, 60, 60, True, "rest"),))
    both = floor([[0]], shifts=(EARLY, tight))
    assert len(place(*both, policy=BreakPolicy(), seed=1)) == 1


def test_seven_breaks_in_one_shift_are_refused() -> None:
    many = Shift("M", ((480, 1200),), tuple(BreakRule(5, 60 * n, 60 * n + 30, True, "rest") for n in range(7)))
    with pytest.raises(Refusal, match=r"breaks\.too_many"):
        place(*floor([[0]], shifts=(many,)), policy=BreakPolicy(min_gap_min=0), seed=1)


@pytest.mark.parametrize("bad", [{"grid_min": 7}, {"grid_min": 0}, {"min_gap_min": -1}, {"rounds": -1}, {"ruin_share": 1.5}])
def test_a_policy_that_makes_no_sense_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(Refusal, match=r"breaks\.policy"):
        replace(BreakPolicy(), **bad)


def test_a_roster_of_nobody_has_no_breaks() -> None:
    assert place(*floor([[OFF, OFF]], wanted(2, phone=3)), policy=BreakPolicy(), seed=1) == {}
    assert place(*floor([[4, 4]], wanted(2, phone=3)), policy=BreakPolicy(), seed=1) == {}


def earliest(problem: Problem, roster: Roster, policy: BreakPolicy) -> Breaks:
    """Everybody takes every break as early as windows and gaps allow: what a centre without a plan does."""
    found: dict[tuple[int, int], tuple[PlacedBreak, ...]] = {}
    for (w, d), cell in np.ndenumerate(roster.cells):
        shift = problem.shifts[cell]
        if cell == OFF or not shift.breaks:
            continue
        free, placed = 0, []
        for rule in sorted(shift.breaks, key=lambda rule: rule.earliest_min):
            start = next(
                minute
                for minute in range(shift.start_min + rule.earliest_min, shift.start_min + rule.latest_min + 1)
                if minute >= free and minute % policy.grid_min == 0
            )
            placed.append(PlacedBreak(start, start + rule.length_min, rule.name, rule.paid))
            free = start + rule.length_min + policy.min_gap_min
        found[w, d] = tuple(placed)
    return found


@settings(deadline=None, max_examples=30)
@given(floors(), st.integers(0, 99))
def test_a_placement_is_never_worse_than_everybody_going_as_early_as_possible(both: tuple[Problem, Roster], seed: int) -> None:
    problem, roster = both
    cells = roster.cells.copy()
    cells[:, 1:] = OFF
    day = (replace(problem, workers=tuple(replace(worker, tail=()) for worker in problem.workers)), Roster(cells))
    policy = BreakPolicy(rounds=2)
    naive, placed = earliest(*day, policy), place(*day, policy=policy, seed=seed)
    only_today = [code for code in np.unique(cells[:, 0]) if code != OFF and SHIFTS[code].end_min > 1440]
    if not only_today:
        assert price(*day, placed, policy) <= price(*day, naive, policy)


def test_forty_people_never_leave_together_for_lunch() -> None:
    """A meal of one hour begins between 11:30 and 13:30, so each holds 12:29, 13:29 or 14:29: one of the three sees at least 14 of 40 away."""
    both = floor([[0]] * 40, wanted(1, phone=30))
    placed = place(*both, policy=BreakPolicy(), seed=1)
    away = np.zeros(1440, dtype=int)
    for breaks in placed.values():
        for b in breaks:
            away[b.start_min : b.end_min] += 1
    assert max(away) == 14


def test_paid_and_unpaid_breaks_take_the_same_room_on_the_floor() -> None:
    free = tuple(replace(shift, breaks=tuple(replace(rule, paid=True) for rule in shift.breaks)) for shift in SHIFTS)
    rng = np.random.default_rng(2)
    cells, demand = rng.integers(0, 4, (6, 2)).tolist(), {"phone": rng.integers(0, 5, (2, 48))}
    starts = [
        {key: [b.start_min for b in breaks] for key, breaks in place(*floor(cells, demand, shifts=kinds), policy=BreakPolicy(), seed=3).items()}
        for kinds in (SHIFTS, free)
    ]
    assert starts[0] == starts[1]


@pytest.mark.parametrize("grid", [5, 10, 15, 30])
def test_every_grid_of_the_clock_is_kept(grid: int) -> None:
    both = floor([[0], [1], [3]], wanted(1, phone=2))
    policy = BreakPolicy(grid_min=grid)
    placed = place(*both, policy=policy, seed=1)
    assert {b.start_min % grid for breaks in placed.values() for b in breaks} == {0}
    assert broken_rules(*both, placed, policy) == []


@pytest.mark.parametrize("step", [5, 15, 30, 60])
def test_the_requirement_may_come_in_any_interval(step: int) -> None:
    slots = 1440 // step
    demand = {"phone": np.ones((1, slots), dtype=np.int64)}
    demand["phone"][0, 690 // step if step < 60 else 11] = 0
    both = floor([[1]], demand, step=step)
    (meal,) = place(*both, policy=BreakPolicy(), seed=1)[0, 0]
    assert 660 <= meal.start_min <= 690


def test_a_longer_gap_spreads_the_breaks_of_a_shift() -> None:
    loose = Shift("L", ((480, 1020),), (BreakRule(15, 30, 480, True, "a"), BreakRule(15, 30, 480, True, "b"), BreakRule(15, 30, 480, True, "c")))
    for gap in (0, 60, 120, 180):
        both = floor([[0], [0]], wanted(1, phone=1), shifts=(loose,))
        for breaks in place(*both, policy=BreakPolicy(min_gap_min=gap), seed=1).values():
            assert all(later.start_min - earlier.end_min >= gap for earlier, later in pairwise(breaks))
