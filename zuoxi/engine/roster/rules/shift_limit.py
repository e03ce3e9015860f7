"""F-13: at most so many shifts of a kind in the period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    for code, limit in row.rules.max_shifts.items():
        kind = row.problem.shift_index[code]
        days = tuple(day for day, cell in enumerate(row.period) if cell == kind)
        if len(days) > limit:
            yield days, {"shift": code, "count": len(days), "limit": limit}


def post(line: Line) -> None:
    for code, limit in line.rules.max_shifts.items():
        kind = line.problem.shift_index[code]
        terms = [(1, term) for i in range(line.tail, line.size) for term in line.any_of(i, (kind,))]
        line.between(terms, None, limit, line.tail, line.size - 1)


RULE = PersonRule("F-13 shifts of a kind", "roster.shift_limit", 4, check, post)
