"""The rulebook says every rule that the code claims, and none that no code carries (P-01, P-02)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zuoxi.core import rulebook
from zuoxi.rules.areas import AREAS
from zuoxi.rules.rulebook import RULES, SUBJECTS, Rule, rule, serving, subject

SPEC = Path(__file__).resolve().parents[3] / "shared" / "spec"
EVERY = [pytest.param(one, id=one.id) for one in RULES]


def test_every_rule_that_the_code_claims_has_an_entry() -> None:
    """A new ID in a docstring or a policy entry needs an entry in `zuoxi/rules/rulebook`."""
    missing = {id_: modules for id_, modules in rulebook.carried_by().items() if rule(id_) is None}
    assert missing == {}


def test_every_entry_is_carried_by_code() -> None:
    assert [one.id for one in RULES if one.id not in rulebook.carried_by()] == []


def test_every_entry_is_a_rule_of_the_requirements() -> None:
    if not SPEC.is_dir():
        pytest.skip("not run: the rulebook (shared/spec) is not here")
    known = set(re.findall(r"\*\*([POFTDKQLAMRX]-\d{2})", "".join(path.read_text(encoding="utf-8") for path in SPEC.glob("*.md"))))
    assert [one.id for one in RULES if one.id not in known] == []


def test_every_policy_entry_serves_a_rule_that_has_an_entry() -> None:
    assert {entry.rule for area in AREAS for entry in area.entries if rule(entry.rule) is None} == set()


def test_a_rule_stands_once_under_its_letter_in_order() -> None:
    ids = [one.id for one in RULES]
    assert len(set(ids)) == len(ids)
    assert {one.letter for one in RULES} <= set(SUBJECTS)
    for letter in SUBJECTS:
        assert [id_ for id_ in ids if id_[0] == letter] == sorted(id_ for id_ in ids if id_[0] == letter)


@pytest.mark.parametrize("one", EVERY)
def test_a_rule_says_all_its_parts_in_both_languages(one: Rule) -> None:
    for zh, en in (one.name, one.text, one.reads, one.decides):
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert not re.search(r"[\u4e00-\u9fff]", en)
        assert en[0].isupper()
    assert one.text[0].endswith("。")
    assert one.text[1].endswith(".")
    assert one.said(one.name, "zh-hans") == one.name[0]
    assert one.said(one.name, "en") == one.name[1]


def test_the_entries_that_serve_a_rule_come_from_the_policy() -> None:
    assert {(area.name, entry.name) for area, entry in serving("O-01")} == {("organisation", "least"), ("organisation", "most")}
    assert ("roster", "rest_h") in {(area.name, entry.name) for area, entry in serving("F-13")}
    assert serving("F-14") == ()


def test_a_search_finds_by_id_and_by_words_of_either_language() -> None:
    found = rule("F-13")
    assert found is not None
    assert found.matches("")
    assert found.matches("f-13")
    assert found.matches("ROSTER rest")
    assert found.matches("夜班")
    assert not found.matches("roster kitchen")


def test_an_unknown_id_is_no_rule_and_a_letter_has_a_name() -> None:
    assert rule("F-99") is None
    assert (subject("F", "en"), subject("F", "zh-hans")) == ("Forecast, staffing, roster", "预测、人力与排班")
