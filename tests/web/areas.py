"""What each area tells the tests that hold for all pages: its doors and its pages."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from django.urls import reverse

from tests.cast import ACTORS, Cast

HERE = Path(__file__).parent
ALIKE = {"shen": "gao", "yan": "gao"}
"""The administrators of rights and of the audit find what the system administrator finds, where a door does not name them."""


@dataclass(frozen=True)
class Door:
    """One way of knocking at a route, and the status each actor must get.

    `args` makes the route's arguments (and whatever must exist) from the cast; `data` the POST body. Unnamed actors get `others`.
    """

    status: dict[str, int]
    others: int | None = None
    args: Callable[[Cast], list[Any]] | None = None
    method: str = "get"
    data: Callable[[Cast], dict[str, Any]] | dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def expected(self) -> dict[str, int]:
        said = self.status | {one: self.status[like] for one, like in ALIKE.items() if like in self.status and one not in self.status}
        missing = [actor for actor in ACTORS if actor not in said]
        if missing and self.others is None:
            raise ValueError(f"say what {', '.join(missing)} get")
        return {actor: said.get(actor, self.others or 0) for actor in ACTORS}

    def url(self, route: str, cast: Cast) -> str:
        return reverse(route, args=self.args(cast) if self.args else None) + self.query

    def body(self, cast: Cast) -> dict[str, Any]:
        return self.data(cast) if callable(self.data) else self.data


@dataclass(frozen=True)
class Page:
    """A page that people look at: who opens it; `grow(cast, n)` adds n rows to what it lists (for the query budget).

    `known` are names on it that no table holds yet, for the language crawl."""

    route: str
    actor: str
    args: Callable[[Cast], list[Any]] | None = None
    grow: Callable[[Cast, int], None] | None = None
    name: str = ""
    query: str = ""
    known: str = ""

    @property
    def key(self) -> str:
        return self.name or self.route

    def url(self, cast: Cast) -> str:
        return reverse(self.route, args=self.args(cast) if self.args else None) + self.query


def _files(kind: str) -> list[Path]:
    """`doors.py` of every area, and those of its parts (`grid_doors.py`)."""
    return sorted(path for path in HERE.glob(f"*/*{kind}.py") if not path.name.startswith("test_"))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tests.web.{path.parent.name}.{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def doors() -> dict[str, list[Door]]:
    """`DOORS` of every `tests/web/<area>/doors.py`: route name to one door or several."""
    found: dict[str, list[Door]] = {}
    for path in _files("doors"):
        for route, door in _module(path).DOORS.items():
            found.setdefault(route, []).extend(door if isinstance(door, list) else [door])
    return found


def pages() -> list[Page]:
    """`PAGES` of every `tests/web/<area>/pages.py`."""
    return [page for path in _files("pages") for page in _module(path).PAGES]


def allowed_words() -> set[str]:
    """`ALLOWED` of every `tests/web/<area>/pages.py`: Latin words that stand on Chinese pages too (AHT, WAPE, file names)."""
    return {word for path in _files("pages") for word in getattr(_module(path), "ALLOWED", ())}
