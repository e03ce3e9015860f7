"""Work in the grid: paint, undo after a reload, rules on the cell, the strip below, blocks to and from a sheet (UX 4 to 8)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.cast import Cast
from tests.journeys.grid_page import Grid, open_grid
from tests.web.roster.grid_world import World, build
from zuoxi.people.models import Person

Browse = Callable[..., Page]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast, people=12, days=14)


@pytest.fixture
def grid(browse: Browse, world: World) -> Grid:
    return open_grid(browse, world, world.cast.chen, query="?group=none")


def test_a_shift_is_picked_and_painted_over_a_block(grid: Grid, world: World) -> None:
    names = grid.page.locator('.rg-body [role="row"] .who').all_inner_texts()[:3]
    grid.part("palette").get_by_role("button", name="晚班").click()
    grid.drag(grid.cell(names[0], 2), grid.cell(names[2], 4))
    for name in names:
        for day in (2, 3, 4):
            grid.shows(name, day, "晚")
    grid.saved()
    grid.part("steps").click()
    expect(grid.page.get_by_role("dialog", name="操作记录")).to_contain_text("涂班")
    grid.press("Escape", "Escape")
    assert {world.code(Person.objects.get(name=name), day) for name in names for day in (2, 3, 4)} == {"晚"}


def test_without_a_brush_dragging_only_selects(grid: Grid, world: World) -> None:
    names = grid.page.locator('.rg-body [role="row"] .who').all_inner_texts()[:2]
    before = [grid.cell(names[0], day).inner_text() for day in range(4)]
    grid.drag(grid.cell(names[0], 0), grid.cell(names[1], 3))
    assert grid.page.locator('[aria-selected="true"]').count() == 8
    assert [grid.cell(names[0], day).inner_text() for day in range(4)] == before
    expect(grid.part("where")).to_have_text("已选 8 格")


def test_undo_works_after_a_reload_and_names_what_it_takes_back(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("n", "ArrowRight", "m")
    grid.saved()
    grid.page.reload()
    grid.page.wait_for_function("() => performance.getEntriesByName('grid:whole').length > 0")
    grid.shows(world.cast.lin, 1, "中")
    expect(grid.page.get_by_role("button", name="撤销")).to_have_attribute("title", "撤销：键入（Ctrl+Z）")
    grid.go(world.cast.lin, 5)
    grid.press("Control+z")
    grid.shows(world.cast.lin, 1, "早")
    grid.press("Control+z")
    grid.shows(world.cast.lin, 0, "早")
    expect(grid.page.get_by_role("button", name="撤销")).to_be_disabled()
    grid.press("Control+y")
    grid.shows(world.cast.lin, 0, "夜")
    grid.press("Control+Shift+Z")
    grid.shows(world.cast.lin, 1, "中")


def test_the_list_of_steps_goes_back_several_at_once(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("n", "ArrowRight", "m", "ArrowRight", "l")
    grid.saved()
    grid.part("steps").click()
    steps = grid.page.get_by_role("dialog", name="操作记录").get_by_role("button")
    expect(steps).to_have_count(3)
    steps.nth(1).click()
    grid.shows(world.cast.lin, 1, "早")
    grid.shows(world.cast.lin, 2, "早")
    grid.shows(world.cast.lin, 0, "夜")


def test_a_broken_rule_is_on_the_cell_at_once_with_its_words_numbers_and_a_way_out(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 1)
    grid.press("n")
    cell = grid.cell(world.cast.lin, 1)
    expect(cell).to_have_class(re.compile(r"\bhard\b"))
    expect(cell).to_have_attribute("aria-label", re.compile("违反硬规则：[1-9]"))
    expect(grid.part("hard")).to_have_text(re.compile("硬规则 [1-9]"))
    cell.click()
    card = grid.page.get_by_role("dialog")
    expect(card.locator("li.hard").first).to_contain_text(re.compile(r"F-13 .*11"))
    card.get_by_role("button", name=re.compile("不违反硬规则")).first.click()
    expect(cell).not_to_have_class(re.compile(r"\bhard\b"))


def test_the_strip_below_follows_an_edit_and_opens_a_day_by_interval(grid: Grid, world: World) -> None:
    day = grid.page.get_by_role("group", name="热线的人力覆盖").get_by_role("button").nth(3)
    before = day.get_attribute("aria-label")
    grid.go(world.cast.lin, 2)
    grid.press("Control+a")
    grid.press("r")
    expect(day).not_to_have_attribute("aria-label", before or "")
    expect(day).to_have_text(re.compile("−"))
    day.click()
    panel = grid.page.get_by_role("region", name="所选日期的人力覆盖")
    expect(panel.get_by_role("heading")).to_have_text("2026-12-03 周四 人力覆盖")
    expect(panel.get_by_role("img").first).to_have_attribute("aria-label", re.compile("热线: 需求 .* 缺口最大"))
    panel.get_by_text("以表格查看数字").click()
    row = panel.get_by_role("row", name=re.compile("^10:30"))
    required = world.period.requirement.series.get(queue__code="hotline").values["seated"][2 * 48 + 21]
    expect(row.get_by_role("cell").first).to_have_text(str(required))
    panel.get_by_role("button", name="后一天").click()
    expect(panel.get_by_role("heading")).to_have_text("2026-12-04 周五 人力覆盖")
    panel.get_by_role("button", name="关闭").click()
    expect(panel).to_be_hidden()


def test_what_is_copied_and_pasted_elsewhere_is_the_same(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    text = grid.copied()
    assert len(text.split("\r\n")) == 2
    assert text.split("\r\n")[0] == "早\t早\t早\t早\t早\t休"
    grid.go(world.cast.lin, 7)
    grid.press("End", "Control+ArrowLeft", "ArrowRight", "ArrowRight")
    grid.paste("早\t白\r\n夜\t休\r\n")
    grid.shows(world.cast.lin, 1, "早")
    grid.shows(world.cast.lin, 2, "白")
    grid.saved()


def test_bad_cells_of_a_paste_are_listed_by_their_address_and_the_rest_is_pasted(grid: Grid, world: World) -> None:
    first, second = grid.page.locator('.rg-body [role="row"] .who').all_inner_texts()[:2]
    grid.go(second, 3)
    grid.press("Alt+KeyL")
    grid.saved()
    grid.go(first, 0)
    grid.paste("夜班\tn\tXX\t休息\nE\t\t中\t短\n")
    dialog = grid.page.get_by_role("dialog", name="部分单元格未能粘贴")
    expect(dialog).to_contain_text("已粘贴 6 格，未粘贴 2 格")
    expect(dialog.get_by_role("listitem").nth(0)).to_contain_text("C1 “XX”不是班次")
    expect(dialog.get_by_role("listitem").nth(1)).to_contain_text(f"D2 {second} 2026-12-04 周五 已锁定")
    dialog.get_by_role("button", name="关闭").click()
    for day, code in ((0, "夜"), (1, "夜"), (3, "休")):
        grid.shows(first, day, code)
    for day, code in ((0, "早"), (1, "休"), (2, "中")):
        grid.shows(second, day, code)


def test_one_copied_value_fills_the_whole_selected_block(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Shift+ArrowRight", "Shift+ArrowRight")
    grid.paste("晚")
    for day in range(3):
        grid.shows(world.cast.lin, day, "晚")


def test_a_block_of_50_people_and_31_days_is_pasted_within_a_second(browse: Browse, cast: Cast) -> None:
    world = build(cast, people=52, days=31)
    grid = open_grid(browse, world, cast.chen, query="?group=none&sort=number")
    grid.page.get_by_role("grid").locator('[tabindex="0"]').focus()
    grid.press("Control+Home", "ArrowRight")
    block = "\r\n".join("\t".join("晚" if (row + day) % 2 else "白" for day in range(31)) for row in range(50))
    start = time.perf_counter()
    grid.paste(block)
    grid.page.wait_for_function("() => document.querySelector('[aria-rowindex=\"2\"] [aria-colindex=\"3\"] span').textContent === '晚'")
    assert time.perf_counter() - start < 1.0
    grid.saved()
    assert world.draft.assignments.filter(shift__code__in=["晚", "白"], day=world.day(30)).count() >= 50


def test_a_night_is_drawn_once_across_midnight_with_the_times_that_are_stored(grid: Grid, world: World) -> None:
    night = next(one for one in world.people if world.code(one, 0) == "夜")
    expect(grid.cell(night, 0).locator(".tail")).to_have_count(1)
    grid.go(night, 0)
    expect(grid.part("what")).to_have_text(re.compile("21:00 ～ 次日 07:00"))
    grid.press("Enter")
    card = grid.page.get_by_role("dialog")
    expect(card).to_contain_text("夜班 21:00 ～ 次日 07:00，计薪 8 小时")
    expect(card.locator(".timeline .presence")).to_have_count(1)
    expect(card.locator(".timeline .midnight")).to_have_count(1)
    grid.press("Escape")
    grid.page.mouse.move(5, 5)
    grid.cell(night, 0).hover()
    expect(grid.page.get_by_role("tooltip", include_hidden=True)).to_contain_text("21:00 ～ 次日 07:00")


OFFLINE = "(gone) => Object.defineProperty(navigator, 'onLine', { get: () => !gone, configurable: true })"


def cut_off(grid: Grid, *, wire: bool) -> None:
    """From now on the server answers nothing that can be used; `wire`: the browser knows that there is no network."""
    grid.page.route(re.compile("/(change|since|undo)/"), lambda route: route.fulfill(status=429, body=""))
    grid.page.evaluate(OFFLINE, wire)


def reconnect(grid: Grid) -> None:
    grid.page.unroute_all()
    grid.page.evaluate(OFFLINE, False)


def test_without_a_network_nothing_is_lost_and_it_is_said(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    cut_off(grid, wire=True)
    grid.press("n")
    grid.shows(world.cast.lin, 0, "夜")
    expect(grid.part("state")).to_have_text("未保存：1 步")
    expect(grid.part("banner")).to_contain_text("网络已断开")
    grid.press("ArrowRight", "m")
    expect(grid.part("state")).to_have_text("未保存：2 步")
    assert world.code(world.cast.lin, 0) == "早"
    reconnect(grid)
    grid.page.get_by_role("button", name="立即重试").click()
    grid.saved()
    expect(grid.part("banner")).to_be_hidden()
    assert (world.code(world.cast.lin, 0), world.code(world.cast.lin, 1)) == ("夜", "中")


def test_the_grid_tries_again_by_itself(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    cut_off(grid, wire=False)
    grid.press("n")
    expect(grid.part("banner")).to_contain_text("无法连接服务器")
    reconnect(grid)
    grid.saved()
    assert world.code(world.cast.lin, 0) == "夜"


def test_it_is_said_when_others_changes_are_no_longer_seen(grid: Grid) -> None:
    cut_off(grid, wire=False)
    expect(grid.part("state")).to_have_text("连接中断", timeout=9000)
    expect(grid.part("banner")).to_contain_text("暂时看不到他人的修改")
    reconnect(grid)
    expect(grid.part("banner")).to_be_hidden()
    grid.saved()


def test_what_could_not_be_sent_survives_closing_the_page(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    cut_off(grid, wire=False)
    grid.press("n")
    expect(grid.part("state")).to_have_attribute("data-state", "unsaved")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    grid.page.on("dialog", leave)
    grid.page.goto("/")
    assert asked == ["beforeunload"], "leaving with unsaved work is asked about"
    assert world.code(world.cast.lin, 0) == "早"
    grid.page.unroute_all()
    grid.page.goto(f"/roster/versions/{world.draft.pk}/grid/?group=none")
    grid.shows(world.cast.lin, 0, "夜")
    expect(grid.page.locator("#toasts")).to_contain_text("已恢复 1 步")
    grid.saved()
    assert world.code(world.cast.lin, 0) == "夜"


def test_a_refused_edit_goes_back_and_says_why(grid: Grid, world: World) -> None:
    type(world.draft).objects.filter(pk=world.draft.pk).update(state="published")
    grid.go(world.cast.lin, 0)
    grid.press("n")
    expect(grid.page.locator("#toasts .toast-error")).to_be_visible()
    grid.shows(world.cast.lin, 0, "早")
    assert world.code(world.cast.lin, 0) == "早"
