"""F-13: between the end of one shift and the start of the next lie at least `min_rest_min` minutes, across midnight and into the period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.problem import DAY_MIN, OFF
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row, hours

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    least, starts, ends = row.rules.min_rest_min, row.tables.starts, row.tables.ends
    last = None
    for i, cell in enumerate(row.cells):
        if cell == OFF:
            continue
        if last is not None and i >= row.tail:
            rest = (i - last) * DAY_MIN + starts[cell] - ends[row.cells[last]]
            if rest < least:
                yield row.days(last, i), {"date": row.date(i), "hours": hours(rest), "limit": hours(least)}
        last = i


def post(line: Line) -> None:
    for lag, blocks in line.tables.short_rest(line.rules.min_rest_min).items():
        for i in range(max(line.tail - lag, 0), line.size - lag):
            for before, after in blocks if line.opens(i, i + lag) else ():
                line.at_most_one([*line.any_of(i, before), *line.any_of(i + lag, after)], i, i + lag)


RULE = PersonRule("F-13 rest", "roster.rest", 7, check, post, limit=lambda rules: hours(rules.min_rest_min))
