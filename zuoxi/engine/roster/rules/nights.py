"""F-13: at most `max_nights` night shifts in the period."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    limit = row.rules.max_nights
    if limit is None:
        return
    worked = tuple(day for day, night in enumerate(row.nights[row.tail :]) if night)
    if len(worked) > limit:
        yield worked, {"count": len(worked), "limit": limit}


def post(line: Line) -> None:
    if line.rules.max_nights is not None:
        line.between(((1, term) for term in line.nights[line.tail :]), None, line.rules.max_nights, line.tail, line.size - 1)


RULE = PersonRule("F-13 nights", "roster.nights", 5, check, post, limit=attrgetter("max_nights"))
