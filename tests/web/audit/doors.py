"""Doors of the audit pages: the audit administrator's alone."""

from __future__ import annotations

from tests.cast import Cast
from tests.core.trail import one
from tests.web.areas import Door


def an_event(_cast: Cast) -> list[int]:
    return [one().pk]


READS = {"nobody": 302, "yan": 200}
DOORS = {
    "audit:events": Door(READS, others=403),
    "audit:export": Door(READS, others=403),
    "audit:event": [Door(READS, others=403, args=an_event), Door({"nobody": 302, "yan": 404}, others=403, args=lambda _: [987654])],
    "audit:check": Door({"nobody": 302, "yan": 302}, others=403, method="post"),
}
