"""What stands around the cells: the next remark, figures of the strip, folding, full screen, the way back (UX 7, 8, 41)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.grid_page import Grid, open_grid
from tests.web.roster.grid_world import World, build
from zuoxi.roster.models import Assignment

Browse = Callable[..., Page]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast, people=40, days=14)


@pytest.fixture
def grid(browse: Browse, world: World) -> Grid:
    return open_grid(browse, world, world.cast.chen, query="?group=none")


def test_next_remark_goes_from_one_broken_hard_rule_to_the_next(grid: Grid) -> None:
    seen = []
    for _ in range(3):
        grid.part("next").click()
        expect(grid.page.locator(":focus")).to_have_class(re.compile(r"\bhard\b"))
        expect(grid.page.get_by_role("dialog").locator("li.hard").first).to_be_visible()
        seen.append(grid.focus())
    assert len(set(seen)) == 3
    assert seen == sorted(seen), "in reading order"


def test_the_figure_of_the_strip_can_be_changed(grid: Grid, world: World) -> None:
    line = grid.page.get_by_role("group", name="热线的人力覆盖")
    required = sum(world.period.requirement.series.get(queue__code="hotline").values["seated"][:48]) / 2
    line.get_by_role("button", name="缺 / 余").click()
    expect(line.get_by_role("button").first).to_have_text("已排")
    line.get_by_role("button").first.click()
    expect(line.get_by_role("button").first).to_have_text("需求")
    expect(line.get_by_role("button").nth(1)).to_have_text(f"{required:.0f}")
    expect(line.get_by_role("button").first).to_be_focused()


def test_full_screen_hides_the_menu_and_brings_it_back(grid: Grid) -> None:
    expect(grid.page.locator(".side")).to_be_visible()
    grid.part("full").click()
    expect(grid.page.locator(".side")).to_be_hidden()
    expect(grid.part("full")).to_have_attribute("aria-pressed", "true")
    grid.part("full").click()
    expect(grid.page.locator(".side")).to_be_visible()


def test_coming_back_leads_to_the_same_person_and_day(grid: Grid, world: World) -> None:
    last = grid.page.get_by_role("grid").get_attribute("aria-rowcount")
    grid.go(world.cast.lin, 5)
    grid.press("Control+ArrowDown")
    assert grid.focus() == (int(last or 0), 7)
    grid.page.goto("/")
    grid.page.go_back()
    grid.page.wait_for_function("() => performance.getEntriesByName('grid:whole').length > 0")
    stop = grid.page.get_by_role("grid").locator('[tabindex="0"]')
    expect(stop).to_be_in_viewport()
    assert stop.get_attribute("aria-colindex") == "7"
    assert stop.locator("xpath=..").get_attribute("aria-rowindex") == last


def test_the_card_locks_a_cell_and_then_offers_no_other_shift(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.press("Enter")
    card = grid.page.get_by_role("dialog")
    card.get_by_role("button", name="锁定").click()
    expect(card.get_by_role("radio", name="晚班")).to_be_disabled()
    expect(card.get_by_role("button", name="解锁")).to_be_focused()
    grid.saved()
    assert Assignment.objects.get(version=world.draft, person=world.cast.lin, day=world.day(0)).is_locked


def test_the_card_of_a_person_adds_up_the_period(grid: Grid, world: World) -> None:
    grid.row("林静").get_by_role("rowheader").click()
    card = grid.page.get_by_role("dialog", name="林静")
    worked = sum(1 for day in range(14) if world.code(world.cast.lin, day))
    expect(card).to_contain_text(f"1001，一组：出勤 {worked} 天，工时 {worked * 8} 小时，夜班 0 个")


def test_leave_is_named_in_the_cell_and_a_shift_on_it_breaks_a_rule(grid: Grid, world: World) -> None:
    away = world.people[4]
    assert world.code(away, 3) is None
    cell = grid.cell(away, 3)
    expect(cell).to_have_class(re.compile("on-leave"))
    expect(cell).to_have_attribute("aria-label", re.compile("年假"))
    cell.click()
    grid.press("Escape", "n")
    expect(cell).to_have_class(re.compile(r"\bhard\b"))
    grid.press("Enter")
    expect(grid.page.get_by_role("dialog")).to_contain_text("休假：年假")


def test_only_people_with_remarks_can_be_shown(grid: Grid) -> None:
    everybody = int(grid.page.get_by_role("grid").get_attribute("aria-rowcount") or 0)
    grid.page.get_by_text("筛选", exact=True).click()
    grid.page.get_by_label("只看有提示的人员").check()
    grid.press("Escape")
    expect(grid.page).to_have_url(re.compile("issues=1"))
    assert int(grid.page.get_by_role("grid").get_attribute("aria-rowcount") or 0) <= everybody
    first = grid.page.locator('.rg-body [role="row"]:not([hidden])').first
    assert first.locator(".hard, .soft, .within-hard, .within-soft").count() > 0


def test_a_roster_of_nobody_says_so_and_breaks_nothing(browse: Browse, world: World) -> None:
    Assignment.objects.all().delete()
    type(world.cast.lin).objects.update(is_rostered=False)
    page = browse(world.cast.chen)
    page.goto(f"/roster/versions/{world.draft.pk}/grid/")
    expect(page.locator('[data-grid="empty"]')).to_be_visible()
    expect(page.locator('[data-grid="count"]')).to_have_text("0 人")


def test_a_lapsed_session_keeps_the_work_and_shows_the_way_to_log_in(grid: Grid, world: World) -> None:
    grid.go(world.cast.lin, 0)
    grid.page.context.clear_cookies(name="sessionid")
    grid.press("n")
    expect(grid.part("banner")).to_contain_text("登录已失效")
    expect(grid.part("banner").get_by_role("link", name="登录")).to_have_attribute("href", re.compile(r"/login/\?next=/roster/versions/\d+/grid/"))
    grid.shows(world.cast.lin, 0, "夜")
