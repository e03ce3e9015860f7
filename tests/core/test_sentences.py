"""Every sentence of the pure core can be said, in both languages, with its facts."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from zuoxi.core.sentences import SENTENCES, sentence

PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])")
CODES = sorted(SENTENCES)


def spoken(code: str, language: str) -> str:
    with translation.override(language):
        return str(SENTENCES[code])


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_has_the_same_facts_in_both_languages(code: str) -> None:
    english, chinese = spoken(code, "en"), spoken(code, "zh-hans")
    assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(chinese))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_can_be_filled_and_shows_every_fact(code: str) -> None:
    for language in ("en", "zh-hans"):
        facts = {name: (7 if kind in "df" else f"<{name}>") for name, kind in PLACEHOLDER.findall(spoken(code, language))}
        with translation.override(language):
            filled = sentence(code, facts)
        assert "%(" not in filled
        assert all(str(value) in filled for value in facts.values())


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_an_area_and_a_name(code: str) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", code)


def test_an_unknown_code_is_a_defect_and_not_an_empty_line() -> None:
    with pytest.raises(KeyError):
        sentence("no.such_code", {})


def test_a_fact_that_is_missing_is_a_defect_too() -> None:
    with_facts = next(code for code in CODES if PLACEHOLDER.search(spoken(code, "en")))
    with pytest.raises(KeyError):
        sentence(with_facts, {})
