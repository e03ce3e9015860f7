"""Cards of the first page; areas register theirs in `AppConfig.ready()`.

    cards.register("planning.todo", build=planner_card, roles={"planner"}, order=10)

`build(person, now)` returns the template and its context, or None when there is nothing to show for this person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zuoxi.people import access
from zuoxi.people.models import Person


@dataclass(frozen=True)
class Card:
    """One box of the first page, drawn."""

    template: str
    context: dict[str, Any]


Build = Callable[[Person, datetime], Card | None]


@dataclass(frozen=True)
class _Entry:
    build: Build
    roles: frozenset[str]
    order: int


_ENTRIES: dict[str, _Entry] = {}


def register(name: str, *, build: Build, order: int, roles: Collection[str] = ()) -> None:
    """`roles` are those who get the card (none: everybody)."""
    _ENTRIES[name] = _Entry(build, frozenset(roles), order)


def of(person: Person, *, now: datetime) -> list[Card]:
    """The cards of a person, in order."""
    entries = sorted(_ENTRIES.values(), key=lambda entry: entry.order)
    meant = [entry for entry in entries if not entry.roles or access.has(person, *entry.roles)]
    built = [entry.build(person, now) for entry in meant]
    return [card for card in built if card is not None]
