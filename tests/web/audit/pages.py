"""Pages of the audit."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast
from tests.core.trail import NOW, one
from tests.web.areas import Page
from zuoxi.core.audit import Where


def more_events(cast: Cast, count: int) -> None:
    """Events of several people, every third refused."""
    people = [cast.wu, cast.chen, cast.zhou]
    for n in range(count):
        place = Where("203.0.113.7", "0123456789abcdef", "/people/1/")
        one(cast.lin.pk, when=NOW + timedelta(minutes=n), by=people[n % 3], success=n % 3 > 0, where=place, number="")


def an_event(cast: Cast) -> list[int]:
    facts = {"refused": "404", "query": "q=1001", "reason": "核对"}
    return [one(cast.lin.pk, by=cast.wu, facts=facts, success=False, where=Where("203.0.113.7", "0123456789abcdef", "/people/1/")).pk]


PAGES = [
    Page("audit:events", "yan", grow=more_events),
    Page("audit:events", "yan", name="audit:events nothing found", query="?who=9999"),
    Page("audit:event", "yan", args=an_event),
]
