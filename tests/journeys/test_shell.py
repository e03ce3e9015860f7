"""Journeys through the shell: log in, find one's way, choose language and looks, by mouse, keyboard and thumb."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast, at
from tests.web.people.pages import more_people
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState, Notice

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def _gallery(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.shell.gallery"


def test_a_planner_logs_in_goes_where_she_wanted_and_logs_out(browse: Browse, cast: Cast) -> None:
    page = browse()
    page.goto("/people/?sort=-name")
    page.get_by_label("工号").fill("3001")
    page.get_by_label("密码").fill("wrong-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("工号与密码不符")
    expect(page.get_by_label("工号")).to_have_value("3001")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile(r"/people/\?sort=-name$"))
    page.get_by_label("陈晓燕 的账号").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("密码")).to_be_visible()


def test_after_logout_nothing_is_left_in_the_browser(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/people/")
    page.goto("/people/units/")
    page.get_by_label("陈晓燕 的账号").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("密码")).to_be_visible()
    kept = page.evaluate("({...localStorage, ...sessionStorage})")
    assert set(kept.values()) <= {"/login/"}
    assert {pair.split("=")[0] for pair in page.evaluate("document.cookie").split("; ")} <= {"language", "theme"}


def test_the_password_can_be_pasted(browse: Browse, cast: Cast) -> None:
    page = browse()
    page.goto("/login/")
    page.get_by_label("工号").fill("3001")
    page.get_by_label("密码").focus()
    page.evaluate("text => document.execCommand('insertText', false, text)", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="你好，陈晓燕")).to_be_visible()


def test_language_and_theme_are_switched_from_the_menu_and_stay(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen, theme="light")
    page.goto("/people/")
    page.get_by_label("陈晓燕 的账号").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    page.get_by_label("Account of 陈晓燕").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"


def test_the_automatic_theme_follows_the_system_without_a_reload(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen, theme="light")
    page.context.clear_cookies(name="theme")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_keyboard_skips_to_the_content_and_escape_closes_the_menu(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/people/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    menu = page.get_by_label("陈晓燕 的账号")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="修改密码")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="修改密码")).to_be_hidden()
    expect(menu).to_be_focused()


def test_on_a_phone_the_thumb_finds_every_page(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen, phone=True)
    page.goto("/")
    bar = page.get_by_role("navigation", name="快捷导航")
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="更多").tap()
    menu = page.get_by_role("navigation", name="主导航")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="班组架构").tap()
    expect(page.get_by_role("heading", name="班组架构")).to_be_visible()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="打开菜单").tap()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_on_a_phone_what_one_taps_is_large_enough(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen, phone=True)
    page.goto("/people/")
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.tabbar > *, .top-button, main .btn, main select, main input')]"
        ".filter(e => e.offsetParent).map(e => [e.className || e.tagName, e.getBoundingClientRect().height])"
    )
    assert len(sizes) > 8
    assert [size for size in sizes if size[1] < 43.5] == []


def test_searching_and_turning_pages_keeps_what_was_chosen(browse: Browse, cast: Cast) -> None:
    more_people(cast, 120)
    page = browse(cast.chen)
    page.goto("/people/")
    page.get_by_label("所属").select_option(label="一组")
    expect(page).to_have_url(re.compile(r"unit=\d+"))
    page.get_by_role("link", name="工号").click()
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile(r"unit=\d+.*sort=number.*page=2|page=2.*sort=number"))
    expect(page.get_by_text("第 51–100 条，共 122 条")).to_be_visible()
    page.get_by_placeholder("姓名、拼音、首字母或工号").fill("lj")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="林静")).to_be_visible()
    page.get_by_role("link", name="林静").click()
    page.go_back()
    expect(page.get_by_placeholder("姓名、拼音、首字母或工号")).to_have_value("lj")


def test_the_bell_leads_to_the_notice_and_the_notice_to_its_matter(browse: Browse, cast: Cast) -> None:
    Notice.objects.create(person=cast.lin, kind="job.already_running", key="k", link="/people/units/", at=at("2026-03-01 09:00"))
    page = browse(cast.lin, phone=True)
    page.goto("/")
    page.get_by_role("link", name="通知，1 条未读").tap()
    page.get_by_role("button", name="这项任务正在进行").tap()
    expect(page.get_by_role("heading", name="班组架构")).to_be_visible()
    expect(page.get_by_role("link", name="通知", exact=True)).to_be_visible()


@pytest.mark.usefixtures("_gallery")
def test_the_first_wrong_field_has_the_focus_and_nothing_typed_is_lost(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/form/")
    page.get_by_label("备注").fill("写了很多字")
    page.get_by_label("名称").fill("")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("名称")).to_be_focused()
    expect(page.get_by_label("备注")).to_have_value("写了很多字")
    expect(page.get_by_text("这个字段是必填项。").first).to_be_visible()


@pytest.mark.usefixtures("_gallery")
def test_a_person_is_found_by_initials_while_typing(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/form/")
    page.locator("#id_person-ts-control").fill("lj")
    page.locator(".ts-dropdown .option", has_text="林静").click()
    assert page.locator("#id_person").input_value() == str(cast.lin.pk)
    page.locator("#id_people-ts-control").fill("zl")
    page.locator(".ts-dropdown .option", has_text="赵磊").click()
    assert page.evaluate("[...document.querySelector('#id_people').selectedOptions].map(o => o.value)") == [str(cast.zhao.pk)]


@pytest.mark.usefixtures("_gallery")
def test_what_cannot_be_undone_is_typed_first(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/")
    page.get_by_role("button", name="删除").click()
    yes = page.get_by_role("button", name="确定")
    expect(page.get_by_role("dialog")).to_contain_text("要删除吗？")
    expect(yes).to_be_disabled()
    page.keyboard.type("删了")
    expect(yes).to_be_disabled()
    page.get_by_label("请输入以下内容确认").fill("删除")
    expect(yes).to_be_enabled()
    with page.expect_request(lambda request: request.url.endswith("/gallery/done/") and request.method == "POST"):
        yes.click()


@pytest.mark.usefixtures("_gallery")
def test_a_question_answered_no_or_by_escape_sends_nothing(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="撤回").click()
    page.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="换班").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert sent == []
    page.get_by_role("button", name="换班").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#place")).to_have_text("换好了")
    expect(page.get_by_role("status")).to_contain_text("已换班")


@pytest.mark.usefixtures("_gallery")
def test_what_goes_wrong_in_a_fragment_is_told_and_the_page_stays(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/")
    page.get_by_role("button", name="问题").click()
    expect(page.get_by_role("status")).to_contain_text("班表 已被他人修改")
    page.get_by_role("button", name="没有").click()
    expect(page.get_by_role("status")).to_contain_text("此地址没有内容，或你无权查看。")
    page.get_by_role("button", name="关闭").first.click()
    expect(page.get_by_role("status")).not_to_contain_text("班表 已被他人修改")


@pytest.mark.usefixtures("_gallery")
def test_charts_are_drawn_follow_the_theme_and_tell_their_numbers(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/")
    for name in ("lines", "heat", "fetched"):
        expect(page.locator(f"#{name}")).to_have_attribute("data-drawn", "yes")
    expect(page.locator("#none")).to_contain_text("暂无数据。")
    ink = "zuoxi.chart.of(document.querySelector('#lines')).getOption().legend[0].textStyle.color"
    before = page.evaluate(ink)
    page.evaluate("document.documentElement.dataset.themeChoice = 'dark'; document.documentElement.dataset.bsTheme = 'dark'")
    page.evaluate("document.dispatchEvent(new CustomEvent('zuoxi:theme'))")
    assert page.evaluate(ink) != before
    box = page.locator('[data-chart-table="lines"]')
    box.locator("summary").click()
    expect(box.get_by_role("columnheader", name="预测", exact=True)).to_be_visible()
    expect(box.get_by_role("row")).to_have_count(49)
    expect(box.get_by_role("row").nth(1)).to_contain_text("--")


@pytest.mark.usefixtures("_gallery")
def test_a_chart_grows_and_shrinks_with_its_place(browse: Browse, cast: Cast) -> None:
    page = browse(cast.chen)
    page.goto("/gallery/")
    expect(page.locator("#lines")).to_have_attribute("data-drawn", "yes")
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function("document.querySelector('#lines canvas').getBoundingClientRect().width < 680")


def test_long_work_is_watched_stopped_and_started_again(browse: Browse, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.KINDS, "test.work", jobs.Kind(lambda run: None, "算班表"))
    now = at("2026-03-01 09:00")
    job = Job.objects.create(kind="test.work", about="x:1", asked_by=cast.chen, asked_at=now, state=JobState.WAITING)
    page = browse(cast.chen)
    page.goto(f"/jobs/{job.pk}/")
    expect(page.get_by_role("status").filter(has_text="等待中")).to_be_visible()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now(), done=3, total=8)
    expect(page.get_by_text("已处理 3 / 8")).to_be_visible(timeout=4000)
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_text("正在停止")).to_be_visible()
    Job.objects.filter(pk=job.pk).update(state=JobState.CANCELLED, ended_at=timezone.now())
    page.get_by_role("button", name="重新开始").click(timeout=4000)
    expect(page.get_by_role("status").filter(has_text="等待中")).to_be_visible()
    assert Job.objects.filter(resumed_from=job).count() == 1


def test_a_session_that_ended_takes_the_whole_page_to_the_login(browse: Browse, cast: Cast) -> None:
    job = Job.objects.create(kind="gone", about="x:1", asked_by=cast.chen, asked_at=at("2026-03-01 09:00"), state=JobState.WAITING)
    page = browse(cast.chen)
    page.goto(f"/jobs/{job.pk}/")
    page.context.clear_cookies(name="sessionid")
    expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=5000)
    expect(page).to_have_url(re.compile(rf"/login/\?next=/jobs/{job.pk}/$"))


def test_the_server_gone_is_told(browse: Browse, cast: Cast) -> None:
    job = Job.objects.create(kind="gone", about="x:1", asked_by=cast.chen, asked_at=at("2026-03-01 09:00"), state=JobState.WAITING)
    page = browse(cast.chen, quiet=True)
    page.goto(f"/jobs/{job.pk}/")
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="无法连接服务器")).to_be_visible(timeout=5000)
    page.context.set_offline(False)


def test_a_first_view_weighs_at_most_150_kilobytes(browse: Browse, cast: Cast) -> None:
    """Compressed, as whitenoise serves them (UX 30)."""
    page = browse(cast.lin, phone=True)
    weights: dict[str, int] = {}
    page.on("response", lambda response: weights.update({response.url: len(gzip.compress(response.body()))}))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert len(weights) >= 5
    assert sum(weights.values()) <= 150 * 1024, weights
