"""Cover with pooled skills equals the best assignment of people to queues, whatever the skills."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import PlacedBreak, cover, queue_covers
from zuoxi.engine.roster.breaks_cover import pools
from zuoxi.engine.roster.problem import OFF, Problem, Roster, Shift, Worker, WorkRules

WHOLE = Shift("W", ((0, 1440),))
NIGHT = Shift("N", ((1320, 1800),))
QUEUES = ["phone", "chat", "mail", "loan"]


def problem(skills: list[set[str]], demand: dict[str, np.ndarray], *, days: int = 1, tails: tuple[str | None, ...] = (), step: int = 60) -> Problem:
    workers = tuple(Worker(str(n), WorkRules(), frozenset(has), tail=tails[n : n + 1]) for n, has in enumerate(skills))
    return Problem(date(2026, 12, 1), days, (WHOLE, NIGHT), workers, step, demand)


def missing_by_assignment(skills: list[set[str]], heads: dict[str, int]) -> int:
    """Heads missing, by matching people to single seats: the independent way."""
    seats = [queue for queue, count in heads.items() for _ in range(count)]
    if not seats or not skills:
        return len(seats)
    able = np.array([[queue in has for queue in seats] for has in skills], dtype=float)
    rows, columns = linear_sum_assignment(able, maximize=True)
    return len(seats) - int(able[rows, columns].sum())


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sets(st.sampled_from([*QUEUES, "fax"]), max_size=4), min_size=1, max_size=8),
    st.lists(st.integers(0, 4), min_size=0, max_size=4),
)
def test_heads_missing_are_those_of_the_best_assignment(skills: list[set[str]], heads: list[int]) -> None:
    wanted = dict(zip(QUEUES, heads, strict=False))
    given_problem = problem(skills, {queue: np.full((1, 24), count) for queue, count in wanted.items()})
    result = cover(given_problem, Roster(np.zeros((len(skills), 1), dtype=np.int64)), {})
    assert np.unique(result.short).tolist() == [missing_by_assignment(skills, wanted)]
    assert (result.over >= 0).all()
    assert (result.need - result.short + result.over == result.present).all()


def test_one_who_can_do_both_is_not_counted_twice() -> None:
    both = problem([{"phone", "chat"}], {"phone": np.ones((1, 24), dtype=int), "chat": np.ones((1, 24), dtype=int)})
    result = cover(both, Roster(np.zeros((1, 1), dtype=np.int64)), {})
    assert (result.hours(result.need), result.hours(result.short), result.hours(result.over)) == (48, 24, 0)


def test_an_idle_specialist_does_not_help_the_other_queue() -> None:
    floor = problem([{"chat"}, {"chat"}], {"phone": np.ones((1, 24), dtype=int), "chat": np.ones((1, 24), dtype=int)})
    result = cover(floor, Roster(np.zeros((2, 1), dtype=np.int64)), {})
    assert (result.hours(result.short), result.hours(result.over)) == (24, 24)


def test_a_break_takes_a_person_away_for_exactly_its_minutes() -> None:
    floor = problem([{"phone"}], {"phone": np.ones((1, 24), dtype=int)})
    result = cover(floor, Roster(np.zeros((1, 1), dtype=np.int64)), {(0, 0): (PlacedBreak(605, 650, "meal", False),)})
    assert result.unit_min == 5
    assert result.hours(result.short) == 0.75
    assert result.by_step(result.present, 60)[0, 10] == pytest.approx(15 / 60)


def test_a_night_shift_covers_the_morning_of_the_next_day_and_yesterday_s_that_of_the_first() -> None:
    floor = problem([{"phone"}, {"phone"}], {"phone": np.zeros((2, 24), dtype=int)}, days=2, tails=(None, "N"))
    result = cover(floor, Roster(np.array([[1, OFF], [OFF, OFF]])), {})
    present = result.by_step(result.present, 60)
    assert present[0].tolist() == [1] * 6 + [0] * 16 + [1] * 2
    assert present[1].tolist() == [1] * 6 + [0] * 18


def test_a_tail_of_an_unknown_or_a_day_shift_adds_nobody() -> None:
    floor = problem([{"phone"}, {"phone"}], {"phone": np.zeros((1, 24), dtype=int)}, tails=("gone", "W"))
    assert cover(floor, Roster(np.full((2, 1), OFF)), {}).present.sum() == 0


def test_queues_served_by_the_same_people_are_one_set_and_strangers_are_apart() -> None:
    floor = problem([{"phone", "chat"}, {"mail"}], {queue: np.ones((1, 24), dtype=int) for queue in ("phone", "chat", "mail", "nobody")})
    pool = pools(floor)
    assert sorted(pool.inside.sum(axis=1).tolist()) == [1, 1, 2]
    assert len(set(pool.part.tolist())) == 3


def test_twenty_queues_of_strangers_need_twenty_sets_only() -> None:
    names = [f"q{n:02}" for n in range(20)]
    floor = problem([{name} for name in names], {name: np.ones((1, 24), dtype=int) for name in names})
    assert len(pools(floor).part) == 20


def test_too_many_linked_combinations_are_refused_rather_than_guessed() -> None:
    names = [f"q{n:02}" for n in range(14)]
    rng = np.random.default_rng(1)
    skills = [{names[n], names[(n + 1) % 14]} for n in range(14)] + [set(rng.choice(names, 3, replace=False).tolist()) for _ in range(40)]
    with pytest.raises(Refusal, match=r"breaks\.too_many_skill_sets"):
        pools(problem(skills, {name: np.ones((1, 24), dtype=int) for name in names}))


def test_without_a_requirement_everybody_present_is_too_many() -> None:
    result = cover(problem([set(), {"phone"}], {}), Roster(np.zeros((2, 1), dtype=np.int64)), {})
    assert (result.hours(result.present), result.hours(result.over), result.hours(result.short)) == (48, 48, 0)


def test_with_a_requirement_a_person_without_a_wanted_skill_is_not_counted() -> None:
    result = cover(problem([set(), {"fax"}], {"phone": np.ones((1, 24), dtype=int)}), Roster(np.zeros((2, 1), dtype=np.int64)), {})
    assert (result.hours(result.present), result.hours(result.short)) == (0, 24)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sets(st.sampled_from([*QUEUES, "fax"]), max_size=4), min_size=1, max_size=8),
    st.lists(st.integers(0, 4), min_size=1, max_size=4),
)
def test_queues_add_up_to_the_pooled_cover_and_nobody_serves_two(skills: list[set[str]], heads: list[int]) -> None:
    wanted = dict(zip(QUEUES, heads, strict=False))
    given_problem = problem(skills, {queue: np.full((1, 24), count) for queue, count in wanted.items()})
    roster = Roster(np.zeros((len(skills), 1), dtype=np.int64))
    pooled, queues = cover(given_problem, roster, {}), queue_covers(given_problem, roster, {})
    assert np.allclose(sum(one.short for one in queues.values()), pooled.short)
    assert np.allclose(sum(one.present for one in queues.values()), pooled.present)
    for one in queues.values():
        assert (one.over > -1e-9).all()
        assert (one.short > -1e-9).all()
    for size in range(1, len(queues) + 1):
        for names in combinations(queues, size):
            able = sum(bool(has & set(names)) for has in skills)
            assert sum(queues[name].present[0, 0] for name in names) <= able + 1e-9


def test_the_shortage_is_not_put_on_the_last_queue_by_name() -> None:
    demand = {queue: np.full((1, 24), 2) for queue in ("a", "b", "c")}
    queues = queue_covers(problem([{"a", "b", "c"}] * 3, demand), Roster(np.zeros((3, 1), dtype=np.int64)), {})
    assert [one.short[0, 0] for one in queues.values()] == [1, 1, 1]


def test_a_queue_shows_its_own_shortage_and_its_idle_people() -> None:
    demand = {"chat": np.ones((1, 24), dtype=int), "phone": np.full((1, 24), 2)}
    queues = queue_covers(problem([{"chat"}, {"chat"}, {"phone"}], demand), Roster(np.zeros((3, 1), dtype=np.int64)), {})
    assert [(queue, one.present[0, 0], one.short[0, 0], one.over[0, 0]) for queue, one in queues.items()] == [("chat", 2, 0, 1), ("phone", 1, 1, 0)]
