"""A change of the policy in a real browser: drafted, refused, mended, submitted, approved by another, read by an agent on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast, hire
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion
from zuoxi.people.models import RoleName

Browse = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.mark.slow
def test_a_manager_changes_a_number_and_another_approves_it(browse: Browse, cast: Cast, axe: Axe) -> None:
    qian = hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)
    page = browse(cast.zhou)
    page.goto("/policy/versions/")
    page.get_by_role("button", name="新建草案").click()
    expect(page.get_by_role("heading", name="版本 1 草案")).to_be_visible()
    page.get_by_role("link", name="排班", exact=True).click()
    rest = page.get_by_label("两个班之间至少休息的小时数。")
    expect(rest).to_have_value("11")
    rest.fill("3")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("政策项 rest_h 为 3，须在 8 与 24 之间（小时）。")).to_be_visible()
    expect(rest).to_be_focused()
    assert axe(page) == []
    rest.fill("12")
    page.get_by_label("每个班次是否至少要有一名值班长。").uncheck()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("有 2 个条目与接续的版本不同。")).to_be_visible()
    expect(page.locator(".policy-entry.policy-differs")).to_have_count(2)
    assert axe(page) == []

    page.get_by_role("link", name="查看改动并提交").click()
    expect(page.locator(".difflist li")).to_have_count(2)
    page.get_by_label("理由").or_(page.get_by_label("原因")).fill("夜班后要多休息")
    assert axe(page) == []
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("须由另一位经理审批")).to_be_visible()

    other = browse(qian)
    other.goto("/policy/versions/")
    other.get_by_role("link", name="版本 1").click()
    expect(other.get_by_text("夜班后要多休息")).to_be_visible()
    other.get_by_role("button", name="驳回").click()
    expect(other.get_by_text("请说明理由，以便起草人改进。")).to_be_visible()
    other.get_by_label("备注").fill("同意")
    other.get_by_role("button", name="批准").click()
    expect(other.get_by_text("版本 1 已批准。")).to_be_visible()
    assert axe(other) == []
    assert PolicyVersion.objects.get().state == "approved"

    agent = browse(cast.lin, phone=True)
    agent.goto("/policy/values/roster/")
    expect(agent.get_by_text("12 小时").first).to_be_visible()
    agent.get_by_role("link", name="F-13").first.click()
    expect(agent.get_by_role("heading", name=re.compile("F-13"))).to_be_visible()
    expect(agent.get_by_text("12 小时").first).to_be_visible()
    assert axe(agent) == []
    assert agent.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_a_file_goes_out_is_changed_and_comes_in_again(browse: Browse, cast: Cast) -> None:
    page = browse(cast.zhou, language="en")
    page.goto("/policy/versions/")
    page.get_by_role("button", name="New draft").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Export").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "rest_h = 11.0" in text
    upload = {"name": "ours.toml", "mimeType": "application/toml", "buffer": text.replace("rest_h = 11.0", "rest_h = 13").encode()}
    page.get_by_label("Policy file").set_input_files(upload)
    page.get_by_role("button", name="Take in").click()
    page.locator("dialog[open] [data-ok]").click()
    expect(page.get_by_text("ours.toml was taken in.")).to_be_visible()
    expect(page.locator(".difflist li")).to_have_count(1)
    assert PolicyVersion.objects.get().values == {"roster": {"rest_h": 13.0}}
    assert policy.newest() is None
