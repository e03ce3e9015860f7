"""From where something is done: set once around a request, read by whatever is recorded within it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Where:
    """Address of the caller, a hash that tells sessions apart, the page; all empty for commands and jobs."""

    ip: str = ""
    session: str = ""
    path: str = ""


NOWHERE = Where()
_PLACE: ContextVar[Where] = ContextVar("audit_place", default=NOWHERE)


def here() -> Where:
    return _PLACE.get()


@contextmanager
def placed(where: Where) -> Iterator[None]:
    """Everything recorded inside comes from `where`."""
    token = _PLACE.set(where)
    try:
        yield
    finally:
        _PLACE.reset(token)
