"""F-13, T-03: nobody works on a day of granted leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row


def check(row: Row) -> Iterator[Found]:
    for day in sorted(row.worker.unavailable):
        if 0 <= day < len(row.period) and row.period[day] != OFF:
            yield (day,), {"date": row.date(day + row.tail), "shift": row.problem.shifts[row.period[day]].code}


def bars(problem: Problem, worker: int, day: int) -> Iterable[int]:
    return range(len(problem.shifts)) if day in problem.workers[worker].unavailable else ()


def scope(problem: Problem, worker: int, day: int) -> tuple[int, ...]:
    """The whole of an unbroken leave."""
    away = problem.workers[worker].unavailable
    first, last = day, day
    while first - 1 in away:
        first -= 1
    while last + 1 in away:
        last += 1
    return tuple(range(max(first, 0), min(last, problem.days - 1) + 1))


RULE = PersonRule("T-03 leave", "roster.leave", 8, check, bars=bars, scope=scope)
