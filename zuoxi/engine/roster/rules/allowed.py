"""F-13, O-10: a worker is given only shifts of the kinds they may work (skills, contract, probation)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row


def check(row: Row) -> Iterator[Found]:
    allowed = row.tables.allowed[row.index]
    for day, cell in enumerate(row.period):
        if cell != OFF and cell not in allowed:
            yield (day,), {"date": row.date(day + row.tail), "shift": row.problem.shifts[cell].code}


def bars(problem: Problem, worker: int, _: int) -> Iterable[int]:
    return set(range(len(problem.shifts))) - problem.tables.allowed[worker]


def scope(problem: Problem, _: int, __: int) -> tuple[int, ...]:
    return tuple(range(problem.days))


RULE = PersonRule("F-13 allowed shifts", "roster.allowed", 6, check, bars=bars, scope=scope)
