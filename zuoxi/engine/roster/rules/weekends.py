"""F-13: at most `max_weekends` weekends of the period with work on Saturday or Sunday."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.problem import OFF
from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row
from zuoxi.engine.roster.terms import either

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    limit = row.rules.max_weekends
    if limit is None:
        return
    worked = [pair for pair in row.tables.weekends if any(row.period[day] != OFF for day in pair)]
    if len(worked) > limit:
        days = tuple(day for pair in worked for day in pair if row.period[day] != OFF)
        yield days, {"count": len(worked), "limit": limit}


def post(line: Line) -> None:
    limit = line.rules.max_weekends
    if limit is None:
        return
    weekends = [either(line.grid.cp, [line.works[day + line.tail] for day in pair]) for pair in line.tables.weekends]
    line.between(((1, term) for term in weekends), None, limit, line.tail, line.size - 1)


RULE = PersonRule("F-13 weekends", "roster.weekends", 4, check, post, limit=attrgetter("max_weekends"))
