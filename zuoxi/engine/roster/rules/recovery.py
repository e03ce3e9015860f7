"""F-13: after the last of a run of nights come `recovery_days_after_nights` days off before any other work."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Found, PersonRule, Row
from zuoxi.engine.roster.rules.runs import runs
from zuoxi.engine.roster.terms import no

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line


def check(row: Row) -> Iterator[Found]:
    days = row.rules.recovery_days_after_nights
    for _, last in runs(row.nights) if days else ():
        back = next((i for i in range(last + 1, len(row.works)) if row.works[i]), None)
        if back is not None and back >= row.tail and back - last - 1 < days:
            yield row.days(last, back), {"date": row.date(back), "count": back - last - 1, "limit": days}


def post(line: Line) -> None:
    if not line.tables.nights:
        return
    for gap in range(line.rules.recovery_days_after_nights):
        for last in range(max(line.tail - gap - 1, 0), line.size - gap - 1):
            back = last + gap + 1
            if line.opens(last, back):
                on_nights = [line.nights[back]] if gap == 0 else []
                line.clause([no(line.nights[last]), *line.works[last + 1 : back], no(line.works[back]), *on_nights], last, back)


RULE = PersonRule("F-13 recovery after nights", "roster.recovery", 6, check, post, limit=attrgetter("recovery_days_after_nights"))
