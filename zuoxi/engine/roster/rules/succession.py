"""F-13: no shift is followed on the next day by one that may not follow it (such as early after late)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.problem import OFF
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    named = row.rules.forbidden_successions
    if not named:
        return
    codes = [None if cell == OFF else row.problem.shifts[cell].code for cell in row.cells]
    for i in range(max(row.tail, 1), len(codes)):
        if (codes[i - 1], codes[i]) in named:
            yield row.days(i - 1, i), {"date": row.date(i), "before": codes[i - 1], "shift": codes[i]}


def post(line: Line) -> None:
    blocks = line.tables.forbidden(line.rules.forbidden_successions)
    for i in range(max(line.tail, 1), line.size):
        for before, after in blocks if line.opens(i - 1, i) else ():
            line.at_most_one([*line.any_of(i - 1, before), *line.any_of(i, after)], i - 1, i)


RULE = PersonRule("F-13 succession", "roster.succession", 4, check, post)
