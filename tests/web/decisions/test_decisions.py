"""What stands on the pages of decisions, and whose."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.urls import reverse

from tests.cast import Cast, at, client_of
from tests.web.decisions import scenes
from zuoxi.core import explanations
from zuoxi.core.models import Decision
from zuoxi.people.models import Person
from zuoxi.rules.rulebook import rule

pytestmark = pytest.mark.django_db


def page(person: Person, route: str, *args: object, query: str = "", htmx: bool = False, language: str = "zh-hans") -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    response = client_of(person, language=language).get(reverse(route, args=args) + query, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> int:
    return len(re.findall(r'class="decision-row', html))


def test_one_sees_ones_own_decisions_and_a_leader_the_teams(cast: Cast) -> None:
    scenes.kept(cast)
    scenes.broken(cast)
    assert (rows(page(cast.lin, "decisions:mine")), rows(page(cast.zhao, "decisions:mine")), rows(page(cast.wu, "decisions:mine"))) == (1, 1, 0)
    team = page(cast.wu, "decisions:team")
    assert rows(team) == 1
    assert "林静" in team
    assert "赵磊" not in team
    assert rows(page(cast.sun, "decisions:team")) == 2


def test_an_empty_list_says_why_and_what_comes(lin: Person) -> None:
    assert "还没有决定" in page(lin, "decisions:mine")
    assert "没有符合的决定" in page(lin, "decisions:mine", query="?month=2026-01")


def test_the_tab_of_the_team_is_there_for_who_has_one(cast: Cast) -> None:
    address = reverse("decisions:team")
    assert address in page(cast.wu, "decisions:mine")
    assert address not in page(cast.lin, "decisions:mine")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?rule=X-03", 3),
        ("?month=2026-03", 1),
        ("?month=2026-04", 2),
        ("?rule=X-03&month=2026-05", 0),
        ("?rule=Z-99", 3),
        ("?month=never", 3),
    ],
)
def test_the_list_is_narrowed_by_rule_and_month_and_nonsense_narrows_nothing(cast: Cast, query: str, count: int) -> None:
    for number, moment in enumerate(("2026-03-31 23:59", "2026-04-01 00:00", "2026-04-30 12:00")):
        scenes.decide(cast.lin, cast.chen, scenes.FIVE, subject=f"roster:{number}", at=at(moment))
    assert rows(page(cast.lin, "decisions:mine", query=query)) == count


def test_an_explanation_shows_rule_arithmetic_facts_policy_who_and_when(cast: Cast) -> None:
    made = scenes.broken(cast)
    html = page(cast.zhao, "decisions:decision", made.pk)
    for text in (
        "X-03",
        "《劳动法》第四十一条",
        "工作 12 小时 - 每日 8 小时 = 延长 4 小时",
        "4 小时 &gt; 上限 3 小时",
        "2026-03-04",
        "出厂值",
        "陈晓燕",
        "2026-03-20 09:00",
    ):
        assert text in html, text
    assert "每日加班上限。" in html
    english = page(cast.zhao, "decisions:decision", made.pk, language="en")
    assert "12 h worked - 8 h a day = 4 h of extension" in english


def test_for_a_fragment_the_panel_comes_alone(cast: Cast) -> None:
    made = scenes.kept(cast)
    panel = page(cast.lin, "decisions:decision", made.pk, htmx=True)
    assert "<html" not in panel
    assert 'class="explanation"' in panel
    assert "<html" in page(cast.lin, "decisions:decision", made.pk)


def test_what_was_replaced_names_its_successor_and_the_correction_and_the_other_way_round(cast: Cast) -> None:
    old, new = scenes.taken_again(cast)
    before, after = page(cast.lin, "decisions:decision", old.pk), page(cast.lin, "decisions:decision", new.pk)
    assert reverse("decisions:decision", args=[new.pk]) in before
    assert "已被替代" in before
    assert reverse("decisions:decision", args=[old.pk]) in after
    for text in ("系统", "周敏", "班次记错了"):
        assert text in after
    assert "班次记错了" not in before


def test_the_appeal_is_hidden_until_there_is_one_and_then_shown_to_whom_it_is_open(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = scenes.broken(cast)
    assert "申诉" not in page(cast.zhao, "decisions:decision", made.pk)
    monkeypatch.setattr(explanations, "APPEALS", [lambda decision, reader: f"/appeal/{decision.pk}/" if decision.about_id == reader.pk else ""])
    assert f'href="/appeal/{made.pk}/"' in page(cast.zhao, "decisions:decision", made.pk)
    assert "/appeal/" not in page(cast.zhou, "decisions:decision", made.pk)


def test_any_page_can_put_the_explanation_beside_a_figure(cast: Cast) -> None:
    made = scenes.kept(cast)
    template = Template("{% load decisions %}{% explain one %}")
    by_row, by_key = template.render(Context({"one": made})), template.render(Context({"one": made.pk}))
    assert by_row == by_key
    assert f'hx-get="{reverse("decisions:decision", args=[made.pk])}"' in by_row
    assert 'aria-label="为什么？"' in by_row


def test_hostile_facts_are_shown_as_text(cast: Cast) -> None:
    made = Decision(
        rule="X-03", outcome="law.time_off", about=cast.lin, at=scenes.NOW, key="k", facts={"day": "<script>", "article": "law.labour.44"}
    )
    made.save()
    html = page(cast.lin, "decisions:decision", made.pk)
    assert "<script>." not in html
    assert "&lt;script&gt;" in html


def test_the_rulebook_tells_what_the_rule_says(cast: Cast) -> None:
    made = scenes.kept(cast)
    told = rule("X-03")
    assert told is not None
    assert told.text[0] in page(cast.lin, "decisions:decision", made.pk)
    assert told.text[1] in page(cast.lin, "decisions:decision", made.pk, language="en")
