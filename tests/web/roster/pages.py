"""Pages of the roster."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.areas import Page
from tests.web.roster import scenes


def draft(cast: Cast) -> list[int]:
    return [scenes.draft(cast).pk]


def revised(cast: Cast) -> list[int]:
    return [scenes.revised(cast).pk]


def period(cast: Cast) -> list[int]:
    return [scenes.week(cast).pk]


def proposal(cast: Cast) -> list[int]:
    return [scenes.proposal(cast).pk]


ALLOWED = {"TOML"}
PAGES = [
    Page("roster:periods", "chen", grow=scenes.many_periods),
    Page("roster:periods", "wu", name="roster:periods leader"),
    Page("roster:period-new", "chen"),
    Page("roster:period", "chen", args=period, grow=scenes.many_versions),
    Page("roster:period", "sun", args=period, name="roster:period reader"),
    Page("roster:publish", "chen", args=revised, grow=scenes.many_people),
    Page("roster:publication", "wu", args=lambda cast: [scenes.published(cast).pk]),
    Page("roster:labour", "chen", args=draft, grow=scenes.many_people),
    Page("roster:labour", "wu", args=lambda cast: [scenes.published(cast).pk], name="roster:labour decided"),
    Page("roster:take-over", "chen", args=revised),
    Page("roster:print", "chen", args=draft, grow=scenes.many_people),
    Page("roster:import", "chen", args=draft),
    Page("roster:shifts", "chen", grow=scenes.many_kinds),
    Page("roster:shifts-import", "chen"),
    Page("roster:shift-new", "chen"),
    Page("roster:shift", "chen", args=lambda _: [scenes.kinds()["夜"].pk]),
    Page("roster:proposals", "chen"),
    Page("roster:proposal", "chen", args=proposal),
    Page("roster:leaves", "chen", grow=scenes.many_leaves),
    Page("roster:leave-new", "chen"),
]
