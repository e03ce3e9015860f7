"""The price of a roster three times: the rules' own check, a ledger in plain loops, and the compiled search's count from move to move."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.roster.searching import ledger
from tests.engine.roster.searching.worlds import random_cells, worlds
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.search.compiled import prices, state
from zuoxi.engine.roster.search.law import law
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.search.price import put, write

SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=25)
@given(task=worlds(), seed=SEEDS)
def test_the_check_charges_what_the_ledger_charges_rule_by_rule(task: Problem, seed: int) -> None:
    roster = Roster(random_cells(task, seed))
    bill = ledger.bill(task, roster.cells.tolist())
    charged = check.costs(task, roster)
    assert charged == {name: bill[name] for name in charged}
    assert check.cost(task, roster) == sum(bill.values())


@settings(deadline=None, max_examples=25)
@given(task=worlds(), seed=SEEDS)
def test_the_compiled_state_begins_at_the_price_of_its_roster(task: Problem, seed: int) -> None:
    roster = Roster(random_cells(task, seed))
    _, price = state(task, prices(task), roster.cells)
    assert price == check.cost(task, roster)


@settings(deadline=None, max_examples=30)
@given(task=worlds(workers=4, days=8), seed=SEEDS, moves=st.integers(1, 30))
def test_every_single_change_is_priced_as_the_whole_roster_is(task: Problem, seed: int, moves: int) -> None:
    random = np.random.default_rng(seed)
    fixed = prices(task)
    now, price = state(task, fixed, random_cells(task, seed))
    for _ in range(moves):
        w, d = int(random.integers(len(task.workers))), int(random.integers(task.days))
        price += put(fixed, now, w, d, int(random.integers(OFF, len(task.shifts))))
    assert price == check.cost(task, Roster(now.cells))


@settings(deadline=None, max_examples=20)
@given(task=worlds(workers=4), seed=SEEDS, moves=st.integers(1, 30))
def test_counts_kept_from_move_to_move_are_the_counts_of_the_roster_reached(task: Problem, seed: int, moves: int) -> None:
    random = np.random.default_rng(seed)
    fixed = prices(task)
    now, _ = state(task, fixed, random_cells(task, seed))
    for _ in range(moves):
        put(fixed, now, int(random.integers(len(task.workers))), int(random.integers(task.days)), int(random.integers(OFF, len(task.shifts))))
    fresh, _ = state(task, fixed, now.cells)
    for kept, counted in zip(now, fresh, strict=True):
        np.testing.assert_array_equal(kept, counted)


@settings(deadline=None, max_examples=20)
@given(task=worlds(), seed=SEEDS)
def test_a_row_written_and_written_back_costs_nothing(task: Problem, seed: int) -> None:
    fixed = prices(task)
    now, _ = state(task, fixed, random_cells(task, seed))
    before = now.cells.copy()
    other = random_cells(task, seed + 1)
    there = write(fixed, now, 0, other[0])
    assert check.cost(task, Roster(now.cells)) - check.cost(task, Roster(before)) == there
    assert write(fixed, now, 0, before[0]) == -there
    np.testing.assert_array_equal(now.cells, before)


@settings(deadline=None, max_examples=20)
@given(task=worlds(), seed=SEEDS)
def test_putting_what_is_there_changes_nothing(task: Problem, seed: int) -> None:
    fixed = prices(task)
    now, _ = state(task, fixed, random_cells(task, seed))
    assert all(put(fixed, now, w, d, int(now.cells[w, d])) == 0 for w in range(len(task.workers)) for d in range(task.days))


def without(task: Problem, **weights: int) -> Problem:
    return replace(task, weights=replace(task.weights, **weights))


def live(task: Problem, seed: int) -> Live:
    return Live(task, law(task), random_cells(task, seed))


@settings(deadline=None, max_examples=20)
@given(task=worlds(), seed=SEEDS)
def test_the_outlook_prices_each_cell_by_itself_and_leaves_the_roster_alone(task: Problem, seed: int) -> None:
    """With stability and fairness out of the problem, a cell's price is the difference it makes to a row that is off otherwise."""
    plain = without(task, stability=0, fairness=0)
    view = live(plain, seed)
    before = view.state.cells.copy()
    table, _ = view.outlook(0)
    np.testing.assert_array_equal(view.state.cells, before)
    alone = before.copy()
    alone[0] = OFF
    idle = check.cost(plain, Roster(alone))
    for day, cell in np.argwhere(view.law.may[0]).tolist():
        alone[0, day] = cell - 1
        assert table[day, cell] == check.cost(plain, Roster(alone)) - idle
        alone[0, day] = OFF


@settings(deadline=None, max_examples=20)
@given(task=worlds(), seed=SEEDS)
def test_prices_of_cells_add_up_to_the_price_of_a_row(task: Problem, seed: int) -> None:
    """Which is why the best row of a worker can be found exactly; night shifts included, as they reach into the next day's intervals."""
    plain = without(task, stability=0, fairness=0)
    view = live(plain, seed)
    table, _ = view.outlook(0)
    may = view.law.may[0]
    row = [int(np.flatnonzero(may[day])[seed % int(may[day].sum())]) - 1 if may[day].any() else OFF for day in range(plain.days)]
    empty, full = view.state.cells.copy(), view.state.cells.copy()
    empty[0], full[0] = OFF, row
    total = sum(int(table[day, cell + 1]) for day, cell in enumerate(row) if may[day, cell + 1])
    assert total == check.cost(plain, Roster(full)) - check.cost(plain, Roster(empty))


@settings(deadline=None, max_examples=20)
@given(task=worlds(), seed=SEEDS)
def test_the_price_a_live_roster_carries_is_true_after_every_row(task: Problem, seed: int) -> None:
    view = live(task, seed)
    for number in range(4):
        w = number % len(task.workers)
        before, row = view.price, random_cells(task, seed + number)[w]
        was = view.state.cells[w].copy()
        assert view.place(w, row) == (not np.array_equal(view.state.cells[w], was))
        assert view.price == check.cost(task, Roster(view.state.cells)) <= before
        view.place(w, row, anyway=True)
        np.testing.assert_array_equal(view.state.cells[w], row)
        assert view.price == check.cost(task, Roster(view.state.cells))
