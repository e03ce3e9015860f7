"""Every combination of goals and of shares: what can be staffed is accepted, what cannot is refused, and nothing in between (F-01, F-08)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zuoxi.acd.models import Queue
from zuoxi.people.models import Person
from zuoxi.planning import shrinkage, targets
from zuoxi.planning.models import ShrinkageShare, Target
from zuoxi.planning.targets import Goal

NAN, INF = float("nan"), float("inf")
SHARES = {None: True, 0.5: True, 0.999: True, 0.0: False, 1.0: False, -0.1: False, 1.5: False, NAN: False, INF: False}
OCCUPANCIES = {None: True, 0.85: True, 1.0: True, 0.0: False, 1.01: False, -1.0: False, NAN: False}
SECONDS = {None: True, 0.1: True, 3600.0: True, 0.0: False, -5.0: False, NAN: False}
FIRST = date(2026, 12, 1)


def verdict(goal: Goal) -> type[Exception] | None:
    """What F-01 says of a goal, in its own order: bounds, then whether there is one, then whether the model can hold it."""
    fits = [SHARES[goal.service_level], SHARES[goal.max_abandon], OCCUPANCIES[goal.max_occupancy], SECONDS[goal.max_asa_s], SECONDS[goal.patience_s]]
    if not all(fits) or goal.within_s < 0:
        return targets.OutOfBounds
    if (goal.service_level, goal.max_abandon, goal.max_asa_s, goal.max_occupancy) == (None,) * 4:
        return targets.NoGoal
    if goal.model == "A" and goal.patience_s is None:
        return targets.PatienceMissing
    if goal.model == "C" and goal.max_abandon is not None:
        return targets.NobodyAbandons
    return None


def told(goal: Goal) -> type[Exception] | None:
    try:
        targets.check(goal)
    except targets.Problem as problem:
        return type(problem)
    return None


@pytest.mark.parametrize("model", ["A", "C"])
@pytest.mark.parametrize("within", [-1, 0, 20])
def test_every_combination_of_goals_gets_the_verdict_of_the_rule(model: Any, within: int) -> None:
    counts = {None: 0}
    for level, abandon, occupancy, asa, patience in itertools.product(SHARES, SHARES, OCCUPANCIES, SECONDS, SECONDS):
        goal = Goal(
            model=model,
            service_level=level,
            within_s=within,
            max_abandon=abandon,
            max_occupancy=occupancy,
            max_asa_s=asa,
            patience_s=patience,
        )
        found = told(goal)
        assert found == verdict(goal), goal
        counts[found] = counts.get(found, 0) + 1
    assert counts[targets.OutOfBounds] > 1000
    assert (counts[None] > 0) == (within >= 0)


ACCEPTED = st.builds(
    Goal,
    model=st.just("A"),
    service_level=st.one_of(st.none(), st.floats(0.01, 0.99)),
    within_s=st.integers(0, 600),
    max_abandon=st.one_of(st.none(), st.floats(0.001, 0.5)),
    max_asa_s=st.floats(0.5, 600),
    max_occupancy=st.one_of(st.none(), st.floats(0.1, 1.0)),
    patience_s=st.floats(1, 3600),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goal=ACCEPTED)
def test_what_is_accepted_is_stored_by_the_database_too_and_comes_back_as_it_was(queues: list[Queue], planner: Person, now: Any, goal: Goal) -> None:
    target = targets.promise(queue=queues[0], goal=goal, effective_from=FIRST, by=planner, now=now)
    assert Goal.of(Target.objects.get(pk=target.pk)) == goal
    assert Target.objects.count() == 1


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 60), min_size=1, max_size=8), asked=st.integers(-5, 70))
def test_the_promise_in_force_is_that_of_the_latest_day_that_has_come(
    queues: list[Queue], planner: Person, now: Any, days: list[int], asked: int
) -> None:
    Target.objects.all().delete()
    for number in days:
        goal = Goal(service_level=0.8, within_s=number, patience_s=180.0)
        targets.promise(queue=queues[0], goal=goal, effective_from=date.fromordinal(FIRST.toordinal() + number), by=planner, now=now)
    found = targets.in_force(date.fromordinal(FIRST.toordinal() + asked))
    begun = [number for number in days if number <= asked]
    assert {target.within_s for target in found.values()} == ({max(begun)} if begun else set())
    assert Target.objects.count() == len(set(days))


KINDS = shrinkage.KINDS


@pytest.mark.parametrize("kind", [*KINDS, "holiday", "", "LEAVE"])
@pytest.mark.parametrize("weekday", [-1, 0, 6, 7])
@pytest.mark.parametrize("share", [-0.01, 0.0, 0.3, 0.999, 1.0, 2.0, NAN, INF])
def test_one_share_is_accepted_exactly_when_kind_weekday_and_size_are_those_of_the_table(kind: str, weekday: int, share: float) -> None:
    fits = kind in KINDS and 0 <= weekday <= 6 and 0 <= share < 1
    if fits:
        shrinkage.check({(kind, weekday): share})
    else:
        with pytest.raises(shrinkage.NotAShare):
            shrinkage.check({(kind, weekday): share})


@given(shares=st.dictionaries(st.tuples(st.sampled_from(KINDS), st.integers(0, 6)), st.integers(0, 99).map(lambda n: n / 100)))
def test_a_day_on_which_nobody_is_left_is_refused_and_no_other(shares: dict[tuple[str, int], float]) -> None:
    hundredths = [sum(round(share * 100) for (_kind, day), share in shares.items() if day == weekday) for weekday in range(7)]
    if max(hundredths) == 100:
        return  # whether a sum of hundredths in binary reaches 1 is left to the machine
    if max(hundredths) > 100:
        with pytest.raises(shrinkage.NobodyLeft):
            shrinkage.check(shares)
    else:
        shrinkage.check(shares)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.dictionaries(st.tuples(st.sampled_from(KINDS), st.integers(0, 6)), st.floats(0, 0.19)),
    second=st.dictionaries(st.tuples(st.sampled_from(KINDS), st.integers(0, 6)), st.floats(0, 0.19)),
)
def test_the_table_holds_what_was_stored_last_and_nothing_of_before(
    db: None, first: dict[tuple[str, int], float], second: dict[tuple[str, int], float]
) -> None:
    shrinkage.store(shares=first)
    shrinkage.store(shares=second)
    table = shrinkage.table()
    assert {place: share for place, share in table.items() if share} == {place: share for place, share in second.items() if share}
    assert set(table) == {(kind, weekday) for kind in KINDS for weekday in range(7)}


@pytest.mark.parametrize("broken", [{("leave", 0): 1.0}, {("leave", 7): 0.1}, {("x", 0): 0.1}, {(kind, 3): 0.25 for kind in KINDS}])
def test_a_table_that_is_refused_leaves_the_old_one(db: None, broken: dict[tuple[str, int], float]) -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    with pytest.raises(shrinkage.Problem):
        shrinkage.store(shares=broken)
    assert list(ShrinkageShare.objects.values_list("kind", "weekday", "share")) == [("leave", 0, 0.1)]


def test_a_target_of_one_queue_is_not_one_of_another(queues: list[Queue], planner: Person, now: Any, make_forecast: Callable[..., Any]) -> None:
    targets.promise(queue=queues[0], goal=Goal(service_level=0.8, patience_s=180.0), effective_from=FIRST, by=planner, now=now)
    assert set(targets.in_force(FIRST)) == {queues[0].pk}
