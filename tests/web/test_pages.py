"""What holds for every page: both languages whole, an empty centre, overlong and hostile texts (UX 40, 42; A16)."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from tests.cast import Cast, client_of, hire, make_posts
from tests.web.areas import Page, allowed_words, pages
from tests.web.corpus import CORPUS
from tests.web.reading import chinese_words, latin_words, texts
from zuoxi.people.models import Person, RoleName, Unit, UnitKind

EVERY = [pytest.param(page, id=page.key) for page in pages()]
OF_ITSELF = [pytest.param(page, id=page.key) for page in pages() if page.args is None]
ALLOWED = {"Zuoxi", "Excel", "CSV", "XLSX", "PDF", "KPI", "Erlang", "WPS"} | allowed_words()
ROLE_OF = {
    "lin": RoleName.AGENT,
    "zhao": RoleName.AGENT,
    "wu": RoleName.LEADER,
    "chen": RoleName.PLANNER,
    "zhou": RoleName.MANAGER,
    "sun": RoleName.SUPERVISOR,
    "gao": RoleName.ADMINISTRATOR,
    "shen": RoleName.SECURITY,
    "yan": RoleName.AUDITOR,
}
pytestmark = [pytest.mark.django_db, pytest.mark.shape]


def opened(page: Page, cast: Cast, *, language: str = "zh-hans") -> str:
    response = client_of(cast.actor(page.actor), language=language).get(page.url(cast))
    assert response.status_code == 200
    return response.content.decode()


def everything_stored() -> str:
    """Every text in the database, as one."""
    stored = []
    for model in apps.get_models():
        names = [f.attname for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField | models.JSONField)]
        if names and hasattr(model, "objects"):
            stored += [str(value) for row in model.objects.values_list(*names) for value in row]
    return "\n".join(stored)


@pytest.mark.parametrize("page", EVERY)
def test_a_chinese_page_has_no_english(page: Page, cast: Cast) -> None:
    assert latin_words(opened(page, cast), ALLOWED) == []


@pytest.mark.parametrize("page", EVERY)
def test_an_english_page_has_no_chinese_but_names(page: Page, cast: Cast) -> None:
    html = opened(page, cast, language="en")
    assert chinese_words(html, everything_stored() + "座" + page.known) == []


@pytest.mark.parametrize("page", EVERY)
def test_a_page_has_one_heading_a_title_and_its_language(page: Page, cast: Cast) -> None:
    html = opened(page, cast)
    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r"<title>[^<·]*\S[^<·]*·", html)
    assert '<html lang="zh-hans"' in html


@pytest.mark.parametrize("page", EVERY)
def test_no_script_stands_in_a_page(page: Page, cast: Cast) -> None:
    html = opened(page, cast)
    assert [tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" not in tag and "application/json" not in tag] == []
    assert re.findall(r"""\s(?:on\w+|hx-on[:\w-]*)\s*=|href=["']javascript:|hx-vals=["']js:""", html) == []


@pytest.mark.parametrize("page", OF_ITSELF)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_centre_is_told_what_to_do(page: Page, language: str) -> None:
    centre = Unit.objects.create(kind=UnitKind.CENTRE, name="客服中心", name_en="Service centre")
    alone = None if page.actor == "nobody" else hire("1", "孙一", unit=centre, post=make_posts()["agent"], role=ROLE_OF[page.actor])
    response = client_of(alone, language=language).get(reverse(page.route))
    assert response.status_code == 200
    assert len("".join(texts(response.content.decode()))) > 20


@pytest.mark.parametrize("page", EVERY)
def test_hostile_texts_are_only_shown(page: Page, cast: Cast) -> None:
    url = page.url(cast)
    if page.grow:
        page.grow(cast, 40)
    poison()
    response = client_of(Person.objects.get(pk=cast.actor(page.actor).pk) if page.actor != "nobody" else None).get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert [raw for raw in CORPUS if raw in html and re.search(r"[<>\"'`]", raw) and not re.fullmatch(r"[^<>\"'&]*", raw)] == []


def poison() -> None:
    """Hostile texts into every text field that people can fill, as long as they fit."""
    number = 0
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if fillable(f)]
        for row in model.objects.all() if fields and hasattr(model, "objects") else []:
            for field in fields:
                text = CORPUS[number % len(CORPUS)]
                number += 1
                suffix = str(number) if len(text) + 5 <= (field.max_length or 10_000) else ""
                setattr(row, field.attname, (text + suffix)[: field.max_length])
            models.Model.save_base(row)


def fillable(field: models.Field) -> bool:  # type: ignore[type-arg]
    named = field.name in ("name", "name_en", "reason", "remark", "note", "evidence", "purpose", "duties", "kpis", "generated")
    return named and isinstance(field, models.CharField | models.TextField) and not field.choices
