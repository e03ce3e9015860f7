"""Journeys through the shell: log in, find one's way, choose language and looks."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]


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
