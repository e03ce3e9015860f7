"""Doors of my roster: everybody has one, nobody has another's."""

from __future__ import annotations

from django.utils import timezone

from tests.cast import Cast
from tests.web.areas import Door
from zuoxi.roster import feeds

ANYBODY = {"nobody": 302}


def secret(cast: Cast) -> list[str]:
    return [feeds.create(person=cast.lin, now=timezone.now())]


DOORS = {
    "mine:roster": Door(ANYBODY, others=200),
    "mine:week": Door(ANYBODY, others=200),
    "mine:week_of": [Door(ANYBODY, others=200, args=lambda _: ["2026-11-23"]), Door(ANYBODY, others=404, args=lambda _: ["2026-13-01"])],
    "mine:month": Door(ANYBODY, others=200),
    "mine:month_of": [Door(ANYBODY, others=200, args=lambda _: [2026, 12]), Door(ANYBODY, others=404, args=lambda _: [2026, 13])],
    "mine:feed": [Door(ANYBODY, others=200), Door(ANYBODY, others=302, method="post", data={"do": "revoke"})],
    "mine:ics": [Door({}, others=200, args=secret), Door({}, others=404, args=lambda _: ["guessed"])],
}
