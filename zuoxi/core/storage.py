"""When the database cannot be written or read (R7): a full disk, a file that cannot be opened, a server that is away. It is no defect of ours."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem

RETRY_S = 30
"""After how long it is worth trying again."""


class StorageUnavailable(Problem):
    code, status = "storage.unavailable", 503
    text = _("The database cannot be used right now; nothing was saved. Try again in %(seconds)s seconds, or have an administrator check its disk.")


def is_away(error: BaseException | None) -> bool:
    """Whether the database was the cause, also of an error that came of it."""
    return any(isinstance(one, (OperationalError, InterfaceError)) for one in _chain(error))


def unavailable() -> StorageUnavailable:
    return StorageUnavailable(seconds=RETRY_S)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
