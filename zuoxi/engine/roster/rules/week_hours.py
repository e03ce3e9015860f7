"""F-13, X-03: paid hours of a week, Monday to Sunday, stay within the limit.

Hours before the period count where they are known; what was worked too much before it only bars further work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row, hours

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    limit = row.rules.max_week_min
    if limit is None:
        return
    for week in row.tables.weeks:
        known = row.known(week)
        past = sum(row.paid[i] for i in known if i < row.tail)
        total = sum(row.paid[i] for i in known)
        if total > max(limit, past):
            yield row.days(known[0], known[-1]), {"date": row.date(known[0]), "hours": hours(total), "limit": hours(limit)}


def post(line: Line) -> None:
    limit = line.rules.max_week_min
    if limit is None:
        return
    for week in line.tables.weeks:
        known = line.known(week)
        if line.opens(known[0], known[-1]):
            past = sum(minutes * term for minutes, term in line.paid(i for i in known if i < line.tail))
            line.between(line.paid(known), None, max(limit, past), known[0], known[-1])


RULE = PersonRule("X-03 week hours", "roster.week_hours", 7, check, post, limit=lambda rules: hours(rules.max_week_min or 0))
