"""Long mathematics beside the job that asked for it: it works in a thread, the job says every second that it is alive and hears whether to stop."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

Answer = TypeVar("Answer")
BEAT_S = 1.0
"""A job is heard of this often, whatever the engine is doing."""


def beside(work: Callable[[], Answer], *, beat: Callable[[], None], every_s: float = BEAT_S) -> Answer:
    """What `work` returns or raises. `beat` is called again and again meanwhile; what it raises (Cancelled) ends the waiting at once.

    The thread touches no database and no file, so one that is left behind harms nobody; it ends by its own limits.
    """
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        future: Future[Answer] = pool.submit(work)
        while True:
            try:
                return future.result(timeout=every_s)
            except NotYet:
                beat()
    finally:
        pool.shutdown(wait=False)
