"""Centres made for benchmarks, and searches of them: the same seed, the same centre; so many rounds, the same roster."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.centres import HALF, QUEUES, SHIFTS, centre, intensity
from zuoxi.engine.roster import check
from zuoxi.engine.roster.curtois_qu import parse
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.result import Result, Status, Stop
from zuoxi.engine.roster.solve import solve
from zuoxi.engine.roster.validate import findings

ENDLESS = 1e9


def same(one: Problem, other: Problem) -> bool:
    heads = all(np.array_equal(one.demand[queue], other.demand[queue]) for queue in QUEUES)
    return heads and (one.workers, one.requests, one.shifts) == (other.workers, other.requests, other.shifts)


def test_a_seed_makes_one_centre_and_another_seed_another() -> None:
    assert same(centre(agents=30, seed=4), centre(agents=30, seed=4))
    assert not same(centre(agents=30, seed=4), centre(agents=30, seed=5))


@pytest.mark.parametrize(("agents", "days"), [(1, 1), (13, 7), (120, 28), (300, 31)])
def test_every_centre_can_be_worked_with(agents: int, days: int) -> None:
    made = centre(agents=agents, days=days, seed=2)
    assert findings(made) == []
    assert (len(made.workers), made.days) == (agents, days)


def test_a_centre_of_120_has_teams_leads_two_contracts_and_people_on_probation() -> None:
    made = centre()
    assert len({one.team for one in made.workers}) == 9
    assert 10 <= sum(one.lead for one in made.workers) <= 18
    weeks = {one.rules.max_week_min for one in made.workers}
    assert weeks == {24 * 60, 40 * 60}
    assert any("N" not in (one.shifts or ()) and "G" not in (one.shifts or ()) for one in made.workers)
    part_time = [one for one in made.workers if one.rules.max_week_min == 24 * 60]
    assert all(one.shifts is not None and one.shifts >= HALF for one in part_time)
    assert not any(one.lead for one in part_time)


def test_a_weekday_has_two_peaks_with_a_trough_between_and_a_thin_night() -> None:
    day = intensity()
    morning, noon, afternoon, night = day[21], day[26], day[31], day[6]
    assert morning > noon < afternoon
    assert night < 0.1 * morning


def test_weekends_need_about_half_of_a_weekday() -> None:
    made = centre(first_day=date(2026, 11, 30))
    heads = sum(made.demand[queue].sum(axis=1) for queue in QUEUES)
    assert isinstance(heads, np.ndarray)
    week = heads.reshape(4, 7).mean(axis=0)
    assert 0.3 < week[5:].mean() / week[:5].mean() < 0.6


def test_shift_kinds_say_what_makes_them_unpopular() -> None:
    tags = {shift.code: shift.tags for shift in SHIFTS}
    assert tags["N"] == {"night"}
    assert tags["T"] == {"two_ended"}
    assert tags["L"] == {"late"}
    assert tags["M"] == frozenset()


def rounds(problem: Problem, seed: int) -> Result:
    return solve(problem, stop=Stop(lambda: 0.0, ENDLESS, rounds=2), seed=seed, threads=2)


@pytest.fixture(scope="module")
def small() -> Problem:
    return centre(agents=16, days=7, seed=6)


@pytest.fixture(scope="module")
def found(small: Problem) -> Roster:
    best = rounds(small, 7).best
    assert best is not None
    return best


@pytest.mark.slow
def test_after_so_many_rounds_one_seed_gives_one_roster_however_fast_the_machine(small: Problem, found: Roster) -> None:
    again = rounds(small, 7).best
    assert again is not None
    np.testing.assert_array_equal(again.cells, found.cells)
    assert check.hard_violations(small, found) == []


@pytest.mark.slow
def test_a_repair_after_sickness_moves_few_cells_and_no_locked_one(small: Problem, found: Roster) -> None:
    workers = [replace(one, fixed=dict(enumerate(row[:3]))) for one, row in zip(small.workers, found.codes(small), strict=True)]
    workers[0] = replace(workers[0], unavailable=frozenset(range(3, 7)), rules=replace(workers[0].rules, min_period_min=0))
    mended = rounds(replace(small, workers=tuple(workers), reference=found.cells), 1)
    assert mended.best is not None
    moved = mended.best.cells != found.cells
    assert not moved[:, :3].any()
    assert moved.sum() <= 16 * 4 / 4


@pytest.mark.slow
def test_a_search_from_its_own_result_never_ends_dearer(small: Problem, found: Roster) -> None:
    again = solve(small, stop=Stop(lambda: 0.0, ENDLESS, rounds=1), seed=9, threads=2, warm_start=found)
    assert again.cost is not None
    assert again.cost <= check.cost(small, found)


@pytest.mark.slow
def test_the_first_public_instance_is_solved_to_its_known_optimum_by_proof(shared_data) -> None:

    problem = parse(shared_data("rostering/curtois_qu/Instance1.txt").read_text(encoding="utf-8"))
    result = solve(problem, stop=Stop(time.monotonic, 120.0), seed=1)
    assert (result.status, result.cost, result.bound) == (Status.OPTIMAL, 607, 607)
    assert result.best is not None
    assert check.hard_violations(problem, result.best) == []
