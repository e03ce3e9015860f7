"""The Chinese catalogue is whole: every text has its translation, none is left over, placeholders agree (UX 40)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

from tests.web.messages import ROOT, Message, every, in_python, in_template

FOLDER = ROOT / "zuoxi" / "locale" / "zh_Hans"
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")
NOT_LITERAL = {"zuoxi/web/roster/grid_payload.py"}
"""Modules that translate what a table of data names (holidays); their texts are in the catalogue by hand."""


def entries() -> list[tuple[Path, polib.POEntry]]:
    return [(path, entry) for path in sorted(FOLDER.glob("*.po")) for entry in polib.pofile(str(path))]


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return every()


@pytest.fixture(scope="module")
def catalogue() -> dict[tuple[str | None, str], polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for _, entry in entries()}


def test_every_text_has_a_chinese_translation(messages: list[Message], catalogue: dict[tuple[str | None, str], polib.POEntry]) -> None:
    missing = {m.key: m.place for m in messages if m.text and not said(catalogue.get(m.key))}
    assert missing == {}


def said(entry: polib.POEntry | None) -> str:
    """The translation, of a text with a plural the only one that Chinese has."""
    return "" if entry is None or "fuzzy" in entry.flags else entry.msgstr or entry.msgstr_plural.get(0, "")


def test_no_translation_is_left_over(messages: list[Message]) -> None:
    used = {m.key for m in messages}
    assert [f"{path.name}: {entry.msgid}" for path, entry in entries() if (entry.msgctxt, entry.msgid) not in used] == []


def test_no_text_stands_twice_in_one_file_nor_differs_between_two() -> None:
    seen: dict[tuple[str | None, str], str] = {}
    for path, entry in entries():
        key = (entry.msgctxt, entry.msgid)
        assert seen.setdefault(key, said(entry)) == said(entry), f"{path.name}: {entry.msgid}"
    doubled = Counter((path.name, entry.msgctxt, entry.msgid) for path, entry in entries())
    assert [key for key, count in doubled.items() if count > 1] == []


def test_a_translation_has_the_placeholders_of_its_text_all_of_them_named() -> None:
    for path, entry in entries():
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        assert set(PLACEHOLDER.findall(said(entry))) == wanted, f"{path.name}: {entry.msgid}"
        assert not re.search(r"%[sdif]|\{\w*\}", re.sub(r"%%", "", entry.msgid)), f"{path.name}: {entry.msgid}"


def test_the_reader_is_addressed_as_you_among_equals() -> None:
    assert [f"{path.name}: {entry.msgstr}" for path, entry in entries() if "您" in said(entry)] == []


def test_a_full_sentence_ends_as_a_full_sentence() -> None:
    sentences = [(path, entry) for path, entry in entries() if entry.msgid.endswith(".") and len(entry.msgid.split()) > 2]
    assert [f"{path.name}: {entry.msgid}" for path, entry in sentences if said(entry)[-1:] not in "。；！？…）"] == []


def test_gettext_is_given_literal_texts(messages: list[Message]) -> None:
    assert {m.place.split(":")[0] for m in messages if not m.text} <= NOT_LITERAL


def test_texts_are_found_in_code_whatever_the_function_is_called_there() -> None:
    imports = "from django.utils.translation import gettext_lazy as tell, ngettext, pgettext as p"
    source = f"{imports}\ntell('A' 'b')\nngettext('one', 'many', 2)\np('c', 'D')\nother('E')"
    assert [(m.context, m.text, m.plural) for m in in_python(source, "x")] == [(None, "Ab", None), (None, "one", "many"), ("c", "D", None)]


def test_a_text_that_is_not_literal_is_noticed() -> None:
    assert [m.text for m in in_python("from django.utils.translation import gettext as _\n_(f'a {b}')\n_(name)", "x")] == ["", ""]


def test_texts_are_found_in_templates_in_tags_filters_and_blocks() -> None:
    source = (
        '{% load i18n %}{% trans "A" %}{% trans "B" context "c" %}{% blocktrans with n=x %}C {{ n }}{% endblocktrans %}'
        '{% badge _("D") "x" %}{{ y|yesno:_("E,F") }}{# {% trans "G" %} #}{% trans \'it "H"\' as h %}'
    )
    assert {(m.context, m.text) for m in in_template(source, "x")} == {
        (None, "A"),
        ("c", "B"),
        (None, "C %(n)s"),
        (None, "D"),
        (None, "E,F"),
        (None, 'it "H"'),
    }
