"""The doors of the interface, as the start-up check of the shell wants them: a view that declares none stops the process (A4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class ApiDoor:
    """`scopes` by method is what a token must have; `login` tells a page for people, which no token opens."""

    scopes: tuple[tuple[str, str], ...] = ()
    login: bool = False
    token: bool = True
    names: frozenset[str] = frozenset()

    def opens_for(self, _person: Any) -> bool:
        """Pages are open to whoever is logged in; what a token opens is asked at the gate."""
        return self.login


def by_token(view: View, scopes: dict[str, str]) -> View:
    """Opened by tokens with these scopes, by no session; the session's token against forgery is not asked, since no session counts."""
    view.door = ApiDoor(tuple(sorted(scopes.items())))  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(view))


def open_to_all(view: View) -> View:
    """Answers nothing about the centre: the description of the interface, and that there is nothing here."""
    view.door = ApiDoor(token=False)  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(view))


def logged_in(view: View) -> View:
    """A page for people."""
    view.door = ApiDoor(login=True, token=False)  # type: ignore[attr-defined]
    return view
