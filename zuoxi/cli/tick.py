"""`zuoxi tick`: does the periodic work that is due: reminders, passing up, what leaves by e-mail and robot. Once, or again and again."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Annotated

import typer
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from zuoxi.core import periodic


def command(
    every: Annotated[int, typer.Option(min=0, max=3600, help=str(_("Seconds between two rounds; 0 does one round and ends.")))] = 0,
) -> None:
    """Do the periodic work that is due. Any number of these may run; each piece of work is done by one of them."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    if every:
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    while True:
        once()
        if not every or stop.wait(every):
            return


def once() -> list[str]:
    """One round, by the clock of each moment."""
    close_old_connections()
    return periodic.tick(now=timezone.now(), clock=timezone.now)
