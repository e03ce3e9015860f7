"""Who holds which role for whom: asked by the core, answered by the organisation, which registers itself in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from zuoxi.rules.approvals import Scope, Step


class Wanted(NamedTuple):
    """The holders of `role` for the team, department or centre of the person with this key."""

    role: str
    scope: Scope
    person: int


Resolver = Callable[[Collection[Wanted], date], Mapping[Wanted, frozenset[int]]]
_RESOLVERS: list[Resolver] = []


def register(resolver: Resolver) -> None:
    """The one that answers; a later one takes the place of an earlier one."""
    _RESOLVERS[:] = [resolver]


def holders(wanted: Collection[Wanted], *, day: date) -> Mapping[Wanted, frozenset[int]]:
    """Those who hold each of the roles on `day`, in a fixed number of queries."""
    return _RESOLVERS[0](wanted, day) if _RESOLVERS and wanted else dict.fromkeys(wanted, frozenset())


def one(role: str, scope: Scope, person: int, *, day: date) -> frozenset[int]:
    wanted = Wanted(role, scope, person)
    return holders([wanted], day=day)[wanted]


def of_step(step: Step, person: int) -> Wanted:
    return Wanted(step.role, step.scope, person)
