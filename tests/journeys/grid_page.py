"""The roster grid as a tester's hands know it: find a cell by name and day, go there, read it, wait until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.roster.grid_world import World
from zuoxi.people.models import Person
from zuoxi.roster.models import Version

Browse = Callable[..., Page]
FIRST = 2
"""Column of the first day, counted from 1 as ARIA does; the name stands before it."""


@dataclass(frozen=True)
class Grid:
    """One opened grid."""

    page: Page

    def row(self, name: str) -> Locator:
        return self.page.locator(f'.rg-body [role="row"]:has(.who:text-is("{name}"))')

    def cell(self, person: Person | str, day: int) -> Locator:
        """The cell of a person on a day, counted from 0."""
        name = person if isinstance(person, str) else person.name
        return self.row(name).locator(f'[aria-colindex="{day + FIRST}"]')

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-grid="{name}"]')

    def shows(self, person: Person | str, day: int, code: str) -> None:
        expect(self.cell(person, day).locator("span").first).to_have_text(code)

    def go(self, person: Person | str, day: int) -> None:
        """Put the focus on a cell, as a click does."""
        self.cell(person, day).click()
        self.page.keyboard.press("Escape")
        expect(self.cell(person, day)).to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        expect(self.part("state")).to_have_attribute("data-state", "saved")

    def focus(self) -> tuple[int, int]:
        """Row and column that have the focus, as ARIA counts them."""
        found = self.page.evaluate(
            """() => {
              const cell = document.activeElement;
              return [cell.closest("[role=row]")?.getAttribute("aria-rowindex"), cell.getAttribute("aria-colindex")];
            }"""
        )
        return int(found[0]), int(found[1])

    def drag(self, start: Locator, end: Locator) -> None:
        """From the middle of one cell to the middle of another, with the pointer held."""
        mouse = self.page.mouse
        mouse.move(*middle(start))
        mouse.down()
        mouse.move(*middle(end), steps=5)
        mouse.up()

    def paste(self, text: str) -> None:
        """What Ctrl+V brings when the clipboard holds `text`."""
        self.page.evaluate(
            """(text) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""",
            text,
        )

    def copied(self) -> str:
        """What Ctrl+C puts into the clipboard."""
        return self.page.evaluate(
            """() => {
              const data = new DataTransfer();
              document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
              return data.getData("text/plain");
            }"""
        )


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def open_grid(browse: Browse, world: World, person: Person, *, query: str = "", version: Version | None = None, **look: Any) -> Grid:
    """Log in and wait until the roster is drawn and its rules are known."""
    page = browse(person, **look)
    page.goto(f"/roster/versions/{(version or world.draft).pk}/grid/{query}")
    page.wait_for_function("() => performance.getEntriesByName('grid:whole').length > 0")
    return Grid(page)
