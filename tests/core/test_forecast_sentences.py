"""Every sentence of tables, history and forecast is there in both languages, with the same facts in it."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from zuoxi.core.sentences import forecast, history, tables

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ALL = {**tables.SENTENCES, **history.SENTENCES, **forecast.SENTENCES, **{f"method {name}": text for name, text in forecast.METHODS.items()}}
CATALOGUES = ("tables", "history", "forecast")


@pytest.mark.parametrize("code", ALL)
def test_a_sentence_says_the_same_facts_in_both_languages(code: str) -> None:
    with translation.override("en"):
        english = str(ALL[code])
    with translation.override("zh-hans"):
        chinese = str(ALL[code])
    assert english != chinese
    assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(chinese))
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert "您" not in chinese


@pytest.mark.parametrize("area", CATALOGUES)
def test_the_catalogue_of_each_area_is_complete_and_without_leftovers(area: str) -> None:
    entries = polib.pofile(str(ROOT / "zuoxi" / "locale" / "zh_Hans" / f"{area}.po"))
    assert all(entry.msgstr and not entry.fuzzy and not entry.obsolete for entry in entries)
    assert len({entry.msgid for entry in entries}) == len(entries)


@pytest.mark.parametrize("area", CATALOGUES)
def test_no_placeholder_is_lost_in_translation(area: str) -> None:
    for entry in polib.pofile(str(ROOT / "zuoxi" / "locale" / "zh_Hans" / f"{area}.po")):
        assert set(PLACEHOLDER.findall(entry.msgid)) == set(PLACEHOLDER.findall(entry.msgstr)), entry.msgid


def test_sentences_say_what_to_do_or_what_becomes_of_the_data() -> None:
    """An error that only complains is half an error: at least two clauses each, but for two remarks that need none."""
    short = {"tables.header_only", "tables.hidden_sheets", "tables.no_such_sheet"}
    with translation.override("en"):
        lone = {code for code, text in ALL.items() if not code.startswith("method") and len(re.findall(r"[.;:](?:\s|$)", str(text))) < 2}
    assert lone <= short
