"""Who may open which page: every view says it, and a view that does not say it stops the process from starting (A4).

`roles` names who may enter (403 for others), `everyone` is whoever is logged in, `public` needs no login. What lies behind the door,
whose objects one sees, is the business of `access.py` (404).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from zuoxi.people import access
from zuoxi.people.models import Person

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Door:
    """Who may enter: `names` are roles (empty: any), `login` whether one must be logged in."""

    names: frozenset[str] = frozenset()
    login: bool = True

    def opens_for(self, person: Person) -> bool:
        return not self.login or not self.names or access.has(person, *self.names)


def roles(*names: str) -> Callable[[View], View]:
    """Only people with one of these roles; at least one must be named."""
    if not names:
        raise ValueError("name at least one role, or use everyone")
    return _hang(Door(frozenset(names)))


def everyone(view: View) -> View:
    """Whoever is logged in."""
    return _hang(Door())(view)


def public(view: View) -> View:
    """Also those who are not logged in: login, language, feeds with a secret of their own."""
    return login_not_required(_hang(Door(login=False))(view))


def _hang(door: Door) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not door.opens_for(request.person):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.door = door  # type: ignore[attr-defined]
        return guarded

    return decorate


def door_of(view: Any) -> Door | None:
    return getattr(view, "door", None)


def routes(resolver: URLResolver | None = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the product: its full name (`people:list`) and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*names, pattern.namespace) if pattern.namespace else names)
        else:
            yield ":".join([*names, pattern.name or str(pattern.pattern)]), pattern


def insist() -> None:
    """For servers that run no system checks: refuse to start while a view has no door."""
    missing = without_door()
    if missing:
        raise ImproperlyConfigured(" ".join(str(error.msg) for error in missing))


def without_door(**_: Any) -> list[CheckMessage]:
    """The system check: no view without a door."""
    return [
        Error(f"The view of {name} declares no door.", hint="Put @roles(…), @everyone or @public of zuoxi.web.shell.doors on it.", id="shell.E001")
        for name, pattern in routes()
        if door_of(pattern.callback) is None
    ]
