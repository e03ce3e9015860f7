"""The labour law check of a version: what it lists for a draft and for what was published, and for whom (X-03)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import Cast, at, client_of
from tests.roster.builders import put
from tests.web.roster import scenes
from zuoxi.people import law_facts
from zuoxi.people.models import Person
from zuoxi.roster.models import Version

pytestmark = pytest.mark.django_db
NOW = at("2026-11-26 09:00")


def page(person: Person, version: Version, language: str = "zh-hans") -> str:
    response = client_of(person, language=language).get(reverse("roster:labour", args=[version.pk]))
    assert response.status_code == 200
    return response.content.decode()


def lines(html: str) -> int:
    return len(re.findall(r'<td class="decision-text">', html))


def expect(cast: Cast) -> None:
    law_facts.tell(person=cast.zhao, name="due_on", day=date(2027, 1, 15), why="证明", by=cast.zhou, now=NOW)


def test_a_draft_that_keeps_the_law_says_so(cast: Cast) -> None:
    html = page(cast.chen, scenes.draft(cast))
    assert "全部 2 人的排班都符合劳动法规" in html
    assert "没有违规" in html
    assert lines(html) == 0


def test_a_night_of_an_expectant_mother_is_listed_with_article_numbers_and_arithmetic(cast: Cast) -> None:
    draft = scenes.draft(cast)
    put(draft, cast.chen, (cast.zhao, 3, "夜"))
    expect(cast)
    html = page(cast.chen, draft)
    assert lines(html) == 1
    for text in ("2 人中有 1 人", "赵磊", "2026-11-26", "X-03", "《女职工劳动保护特别规定》第六条", "预产期 2027-01-15：第 32 周", "其中夜间 8 小时"):
        assert text in html, text
    assert "Special provisions on the labour protection of women, Art. 6" in page(cast.chen, draft, "en")


def test_the_overtime_that_is_owed_is_listed_too(cast: Cast) -> None:
    draft = scenes.draft(cast)
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(6)))
    html = page(cast.chen, draft)
    assert lines(html) == 1
    assert "有加班 8 小时" in html
    assert "全部 2 人" in html


def test_what_was_published_shows_what_was_decided_and_explains_it_to_whom_it_is_open(cast: Cast) -> None:
    draft = scenes.draft(cast)
    put(draft, cast.chen, (cast.zhao, 3, "夜"))
    version = scenes.publish(draft, cast)
    assert lines(page(cast.chen, version)) == 0
    expect(cast)
    for reader, explained in ((cast.sun, True), (cast.chen, False)):
        html = page(reader, version)
        assert lines(html) == 1
        assert ("hx-get" in html and "explain-card" in html) is explained


def test_a_leader_reads_the_lines_of_the_own_team_only(cast: Cast) -> None:
    draft = scenes.draft(cast)
    put(draft, cast.chen, (cast.zhao, 3, "夜"))
    version = scenes.publish(draft, cast)
    expect(cast)
    html = page(cast.wu, version)
    assert "赵磊" not in html
    assert "全部 1 人" in html


def test_where_the_law_is_not_known_the_page_says_so(cast: Cast, settings: object) -> None:
    settings.COUNTRY = "DE"  # type: ignore[attr-defined]
    html = page(cast.chen, scenes.draft(cast))
    assert "这里没有该国家的劳动法规" in html
    assert lines(html) == 0
