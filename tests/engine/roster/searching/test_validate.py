"""Nonsense is refused by name before anything is searched; what makes sense passes."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.engine.roster.rulebook.desk import MONDAY, SHIFTS, cells, problem, worker
from tests.engine.roster.searching.worlds import worlds
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import Problem, Request, Shift, ShiftCover
from zuoxi.engine.roster.result import Stop
from zuoxi.engine.roster.solve import solve
from zuoxi.engine.roster.validate import findings, refuse_nonsense

NEED = np.ones((3, 48), dtype=np.int64)


def three(**more: Any) -> Problem:
    return problem([worker("lin"), worker("zhao")], 3, **more)


def told(task: Problem) -> list[tuple[str, dict[str, Any]]]:
    return [(one.code, dict(one.facts)) for one in findings(task)]


@settings(deadline=None, max_examples=20)
@given(task=worlds())
def test_a_problem_that_makes_sense_is_let_through(task: Problem) -> None:
    assert findings(task) == []
    refuse_nonsense(task)


CASES: list[tuple[Problem, str, dict[str, Any]]] = [
    (problem([], 3), "roster.empty", {"days": 3, "workers": 0, "shifts": 5}),
    (problem([worker()], 0), "roster.empty", {"days": 0, "workers": 1, "shifts": 5}),
    (Problem(MONDAY, 3, (), (worker(),)), "roster.empty", {"days": 3, "workers": 1, "shifts": 0}),
    (three(step_min=7), "roster.step", {"step": 7}),
    (three(step_min=0), "roster.step", {"step": 0}),
    (replace(three(), shifts=(*SHIFTS, SHIFTS[0])), "roster.shift_twice", {"shift": "E"}),
    (problem([worker("lin"), worker("lin")], 3), "roster.worker_twice", {"worker": "lin"}),
    (problem([worker(fixed={0: "X"})], 3), "roster.unknown_shift", {"shift": "X"}),
    (problem([worker(tail="EX")], 3), "roster.unknown_shift", {"shift": "X"}),
    (problem([worker(shifts=frozenset("X"))], 3), "roster.unknown_shift", {"shift": "X"}),
    (problem([worker(rules={"max_shifts": {"X": 1}})], 3), "roster.unknown_shift", {"shift": "X"}),
    (problem([worker(rules={"forbidden_successions": frozenset({("E", "X")})})], 3), "roster.unknown_shift", {"shift": "X"}),
    (problem([worker(fixed={3: "E"})], 3), "roster.day_outside", {"day": 4, "days": 3}),
    (problem([worker(fixed={-1: None})], 3), "roster.day_outside", {"day": 0, "days": 3}),
    (problem([worker(rules={"min_rest_min": 1441})], 3), "roster.rest_bounds", {"worker": "lin", "minutes": 1441}),
    (problem([worker(rules={"min_rest_min": -1})], 3), "roster.rest_bounds", {"worker": "lin", "minutes": -1}),
    (three(requests=(Request("nobody", 0, "E", 1),)), "roster.unknown_worker", {"worker": "nobody"}),
    (three(requests=(Request("lin", 0, "X", 1),)), "roster.unknown_shift", {"shift": "X"}),
    (three(requests=(Request("lin", 3, None, 1),)), "roster.day_outside", {"day": 4, "days": 3}),
    (three(cover=(ShiftCover(0, "X", 1, 1, 1),)), "roster.unknown_shift", {"shift": "X"}),
    (three(cover=(ShiftCover(5, "E", 1, 1, 1),)), "roster.day_outside", {"day": 6, "days": 3}),
    (three(cover=(ShiftCover(1, "E", 1, 1, 1), ShiftCover(1, "E", 2, 1, 1))), "roster.cover_twice", {"shift": "E", "day": 2}),
    (three(together=(("lin", "nobody"),)), "roster.unknown_worker", {"worker": "nobody"}),
    (three(apart=(("nobody", "lin"),)), "roster.unknown_worker", {"worker": "nobody"}),
    (three(lead_shifts=frozenset("X")), "roster.unknown_shift", {"shift": "X"}),
    (three(holidays=frozenset({9})), "roster.day_outside", {"day": 10, "days": 3}),
    (three(demand={"card": NEED[:2]}), "roster.demand_shape", {"queue": "card", "days": 3, "slots": 48}),
    (three(demand={"card": -NEED}), "roster.demand_shape", {"queue": "card", "days": 3, "slots": 48}),
    (three(demand={"card": NEED}, floor={"card": NEED[:, :24]}), "roster.demand_shape", {"queue": "card", "days": 3, "slots": 48}),
    (three(demand={"card": NEED}, floor={"tea": NEED}), "roster.floor_queue", {"queue": "tea"}),
    (three(reference=cells("EEE")), "roster.reference_shape", {"workers": 2, "days": 3}),
    (three(reference=cells("EEE", "EEE") + 5), "roster.reference_shape", {"workers": 2, "days": 3}),
    (three(reference=cells("EEE", "EEE") - 2), "roster.reference_shape", {"workers": 2, "days": 3}),
    (three(change_factor=(1, 1)), "roster.change_factor", {"days": 3}),
]


@pytest.mark.parametrize(("task", "code", "facts"), CASES, ids=[f"{number}-{code}" for number, (_, code, _) in enumerate(CASES)])
def test_each_kind_of_nonsense_is_found_alone_and_has_a_sentence(task: Problem, code: str, facts: dict[str, Any]) -> None:
    assert told(task) == [(code, facts)]
    said = sentence(code, facts)
    assert code not in said
    assert all(str(value) in said for value in facts.values())


@pytest.mark.parametrize(("task", "code", "facts"), CASES[::6])
def test_a_search_refuses_it_before_it_begins(task: Problem, code: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        solve(task, stop=Stop(time.monotonic, 5.0), seed=1)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_several_faults_are_all_found_and_each_once() -> None:
    task = replace(problem([worker("lin", fixed={0: "X", 1: "X", 7: "Y"}), worker("lin")], 3), step_min=11)
    assert told(task) == [
        ("roster.step", {"step": 11}),
        ("roster.worker_twice", {"worker": "lin"}),
        ("roster.unknown_shift", {"shift": "X"}),
        ("roster.unknown_shift", {"shift": "Y"}),
        ("roster.day_outside", {"day": 8, "days": 3}),
    ]


def test_the_first_fault_is_the_one_raised() -> None:
    with pytest.raises(Refusal, match=r"roster\.empty"):
        refuse_nonsense(problem([], 0, step_min=7))


@pytest.mark.parametrize(
    "blocks",
    [(), ((600, 540),), ((540, 600), (600, 700)), ((540, 700), (600, 800)), ((-10, 60),), ((1440, 1500),), ((1200, 2881),), ((600, 600),)],
)
def test_a_shift_whose_blocks_make_no_sense_cannot_be_made(blocks: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(Refusal) as refusal:
        Shift("Q", blocks)
    assert (refusal.value.code, refusal.value.facts) == ("roster.shift_blocks", {"shift": "Q"})


@pytest.mark.parametrize("blocks", [((0, 1),), ((1439, 2880),), ((480, 720), (1020, 1260))])
def test_a_shift_may_begin_at_midnight_end_two_days_later_or_come_in_two_blocks(blocks: tuple[tuple[int, int], ...]) -> None:
    shift = Shift("Q", blocks)
    assert (shift.start_min, shift.end_min, shift.paid_min) == (blocks[0][0], blocks[-1][1], sum(end - start for start, end in blocks))
