"""How the grid looks and is found: filters in the address, both themes and languages, the phone, accessibility (UX 12, 32, 34, 39)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.grid_page import Grid, open_grid
from tests.web.roster.grid_world import World, build
from zuoxi.roster.models import Version

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast, people=24, days=14)


def names(grid: Grid) -> list[str]:
    return grid.page.locator('.rg-body [role="row"]:not(.group) .who').all_inner_texts()


@pytest.mark.parametrize("typed", ["林静", "linj", "lj", "1001"])
def test_people_are_found_by_name_pinyin_initials_and_number(browse: Browse, world: World, typed: str) -> None:
    grid = open_grid(browse, world, world.cast.chen)
    grid.page.get_by_label("查找人员").fill(typed)
    expect(grid.part("count")).to_have_text(re.compile("^[12] 人$"))
    assert "林静" in names(grid)
    expect(grid.page).to_have_url(re.compile(r"\?q="))


def test_filter_group_sort_and_columns_stand_in_the_address(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen)
    grid.page.get_by_text("筛选", exact=True).click()
    grid.page.get_by_label("班组").first.select_option("一组")
    grid.press("Escape")
    grid.page.get_by_text("视图", exact=True).click()
    grid.page.get_by_label("分组").select_option("none")
    grid.page.get_by_label("排序").select_option("-hours")
    grid.page.get_by_role("checkbox", name="工号").check()
    with grid.page.expect_response("**/grid/keep/"):
        grid.page.get_by_role("checkbox", name="夜班").uncheck()
    shown = names(grid)
    address = grid.page.url
    for part in ("team=", "group=none", "sort=-hours", "cols=number"):
        assert part in address
    again = open_grid(browse, world, world.cast.chen, query="?" + address.split("?")[1])
    assert names(again) == shown
    assert again.page.get_by_role("columnheader").all_inner_texts()[:2] == ["姓名", "工号"]
    kept = open_grid(browse, world, world.cast.chen)
    assert kept.page.get_by_role("columnheader").all_inner_texts()[:2] == ["姓名", "工号"], "kept with the person"
    hours = [int(text) for text in kept.page.locator('.rg-body [role="row"] .k-hours').all_inner_texts()]
    assert hours == sorted(hours, reverse=True)


def test_a_header_sorts_up_and_down(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, query="?group=none")
    head = grid.page.get_by_role("columnheader", name="工时")
    head.click()
    expect(grid.page.get_by_role("columnheader", name="工时")).to_have_attribute("aria-sort", "ascending")
    grid.page.get_by_role("columnheader", name="工时").click()
    expect(grid.page.get_by_role("columnheader", name="工时")).to_have_attribute("aria-sort", "descending")


def test_nobody_found_is_said_with_what_to_do(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, query="?q=xyzxyz")
    expect(grid.part("empty")).to_have_text("没有符合条件的人员。请清除搜索或筛选条件。")


def test_totals_follow_an_edit(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, query="?group=none")
    row = grid.row("林静")
    before = float(row.locator(".k-hours").inner_text())
    grid.go(world.cast.lin, 0)
    grid.press("Delete")
    expect(row.locator(".k-hours")).to_have_text(f"{before - 8:g}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["draft", "published"])
def test_axe_finds_nothing_serious_in_both_themes(browse: Browse, world: World, axe: Axe, theme: str, state: str) -> None:
    Version.objects.filter(pk=world.draft.pk).update(state=state)
    grid = open_grid(browse, world, world.cast.chen, theme=theme)
    assert axe(grid.page) == []
    grid.go(world.cast.lin, 0)
    grid.press("Enter")
    expect(grid.page.get_by_role("dialog")).to_be_visible()
    grid.page.get_by_role("button", name=re.compile("，热线：")).first.evaluate("(button) => button.click()")
    expect(grid.part("day")).to_be_visible()
    assert axe(grid.page) == []


def test_axe_finds_nothing_serious_on_a_phone(browse: Browse, world: World, axe: Axe) -> None:
    grid = open_grid(browse, world, world.cast.chen, phone=True)
    assert axe(grid.page) == []
    grid.part("mode").click()
    assert axe(grid.page) == []


def test_a_phone_shows_one_day_as_a_list_and_the_table_on_demand(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, phone=True)
    days = grid.part("days")
    expect(days.get_by_role("heading")).to_have_text("2026-12-01 周二")
    early = days.locator('details:has(summary:has-text("早班 07:00 ～ 16:00"))')
    expect(early.get_by_role("button", name="林静")).to_be_visible()
    days.get_by_role("button", name=re.compile("2026-12-06")).click()
    expect(days.get_by_role("heading")).to_have_text("2026-12-06 周日")
    days.locator("summary:has-text('休息')").click()
    days.get_by_role("button", name="林静").click()
    expect(grid.page.get_by_role("dialog", name="林静 2026-12-06 周日")).to_be_visible()
    grid.press("Escape")
    assert grid.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    grid.part("mode").click()
    expect(grid.page.get_by_role("grid")).to_be_visible()
    grid.part("scroll").evaluate("(scroller) => { scroller.scrollLeft = 300; }")
    name = grid.row("林静").get_by_role("rowheader").bounding_box()
    assert name
    assert name["x"] < 20, "the name stays in sight"


def test_every_target_on_a_phone_is_large_enough_for_a_thumb(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, phone=True)
    small = (
        grid.part("root")
        .locator("button:visible, summary:visible, input:visible")
        .evaluate_all("(all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 90))")
    )
    assert small == []


def test_the_page_is_english_for_an_english_reader(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, language="en")
    assert grid.page.get_by_role("columnheader").first.inner_text().startswith("Name")
    expect(grid.part("state")).to_have_text(re.compile("^Saved"))
    grid.go(world.cast.lin, 0)
    expect(grid.part("what")).to_have_text("早 Early 07:00 ～ 16:00")
    grid.press("Delete")
    grid.shows(world.cast.lin, 0, "off")


def test_marks_differ_in_shape_and_words_not_only_in_colour(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen, query="?group=none")
    grid.go(world.cast.lin, 1)
    grid.press("n")
    hard = grid.cell(world.cast.lin, 1)
    expect(hard).to_have_class(re.compile(r"\bhard\b"))
    shape = "(cell) => getComputedStyle(cell, '::after').backgroundImage"
    soft = grid.page.locator(".rg-body .c.soft").first
    assert "circle" in hard.evaluate(shape)
    assert "circle" not in soft.evaluate(shape)
    expect(soft).to_have_attribute("aria-label", re.compile("未满足软规则"))


def test_the_days_can_be_picked_on_a_desktop_too(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen)
    grid.part("mode").click()
    days = grid.part("days")
    strip = days.get_by_role("group").first.bounding_box()
    assert strip
    assert strip["height"] >= 52
    days.get_by_role("button", name=re.compile("2026-12-06")).click()
    expect(days.get_by_role("heading")).to_have_text("2026-12-06 周日")


SHOWN = "() => document.querySelectorAll('.rg-body [role=row]:not([hidden]) .who').length"


def test_back_from_the_days_the_rows_fill_the_room_at_once(browse: Browse, world: World) -> None:
    grid = open_grid(browse, world, world.cast.chen)
    drawn = grid.page.evaluate(SHOWN)
    grid.go(world.cast.lin, 0)
    with grid.page.expect_response("**/change/"):
        grid.press("n")
        grid.part("mode").click()
    grid.saved()
    grid.part("mode").click()
    assert grid.page.evaluate(SHOWN) == drawn


def test_a_higher_window_shows_more_rows_though_nothing_else_happens(browse: Browse, cast: Cast) -> None:
    grid = open_grid(browse, build(cast, people=60, days=7), cast.chen)
    drawn = grid.page.evaluate(SHOWN)
    grid.page.route(re.compile("/since/"), lambda route: None)
    grid.page.set_viewport_size({"width": 1440, "height": 1300})
    grid.page.wait_for_function(f"(few) => ({SHOWN})() > few", arg=drawn)


def test_the_heads_of_the_totals_are_not_clipped(browse: Browse, world: World) -> None:
    for language in ("zh-hans", "en"):
        grid = open_grid(browse, world, world.cast.chen, language=language)
        clipped = grid.page.evaluate(
            "[...document.querySelectorAll('.rg-head .total')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
        )
        assert clipped == []
