"""The rulebook's pages: found by words and subject; a rule with its policy in force and what it did this month."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from tests.cast import Cast, client_of, hire
from tests.web.policy.test_policy_pages import begun, saved, sent
from zuoxi.core import rulebook
from zuoxi.core.rulebook import Count
from zuoxi.people.models import RoleName
from zuoxi.rules.rulebook import RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(cast: Cast) -> Client:
    return client_of(cast.lin, language="en")


def listed(client: Client, query: str = "") -> list[str]:
    html = client.get(f"/policy/rules/{query}").content.decode()
    return sorted(set(re.findall(r'href="/policy/rules/([A-Z]-\d\d)/"', html)))


def test_every_rule_is_listed(lin: Client) -> None:
    assert listed(lin) == sorted(one.id for one in RULES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=O-01", ["O-01"]),
        ("?q=probation", ["F-13", "O-10"]),
        ("?q=试用期&subject=O", ["O-10"]),
        ("?subject=R", ["R-01", "R-05"]),
        ("?q=kitchen", []),
    ],
)
def test_rules_are_found_by_words_of_either_language_and_by_subject(lin: Client, query: str, found: list[str]) -> None:
    assert listed(lin, query) == found


def test_a_search_without_a_find_says_what_to_do(lin: Client) -> None:
    html = lin.get("/policy/rules/?q=kitchen").content.decode()
    assert "No rule has these words." in html
    assert "Show all rules" in html


@pytest.mark.parametrize("query", ["?subject=Z", "?q=" + "x" * 500, "?subject=Z&q=%00"])
def test_a_senseless_search_shows_all(lin: Client, query: str) -> None:
    assert len(listed(lin, query)) == len(RULES)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.id) for one in RULES])
def test_a_rule_tells_what_it_says_reads_and_decides(lin: Client, one: object) -> None:
    response = lin.get(f"/policy/rules/{one.id}/")  # type: ignore[attr-defined]
    assert response.status_code == 200
    context = response.context
    assert (context["text"], context["reads"], context["decides"]) == (one.text[1], one.reads[1], one.decides[1])  # type: ignore[attr-defined]
    assert context["modules"]


def test_a_rule_shows_the_policy_in_force(cast: Cast, lin: Client) -> None:
    other = hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)
    assert "14 agents" in lin.get("/policy/rules/O-01/").content.decode()
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "organisation", most="16")
    sent(zhou, number)
    client_of(other).post(f"/policy/versions/{number}/approve/")
    html = lin.get("/policy/rules/O-01/").content.decode()
    assert "16 agents" in html
    assert "14 agents" in html, "the shipped value stands beside it"


def test_a_rule_without_numbers_says_so(lin: Client) -> None:
    assert "This rule uses no number of the policy." in lin.get("/policy/rules/F-14/").content.decode()


def test_decisions_of_this_month_are_shown_once_somebody_counts_them(lin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lin.get("/policy/rules/O-01/").context["count"] is None
    assert "No decisions are counted yet." in lin.get("/policy/rules/O-01/").content.decode()
    asked: list[tuple[datetime, datetime]] = []

    def count(start: datetime, end: datetime) -> dict[str, Count]:
        asked.append((start, end))
        return {"O-01": Count(decisions=41, appealed=3, changed=1)}

    monkeypatch.setattr(rulebook, "COUNTERS", [count])
    html = lin.get("/policy/rules/O-01/").content.decode()
    assert re.findall(r"<dd>(\d+)</dd>", html) == ["41", "3", "1"]
    assert lin.get("/policy/rules/F-13/").context["count"] == Count()
    assert ">41<" in lin.get("/policy/rules/").content.decode()
    start, end = asked[0]
    assert (start.day, start.hour, start.minute) == (1, 0, 0)
    assert start <= end


@pytest.mark.parametrize("id_", ["F-99", "f-13", "F-13 ", "<script>", "P-01%00"])
def test_an_id_that_is_no_rule_is_not_found(lin: Client, id_: str) -> None:
    assert lin.get(f"/policy/rules/{id_}/").status_code == 404
