"""My roster on the phone: the address of the calendar is handed on whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.web.mine.pages import published_days

Browse = Callable[..., Page]
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.mark.parametrize("secure", [True, False], ids=["with a clipboard", "off https"])
def test_the_calendar_address_is_copied_whole(browse: Browse, cast: Cast, secure: bool) -> None:
    page = browse(cast.lin, phone=True, permissions=["clipboard-read", "clipboard-write"])
    if not secure:
        page.add_init_script(NO_CLIPBOARD)
    page.goto("/my/calendar/")
    page.get_by_role("button", name="生成地址").click()
    address = page.get_by_label("你的订阅地址").input_value()
    page.get_by_role("button", name="复制").click()
    expect(page.locator("#toasts")).to_contain_text("已复制。")
    if secure:
        assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.get_by_role("link", name="在本机日历中打开").get_attribute("href") == re.sub("^http", "webcal", address)


def test_the_hours_of_a_shift_do_not_lie_over_one_another(browse: Browse, cast: Cast) -> None:
    published_days(cast, 7)
    page = browse(cast.lin, phone=True)
    page.goto("/my/week/")
    lines = page.locator(".own-line").all()
    assert lines
    for line in lines:
        boxes = sorted((box["x"], box["x"] + box["width"]) for box in (tick.bounding_box() for tick in line.locator(".own-tick").all()) if box)
        assert all(end < start for (_, end), (start, _) in pairwise(boxes)), boxes
