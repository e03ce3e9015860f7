"""Doors of accounts."""

from __future__ import annotations

from tests.web.areas import Door

NO_SESSION = "0" * 40

DOORS = {
    "accounts:own": Door({"nobody": 302}, others=200),
    "accounts:sessions-end": Door({}, others=302, method="post"),
    "accounts:session-end": Door({"nobody": 302}, others=404, method="post", args=lambda cast: [NO_SESSION]),
    "accounts:confirm": [
        Door({"nobody": 302}, others=200),
        Door({"nobody": 302}, others=422, method="post", data={"password": "wrong"}),
    ],
}
