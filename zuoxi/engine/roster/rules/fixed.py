"""F-14: a locked cell stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row


def check(row: Row) -> Iterator[Found]:
    for day, cell in row.tables.fixed[row.index].items():
        if row.period[day] != cell:
            yield (day,), {"date": row.date(day + row.tail), "shift": "--" if cell == OFF else row.problem.shifts[cell].code}


def bars(problem: Problem, worker: int, day: int) -> Iterable[int]:
    fixed = problem.tables.fixed[worker]
    return set(range(OFF, len(problem.shifts))) - {fixed[day]} if day in fixed else ()


RULE = PersonRule("F-14 lock", "roster.lock", 1, check, bars=bars)
