"""F-13: who works, works at least `min_consecutive_days` days in a row. Runs that reach over an end of what is known count as long enough."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row
from zuoxi.engine.roster.rules.runs import bar_short_runs, short_runs
from zuoxi.engine.roster.terms import no

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    least = row.rules.min_consecutive_days
    for first, last in short_runs(row, row.works, least, work=True) if least > 1 else ():
        yield row.days(first, max(last, row.tail)), {"date": row.date(first), "count": last - first + 1, "limit": least}


def post(line: Line) -> None:
    if line.rules.min_consecutive_days > 1:
        bar_short_runs(line, line.works, [no(term) for term in line.works], line.rules.min_consecutive_days, work=True)


RULE = PersonRule("F-13 least days in a row", "roster.consecutive_least", 2, check, post, limit=attrgetter("min_consecutive_days"))
