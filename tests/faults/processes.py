"""Threads that begin at the same moment, and processes that are killed in the middle of a statement."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any
from urllib.parse import quote

from django.db import connection, connections

Work = Callable[[], Any]
LONG_S = 60.0


def url_of(options: Mapping[str, Any]) -> str:
    """The address of a database as ZUOXI_DATABASE takes it."""
    if options["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{options['NAME']}"
    who = quote(options["USER"]) + (f":{quote(options['PASSWORD'])}" if options["PASSWORD"] else "")
    host, port = options["HOST"] or "", f":{options['PORT']}" if options["PORT"] else ""
    place = "" if host.startswith("/") else host
    rest = f"?host={quote(host)}" if host.startswith("/") else ""
    return f"postgresql://{who}{'@' if who else ''}{place}{port}/{options['NAME']}{rest}"


def at_once(*works: Work) -> list[Any]:
    """Do all of these at the same moment, a thread each; what each returned or the exception it ended with, in order."""
    start = Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(number: int, work: Work) -> None:
        try:
            start.wait(LONG_S)
            results[number] = work()
        except Exception as error:  # noqa: BLE001 it is the result
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number, work), daemon=True) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG_S)
        assert not thread.is_alive(), "a thread hangs"
    return results


class Meeting:
    """A place in the code where `count` threads wait for each other, unless a lock keeps some of them from coming."""

    def __init__(self, count: int, *, patience_s: float = 0.4) -> None:
        self.barrier, self.patience_s, self.met = Barrier(count), patience_s, False

    def wait(self) -> None:
        with suppress(BrokenBarrierError):
            self.barrier.wait(self.patience_s)
            self.met = True

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with the meeting before it."""

        def meeting_first(*args: Any, **kwargs: Any) -> Any:
            self.wait()
            return function(*args, **kwargs)

        return meeting_first


def statements(work: Work) -> int:
    """How many SQL statements the work sends."""
    count = 0

    def counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        work()
    return count


def killed(work: Work, *, before: int) -> bool:
    """Do the work in a process of its own that is killed with SIGKILL before its statement number `before`; False if it ended first."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _work_and_die(work, before)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed before it could be killed"
    return False


def _work_and_die(work: Work, before: int) -> None:
    """In the child: a connection of its own, no pool (its threads did not come along), and death at the statement."""
    try:
        connections.settings["default"].get("OPTIONS", {}).pop("pool", None)
        connections["default"] = connections.create_connection("default")
        sent = 0

        def deadly(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal sent
            sent += 1
            if sent == before:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(deadly):
            work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 nothing of the parent may go on in the child
        os._exit(1)


def errors(results: Sequence[Any]) -> list[str]:
    """The names of the exceptions among results."""
    return sorted(type(one).__name__ for one in results if isinstance(one, Exception))
