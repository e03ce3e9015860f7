"""Every page in a real browser: both languages, both themes, desk and phone; overlong texts; hostile texts (UX 31 to 35, 40; A16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Page as Tab

from tests.cast import Cast
from tests.journeys.settling import settle
from tests.web.areas import Page, pages
from tests.web.test_pages import fillable, poison
from zuoxi.core import jobs

Look = Callable[..., Tab]
EVERY = [pytest.param(page, id=page.key) for page in pages()]
LONG = "这是一个长得不得了的名称" * 16 + "averylongwordwithoutanyspace"


@pytest.fixture(autouse=True)
def _test_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.KINDS, "test.work", jobs.Kind(lambda run: None, "测试"))


def address(page: Page, cast: Cast) -> str:
    """Where the page is, with something on it."""
    url = page.url(cast)
    if page.grow:
        page.grow(cast, 12)
    return url


@pytest.mark.parametrize("page", EVERY)
def test_nothing_serious_stands_in_the_way_of_anybody(page: Page, cast: Cast, look: Look, axe: Callable[[Tab], list[str]]) -> None:
    url, found = address(page, cast), {}
    for theme, phone, language in (("light", False, "zh-hans"), ("dark", True, "en")):
        tab = look(cast.actor(page.actor), theme=theme, phone=phone, language=language)
        assert tab.goto(url).status == 200  # type: ignore[union-attr]
        settle(tab)
        if findings := axe(tab):
            found[theme, phone] = findings
    assert found == {}


@pytest.mark.parametrize("page", EVERY)
def test_texts_of_200_characters_do_not_break_out_of_the_page(page: Page, cast: Cast, look: Look) -> None:
    url = address(page, cast)
    lengthen()
    for phone in (False, True):
        tab = look(cast.actor(page.actor), phone=phone, language="en" if phone else "zh-hans")
        room = 360 if phone else 1440
        tab.set_viewport_size({"width": room, "height": 740})
        tab.goto(url)
        settle(tab)
        # Not against window.innerWidth: a phone zooms out until everything fits.
        assert tab.evaluate("document.documentElement.scrollWidth") <= room, "phone" if phone else "desktop"


def lengthen() -> None:
    """200 characters, or as many as fit, into every name."""
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if fillable(f)]
        for number, row in enumerate(model.objects.all()) if fields and hasattr(model, "objects") else []:
            for field in fields:
                most: Any = field.max_length or 200
                setattr(row, field.attname, (f"{number}" + LONG)[: min(200, most)])
            models.Model.save_base(row)


@pytest.mark.parametrize("page", EVERY)
def test_hostile_texts_run_nothing_in_a_browser(page: Page, cast: Cast, look: Look) -> None:
    url = address(page, cast)
    poison()
    tab = look(cast.actor(page.actor))
    tab.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; }")
    tab.on("dialog", lambda dialog: dialog.dismiss())
    tab.goto(url)
    settle(tab)
    tab.mouse.move(400, 300)
    tab.keyboard.press("Tab")
    assert tab.evaluate("window.hits") == 0
