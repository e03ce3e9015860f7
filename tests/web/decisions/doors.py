"""Doors of decisions: everybody has their own, who answers for people has theirs, nobody else's are there."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.areas import Door
from tests.web.decisions import scenes

MAY_TEST = {"nobody": 302, "chen": 200, "zhou": 200}
OWN = {"nobody": 302, "chen": 200, "zhou": 404}
"""A back-test is there for who asked for it."""


def tried(cast: Cast) -> list[int]:
    return [scenes.tried(cast).pk]


DOORS = {
    "decisions:mine": [Door({"nobody": 302}, others=200), Door({"nobody": 302}, others=200, query="?rule=nonsense&month=2026-13&page=x")],
    "decisions:team": Door({"nobody": 302, "wu": 200, "zhou": 200, "sun": 200}, others=403),
    "decisions:decision": [
        Door({"nobody": 302, "lin": 200, "wu": 200, "zhou": 200, "sun": 200, "chen": 200}, others=404, args=lambda cast: [scenes.kept(cast).pk]),
        Door({"nobody": 302, "zhao": 200, "zhou": 200, "sun": 200, "chen": 200}, others=404, args=lambda cast: [scenes.broken(cast).pk]),
        Door({"nobody": 302}, others=404, args=lambda _: [987654]),
    ],
    "decisions:backtest": [
        Door(MAY_TEST, others=403),
        Door({"nobody": 302, "chen": 422, "zhou": 422}, others=403, method="post", data={"first": "2026-02-30"}),
    ],
    "decisions:backtest-result": Door(OWN, others=403, args=tried),
    "decisions:backtest-export": [
        Door(OWN, others=403, args=tried),
        Door({"nobody": 302, "chen": 404, "zhou": 404}, others=403, args=lambda cast: [scenes.tried(cast, state="waiting").pk], query="?format=csv"),
    ],
}
