"""Doors of the roster pages: planners change, managers and supervisors read drafts, leaders what was published, agents look at their own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.roster.builders import MONDAY
from tests.web.areas import Door
from tests.web.roster import scenes

Args = Callable[[Cast], list[Any]]


def pk_of(scene: Callable[[Cast], Any]) -> Args:
    return lambda cast: [scene(cast).pk]


DRAFT, BROKEN, PUBLISHED, REVISED = (pk_of(scene) for scene in (scenes.draft, scenes.broken, scenes.published, scenes.revised))
WEEK, LEAVE, SEARCH, PROPOSAL = (pk_of(scene) for scene in (scenes.week, scenes.granted, scenes.search, scenes.proposal))
OUTSIDERS = {"nobody": 302, "lin": 403, "zhao": 403, "gao": 403}
READ = OUTSIDERS
"""Whoever reads rosters gets the page."""
DRAFT_READ = {**OUTSIDERS, "wu": 404}
"""A draft is not there for a leader."""
PLAN = {"nobody": 302, "chen": 200}
MISSING = {"nobody": 302, "lin": 403, "zhao": 403, "gao": 403}


def plan(args: Args | None = None, *, status: int = 200, **more: Any) -> Door:
    """For planners only."""
    return Door({"nobody": 302, "chen": status}, others=403, args=args, **more)


def post(args: Args | None = None, *, status: int = 302, **more: Any) -> Door:
    """A change, for planners only."""
    return plan(args, status=status, method="post", **more)


def one_kind(_: Cast) -> list[int]:
    return [scenes.kinds()["早"].pk]


def two_drafts(cast: Cast) -> list[int]:
    return [scenes.revised(cast).period_id]


def kept_search(cast: Cast) -> list[int]:
    """A search that was stopped with one roster in hand."""
    scenes.kinds()
    rows = {"1001": ["早"] * 4 + [None] * 3, "1002": [None] * 7}
    return [scenes.search(cast, "cancelled", checkpoint={"rows": rows, "cost": 12, "bound": 10, "elapsed": 3.0}).pk]


NOWHERE: Args = lambda _: [987654]  # noqa: E731
NEW_LEAVE = {"kind": "annual", "first_day": "2030-01-07", "last_day": "2030-01-08"}
DOORS: dict[str, Door | list[Door]] = {
    "roster:periods": Door(READ, others=200),
    "roster:period-new": [
        plan(),
        post(data=lambda cast: {"name": "周期", "unit": cast.centre.pk, "first_day": "2027-01-04", "days": 7}),
        post(status=422),
    ],
    "roster:period": [Door(READ, others=200, args=WEEK), Door(MISSING, others=404, args=NOWHERE)],
    "roster:period-requirement": [post(WEEK, status=422, data={"requirement": "999"}), post(NOWHERE, status=404)],
    "roster:version-new": post(WEEK, data={"note": "空白"}),
    "roster:solve": [post(WEEK, data={"seconds": 5, "seed": 1}), post(WEEK, status=422, data={"seconds": 0, "seed": 1})],
    "roster:compare": [Door(READ, others=302, args=two_drafts), Door(MISSING, others=404, args=NOWHERE)],
    "roster:solve-keep": [post(kept_search), post(SEARCH, status=409), post(NOWHERE, status=404)],
    "roster:solve-result": [plan(SEARCH, status=302), plan(NOWHERE, status=404)],
    "roster:version-copy": [post(DRAFT), post(PUBLISHED), post(NOWHERE, status=404)],
    "roster:version-discard": [post(DRAFT), post(PUBLISHED, status=409)],
    "roster:version-figures": [Door(DRAFT_READ, others=200, args=DRAFT), Door(READ, others=200, args=PUBLISHED)],
    "roster:take-over": [plan(REVISED), plan(DRAFT), post(REVISED, status=200), plan(NOWHERE, status=404)],
    "roster:publish": [
        plan(DRAFT),
        plan(BROKEN),
        post(DRAFT, data={"revision": 1}),
        post(DRAFT, status=409, data={"revision": 0}),
        post(BROKEN, status=409),
    ],
    "roster:publication": [Door(READ, others=200, args=PUBLISHED), Door(MISSING, others=404, args=DRAFT)],
    "roster:print": [Door(DRAFT_READ, others=200, args=DRAFT), Door(READ, others=200, args=PUBLISHED, query="?paper=a3")],
    "roster:labour": [
        Door(DRAFT_READ, others=200, args=DRAFT),
        Door(READ, others=200, args=PUBLISHED),
        Door(MISSING, others=404, args=NOWHERE),
    ],
    "roster:pdf": Door(READ, others=200, args=PUBLISHED),
    "roster:export": [Door(DRAFT_READ, others=200, args=DRAFT), Door(READ, others=200, args=PUBLISHED, query="?format=csv")],
    "roster:import": [plan(DRAFT), plan(PUBLISHED, status=409), post(DRAFT, status=422)],
    "roster:import-apply": [
        post(DRAFT, data={"changes": "[]", "revision": 1}),
        post(PUBLISHED, status=409, data={"changes": "[]", "revision": 0}),
        post(DRAFT, status=400, data={"changes": f'[[987654, "{MONDAY}", "早"]]', "revision": 1}),
    ],
    "roster:shifts": Door(READ, others=200),
    "roster:shifts-import": [plan(), post(status=422)],
    "roster:shifts-store": post(),
    "roster:shifts-export": Door(READ, others=200),
    "roster:shift-new": [plan(), plan(query="?copy=987654"), post(data=scenes.shift_form()), post(status=422, data=scenes.shift_form(name=""))],
    "roster:shift": [plan(one_kind), plan(NOWHERE, status=404), post(one_kind, data=scenes.shift_form())],
    "roster:shift-active": [post(one_kind, data={"active": 0, "revision": 0}), post(one_kind, status=409, data={"active": 0, "revision": 7})],
    "roster:proposals": [plan(), post(status=422)],
    "roster:proposal": [plan(PROPOSAL), plan(NOWHERE, status=404)],
    "roster:proposal-adopt": [
        post(PROPOSAL, status=422, data={"kinds-TOTAL_FORMS": 2, "kinds-INITIAL_FORMS": 2}),
        post(PROPOSAL, status=404, data={"kinds-TOTAL_FORMS": 1, "kinds-INITIAL_FORMS": 1}),
    ],
    "roster:leaves": Door(READ, others=200),
    "roster:leave-new": [plan(), post(data=lambda cast: {**NEW_LEAVE, "person": cast.lin.pk}), post(status=422)],
    "roster:leave-withdraw": [post(LEAVE), post(NOWHERE, status=404)],
    "roster:grid": [Door(DRAFT_READ, others=200, args=DRAFT), Door(READ, others=200, args=PUBLISHED), Door(MISSING, others=404, args=NOWHERE)],
    "roster:grid-data": [Door(DRAFT_READ, others=200, args=DRAFT), Door(READ, others=200, args=PUBLISHED)],
    "roster:grid-since": [Door(DRAFT_READ, others=200, args=DRAFT, query="?revision=0"), Door(DRAFT_READ, others=400, args=DRAFT)],
    "roster:grid-cell": Door(DRAFT_READ, others=400, args=DRAFT),
    "roster:grid-steps": Door(DRAFT_READ, others=200, args=DRAFT),
    "roster:grid-violations": Door(DRAFT_READ, others=200, args=BROKEN),
    "roster:grid-coverage": Door(DRAFT_READ, others=200, args=DRAFT),
    "roster:grid-change": post(DRAFT, status=400),
    "roster:grid-undo": post(DRAFT, status=400),
    "roster:grid-redo": post(DRAFT, status=400),
    "roster:grid-keep": Door(OUTSIDERS, others=400, method="post"),
}
