"""The plan behind the bound, and rows that are drawn toward it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook.desk import cells, problem, worker
from tests.engine.roster.searching.worlds import random_cells, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Roster, ShiftCover, Weights
from zuoxi.engine.roster.result import Stop
from zuoxi.engine.roster.search.bound import Bound, bound
from zuoxi.engine.roster.search.guide import Guide, head_price
from zuoxi.engine.roster.search.law import law
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.search.sweep import Sweeps
from zuoxi.engine.roster.search.watch import Watch

STILL = Stop(lambda: 0.0)


def staff(count: int, **more: object) -> list[object]:
    return [worker(f"w{number}", skills=frozenset({"card"}), **more) for number in range(count)]


def office(count: int = 4, days: int = 3, heads: int = 2) -> Problem:
    """So many people, all alike; some are wanted from 9 to 13, which early and short shifts cover."""
    need = np.zeros((days, 48), dtype=np.int64)
    need[:, 18:26] = heads
    return problem(staff(count), days, demand={"card": need})  # type: ignore[arg-type]


def live(task: Problem, rows: np.ndarray | None = None) -> Live:
    start = np.full((len(task.workers), task.days), OFF, dtype=np.int64) if rows is None else rows
    return Live(task, law(task), start)


def plan(task: Problem, wanted: dict[tuple[int, str], float]) -> Bound:
    """A plan for people who are all of one class."""
    table = np.zeros((1, task.days, len(task.shifts)))
    for (day, code), heads in wanted.items():
        table[0, day, task.shift_index[code]] = heads
    return Bound(0, table, np.zeros(len(task.workers), dtype=np.int64))


def test_a_missing_head_has_the_price_of_the_problem_or_of_its_benchmark_cover() -> None:
    assert head_price(office()) == 20
    assert head_price(replace(office(), weights=Weights(under=7))) == 7
    cover = (ShiftCover(0, "E", 1, 100, 1), ShiftCover(1, "E", 1, 60, 1))
    assert head_price(problem([worker()], 2, cover=cover)) == 80
    assert head_price(problem([worker()], 2)) == 1


def test_a_cell_that_fills_the_plan_is_paid_for_and_one_that_overfills_it_costs() -> None:
    task = office(count=3, days=2)
    guide = Guide(live(task, cells("E-", "--", "--")), plan(task, {(0, "E"): 2.0, (1, "S"): 1.0}))
    prices = guide.prices(1, 1.0)
    early, late, short = (task.shift_index[code] + 1 for code in "ELS")
    assert prices[0, early] == -20
    assert prices[0, late] == 20
    assert prices[1, short] == -20
    assert not prices[:, 0].any()
    full = Guide(live(task, cells("E-", "E-", "--")), plan(task, {(0, "E"): 2.0}))
    assert full.prices(2, 1.0)[0, early] == 20


def test_a_half_filled_place_pulls_neither_way() -> None:
    task = office(count=2, days=1)
    guide = Guide(live(task), plan(task, {(0, "E"): 0.5}))
    assert guide.prices(0, 3.0)[0, task.shift_index["E"] + 1] == 0


@pytest.mark.parametrize("pull", [0.0, 0.5, 2.0])
def test_the_pull_scales_the_price(pull: float) -> None:
    task = office(count=2, days=1)
    guide = Guide(live(task), plan(task, {(0, "L"): 1.0}))
    assert guide.prices(0, pull)[0, task.shift_index["L"] + 1] == -20 * pull


def test_only_classmates_count_and_not_the_worker_themselves() -> None:
    task = office(count=3, days=1)
    both = Bound(0, np.zeros((2, 1, len(task.shifts))), np.array([0, 0, 1]))
    guide = Guide(live(task, cells("E", "E", "E")), both)
    assert guide.heads(0).sum() == 1
    assert guide.heads(2).sum() == 0
    assert guide.heads(1)[0, task.shift_index["E"]] == 1


@settings(deadline=None, max_examples=15)
@given(task=worlds(), seed=st.integers(0, 2**32 - 1), pull=st.floats(0, 20))
def test_the_price_of_a_cell_is_how_much_further_from_the_plan_it_leads(task: Problem, seed: int, pull: float) -> None:
    rows = random_cells(task, seed)
    found = bound(task, law(task), 10.0)
    if found is None:
        return
    guide = Guide(live(task, rows), found)
    mates = [who for who in range(len(task.workers)) if found.member[who] == found.member[0]]
    wanted, prices = found.wanted[found.member[0]], guide.prices(0, pull)
    for day in range(task.days):
        for shift in range(len(task.shifts)):
            heads = sum(int(rows[who, day]) == shift for who in mates if who != 0)
            off_plan = [abs(heads - wanted[day, shift]), abs(heads + 1 - wanted[day, shift])]
            assert abs(prices[day, shift + 1] - pull * guide.unit * (off_plan[1] - off_plan[0])) <= 0.5 + 1e-6


def test_the_plan_of_the_bound_seats_those_who_are_wanted() -> None:
    task = office(count=4, days=3, heads=2)
    found = bound(task, law(task), 10.0)
    assert found is not None
    assert set(found.member.tolist()) == {0}
    covering = [task.shift_index[code] for code in "ES"]
    assert found.wanted[0][:, covering].sum(axis=1) == pytest.approx([2, 2, 2])


@settings(deadline=None, max_examples=10)
@given(task=worlds(workers=3, days=5), seed=st.integers(0, 99))
def test_rows_that_follow_a_plan_stay_legal_and_are_truly_priced(task: Problem, seed: int) -> None:
    view, watch = live(task), Watch(STILL, None)
    with ThreadPoolExecutor(2) as pool:
        sweeps = Sweeps(view, watch, pool, threads=2, seed=seed)
        found = bound(task, view.law, 10.0)
        if not sweeps.start() or found is None:
            return
        sweeps.follow(found)
    assert all(view.is_legal(who) for who in range(len(task.workers)))
    assert view.price == check.cost(task, Roster(view.state.cells))
    assert watch.cost is not None
    assert watch.cost <= view.price


def test_a_price_on_leaving_the_plan_leads_rows_there() -> None:
    """Long and short shifts cover the need alike; the plan wants short ones, so short ones it is."""
    task = replace(office(count=4, days=4), weights=Weights(under=20, over=0, fairness=0, stability=0, team=0))
    view = live(task)
    wanted = plan(task, {(day, "S"): 2.0 for day in range(4)})
    with ThreadPoolExecutor(1) as pool:
        sweeps = Sweeps(view, Watch(STILL, None), pool, threads=1, seed=1)
        assert sweeps.start()
        sweeps.follow(wanted)
    short = task.shift_index["S"]
    assert ((view.state.cells == short).sum(axis=0) == 2).all()
    assert ((view.state.cells != OFF).sum(axis=0) == 2).all()
