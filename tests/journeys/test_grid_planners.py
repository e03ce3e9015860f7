"""Two planners before one roster, and those who only read it (UX 9, 10)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast, hire
from tests.journeys.grid_page import Grid, open_grid
from tests.web.roster.grid_world import World, build
from zuoxi.people.models import Person, RoleName
from zuoxi.roster.models import Version

Browse = Callable[..., Page]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast, people=12, days=14)


@pytest.fixture
def hu(cast: Cast) -> Person:
    return hire("3002", "胡平", unit=cast.centre, post=cast.chen.post, role=RoleName.PLANNER)


def collide(browse: Browse, world: World, hu: Person) -> tuple[Grid, Grid]:
    """Both change lin's first day; hu is first, chen has not seen it yet."""
    hers = open_grid(browse, world, world.cast.chen, query="?group=none")
    hers.page.route("**/since/**", lambda route: route.fulfill(status=429, body=""))
    his = open_grid(browse, world, hu, query="?group=none")
    his.go(world.cast.lin, 0)
    his.press("l")
    his.saved()
    hers.go(world.cast.lin, 0)
    hers.press("Shift+ArrowRight", "n")
    expect(hers.part("conflicts")).to_be_visible()
    hers.page.unroute("**/since/**")
    return hers, his


def test_what_another_planner_does_appears_within_three_seconds(browse: Browse, world: World, hu: Person) -> None:
    hers = open_grid(browse, world, world.cast.chen, query="?group=none")
    his = open_grid(browse, world, hu, query="?group=none")
    his.go(world.cast.lin, 3)
    his.press("n")
    his.saved()
    expect(hers.cell(world.cast.lin, 3).locator("span").first).to_have_text("夜", timeout=3000)


def test_the_same_cell_is_shown_with_both_values_and_hers_can_be_kept(browse: Browse, world: World, hu: Person) -> None:
    hers, his = collide(browse, world, hu)
    card = hers.page.get_by_role("group", name="冲突：林静 2026-12-01 周二")
    expect(card).to_contain_text("胡平 已改为“晚”，你改为“夜”。")
    hers.shows(world.cast.lin, 1, "夜")
    assert world.code(world.cast.lin, 0) == "晚"
    card.get_by_role("button", name="保留我的：夜").click()
    hers.shows(world.cast.lin, 0, "夜")
    hers.saved()
    expect(his.cell(world.cast.lin, 0).locator("span").first).to_have_text("夜", timeout=3000)
    assert (world.code(world.cast.lin, 0), world.code(world.cast.lin, 1)) == ("夜", "夜"), "the other cell of the step was not lost"


def test_a_conflict_that_nobody_decided_is_still_there_after_a_reload(browse: Browse, world: World, hu: Person) -> None:
    hers, _ = collide(browse, world, hu)
    hers.saved()
    hers.page.reload()
    hers.page.get_by_role("group", name="冲突：林静 2026-12-01 周二").get_by_role("button", name="保留我的：夜").click()
    hers.shows(world.cast.lin, 0, "夜")
    hers.saved()
    assert world.code(world.cast.lin, 0) == "夜"
    hers.page.reload()
    hers.shows(world.cast.lin, 0, "夜")
    expect(hers.part("conflicts")).to_be_hidden()


def test_the_same_cell_can_be_left_to_the_other(browse: Browse, world: World, hu: Person) -> None:
    hers, _ = collide(browse, world, hu)
    hers.shows(world.cast.lin, 0, "晚")
    hers.page.get_by_role("button", name="采用对方的：晚").click()
    expect(hers.part("conflicts")).to_be_hidden()
    hers.shows(world.cast.lin, 0, "晚")
    hers.saved()
    assert (world.code(world.cast.lin, 0), world.code(world.cast.lin, 1)) == ("晚", "夜")


def test_work_kept_for_a_later_day_overwrites_nobody(browse: Browse, world: World, hu: Person) -> None:
    hers = open_grid(browse, world, world.cast.chen, query="?group=none")
    hers.page.route("**/change/", lambda route: route.fulfill(status=429, body=""))
    hers.go(world.cast.lin, 0)
    hers.press("n")
    expect(hers.part("state")).to_have_attribute("data-state", "unsaved")
    hers.page.on("dialog", lambda dialog: dialog.accept())
    hers.page.goto("/")
    his = open_grid(browse, world, hu, query="?group=none")
    his.go(world.cast.lin, 0)
    his.press("l")
    his.saved()
    hers.page.unroute_all()
    hers.page.goto(f"/roster/versions/{world.draft.pk}/grid/?group=none")
    expect(hers.page.get_by_role("group", name="冲突：林静 2026-12-01 周二")).to_contain_text("胡平 已改为“晚”，你改为“夜”。")
    assert world.code(world.cast.lin, 0) == "晚"


def test_a_roster_published_while_one_works_on_it_says_so(browse: Browse, world: World) -> None:
    hers = open_grid(browse, world, world.cast.chen, query="?group=none")
    Version.objects.filter(pk=world.draft.pk).update(state="published")
    expect(hers.page.locator(".grid-lead")).to_contain_text("已发布，生效中")
    expect(hers.page.get_by_role("grid")).to_have_attribute("aria-readonly", "true")


def test_a_published_roster_can_be_read_but_not_changed(browse: Browse, world: World) -> None:
    Version.objects.filter(pk=world.draft.pk).update(state="published")
    grid = open_grid(browse, world, world.cast.chen, query="?group=none")
    expect(grid.page.locator(".grid-lead")).to_contain_text("已发布，生效中")
    expect(grid.page.get_by_text("本班表已发布，不能修改")).to_be_visible()
    expect(grid.part("palette")).to_be_hidden()
    expect(grid.page.get_by_role("grid")).to_have_attribute("aria-readonly", "true")
    grid.go(world.cast.lin, 0)
    grid.press("n", "Delete")
    grid.paste("夜")
    grid.shows(world.cast.lin, 0, "早")
    grid.press("Enter")
    expect(grid.page.get_by_role("dialog")).to_contain_text("早班 07:00 ～ 16:00")
    expect(grid.page.get_by_role("radio")).to_have_count(0)


def test_a_leader_reads_her_own_team_only(browse: Browse, world: World) -> None:
    Version.objects.filter(pk=world.draft.pk).update(state="published")
    grid = open_grid(browse, world, world.cast.wu)
    expect(grid.cell(world.cast.lin, 0)).to_be_visible()
    expect(grid.row("赵磊")).to_have_count(0)
    expect(grid.part("strip")).to_be_hidden()


def test_a_manager_follows_a_draft_without_touching_it(browse: Browse, world: World) -> None:
    his = open_grid(browse, world, world.cast.zhou, query="?group=none")
    expect(his.part("palette")).to_be_hidden()
    hers = open_grid(browse, world, world.cast.chen, query="?group=none")
    hers.go(world.cast.lin, 3)
    hers.press("n")
    expect(his.cell(world.cast.lin, 3).locator("span").first).to_have_text("夜", timeout=4000)
