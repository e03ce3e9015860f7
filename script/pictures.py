#!/usr/bin/env python
"""Pictures of every page, in both languages and two sizes, taken from a running server with its demo logins.

    script/pictures.py --base http://127.0.0.1:8000 --out DIR [--only NAME] [--logins var/logins.txt] [--dark]

The pages stand in `tests/web/<area>/pictures.py`: PICTURES, a list of dicts with `name`, `login` (role, or none), `path`, and optionally
`click` (selectors to click one after another), `wait` (a selector to wait for), `full` (the whole length of the page).
"""

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ROLES = (
    "planner", "agent", "leader", "supervisor", "manager", "quality", "trainer", "hr", "coordinator",
    "administrator", "security_admin", "audit_admin",
)  # fmt: skip
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def wanted(only: str) -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "tests" / "web").glob("*/pictures.py")):
        spec = importlib.util.spec_from_file_location(f"pictures_{path.parent.name}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from (picture for picture in module.PICTURES if only in picture["name"])


def logins(path: Path) -> dict[str, tuple[str, str]]:
    """Work number and password by role; the file lists the roles in this order."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("  ")]
    return {role: (words[0], words[1]) for role, words in zip(ROLES, lines, strict=False)}


def enter(page: Page, who: tuple[str, str]) -> None:
    page.goto("/login/")
    page.locator("#id_username").fill(who[0])
    page.locator("#id_password").fill(who[1])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/")


def take(browser: Browser, picture: dict[str, Any], who: tuple[str, str] | None, arguments: argparse.Namespace, language: str, size: str) -> Path:
    theme = "dark" if arguments.dark else "light"
    context = browser.new_context(base_url=arguments.base, viewport=SIZES[size], is_mobile=size == "phone", has_touch=size == "phone", locale="zh-CN")
    context.add_cookies([{"name": n, "value": v, "url": arguments.base} for n, v in (("language", LANGUAGES[language]), ("theme", theme))])
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and print(f"    {picture['name']}: {message.text}", file=sys.stderr))
    page.on("pageerror", lambda error: print(f"    {picture['name']}: {error}", file=sys.stderr))
    if who:
        enter(page, who)
    page.goto(picture["path"])
    for selector in picture.get("click", ()):
        page.locator(selector).first.click()
    if picture.get("wait"):
        page.wait_for_selector(picture["wait"])
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    target = Path(arguments.out) / f"{picture['name']}-{size}-{language}{'-dark' if arguments.dark else ''}.png"
    page.screenshot(path=target, full_page=picture.get("full", False))
    context.close()
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--logins", default=ROOT / "var" / "logins.txt", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    Path(arguments.out).mkdir(parents=True, exist_ok=True)
    known = logins(arguments.logins)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=FLAGS)
        for picture in wanted(arguments.only):
            who = known[picture["login"]] if picture.get("login") else None
            for size in arguments.size or SIZES:
                for language in arguments.language or LANGUAGES:
                    print(take(browser, picture, who, arguments, language, size))
        browser.close()


if __name__ == "__main__":
    main()
