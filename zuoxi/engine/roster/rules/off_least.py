"""F-13: days off come at least `min_consecutive_off` in a row. Runs that reach over an end of what is known count as long enough."""

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
    least = row.rules.min_consecutive_off
    rests = [not works for works in row.works] if least > 1 else []
    for first, last in short_runs(row, rests, least, work=False):
        yield row.days(first, max(last, row.tail)), {"date": row.date(first), "count": last - first + 1, "limit": least}


def post(line: Line) -> None:
    if line.rules.min_consecutive_off > 1:
        bar_short_runs(line, [no(term) for term in line.works], line.works, line.rules.min_consecutive_off, work=False)


RULE = PersonRule("F-13 least days off in a row", "roster.off_least", 2, check, post, limit=attrgetter("min_consecutive_off"))
