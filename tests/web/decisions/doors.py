"""Doors of decisions: everybody has their own, who answers for people has theirs, nobody else's are there."""

from __future__ import annotations

from tests.web.areas import Door
from tests.web.decisions import scenes

DOORS = {
    "decisions:mine": [Door({"nobody": 302}, others=200), Door({"nobody": 302}, others=200, query="?rule=nonsense&month=2026-13&page=x")],
    "decisions:team": Door({"nobody": 302, "wu": 200, "zhou": 200, "sun": 200}, others=403),
    "decisions:decision": [
        Door({"nobody": 302, "lin": 200, "wu": 200, "zhou": 200, "sun": 200, "chen": 200}, others=404, args=lambda cast: [scenes.kept(cast).pk]),
        Door({"nobody": 302, "zhao": 200, "zhou": 200, "sun": 200, "chen": 200}, others=404, args=lambda cast: [scenes.broken(cast).pk]),
        Door({"nobody": 302}, others=404, args=lambda _: [987654]),
    ],
}
