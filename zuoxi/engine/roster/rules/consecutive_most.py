"""F-13: nobody works more than `max_consecutive_days` days in a row; days before the period count where they are known."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row
from zuoxi.engine.roster.rules.runs import runs

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    limit = row.rules.max_consecutive_days
    for first, last in runs(row.works) if limit is not None else ():
        if limit is not None and last - first >= limit and last >= row.tail:
            yield row.days(first, last), {"date": row.date(last), "count": last - first + 1, "limit": limit}


def post(line: Line) -> None:
    limit = line.rules.max_consecutive_days
    if limit is None:
        return
    for first in range(max(line.tail - limit, 0), line.size - limit):
        if line.opens(first, first + limit):
            line.between(((1, term) for term in line.works[first : first + limit + 1]), None, limit, first, first + limit)


RULE = PersonRule("F-13 most days in a row", "roster.consecutive_most", 5, check, post, limit=attrgetter("max_consecutive_days"))
