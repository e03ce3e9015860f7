"""Doors of the people pages."""

from __future__ import annotations

from tests.web.areas import Door

LOOKS_UP = {"nobody": 302, "lin": 403, "zhao": 403}
DOORS = {
    "people:people": Door(LOOKS_UP, others=200),
    "people:export": Door({"nobody": 302, "chen": 200, "zhou": 200}, others=403),
    "people:units": Door({"nobody": 302}, others=200),
    "people:posts": Door({"nobody": 302}, others=200),
    "people:search": Door({"nobody": 302}, others=200, query="?q=lin"),
    "people:person": [
        Door({"nobody": 302, "zhao": 404}, others=200, args=lambda cast: [cast.lin.pk]),
        Door({"nobody": 302, "lin": 404, "wu": 404}, others=200, args=lambda cast: [cast.zhao.pk]),
        Door({"nobody": 302, "lin": 404, "wu": 404, "zhao": 404, "sun": 404}, others=200, args=lambda cast: [cast.chen.pk]),
        Door({"nobody": 302}, others=404, args=lambda cast: [987654]),
    ],
}
