"""Best responses and annealing: every roster on the way is legal, prices are true, one seed walks one way."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook.desk import INDEX, cells, problem, worker
from tests.engine.roster.searching.worlds import NO_WISHES, legal_rows, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Request, Roster, ShiftCover
from zuoxi.engine.roster.result import Progress, Stop
from zuoxi.engine.roster.search import annealing
from zuoxi.engine.roster.search.annealing import Chain, typical_price
from zuoxi.engine.roster.search.law import law
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.search.moves import anneal, draw
from zuoxi.engine.roster.search.sweep import Sweeps
from zuoxi.engine.roster.search.watch import Watch

STILL = Stop(lambda: 0.0, 60.0)


def empty(task: Problem) -> Live:
    return Live(task, law(task), np.full((len(task.workers), task.days), OFF, dtype=np.int64))


def swept(task: Problem, seed: int = 1, threads: int = 2) -> tuple[Live, Sweeps, bool]:
    live = empty(task)
    with ThreadPoolExecutor(threads) as pool:
        sweeps = Sweeps(live, Watch(STILL, None), pool, threads=threads, seed=seed)
        complete = sweeps.start()
        if complete:
            sweeps.settle()
    return live, sweeps, complete


def office(**more: object) -> Problem:
    need = np.zeros((7, 48), dtype=np.int64)
    need[:, 16:40] = 2
    rules = {"max_week_min": 2400, "min_rest_min": 660, "min_days_off_per_week": 2}
    staff = [worker(f"w{n}", skills=frozenset({"card"}), rules=rules, team="red") for n in range(5)]
    return problem(staff, 7, demand={"card": need}, **more)


@settings(deadline=None, max_examples=12)
@given(task=worlds(workers=3, days=4, codes=("E", "N"), most=3), seed=st.integers(0, 99))
def test_the_first_sweep_finds_a_row_for_everybody_who_has_one(task: Problem, seed: int) -> None:
    live, sweeps, complete = swept(task, seed)
    without = [who for who in range(len(task.workers)) if not legal_rows(task, who)]
    assert sorted(sweeps.hopeless) == without
    assert complete == (without == [])
    for who in set(range(len(task.workers))) - set(without):
        assert tuple(live.state.cells[who].tolist()) in legal_rows(task, who)


@settings(deadline=None, max_examples=8)
@given(task=worlds(workers=3, days=3, codes=("E", "N"), most=2))
def test_after_settling_no_single_new_row_would_be_much_cheaper(task: Problem) -> None:
    """Fairness apart, which a row sees only as it is; a sweep may stop at a gain of four in a thousand."""
    plain = replace(task, weights=replace(task.weights, fairness=0))
    live, _, complete = swept(plain, threads=1)
    if not complete:
        return
    now = live.price
    assert now == check.cost(plain, Roster(live.state.cells))
    for who in range(len(plain.workers)):
        for row in legal_rows(plain, who):
            other = live.state.cells.copy()
            other[who] = row
            assert check.cost(plain, Roster(other)) >= now - 0.01 * abs(now)


def test_sweeps_with_one_seed_end_at_one_roster() -> None:
    first, second = (swept(office(), seed=4)[0] for _ in range(2))
    np.testing.assert_array_equal(first.state.cells, second.state.cells)
    assert first.price == second.price < empty(office()).price


def walked(task: Problem, seed: int, rounds: int = 2, heat: float = 1.0) -> tuple[Live, Watch]:
    live, watch = empty(task), Watch(STILL, None)
    with ThreadPoolExecutor(1) as pool:
        annealing.leg(live, watch, pool, threads=1, seed=seed, seconds=60.0, heat=heat, rounds=rounds)
    return live, watch


def test_one_seed_walks_one_way_and_another_seed_another() -> None:
    task = office()
    first, again, other = (walked(task, seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.state.cells, again.state.cells)
    assert not np.array_equal(first.state.cells, other.state.cells)


def test_a_walk_leaves_its_best_roster_legal_and_truly_priced() -> None:
    task = office(requests=(Request("w1", 2, None, 40), Request("w2", 3, "E", 40)))
    live, watch = walked(task, 5)
    assert check.hard_violations(task, Roster(live.state.cells)) == []
    assert live.price == check.cost(task, Roster(live.state.cells)) == watch.cost
    assert watch.cost < empty(task).price


@settings(deadline=None, max_examples=12)
@given(task=worlds(workers=3, days=6), seed=st.integers(0, 2**31))
def test_every_roster_of_a_walk_from_a_legal_one_is_legal(task: Problem, seed: int) -> None:
    live, _, complete = swept(task, threads=1)
    if not complete:
        return
    chain = Chain(live, seed)
    for _ in range(4):
        if len(chain.room.open):
            anneal(live.law, live.prices, chain.state, chain.room, 60, 30.0)
        personal = [one for one in check.hard_violations(task, Roster(chain.state.cells)) if one.worker is not None]
        assert personal == []
        assert chain.room.price[0] == check.cost(task, Roster(chain.state.cells))
        assert chain.room.price[1] == check.cost(task, Roster(chain.room.best)) <= chain.room.price[0]


def test_a_cold_walk_never_gets_dearer() -> None:
    live = empty(office())
    chain, seen = Chain(live, 1), [live.price]
    for _ in range(30):
        anneal(live.law, live.prices, chain.state, chain.room, 50, 1e-9)
        seen.append(int(chain.room.price[0]))
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < seen[0]


def test_a_chain_that_follows_another_stands_where_that_one_stands() -> None:
    live = empty(office())
    one, other = Chain(live, 1), Chain(live, 2)
    anneal(live.law, live.prices, one.state, one.room, 400, 5.0)
    other.follow(one)
    np.testing.assert_array_equal(other.state.cells, one.state.cells)
    assert other.room.price[0] == one.room.price[0]
    assert other.room.price[1] == live.price, "what was best for itself stays"


def test_cells_with_one_choice_are_never_open_and_choices_are_what_may_be() -> None:
    task = problem([worker(fixed={0: "E"}, unavailable=frozenset({1}), shifts=frozenset("EL"))], 3)
    room = Chain(Live(task, law(task), cells("E--")), 1).room
    assert room.open.tolist() == [[0, 2]]
    many = int(room.choices[0, 2, 0])
    assert sorted(room.choices[0, 2, 1 : many + 1].tolist()) == [OFF, INDEX["E"], INDEX["L"]]


def test_where_everything_is_locked_a_walk_stays_where_it_is() -> None:
    task = problem([worker(fixed={0: "E", 1: None})], 2, weights=NO_WISHES)
    live = Live(task, law(task), cells("E-"))
    chain = Chain(live, 1)
    chain.walk(100.0)
    np.testing.assert_array_equal(chain.state.cells, cells("E-"))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**63), below=st.integers(1, 50))
def test_random_numbers_stay_below_their_limit_and_reach_all_of_it(seed: int, below: int) -> None:
    state = np.array([seed], dtype=np.uint64)
    drawn = [int(draw(state, below)) for _ in range(60 * below)]
    assert set(drawn) == set(range(below))


def test_random_numbers_are_those_of_splitmix() -> None:
    """The generator's own first output for the state 1234567 (S. Vigna's reference code), upper 31 bits."""
    state = np.array([1234567], dtype=np.uint64)
    assert int(draw(state, 1 << 31)) == 6457827717110365317 >> 33


def test_what_a_misplaced_head_costs_is_read_from_the_form_of_the_problem() -> None:
    assert typical_price(office()) == office().weights.under
    cover = (ShiftCover(0, "E", 1, 70, 1), ShiftCover(0, "L", 1, 90, 1))
    assert typical_price(problem([worker()], 1, cover=cover)) == 90
    assert typical_price(problem([worker()], 1, cover=cover, requests=(Request("lin", 0, "E", 4), Request("lin", 0, "L", 8)))) == 6
    assert typical_price(problem([worker()], 1)) == 1


def watch(stop: Stop = STILL, told: list[Progress] | None = None, every_s: float = 1.0) -> Watch:
    return Watch(stop, None if told is None else told.append, every_s)


def test_a_watch_keeps_the_cheapest_roster_and_a_copy_of_it() -> None:
    one, roster = watch(), cells("EE")
    one.offer(roster, 10)
    roster[:] = OFF
    one.offer(roster, 11)
    assert one.cost == 10
    np.testing.assert_array_equal(one.cells, cells("EE"))
    one.offer(roster, 9)
    assert (one.cost, one.proven) == (9, False)


def test_a_cost_at_the_bound_is_proven_whichever_came_first() -> None:
    first, second = watch(), watch()
    first.offer(cells("E"), 5)
    first.raise_bound(5)
    second.raise_bound(5)
    second.offer(cells("E"), 5)
    assert first.proven
    assert second.proven
    assert first.over()


def test_a_bound_only_rises_and_one_that_was_not_found_says_nothing() -> None:
    one = watch()
    for found in (None, 7, 3):
        future: Future[int | None] = Future()
        future.set_result(found)
        one.expect(future)
    waiting: Future[int | None] = Future()
    one.expect(waiting)
    assert not one.over()
    assert one.bound == 7


@pytest.mark.parametrize(("seconds", "over"), [(9.9, False), (10.0, True), (11.0, True)])
def test_a_watch_is_over_when_its_seconds_are(seconds: float, over: bool) -> None:
    times = iter([100.0, *[100.0 + seconds] * 9])
    one = watch(Stop(lambda: next(times), 10.0))
    assert one.over() == over


def test_time_left_is_never_negative_and_cancelling_ends_it() -> None:
    now = [0.0]
    one = watch(Stop(lambda: now[0], 5.0, lambda: now[0] > 2))
    assert (one.left, one.over()) == (5.0, False)
    now[0] = 3.0
    assert one.over()
    now[0] = 8.0
    assert (one.left, one.elapsed) == (0.0, 8.0)


def test_reports_come_at_most_once_a_second_unless_asked_for_and_not_before_there_is_a_roster() -> None:
    now, told = [0.0], list[Progress]()
    one = watch(Stop(lambda: now[0], 60.0), told)
    one.tell(now=True)
    assert told == []
    one.offer(cells("E"), 5)
    for moment in (0.0, 0.4, 0.9, 1.1, 1.5, 2.2):
        now[0] = moment
        one.over()
    assert [report.elapsed for report in told] == [0.0, 1.1, 2.2]
    one.tell(now=True)
    assert len(told) == 4
