"""A clash (F-14, X-07): rules, workers and days that cannot hold together, so small that giving up any one of them resolves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Member:
    """One rule that takes part: its name, the worker (None: the floor), the days; `code` and `facts` make its sentence."""

    rule: str
    code: str
    worker: str | None
    days: tuple[int, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Relaxation:
    """A way out: give up `member`. `helps` tells whether the worker then has a legal row (otherwise there is a further clash); `saves` what the
    floor's price falls when the worker then works the best such row instead of not at all, None where it was not worked out. Ways out are
    ranked, the easiest to give up first."""

    member: Member
    helps: bool
    saves: int | None = None


@dataclass(frozen=True)
class Clash:
    """`members` cannot hold together; `relaxations` are the ways out, best first."""

    members: tuple[Member, ...]
    relaxations: tuple[Relaxation, ...] = ()
