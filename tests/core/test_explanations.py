"""How facts and figures are worded in an explanation, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.core.test_verdict_sentences import changed_hands, law
from zuoxi.core import explanations
from zuoxi.core.explanations import Explanation, fact_name, length, said, worded
from zuoxi.core.models import Decision
from zuoxi.core.sentences import SENTENCES


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("paid_min", 630, "10 h 30 min"),
        ("paid_min", 480, "8 h"),
        ("paid_min", 45, "45 min"),
        ("paid_min", 0, "0 min"),
        ("paid_min", -90, "-1 h 30 min"),
        ("article", "law.labour.41", "Labour Law, Art. 41"),
        ("article", "law.nowhere", "law.nowhere"),
        ("day", "2026-03-02", "2026-03-02"),
        ("ok", True, "yes"),
        ("ok", False, "no"),
        ("hours", 8.0, 8),
        ("hours", 7.333333, 7.33),
        ("missing", None, None),
    ],
)
def test_a_fact_is_worded_by_its_name(english: None, name: str, value: object, text: object) -> None:
    assert worded(name, value) == text


def test_the_same_in_chinese() -> None:
    assert (length(630), length(480), length(45)) == ("10 小时 30 分", "8 小时", "45 分")
    assert worded("article", "law.labour.41") == "《劳动法》第四十一条"


def test_a_sentence_is_filled_with_worded_facts(english: None) -> None:
    text = said("law.long_day", {"day": "2026-03-02", "paid_min": 690, "limit_min": 180, "article": "law.labour.41"})
    assert text == "2026-03-02 has 11 h 30 min of work; a day may be extended by 3 h at most. Shorten the shift. Labour Law, Art. 41."


def test_every_fact_and_figure_that_a_rule_gives_has_a_name() -> None:
    given = {name for verdict in (*law(), *changed_hands()) for name in verdict.told}
    assert {name for name in given if fact_name(name) == name} == set()
    assert fact_name("something_new") == "something_new"


def test_every_policy_value_that_a_rule_read_is_explained_with_its_unit(english: None) -> None:
    for verdict in (*law(), *changed_hands()):
        shown = Explanation(Decision(rule=verdict.rule, outcome=verdict.outcome, values=dict(verdict.values))).values
        assert len(shown) == len(verdict.values)
        for value in shown:
            assert value.text != value.name, value
            assert not value.unit or f"decided.unit.{value.unit}" in SENTENCES


def test_a_value_of_a_policy_that_is_gone_is_shown_by_its_name(english: None) -> None:
    (value,) = Explanation(Decision(rule="X-03", outcome="law.kept", values={"OldPolicy.limit": 3})).values
    assert (value.text, value.value, value.unit) == ("OldPolicy.limit", 3, "")


def test_a_rule_without_a_text_has_none_and_no_appeal_is_offered_where_there_is_none() -> None:
    assert explanations.rule_text("F-99") == ""
    assert explanations.rule_text("T-05") != ""
    assert explanations.appeal_url(Decision(), None) == ""
