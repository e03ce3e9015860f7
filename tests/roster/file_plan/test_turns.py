"""Roster and breaks in turns: each turn leaves room where breaks really lie, and the best turn counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roster.file_plan.centre import FIRST, people, shift_file
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.roster.file_plan import assembly
from zuoxi.roster.file_plan.outcome import Planned, Solved
from zuoxi.roster.file_plan.turns import TurnPolicy, on_break, plan, price, with_breaks
from zuoxi.rules.rostering import RosterPolicy

STAFF, FILE = tuple(replace(person, lead=True) for person in people(6)), shift_file()


def week() -> Problem:
    demand = np.zeros((7, 24), dtype=np.int64)
    demand[:5, 8:18] = 3
    return assembly.problem(
        people=STAFF, file=FILE, demand={"hotline": demand, "loan": demand // 3}, first_day=FIRST, step_min=60, policy=RosterPolicy(), country=None
    )


class Searches:
    """Answers with given rosters, one after the other, and remembers what it was asked."""

    def __init__(self, *rosters: np.ndarray) -> None:
        self.rosters, self.asked = list(rosters), []

    def __call__(self, problem: Problem, start: Roster | None, seconds: float) -> tuple[Roster, Solved]:
        self.asked.append((problem, start, seconds))
        return Roster(self.rosters[len(self.asked) - 1]), Solved("feasible", 100, 50.0, 1, seconds)


def cells(kind: int) -> np.ndarray:
    found = np.full((6, 7), kind)
    found[:, 5:] = OFF
    return found


def planned(*rosters: np.ndarray, shares: tuple[float, ...] = (0.5, 0.5)) -> tuple[Planned, Searches]:
    search = Searches(*rosters)
    return plan(week(), search=search, seconds=60, policy=BreakPolicy(), seed=1, turns=TurnPolicy(shares)), search


def test_every_turn_gets_its_share_of_the_time_and_the_best_roster_so_far() -> None:
    mixed = np.where(np.arange(6)[:, None] < 3, cells(0), cells(1))
    _, search = planned(mixed, cells(0), cells(1), shares=(0.5, 0.3, 0.2))
    assert [seconds for _, _, seconds in search.asked] == pytest.approx([30, 18, 12])
    starts = [start for _, start, _ in search.asked]
    assert starts[0] is None
    assert all(start is not None and (start.cells == mixed).all() for start in starts[1:])


def test_the_best_turn_counts_and_not_the_last() -> None:
    mixed = np.where(np.arange(6)[:, None] < 3, cells(0), cells(1))
    for order in ((mixed, cells(0)), (cells(0), mixed)):
        best, _ = planned(*order)
        assert (best.roster.cells == mixed).all()


def test_the_next_turn_asks_for_those_who_were_on_a_break() -> None:
    best, search = planned(cells(0), cells(0))
    first, second = (problem for problem, _, _ in search.asked)
    away = on_break(best)
    assert away[:5].sum() == pytest.approx(5 * 6)
    need = week().demand
    asked = sum(second.demand[queue] - need[queue] for queue in need)
    assert (asked == np.where(sum(need.values()) > 0, np.rint(away), 0)).all()
    assert sum(heads.sum() for heads in first.demand.values()) > sum(heads.sum() for heads in need.values())


def test_what_counts_in_the_end_is_the_cover_of_the_real_requirement() -> None:
    best, _ = planned(cells(0), cells(0))
    assert {queue: heads.tolist() for queue, heads in best.problem.demand.items()} == {
        queue: heads.tolist() for queue, heads in week().demand.items()
    }
    idle = replace(best, roster=Roster(np.full((6, 7), OFF)))
    assert price(best) > 0
    assert best.required_hours == 5 * 10 * 4
    assert idle.problem is best.problem


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_people_on_a_break_are_shared_over_the_queues_whole_and_none_is_lost(seed: int, queues: int) -> None:
    rng = np.random.default_rng(seed)
    required = {f"q{n}": rng.integers(0, 9, (2, 5)) for n in range(queues)}
    away = rng.random((2, 5)) * 7
    found = with_breaks(required, away)
    total = sum(required.values())
    extra = sum(found.values()) - total
    assert (extra == np.where(total > 0, np.rint(away), 0)).all()
    for queue, heads in required.items():
        assert (found[queue] >= heads).all()
        assert (found[queue][heads == 0] == 0).all() or queues > 1


@pytest.mark.parametrize("shares", [(), (0.0,), (0.6, 0.6), (-0.5, 1.0)])
def test_turns_that_make_no_sense_are_refused_and_one_turn_is_not(shares: tuple[float, ...]) -> None:
    assert TurnPolicy((1.0,)).shares == (1.0,)
    with pytest.raises(Refusal, match=r"file_plan\.turns"):
        TurnPolicy(shares)
