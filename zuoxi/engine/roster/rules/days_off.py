"""F-13, X-03: at least `min_days_off_per_week` days off in a week, Monday to Sunday.

Days of a week that are neither known nor in the period may still be the days off, so a week that is cut asks for so many less.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def most_work(known: list[int], past: int, least_off: int) -> int:
    """Days that may be worked of the known ones: what lies outside may be off; what was worked before the period stays worked."""
    return max(len(known) - max(least_off - (7 - len(known)), 0), past)


def check(row: Row) -> Iterator[Found]:
    least = row.rules.min_days_off_per_week
    for week in row.tables.weeks if least else ():
        known = row.known(week)
        worked = sum(row.works[i] for i in known)
        past = sum(row.works[i] for i in known if i < row.tail)
        if worked > most_work(known, past, least):
            yield row.days(known[0], known[-1]), {"date": row.date(known[0]), "count": len(known) - worked, "limit": least}


def post(line: Line) -> None:
    least = line.rules.min_days_off_per_week
    for week in line.tables.weeks if least else ():
        known = line.known(week)
        if line.opens(known[0], known[-1]):
            past = sum(line.works[i] for i in known if i < line.tail)
            line.between(((1, line.works[i]) for i in known), None, most_work(known, past, least), known[0], known[-1])


RULE = PersonRule("X-03 days off", "roster.days_off", 7, check, post, limit=attrgetter("min_days_off_per_week"))
