"""The grid by keyboard: the W3C pattern, letters for shifts, one tab stop (UX 2, 3; WCAG 2.1.4, 2.4.11)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.grid_page import Grid, open_grid
from tests.web.roster.grid_world import World, build

Browse = Callable[..., Page]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast, people=40, days=28)


@pytest.fixture
def grid(browse: Browse, world: World) -> Grid:
    return open_grid(browse, world, world.cast.chen, query="?group=none")


def test_the_grid_says_how_large_it_is_though_only_the_rows_in_sight_exist(grid: Grid) -> None:
    sheet = grid.page.get_by_role("grid")
    assert sheet.get_attribute("aria-rowcount") == "41"
    assert sheet.get_attribute("aria-colcount") == "32"
    assert grid.page.locator('.rg-body [role="row"]').count() < 40
    numbers = [int(row.get_attribute("aria-rowindex") or 0) for row in grid.page.locator('.rg-body [role="row"]').all()]
    assert sorted(numbers) == list(range(2, 2 + len(numbers)))


def test_arrows_home_end_and_pages_move_as_in_every_grid(grid: Grid) -> None:
    grid.press("Tab")
    grid.page.get_by_role("grid").locator('[tabindex="0"]').focus()
    grid.press("Control+Home")
    assert grid.focus() == (2, 1)
    grid.press("ArrowRight", "ArrowRight", "ArrowDown")
    assert grid.focus() == (3, 3)
    grid.press("ArrowLeft", "ArrowUp")
    assert grid.focus() == (2, 2)
    grid.press("End")
    assert grid.focus() == (2, 32)
    grid.press("Home")
    assert grid.focus() == (2, 1)
    grid.press("Control+End")
    assert grid.focus() == (41, 32)
    grid.press("ArrowDown", "ArrowRight")
    assert grid.focus() == (41, 32)
    grid.press("PageUp")
    assert 2 < grid.focus()[0] < 35
    grid.press("PageDown", "PageDown")
    assert grid.focus() == (41, 32)
    grid.press("Control+Home", "ArrowUp")
    assert grid.focus() == (1, 1), "the header can be reached, to sort"


def test_there_is_one_tab_stop_and_tab_leaves_the_grid(grid: Grid) -> None:
    assert grid.page.get_by_role("grid").locator('[tabindex="0"]').count() == 1
    grid.page.get_by_role("grid").locator('[tabindex="0"]').focus()
    grid.press("ArrowDown", "ArrowRight", "Control+End")
    assert grid.page.get_by_role("grid").locator('[tabindex="0"]').count() == 1
    grid.press("Tab")
    assert grid.page.evaluate("() => !document.querySelector('[role=grid]').contains(document.activeElement)")


def test_the_active_cell_is_never_hidden_by_what_sticks(grid: Grid) -> None:
    grid.page.set_viewport_size({"width": 900, "height": 620})
    grid.page.wait_for_timeout(200)
    grid.page.get_by_role("grid").locator('[tabindex="0"]').focus()
    for keys in (["Control+End"], ["Home", *["ArrowRight"] * 12], ["PageUp"], ["ArrowLeft"] * 8, ["Control+Home", "ArrowRight"]):
        grid.press(*keys)
        seen = grid.page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return document.activeElement.contains(at);
            }"""
        )
        assert seen, keys


def test_shift_and_arrows_select_a_block_and_a_letter_fills_it(grid: Grid, world: World) -> None:
    first = grid.page.locator('.rg-body [role="row"]').nth(1).locator(".who").inner_text()
    second = grid.page.locator('.rg-body [role="row"]').nth(2).locator(".who").inner_text()
    grid.go(first, 3)
    grid.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    assert grid.page.locator('[aria-selected="true"]').count() == 6
    grid.press("m")
    for name in (first, second):
        for day in (3, 4, 5):
            grid.shows(name, day, "中")
    grid.saved()
    stored = world.draft.assignments.filter(person__name__in=[first, second], day__range=(world.day(3), world.day(5)))
    assert {row.shift.code for row in stored.select_related("shift")} == {"中"}


def test_del_and_r_make_a_day_off(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Delete")
    grid.shows(world.cast.lin, 0, "休")
    grid.press("ArrowRight", "r")
    grid.shows(world.cast.lin, 1, "休")
    grid.saved()
    assert (world.code(world.cast.lin, 0), world.code(world.cast.lin, 1)) == (None, None)


def test_single_keys_can_be_switched_off_and_stay_off(grid: Grid, world: World, browse: Browse) -> None:
    grid.page.get_by_text("视图", exact=True).click()
    with grid.page.expect_response("**/grid/keep/"):
        grid.page.get_by_label("单个字母键设置班次").uncheck()
    grid.press("Escape")
    grid.go(world.cast.lin, 0)
    grid.press("n", "Shift+L")
    grid.shows(world.cast.lin, 0, "早")
    expect(grid.cell(world.cast.lin, 0)).not_to_have_class("locked")
    again = open_grid(browse, world, world.cast.chen, query="?group=none")
    again.go(world.cast.lin, 0)
    again.press("n")
    again.shows(world.cast.lin, 0, "早")
    again.press("Alt+KeyL")
    again.saved()
    assert world.draft.assignments.get(person=world.cast.lin, day=world.day(0)).is_locked, "keys with Alt still work"


def test_a_locked_cell_is_kept_and_said_until_it_is_unlocked(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Shift+L")
    expect(grid.cell(world.cast.lin, 0)).to_have_attribute("aria-label", "早 早班 07:00 ～ 16:00，已锁定")
    grid.press("n")
    grid.shows(world.cast.lin, 0, "早")
    expect(grid.page.locator("#toasts")).to_contain_text("1 格已锁定")
    grid.press("Alt+KeyL", "n")
    grid.shows(world.cast.lin, 0, "夜")
    grid.saved()
    assert world.code(world.cast.lin, 0) == "夜"


def test_enter_opens_the_card_and_escape_gives_the_focus_back(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Enter")
    card = grid.page.get_by_role("dialog", name="林静 2026-12-01 周二")
    expect(card).to_be_visible()
    expect(card.get_by_role("radio", checked=True)).to_be_focused()
    grid.press("ArrowRight", "Enter")
    grid.shows(world.cast.lin, 0, "白")
    expect(card.get_by_role("radio", checked=True)).to_be_focused()
    grid.press("Escape")
    expect(card).to_be_hidden()
    expect(grid.cell(world.cast.lin, 0)).to_be_focused()


def test_a_group_is_folded_and_unfolded_with_enter(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen)
    rows = int(grid.page.get_by_role("grid").get_attribute("aria-rowcount") or 0)
    grid.page.get_by_role("grid").locator('[tabindex="0"]').focus()
    grid.press("Control+Home")
    expect(grid.page.locator(":focus")).to_have_attribute("aria-expanded", "true")
    grid.press("Enter")
    expect(grid.page.locator(":focus")).to_have_attribute("aria-expanded", "false")
    assert int(grid.page.get_by_role("grid").get_attribute("aria-rowcount") or 0) < rows
    grid.press("Enter")
    expect(grid.page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(rows))


def test_a_question_mark_lists_the_keys(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("?")
    expect(grid.page.get_by_role("dialog", name="班表按键")).to_contain_text("Ctrl+Z")
    grid.press("Escape")
    expect(grid.page.get_by_role("dialog", name="班表按键")).to_be_hidden()


def test_no_card_stands_in_the_way_of_typing(grid: Grid) -> None:
    for key in ("n", "ArrowDown", "Delete"):
        grid.part("next").click()
        expect(grid.page.get_by_role("dialog")).to_be_visible()
        grid.press(key)
        expect(grid.page.get_by_role("dialog")).to_be_hidden()
        grid.saved()


def test_what_is_under_a_resting_pointer_is_not_told_while_typing(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.cell(world.cast.lin, 3).hover()
    grid.press("e", "PageDown")
    grid.page.wait_for_timeout(700)
    expect(grid.page.locator(".rg-float.hover")).to_be_hidden()
    grid.press("Control+Home")
    grid.cell(world.cast.lin, 4).hover()
    expect(grid.page.locator(".rg-float.hover")).to_be_visible()
