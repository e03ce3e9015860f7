"""When a page has come to rest: nothing is asked of the server any more. The driver's own wait takes half a second of silence each time."""

from __future__ import annotations

import time
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Request

SILENCE_MS, LIMIT_S = 40, 10
_open: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Count what `page` asks from now on."""
    waiting = _open.setdefault(page, set())
    page.on("request", lambda one: waiting.add(one))
    page.on("requestfinished", lambda one: waiting.discard(one))
    page.on("requestfailed", lambda one: waiting.discard(one))


def settle(page: Page) -> None:
    """Wait until two looks in a row find the page loaded and nothing under way; an error after ten seconds."""
    page.wait_for_load_state("load")
    quiet, until = 0, time.monotonic() + LIMIT_S
    while quiet < 2:
        page.wait_for_timeout(SILENCE_MS)
        quiet = 0 if _open[page] else quiet + 1
        if time.monotonic() > until:
            raise TimeoutError(f"{page.url} still asks for {[one.url for one in _open[page]]}")
