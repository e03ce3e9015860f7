"""F-13: paid hours of the whole period lie between the contract's least and most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row, hours

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check_most(row: Row) -> Iterator[Found]:
    limit, total = row.rules.max_period_min, sum(row.paid[row.tail :])
    if limit is not None and total > limit:
        yield tuple(range(row.problem.days)), {"hours": hours(total), "limit": hours(limit)}


def check_least(row: Row) -> Iterator[Found]:
    limit, total = row.rules.min_period_min, sum(row.paid[row.tail :])
    if limit is not None and total < limit:
        yield tuple(range(row.problem.days)), {"hours": hours(total), "limit": hours(limit)}


def post_most(line: Line) -> None:
    if line.rules.max_period_min is not None:
        line.between(line.paid(range(line.tail, line.size)), None, line.rules.max_period_min, line.tail, line.size - 1)


def post_least(line: Line) -> None:
    if line.rules.min_period_min is not None:
        line.between(line.paid(range(line.tail, line.size)), line.rules.min_period_min, None, line.tail, line.size - 1)


MOST = PersonRule("F-13 most hours", "roster.most_hours", 5, check_most, post_most, limit=lambda rules: hours(rules.max_period_min or 0))
LEAST = PersonRule("F-13 least hours", "roster.least_hours", 3, check_least, post_least, limit=lambda rules: hours(rules.min_period_min or 0))
