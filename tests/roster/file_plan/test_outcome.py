"""What sums a plan up: shares of the required hours, the gap, the cover of queues; all from the roster with breaks taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.roster.file_plan.centre import FIRST, people, shift_file
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.breaks_cover import Cover
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.roster.file_plan.assembly import problem
from zuoxi.roster.file_plan.outcome import Planned, Solved, finish
from zuoxi.rules.rostering import RosterPolicy

STAFF, FILE = people(6), shift_file()


def week(heads: int = 2, *, leave: bool = False) -> Problem:
    demand = np.zeros((7, 24), dtype=np.int64)
    demand[:4, 8:16] = heads
    staff = tuple(replace(person, leave=((FIRST, FIRST),)) for person in STAFF) if leave else STAFF
    return problem(people=staff, file=FILE, demand={"hotline": demand}, first_day=FIRST, step_min=60, policy=RosterPolicy(), country=None)


def planned(*early: int, heads: int = 2, solved: Solved | None = None, leave: bool = False) -> Planned:
    """So many people on the early shift of each day."""
    cells = np.full((6, 7), OFF)
    for day, count in enumerate(early):
        cells[:count, day] = 0
    of = week(heads, leave=leave)
    return finish(of, Roster(cells), solved or Solved("feasible", 10, 4.0, 1, 5), required=of.demand, policy=BreakPolicy(), seed=1)


def test_with_exactly_enough_people_only_their_breaks_are_missing() -> None:
    found = planned(2, 2, 2, 2)
    assert found.required_hours == 4 * 8 * 2
    assert found.uncovered == pytest.approx(4 * 2 / 64)
    assert found.overcovered == 0


def test_with_one_more_their_breaks_are_covered() -> None:
    found = planned(3, 3, 3, 3)
    assert found.uncovered == 0
    assert found.overcovered == pytest.approx((4 * 3 * 7 - 64) / 64)


def test_nobody_at_all_leaves_everything_uncovered() -> None:
    found = planned()
    assert (found.uncovered, found.overcovered, found.breaks) == (1, 0, {})


def test_where_nothing_is_required_nothing_is_uncovered() -> None:
    of = week()
    nothing = {"hotline": np.zeros((7, 24), dtype=np.int64)}
    found = finish(of, Roster(np.zeros((6, 7), dtype=np.int64)), Solved("feasible", 0, 0, 1, 5), required=nothing, policy=BreakPolicy(), seed=1)
    assert (found.required_hours, found.uncovered, found.overcovered) == (0, 0, 0)


def test_everybody_on_a_shift_with_a_meal_has_it() -> None:
    found = planned(2, 1)
    assert sorted(found.breaks) == [(0, 0), (0, 1), (1, 0)]
    assert all(len(placed) == 1 and placed[0].name == "午餐" for placed in found.breaks.values())


def test_queues_add_up_to_the_whole() -> None:
    found = planned(3, 1, 2)
    assert list(found.queues) == ["hotline"]
    for name in ("need", "present", "short", "over"):
        total = sum(getattr(cover, name).sum() for cover in found.queues.values())
        assert total == pytest.approx(getattr(found.pooled, name).sum())


def test_broken_hard_rules_are_counted() -> None:
    kept = planned(6, 6, 6, 6, 0, 0, 6)
    assert {violation.rule for violation in kept.violations} <= {"F-13 least hours", "X-03 week hours", "F-13 most hours", "F-13 allowed shifts"}
    away = planned(1, leave=True)
    assert any(violation.rule == "T-03 leave" for violation in away.violations)


@pytest.mark.parametrize(("cost", "bound", "gap"), [(100, 90.0, 0.1), (100, 100.0, 0.0), (0, 0.0, 0.0), (10, 20.0, 0.0), (50, 0.0, 1.0)])
def test_the_gap_is_the_share_that_may_still_be_saved(cost: int, bound: float, gap: float) -> None:
    assert Solved("feasible", cost, bound, 1, 60).gap == pytest.approx(gap)


def test_the_same_seed_places_the_same_breaks() -> None:
    assert planned(4, 4, 4).breaks == planned(4, 4, 4).breaks


def test_hours_are_heads_times_the_length_of_a_cell() -> None:
    cells = np.ones((1, 96))
    cover = Cover(15, cells, cells, cells * 0)
    assert cover.hours(cover.need) == 24
    assert cover.by_step(cover.need, 60).tolist() == [[1.0] * 24]
    assert cover.over.sum() == 0
