"""Journeys drive Debian's Chromium against the whole product. A console error or a breach of the content policy fails the journey."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.cast import *  # noqa: F403
from tests.cast import Cast, client_of, make_cast
from tests.database import in_a_file
from tests.journeys.settling import watch
from zuoxi.people.models import Person

CHROMIUM = Path(os.environ.get("ZUOXI_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = Path(settings.BASE) / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
ANSWERED = ("the server responded with a status of 4", "Response Status Error Code 4")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys; the threads of their server need a database in a file."""
    for item in in_a_file(items, HERE):
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys. The driver runs an event loop in this thread, so Django is told that its queries may run here too."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk, or name another in ZUOXI_CHROMIUM")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright: Playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
    yield browser
    browser.close()
    playwright.stop()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, written so that the server sees it."""
    return make_cast()


Browse = Callable[..., Page]


@pytest.fixture
def browse(chromium: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """`browse(person, phone=False, language="zh-hans", theme="light")`: a page of a logged-in person; `page.goto("/people/")` is enough.

    `quiet` is for journeys in which the network is cut: what the console then says is not held against the page."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def start(
        person: Person | None = None, *, phone: bool = False, language: str = "zh-hans", theme: str = "light", quiet: bool = False, **more: Any
    ) -> Page:
        context = _context(chromium, live_server.url, phone, language, theme, **more)
        context.add_cookies(_cookies(live_server.url, person, language, theme))
        contexts.append(context)
        page = context.new_page()
        _listen(page, [] if quiet else complaints)
        watch(page)
        return page

    yield start
    for context in contexts:
        context.close()
    assert complaints == []


Views = dict[tuple[bool, str, str], Page]


@pytest.fixture(scope="session")
def views() -> Views:
    """Windows that stay open from one journey to the next, by phone, language and theme."""
    return {}


@pytest.fixture
def look(chromium: Browser, live_server: LiveServer, views: Views) -> Iterator[Browse]:
    """As `browse`, for journeys that only look: the window stays open for the next, so that nothing is started or fetched again."""
    complaints: list[str] = []
    listening: list[tuple[Page, Listener]] = []

    def start(person: Person | None = None, *, phone: bool = False, language: str = "zh-hans", theme: str = "light") -> Page:
        which = (phone, language, theme)
        if which not in views:
            views[which] = _context(chromium, live_server.url, *which).new_page()
            watch(views[which])
        page = views[which]
        page.context.clear_cookies()
        page.context.add_cookies(_cookies(live_server.url, person, language, theme))
        page.set_viewport_size(PHONE if phone else DESKTOP)
        listening.append((page, _listen(page, complaints)))
        return page

    yield start
    for page, (on_console, on_error) in listening:
        page.goto("about:blank")
        page.remove_listener("console", on_console)
        page.remove_listener("pageerror", on_error)
    assert complaints == []


def _context(chromium: Browser, url: str, phone: bool, language: str, theme: str, **more: Any) -> BrowserContext:
    context = chromium.new_context(
        base_url=url,
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        locale="zh-CN" if language == "zh-hans" else "en-GB",
        timezone_id="Asia/Shanghai",
        color_scheme=theme,
        **more,
    )
    context.set_default_timeout(10_000)
    return context


def _cookies(url: str, person: Person | None, language: str, theme: str) -> list[Any]:
    chosen = {"language": language, "theme": theme}
    if person is not None:
        chosen[settings.SESSION_COOKIE_NAME] = client_of(person).cookies[settings.SESSION_COOKIE_NAME].value
    return [{"name": name, "value": value, "url": url} for name, value in chosen.items()]


Listener = tuple[Callable[[Any], None], Callable[[Any], None]]


def _listen(page: Page, complaints: list[str]) -> Listener:
    """Errors of scripts, of the console and of the content policy; a refused request (4xx) that the page itself answers is not one."""

    def on_console(message: Any) -> None:
        if message.type == "error" and not any(text in message.text for text in ANSWERED):
            complaints.append(f"{page.url}: {message.text}")

    def on_error(error: Any) -> None:
        complaints.append(f"{page.url}: {error}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    return on_console, on_error


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: the serious and critical findings of axe-core, empty when there are none (UX 32)."""

    def run(page: Page) -> list[str]:
        # The content policy lets no foreign script into the page; the driver's own evaluation stands outside it.
        page.evaluate(AXE.read_text(encoding="utf-8") + "\nundefined")
        found = page.evaluate(f"async () => (await axe.run(document, {OPTIONS})).violations")
        bad = [one for one in found if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}" for one in bad for node in one["nodes"]]

    return run
