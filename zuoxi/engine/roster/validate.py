"""Whether a rostering problem makes sense at all: names that exist, days inside the period, arrays of the right shape. Rules come later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.roster.problem import DAY_MIN, OFF, Problem, Worker


def findings(problem: Problem) -> list[Finding]:
    """Everything that is wrong with the input; empty when it can be worked with."""
    return [*_size(problem), *_names(problem), *_arrays(problem)]


def refuse_nonsense(problem: Problem) -> None:
    """Raise the first finding, if there is one."""
    for finding in findings(problem):
        raise Refusal(finding.code, **finding.facts)


def _size(problem: Problem) -> Iterator[Finding]:
    if problem.days < 1 or not problem.workers or not problem.shifts:
        yield Finding("roster.empty", facts={"days": problem.days, "workers": len(problem.workers), "shifts": len(problem.shifts)})
    if problem.step_min < 1 or DAY_MIN % problem.step_min:
        yield Finding("roster.step", facts={"step": problem.step_min})
    for code, count in Counter(shift.code for shift in problem.shifts).items():
        if count > 1:
            yield Finding("roster.shift_twice", facts={"shift": code})
    for name, count in Counter(worker.id for worker in problem.workers).items():
        if count > 1:
            yield Finding("roster.worker_twice", facts={"worker": name})


def _names(problem: Problem) -> Iterator[Finding]:
    for worker in problem.workers:
        yield from _worker(problem, worker)
    for request in problem.requests:
        yield from _unknown(problem, [request.worker], [request.shift] if request.shift else [], [request.day])
    for cover in problem.cover:
        yield from _unknown(problem, [], [cover.shift], [cover.day])
    for (day, code), count in Counter((cover.day, cover.shift) for cover in problem.cover).items():
        if count > 1:
            yield Finding("roster.cover_twice", facts={"shift": code, "day": day + 1})
    yield from _unknown(problem, [name for pair in (*problem.together, *problem.apart) for name in pair], problem.lead_shifts or (), problem.holidays)


def _worker(problem: Problem, worker: Worker) -> Iterator[Finding]:
    rules = worker.rules
    codes = [code for code in (*worker.fixed.values(), *worker.tail) if code is not None]
    named = [code for pair in rules.forbidden_successions for code in pair]
    yield from _unknown(problem, [], [*codes, *named, *(worker.shifts or ()), *rules.max_shifts], worker.fixed)
    if not 0 <= rules.min_rest_min <= DAY_MIN:
        yield Finding("roster.rest_bounds", facts={"worker": worker.id, "minutes": rules.min_rest_min})


def _unknown(problem: Problem, workers: Iterable[str], shifts: Iterable[str], days: Iterable[int]) -> Iterator[Finding]:
    """Names and days that the problem does not have."""
    for name in dict.fromkeys(workers):
        if name not in problem.worker_index:
            yield Finding("roster.unknown_worker", facts={"worker": name})
    for code in dict.fromkeys(shifts):
        if code not in problem.shift_index:
            yield Finding("roster.unknown_shift", facts={"shift": code})
    for day in dict.fromkeys(days):
        if not 0 <= day < problem.days:
            yield Finding("roster.day_outside", facts={"day": day + 1, "days": problem.days})


def _arrays(problem: Problem) -> Iterator[Finding]:
    if problem.step_min < 1 or DAY_MIN % problem.step_min:
        return
    for queue, heads in (*problem.demand.items(), *problem.floor.items()):
        if np.asarray(heads).shape != (problem.days, problem.slots) or np.asarray(heads).min(initial=0) < 0:
            yield Finding("roster.demand_shape", facts={"queue": queue, "days": problem.days, "slots": problem.slots})
    for queue in problem.floor:
        if queue not in problem.demand:
            yield Finding("roster.floor_queue", facts={"queue": queue})
    cells = problem.reference
    shape = len(problem.workers), problem.days
    if cells is not None and (cells.shape != shape or cells.min(initial=OFF) < OFF or cells.max(initial=OFF) >= len(problem.shifts)):
        yield Finding("roster.reference_shape", facts={"workers": shape[0], "days": shape[1]})
    if problem.change_factor and len(problem.change_factor) != problem.days:
        yield Finding("roster.change_factor", facts={"days": problem.days})
