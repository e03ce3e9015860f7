"""Smallest clashes of demands, against every subset tried."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from zuoxi.engine.roster.smallest import Demands, irreducible, smallest_clash

Clause = tuple[int, ...]
"""Numbers from 1 with a sign: a variable wanted true or false; one of them must hold."""

VARIABLES = 3
CLAUSES = st.lists(
    st.lists(st.integers(1, VARIABLES).flatmap(lambda n: st.sampled_from([n, -n])), min_size=1, max_size=2).map(tuple), min_size=1, max_size=7
)


def demands(clauses: list[Clause], weights: list[int] | None = None) -> Demands:
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _ in range(VARIABLES)]
    guards = [model.new_bool_var("") for _ in clauses]
    for clause, guard in zip(clauses, guards, strict=True):
        model.add_bool_or([variables[n - 1] if n > 0 else ~variables[-n - 1] for n in clause]).only_enforce_if(guard)
    return Demands(model, guards, weights or [1] * len(clauses), 5.0)


def hold(clauses: list[Clause], wanted: tuple[int, ...] | list[int]) -> bool:
    """Whether these clauses can hold together, by truth table."""
    return any(all(any(values[abs(n) - 1] == (n > 0) for n in clauses[w]) for w in wanted) for values in product([False, True], repeat=VARIABLES))


def fewest(clauses: list[Clause]) -> int | None:
    """Size of the smallest clash."""
    numbers = range(len(clauses))
    return next((size for size in range(1, len(clauses) + 1) for some in combinations(numbers, size) if not hold(clauses, some)), None)


@settings(deadline=None, max_examples=40)
@given(clauses=CLAUSES)
def test_the_clash_found_is_a_clash_and_none_has_fewer_demands(clauses: list[Clause]) -> None:
    found = smallest_clash(demands(clauses))
    assert (None if found is None else len(found)) == fewest(clauses)
    assert found is None or not hold(clauses, found)


@settings(deadline=None, max_examples=40)
@given(clauses=CLAUSES)
def test_nothing_can_be_left_out_of_an_irreducible_clash(clauses: list[Clause]) -> None:
    found = irreducible(demands(clauses))
    assert (found is None) == hold(clauses, range(len(clauses)))  # type: ignore[arg-type]
    if found is not None:
        assert not hold(clauses, found)
        assert all(hold(clauses, [other for other in found if other != one]) for one in found)


@settings(deadline=None, max_examples=25)
@given(clauses=CLAUSES, data=st.data())
def test_possible_answers_as_a_truth_table_does(clauses: list[Clause], data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.sampled_from(range(len(clauses))), unique=True))
    asked = demands(clauses)
    asked.most([])  # a question before leaves nothing behind
    assert asked.possible(wanted) == hold(clauses, wanted)


@settings(deadline=None, max_examples=25)
@given(clauses=CLAUSES, data=st.data())
def test_as_much_weight_is_kept_as_can_hold_with_what_is_wanted(clauses: list[Clause], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(clauses), max_size=len(clauses)))
    wanted = data.draw(st.lists(st.sampled_from(range(len(clauses))), unique=True, max_size=2))
    kept = demands(clauses, weights).most(wanted)
    subsets = [some for size in range(len(clauses) + 1) for some in combinations(range(len(clauses)), size)]
    able = [sum(weights[n] for n in some) for some in subsets if set(wanted) <= set(some) and hold(clauses, some)]
    assert (kept is None) == (able == [])
    if kept is not None:
        assert set(wanted) <= set(kept)
        assert hold(clauses, kept)
        assert sum(weights[n] for n in kept) == max(able)


@settings(deadline=None, max_examples=30)
@given(clauses=CLAUSES)
def test_a_core_is_a_clash_though_perhaps_not_a_small_one(clauses: list[Clause]) -> None:
    assume(fewest(clauses) is not None)
    core = demands(clauses).core()
    assert core is not None
    assert not hold(clauses, core)


def test_a_short_clash_is_preferred_to_a_long_one_among_many_demands() -> None:
    """1 -> 2 -> 3 and 1 and not 3 clash in four; 2 and not 2 in two."""
    clauses: list[Clause] = [(1,), (-1, 2), (-2, 3), (-3,), (2,), (-2,)]
    assert sorted(smallest_clash(demands(clauses)) or []) == [4, 5]


def test_demands_that_can_all_hold_have_no_clash() -> None:
    clauses: list[Clause] = [(1, 2), (-1, 3), (-2, -3)]
    assert smallest_clash(demands(clauses)) is None
    assert irreducible(demands(clauses)) is None
    assert demands(clauses).core() is None
