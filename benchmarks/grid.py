"""The roster grid of 300 people and 31 days in Chromium, against its budget (DESIGN 5, UX 1, 7, 8).

`python -m benchmarks.grid` makes the roster in a database of its own, starts the product, drives Debian's Chromium and asserts every figure.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, DAYS, TRIALS, EDITS, SCROLLED_S, SPEED = 300, 31, 5, 12, 3, 3000
BUDGET = {
    "first paint": ("ms", 1500, "most"),
    "edit echo": ("ms", 100, "most"),
    "rules badge": ("ms", 300, "most"),
    "coverage strip": ("ms", 500, "most"),
    "paste of 50 x 31": ("ms", 1000, "most"),
    "scrolling": ("frames/s", 50, "least"),
}
WATCH = """() => {
  window.seen = {};
  const note = (name) => { window.seen[name] = performance.now(); };
  const cell = document.activeElement;
  window.watchers = [
    [cell, { attributes: true, childList: true, subtree: true, characterData: true }, () => note(cell.classList.contains("hard") ? "badge" : "echo")],
    [document.querySelector(".rg-strip"), { attributes: true, childList: true, subtree: true, characterData: true }, () => note("strip")],
  ].map(([node, what, act]) => { const one = new MutationObserver(act); one.observe(node, what); return one; });
  window.addEventListener("keydown", () => { window.pressed ??= performance.now(); }, { capture: true, once: true });
  window.pressed = null;
}"""
FRAMES = """([seconds, speed]) => new Promise((done) => {
  const scroller = document.querySelector(".rg-scroll");
  const most = scroller.scrollHeight - scroller.clientHeight;
  const times = [];
  const start = performance.now();
  const tick = (now) => {
    times.push(now);
    const way = (speed * (now - start)) / 1000;
    scroller.scrollTop = Math.floor(way / most) % 2 ? most - (way % most) : way % most;
    if (now - start < 1000 * seconds) requestAnimationFrame(tick);
    else done((1000 * (times.length - 1)) / (times.at(-1) - times[0]));
  };
  requestAnimationFrame(tick);
})"""
"""Scrolls up and down at a steady speed, as a hand on the wheel does, and counts the frames."""


@dataclass(frozen=True)
class Figure:
    """One measured figure and what it may be."""

    name: str
    value: float
    unit: str
    limit: float
    sense: str

    @property
    def kept(self) -> bool:
        return self.value <= self.limit if self.sense == "most" else self.value >= self.limit


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def prepare(folder: str) -> tuple[dict[str, str], str]:
    """A database with the roster in it; the environment that names it, and the cookie of a planner who is logged in."""
    environment = {
        **os.environ,
        "ZUOXI_VAR": folder,
        "ZUOXI_SECOND_FACTOR": "False",
        "DJANGO_SETTINGS_MODULE": "zuoxi.project.settings",
        "PYTHONPATH": str(ROOT),
    }
    made = subprocess.run([sys.executable, "-m", "benchmarks.grid", "--make"], env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return environment, made.stdout.strip().splitlines()[-1]


def make() -> None:
    """In the process of its own: tables, static files, people, roster, a session."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests.cast import client_of, make_cast
    from tests.web.roster.grid_world import build

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    world = build(make_cast(), people=PEOPLE, days=DAYS)
    session = client_of(world.cast.chen).cookies[settings.SESSION_COOKIE_NAME].value
    print(json.dumps({"session": session, "version": world.draft.pk, "cookie": settings.SESSION_COOKIE_NAME}))


def serve(environment: dict[str, str], number: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "zuoxi.project.asgi:application", "--port", str(number), "--log-level", "warning"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{number}/login/", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return server
    server.terminate()
    raise SystemExit("the server did not start")


def opened(browser: Browser, address: str, made: dict[str, Any]) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": made["cookie"], "value": made["session"], "url": address}])
    page = context.new_page()
    page.goto(f"/roster/versions/{made['version']}/grid/")
    page.wait_for_function("() => performance.getEntriesByName('grid:whole').length > 0")
    return page


def first_paint(browser: Browser, address: str, made: dict[str, Any]) -> float:
    """From the click on the link until the cells are on the screen, in ms; a new browser profile each time, so that nothing is kept."""
    times = []
    for _ in range(TRIALS):
        page = opened(browser, address, made)
        times.append(page.evaluate("() => performance.getEntriesByName('grid:shown')[0].startTime"))
        page.context.close()
    return statistics.median(times)


def edits(page: Page) -> dict[str, list[float]]:
    """ms from the key to the code in the cell, to the red badge, to the strip: `N` sets a night where an early follows, `R` takes it back."""
    found: dict[str, list[float]] = {"echo": [], "badge": [], "strip": []}
    page.locator('.rg-row:has(.who:text-is("林静")) [aria-colindex="9"]').click()
    page.keyboard.press("Escape")
    for _ in range(EDITS):
        page.evaluate(WATCH)
        page.keyboard.press("n")
        page.wait_for_function("() => window.seen.badge && window.seen.strip && window.seen.echo", timeout=10_000)
        seen = page.evaluate("() => ({ ...window.seen, pressed: window.pressed })")
        for name in found:
            found[name].append(seen[name] - seen["pressed"])
        page.evaluate("() => window.watchers.forEach((one) => one.disconnect())")
        page.keyboard.press("e")
        page.wait_for_function("() => !document.activeElement.classList.contains('hard')", timeout=10_000)
        page.wait_for_timeout(300)
    return found


def paste(page: Page) -> float:
    """ms until a block of 50 people and 31 days that came from a sheet stands in the grid."""
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    block = "\r\n".join("\t".join("晚" if (row + day) % 2 else "白" for day in range(31)) for row in range(50))
    return float(
        page.evaluate(
            """(text) => new Promise((done) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              const start = performance.now();
              document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            })""",
            block,
        )
    )


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment, made = prepare(folder)
        number = port()
        server = serve(environment, number)
        try:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("ZUOXI_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            values = run(browser, f"http://127.0.0.1:{number}", json.loads(made))
            browser.close()
        finally:
            server.terminate()
            server.wait()
    return [Figure(name, values[name], *BUDGET[name]) for name in BUDGET]


def run(browser: Browser, address: str, made: dict[str, Any]) -> dict[str, float]:
    values = {"first paint": first_paint(browser, address, made)}
    page = opened(browser, address, made)
    page.wait_for_timeout(1000)
    times = edits(page)
    values |= {"edit echo": max(times["echo"]), "rules badge": statistics.median(times["badge"]), "coverage strip": statistics.median(times["strip"])}
    values["scrolling"] = page.evaluate(FRAMES, [SCROLLED_S, SPEED])
    values["paste of 50 x 31"] = paste(page)
    return values


def main() -> None:
    if "--make" in sys.argv:
        make()
        return
    figures = measure()
    for one in figures:
        print(f"{one.name:18} {one.value:8.0f} {one.unit:9} budget {'at most' if one.sense == 'most' else 'at least'} {one.limit:g}")
    broken = [one.name for one in figures if not one.kept]
    if broken:
        raise SystemExit(f"over budget: {', '.join(broken)}")


if __name__ == "__main__":
    main()
