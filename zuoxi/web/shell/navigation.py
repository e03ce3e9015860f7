"""The navigation: areas register their pages in `AppConfig.ready()`; who may open a page's door sees it.

navigation.register("planning:history", label=_("History"), icon="chart-bar", group="planning", order=10)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.people import access
from zuoxi.people.models import Person
from zuoxi.web.shell.doors import door_of

GROUPS: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "planning": _("Planning"),
    "roster": _("Rostering"),
    "people": _("Organisation"),
    "system": _("System"),
}


@dataclass(frozen=True)
class Item:
    """A page in the navigation. `roles` narrows who sees the link further than the door does; `order` sorts within the group."""

    route: str
    label: str | Promise
    icon: str
    group: str
    order: int
    roles: frozenset[str]
    short: str | Promise
    beside: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its own address and those of the pages that belong to it without standing beneath it."""
        return tuple(reverse(route) for route in (self.route, *self.beside))

    def shown_to(self, person: Person) -> bool:
        door = door_of(resolve(reverse(self.route)).func)
        return bool(door and door.opens_for(person)) and (not self.roles or access.has(person, *self.roles))


@dataclass(frozen=True)
class Link:
    """An item as one reader sees it."""

    url: str
    label: str
    icon: str
    group: str
    short: str
    is_current: bool


_ITEMS: dict[str, Item] = {}


def register(
    route: str,
    *,
    label: str | Promise,
    icon: str,
    group: str,
    order: int,
    roles: Collection[str] = (),
    short: str | Promise = "",
    beside: Collection[str] = (),
) -> None:
    """Add a page: `route` is its URL name without arguments, `short` the label under the icon on a phone (up to four characters).

    `beside` are routes whose pages belong to it though their address does not begin like its own.
    """
    if group not in GROUPS:
        raise KeyError(group)
    _ITEMS[route] = Item(route, label, icon, group, order, frozenset(roles), short, tuple(beside))


def links(request: HttpRequest) -> list[Link]:
    """What this reader sees, in order; the current one is the longest address that the present one starts with."""
    person = getattr(request, "person", None)
    if person is None or not person.is_authenticated:
        return []
    order = list(GROUPS)
    items = sorted((i for i in _ITEMS.values() if i.shown_to(person)), key=lambda i: (order.index(i.group), i.order))
    current = max((url for item in items for url in item.addresses if _leads(url, request.path)), key=len, default="")
    return [
        Link(own[0], str(item.label), item.icon, str(GROUPS[item.group]), str(item.short or item.label), current in own)
        for item, own in ((item, item.addresses) for item in items)
    ]


def _leads(url: str, path: str) -> bool:
    return path.startswith(url) and (url != "/" or path == "/")


def url_for(person: Person, route: str) -> str:
    """The address of a registered page if this person may open it, else nothing: a card then tells without linking."""
    item = _ITEMS.get(route)
    return reverse(route) if item and item.shown_to(person) else ""


def grouped(every: list[Link]) -> Iterator[tuple[str, list[Link]]]:
    for group, members in groupby(every, key=lambda link: link.group):
        yield group, list(members)


def dead_links(**_: object) -> list[CheckMessage]:
    """The system check: every registered page exists."""
    found: list[CheckMessage] = []
    for route in (route for item in _ITEMS.values() for route in (item.route, *item.beside)):
        try:
            reverse(route)
        except NoReverseMatch:
            found.append(Error(f"The navigation names {route}, which is no route without arguments.", id="shell.E002"))
    return found
