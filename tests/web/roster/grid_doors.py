"""Doors of the roster grid: a planner edits drafts, managers and supervisors read them, a leader reads what was published, agents stay outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.web.areas import Door
from tests.web.roster.grid_world import build
from zuoxi.roster.models import Version

Args = Callable[[Cast], list[Any]]


def draft(cast: Cast) -> list[int]:
    return [build(cast, people=4, days=7).draft.pk]


def published(cast: Cast) -> list[int]:
    pk = draft(cast)[0]
    Version.objects.filter(pk=pk).update(state="published")
    return [pk]


def nowhere(cast: Cast) -> list[int]:
    return [987654]


OUTSIDE = {"nobody": 302, "lin": 403, "zhao": 403, "gao": 403}
DRAFT = {**OUTSIDE, "wu": 404}
"""A draft is not there for a leader."""
PLANNER = {"nobody": 302}


def read(status: int = 200, *, query: str = "") -> list[Door]:
    """A draft, the same published, and one that does not exist."""
    return [
        Door(DRAFT, others=status, args=draft, query=query),
        Door(OUTSIDE, others=status, args=published, query=query),
        Door(OUTSIDE, others=404, args=nowhere, query=query),
    ]


def change(*, missing: int = 404) -> list[Door]:
    """What is sent here is no script's doing: the planner is let in and told so, everybody else is turned away."""
    return [
        Door({**PLANNER, "chen": 400}, others=403, args=draft, method="post"),
        Door({**PLANNER, "chen": missing}, others=403, args=nowhere, method="post"),
    ]


DOORS: dict[str, Door | list[Door]] = {
    "roster:grid": read(),
    "roster:grid-data": read(),
    "roster:grid-since": read(query="?revision=0"),
    "roster:grid-cell": read(404, query="?person=987654&day=2026-12-01"),
    "roster:grid-steps": read(),
    "roster:grid-violations": read(),
    "roster:grid-coverage": read(),
    "roster:grid-change": change(),
    "roster:grid-undo": change(),
    "roster:grid-redo": change(),
    "roster:grid-keep": Door(OUTSIDE, others=400, method="post"),
}
