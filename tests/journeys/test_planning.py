"""A planner's way in a real browser: upload, check, store, forecast, change, freeze, requirement; and readers who may only look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.web.planning import world
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.core.tables import csv_bytes
from zuoxi.planning.models import Forecast, HistoryInterval, Layer, Requirement, Snapshot

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]


def calls() -> bytes:
    """Ten weeks of half hours before Monday 23 November, one of them negative, under a name the centre does not know."""
    rows: list[list[str | int]] = []
    for day in range(70, 0, -1):
        start = datetime(2026, 11, 23) - timedelta(days=day)
        if start.weekday() < 5:
            rows += [
                [f"{start + timedelta(minutes=30 * slot):%Y-%m-%d %H:%M}", "卡务热线", 30 + 20 * (slot < 24) + (day * slot) % 7, 185]
                for slot in range(16, 40)
            ]
    rows.append(["2026-11-22 09:00", "卡务热线", -3, 100])
    return csv_bytes(["开始时间", "队列", "来电量", "平均处理时长"], rows)


@pytest.mark.slow
def test_a_planner_goes_from_a_file_to_a_requirement(browse: Browse, cast: Cast, axe: Axe) -> None:
    world.target(cast)
    page = browse(cast.chen)

    page.goto("/planning/history/")
    page.locator("input[type=file]").set_input_files({"name": "话务.csv", "mimeType": "text/csv", "buffer": calls()})
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("heading", name="话务.csv")).to_be_visible()
    expect(page.get_by_text("没有队列“卡务热线”")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("卡务热线").select_option(label="信用卡")
    page.get_by_role("button", name="重新检查文件").click()
    expect(page.get_by_text("负数")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="文件有 1 处错误")).to_be_visible()
    assert not HistoryInterval.objects.exists()
    page.get_by_label("剔除有错误的行").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存 1,200 个时段").or_(page.get_by_text("已保存 1200 个时段"))).to_be_visible()

    page.get_by_role("link", name="典型一周").click()
    page.locator("#week[data-drawn]").wait_for()

    page.goto("/planning/forecasts/")
    page.get_by_role("link", name="做第一次预测").click()
    page.get_by_label("第一天").fill("2026-11-23")
    page.get_by_label("周数").fill("2")
    page.get_by_role("button", name="预测").click()
    expect(page.locator("section.job")).to_be_visible()
    jobs.perform.call(Job.objects.get().pk)
    assert Job.objects.get().state == JobState.DONE
    expect(page).to_have_url(re.compile(r"/planning/forecasts/\d+/$"))
    page.locator("#volume[data-drawn]").wait_for()
    assert axe(page) == []

    page.get_by_text("调整预测").click()
    page.get_by_label("方式").select_option(label="按百分比调整")
    page.get_by_label("数值").fill("25")
    page.get_by_label("自", exact=True).fill("2026-11-24")
    page.get_by_label("至", exact=True).fill("2026-11-24")
    page.get_by_label("原因").fill("账单日")
    page.get_by_role("button", name="加上调整层").click()
    expect(page.locator("#layers").get_by_text("账单日")).to_be_visible()
    assert Layer.objects.get().author == cast.chen

    page.get_by_label("备注").fill("十二月发布版")
    page.get_by_role("button", name="连同当前调整层一并冻结").click()
    expect(page.locator("#snapshots").get_by_text("十二月发布版")).to_be_visible()
    assert [told["reason"] for told in Snapshot.objects.get().layers] == ["账单日"]

    page.locator("#snapshots").get_by_role("button", name="人力需求").click()
    expect(page).to_have_url(re.compile(r"/planning/requirements/\d+/$"))
    page.locator("#heads[data-drawn]").wait_for()
    expect(page.locator("tr.is-current").filter(has_text="2026-11-24")).to_be_visible()
    before = page.locator("#one-more").inner_text()
    page.get_by_label("增减座席数").fill("3")
    page.get_by_role("button", name="测算", exact=True).click()
    expect(page.locator("#one-more")).not_to_have_text(before)
    assert axe(page) == []
    assert Requirement.objects.get().snapshot == Snapshot.objects.get()


def test_a_file_that_is_no_table_is_refused_where_it_was_chosen_and_nothing_is_kept(browse: Browse, cast: Cast) -> None:
    world.queue(cast)
    page = browse(cast.chen)
    page.goto("/planning/history/")
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("alert").filter(has_text="请选择文件")).to_be_visible()
    page.locator("input[type=file]").set_input_files({"name": "bomb.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04 not a workbook"})
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("alert").filter(has_text="工作簿")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/planning/history/$"))
    assert not HistoryInterval.objects.exists()


def test_a_leader_reads_the_plan_on_a_phone_and_finds_nothing_to_change(browse: Browse, cast: Cast, axe: Axe) -> None:
    made = world.requirement(cast)
    page = browse(cast.wu, phone=True)
    page.goto(f"/planning/requirements/{made.pk}/")
    page.locator("#heads[data-drawn]").wait_for()
    expect(page.get_by_text("多一名座席的收益")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    page.goto(f"/planning/forecasts/{Forecast.objects.get().pk}/")
    page.locator("#volume[data-drawn]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("button", name="连同当前调整层一并冻结")).to_have_count(0)
    assert axe(page) == []


def test_a_doubtful_day_is_looked_at_and_left_out_in_english_and_the_dark(browse: Browse, cast: Cast, axe: Axe) -> None:
    world.history(cast)
    mark = world.mark(cast)
    page = browse(cast.chen, language="en", theme="dark")
    page.goto("/planning/history/doubts/")
    page.get_by_role("link", name="2026-11-11 10:00").click()
    page.locator("#day[data-drawn]").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_label("Reason")).to_be_focused()
    page.get_by_label("Reason").fill("line down")
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_text("1 stretch is left out of forecasts.")).to_be_visible()
    mark.refresh_from_db()
    assert (mark.left_out, mark.reason) == (True, "line down")


def test_a_file_is_dropped_on_the_page(browse: Browse, cast: Cast) -> None:
    world.queue(cast)
    page = browse(cast.chen)
    page.goto("/planning/history/")
    page.evaluate(
        """(text) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "drop.csv", {type: "text/csv"}));
          const zone = document.querySelector(".upload-zone");
          const told = {dataTransfer: carried, bubbles: true, cancelable: true};
          for (const name of ["dragenter", "dragover", "drop"]) zone.dispatchEvent(new DragEvent(name, told));
        }""",
        "start,queue,calls\n2026-11-16 08:00,card,5\n2026-11-16 09:00,card,6\n",
    )
    expect(page.get_by_role("heading", name="drop.csv")).to_be_visible()
    expect(page.get_by_text("没有问题")).to_be_visible()


def test_a_layer_is_switched_removed_and_put_back_and_the_figures_follow(browse: Browse, cast: Cast) -> None:
    layer = world.layer(cast)
    page = browse(cast.chen)
    page.goto(f"/planning/forecasts/{layer.forecast_id}/?by=week")
    figures = page.locator(".figures")
    expect(figures).to_contain_text("4,830")
    page.get_by_role("switch", name="账单日").click()
    expect(figures).to_contain_text("4,800")
    expect(page).to_have_url(re.compile(r"\?by=week#layers$"))
    page.get_by_role("switch", name="账单日").click()
    expect(figures).to_contain_text("4,830")
    page.get_by_role("button", name="移除调整层“账单日”").click()
    expect(figures).to_contain_text("4,800")
    page.get_by_text("已移除 1 层").click()
    page.get_by_role("button", name="恢复").click()
    expect(figures).to_contain_text("4,830")


def test_targets_and_shrinkage_are_set_on_a_phone_and_wrong_ones_keep_what_was_typed(browse: Browse, cast: Cast, axe: Axe) -> None:
    world.queue(cast)
    page = browse(cast.chen, phone=True)
    page.goto("/planning/targets/")
    expect(page.get_by_label("服务水平（%）")).to_have_value("80.0")
    page.get_by_label("服务水平（%）").fill("85")
    page.get_by_label("平均耐心时间（秒）").fill("")
    page.get_by_role("button", name="设定目标").click()
    expect(page.get_by_label("平均耐心时间（秒）")).to_be_focused()
    expect(page.get_by_label("服务水平（%）")).to_have_value("85")
    assert axe(page) == []
    page.get_by_label("平均耐心时间（秒）").fill("200")
    page.get_by_role("button", name="设定目标").click()
    expect(page.get_by_text("生效中")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto("/planning/shrinkage/")
    page.get_by_label("休假 周一").fill("12.5")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("休假 周一")).to_have_value("12.5")
    assert axe(page) == []


def test_the_chart_of_a_forecast_is_also_a_table_and_goes_with_the_theme(browse: Browse, cast: Cast, axe: Axe) -> None:
    forecast = world.forecast(cast)
    page = browse(cast.zhou, theme="dark")
    page.goto(f"/planning/forecasts/{forecast.pk}/")
    page.locator("#volume[data-drawn]").wait_for()
    page.locator("details[data-chart-table=volume] summary").click()
    table = page.locator("details[data-chart-table=volume] table")
    expect(table.get_by_role("row")).to_have_count(15)
    expect(table.get_by_role("row").nth(1)).to_contain_text("480")
    assert axe(page) == []
