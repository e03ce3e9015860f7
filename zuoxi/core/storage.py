"""When the database or the disk cannot be written or read (R7): full, read-only, not to be opened, a server that is away. It is no defect of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem

RETRY_S = 30
"""After how long it is worth trying again."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What a disk says that is full, over its quota, or read-only."""
READ_ONLY = "25006"
"""What PostgreSQL says to whoever writes on a standby."""


class StorageUnavailable(Problem):
    code, status = "storage.unavailable", 503
    text = _("The database cannot be used right now; nothing was saved. Try again in %(seconds)s seconds, or have an administrator check its disk.")


def is_away(error: BaseException | None) -> bool:
    """Whether the database or the disk was the cause, also of an error that came of it."""
    return any(_says_so(one) for one in _chain(error))


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, (OperationalError, InterfaceError)) or getattr(error, "sqlstate", None) == READ_ONLY


def unavailable() -> StorageUnavailable:
    return StorageUnavailable(seconds=RETRY_S)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
