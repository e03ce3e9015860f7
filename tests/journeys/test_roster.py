"""A month comes about in the browser: a search with live progress, a difference, a publication, a clash, a shift kind (UX 9, 13)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import close_old_connections, connection
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.roster.builders import agent, put, shown
from tests.web.roster import scenes
from zuoxi.core import jobs
from zuoxi.core.models import Job, Notice
from zuoxi.people.models import Person
from zuoxi.roster import versions
from zuoxi.roster.models import Period, ShiftKind, Version

Browse = Callable[..., Page]


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """Takes up what is asked for, as the worker process does."""
    done = threading.Event()

    def work() -> None:
        while not done.wait(0.2):
            for pk in Job.objects.filter(state="waiting").values_list("pk", flat=True):
                jobs.perform.func(pk)
            close_old_connections()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    done.set()
    thread.join(timeout=30)


@pytest.fixture
def needy(cast: Cast) -> Period:
    """A week to roster with four agents who can all lead."""
    scenes.kinds()
    for n, name in enumerate(("钱多", "郑和")):
        agent(cast, f"101{n}", name)
    Person.objects.filter(is_rostered=True).update(is_shift_lead=True)
    return scenes.week(cast)


def open_period(page: Page, period: Period) -> None:
    page.goto(f"/roster/{period.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(period.name)


def test_a_planner_finds_a_roster_and_publishes_it(browse: Browse, cast: Cast, needy: Period, worker: None) -> None:
    page = browse(cast.chen)
    open_period(page, needy)
    page.locator("input[name=seconds]").fill("5")
    page.get_by_role("button", name="开始").click()
    expect(page.locator(".job")).to_be_visible()
    expect(page.locator(".versions-table > tbody > tr")).to_have_count(1, timeout=60_000)
    expect(page.locator(".versions-table > tbody > tr")).to_contain_text("草稿")
    made = Version.objects.get()
    page.get_by_role("link", name="发布……").first.click()
    expect(page.get_by_text("将通知 4 人")).to_be_visible()
    page.get_by_role("button", name="发布并通知").click()
    expect(page.get_by_text("与发布时一致")).to_be_visible()
    made.refresh_from_db()
    assert made.state == "published"
    assert Notice.objects.count() == 4
    lin = browse(cast.lin, phone=True)
    lin.goto("/notices/")
    lin.get_by_text("已发布").first.click()
    lin.wait_for_url("**/my/week/**")


def test_the_second_publication_shows_the_difference_and_who_is_told(browse: Browse, cast: Cast) -> None:
    second = scenes.revised(cast)
    page = browse(cast.chen)
    page.goto(f"/roster/versions/{second.pk}/publish/")
    expect(page.get_by_text("将通知 1 人")).to_be_visible()
    changed = page.locator(".changed")
    expect(changed).to_contain_text("林静")
    expect(changed).to_contain_text("2026-11-26")
    page.get_by_role("button", name="发布并通知").click()
    expect(page.locator(".changed")).to_contain_text("林静")
    page.goto(f"/roster/{second.period_id}/")
    expect(page.locator(".versions-table")).to_contain_text("已被替代")


def test_a_search_is_stopped_and_the_best_so_far_is_kept(browse: Browse, cast: Cast, needy: Period, worker: None) -> None:
    page = browse(cast.chen)
    open_period(page, needy)
    Period.objects.filter(pk=needy.pk).update(requirement=None)
    page.locator("input[name=seconds]").fill("600")
    page.get_by_role("button", name="开始").click()
    keep = page.get_by_role("button", name="停止并保留目前最好的结果")
    done = page.locator(".versions-table > tbody > tr")
    expect(keep.or_(done).first).to_be_visible(timeout=60_000)
    if keep.is_visible():
        keep.click()
    expect(page.locator(".versions-table > tbody > tr")).to_have_count(1, timeout=60_000)
    assert Job.objects.get().state == "done"


def test_a_week_nobody_can_work_is_explained(browse: Browse, cast: Cast, needy: Period, worker: None) -> None:
    base = versions.create(period=needy, by=cast.chen, now=scenes.evening())
    put(base, cast.chen, (cast.lin, 0, "夜"), (cast.lin, 1, "早"))
    base.assignments.update(is_locked=True)
    page = browse(cast.chen)
    open_period(page, needy)
    page.locator("select[name=base]").select_option(str(base.pk))
    page.locator("input[name=seconds]").fill("5")
    page.get_by_role("button", name="开始").click()
    expect(page.locator(".clash")).to_contain_text("林静", timeout=60_000)
    expect(page.locator(".clash ol li").first).to_be_visible()


def test_versions_are_ticked_and_compared(browse: Browse, cast: Cast) -> None:
    second = scenes.revised(cast)
    page = browse(cast.chen)
    page.goto(f"/roster/{second.period_id}/")
    for box in page.locator(".versions-table input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="对比勾选的版本").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("版本对比")
    expect(page.locator("#missing canvas")).to_be_visible()


def test_a_menu_in_a_table_is_whole_on_a_desk_and_on_a_phone(browse: Browse, cast: Cast) -> None:
    draft = scenes.draft(cast)
    for phone in (False, True):
        page = browse(cast.chen, phone=phone)
        page.goto(f"/roster/{draft.period_id}/")
        page.locator(".versions-table .row-actions summary").click()
        last = page.locator(".versions-table .row-actions .menu-line").last
        expect(last).to_be_in_viewport()
        box = last.bounding_box()
        assert box
        hit = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.menu-line') !== null", [box["x"] + 8, box["y"] + box["height"] / 2]
        )
        assert hit


def test_a_draft_is_thrown_away_only_after_its_number_was_typed(browse: Browse, cast: Cast) -> None:
    draft = scenes.draft(cast)
    page = browse(cast.chen)
    page.goto(f"/roster/{draft.period_id}/")
    page.locator(".versions-table .row-actions summary").click()
    page.get_by_role("button", name="丢弃").click()
    page.locator("#confirm-typed").fill(str(draft.number))
    page.locator("#confirm [data-ok]").click()
    expect(page.get_by_text("还没有版本")).to_be_visible()
    assert not Version.objects.exists()


def test_a_shift_kind_is_made_with_two_breaks(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/roster/shifts/new/")
    for name, value in {"name": "中班", "code": "中", "letter": "M", "start_1": "10:00", "end_1": "19:00"}.items():
        page.locator(f"input[name={name}]").fill(value)
    breaks = [("休息", "15", "11:30", "12:00"), ("用餐", "60", "14:00", "15:00"), ("休息", "15", "17:00", "17:30")]
    for number, row in enumerate(breaks):
        if page.locator(f"input[name=breaks-{number}-name]").count() == 0:
            page.get_by_role("button", name="再加一次休息").click()
            expect(page.locator(f"input[name=breaks-{number}-name]")).to_be_visible()
        for field, value in zip(("name", "length_min", "earliest", "latest"), row, strict=True):
            page.locator(f"input[name=breaks-{number}-{field}]").fill(value)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".shift-table")).to_contain_text("中班")
    assert ShiftKind.objects.get().breaks.count() == 3


def test_a_workbook_is_read_back_through_the_browser(browse: Browse, cast: Cast, tmp_path: Any) -> None:
    draft = scenes.draft(cast)
    book = tmp_path / "roster.xlsx"
    book.write_bytes(scenes.sheet([["工号", "2026-11-23"], ["1001", "晚"]]).getvalue())
    page = browse(cast.chen)
    page.goto(f"/roster/versions/{draft.pk}/import/")
    page.locator("input[type=file]").set_input_files(str(book))
    page.get_by_role("button", name="查看会改动什么").click()
    expect(page.get_by_text("将改动 1 格")).to_be_visible()
    expect(page.get_by_role("cell", name="B2")).to_be_visible()
    page.get_by_role("button", name="填入 1 格").click()
    page.wait_for_url("**/grid/")
    assert shown(draft)["林静", 0] == "晚"
