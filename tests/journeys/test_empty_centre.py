"""From an empty centre: the shipped files are read in the browser, in the order that a stranger may choose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from zuoxi.acd.models import Queue
from zuoxi.cli.setup import first_account
from zuoxi.people.models import Person, Skill
from zuoxi.planning.models import HistoryFile
from zuoxi.roster.models import Leave, ShiftKind

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def admin(transactional_db: None) -> Person:
    first_account()
    return Person.objects.get(work_number="admin")


def choose(page: Page, name: str, button: str) -> None:
    page.locator("input[type=file]").set_input_files(EXAMPLES / name)
    page.get_by_role("button", name=button).click()


@pytest.mark.slow
def test_the_shipped_files_fill_an_empty_centre_people_first(browse: Browse, admin: Person, axe: Axe) -> None:
    page = browse(admin)
    page.goto("/planning/history/")
    expect(page.get_by_role("link", name="建立第一个队列")).to_be_visible()

    page.goto("/people/import/")
    choose(page, "people.xlsx", "检查文件")
    expect(page.get_by_text("技能“信用卡”不存在：91 行")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert").filter(has_text="还不存在：账户, 信用卡, 贷款")).to_be_visible()
    assert not Skill.objects.exists()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("新增 120 人")).to_be_visible()
    assert Person.objects.filter(is_rostered=True).count() == 120
    assert Leave.objects.exists()

    page.goto("/centre/queues/")
    expect(page.get_by_role("link", name="信用卡")).to_be_visible()
    page.goto("/roster/shifts/")
    page.get_by_role("link", name="导入").click()
    choose(page, "shifts.toml", "查看会改动什么")
    expect(page.get_by_role("heading", name="17 项为新增或有改动")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("新建 16 项，修改 1 项，1 项不变")).to_be_visible()
    assert ShiftKind.objects.count() == 13
    assert set(Skill.objects.values_list("code", flat=True)) == set(Queue.objects.values_list("code", flat=True)) == {"account", "card", "loan"}


@pytest.mark.slow
def test_an_old_history_is_told_and_moved_on_the_phone_too(browse: Browse, admin: Person, axe: Axe) -> None:
    Queue.objects.create(code="card", name="信用卡", skill=Skill.objects.create(code="card", name="信用卡"))
    page = browse(admin, phone=True)
    page.goto("/planning/history/")
    choose(page, "bank_calls_30min.csv", "检查文件")
    page.get_by_label("队列", exact=True).select_option(label="信用卡")
    page.get_by_role("button", name="重新检查文件").click()
    expect(page.get_by_text("文件止于 2003-10-24")).to_be_visible()
    page.get_by_label("按整周平移").check()
    page.get_by_label("采用的秒数").fill("184")
    page.get_by_role("button", name="重新检查文件").last.click()
    expect(page.get_by_text("已平移")).to_be_visible()
    assert axe(page) == []
    assert HistoryFile.objects.get().summary["filled_aht_s"] == 184.0
