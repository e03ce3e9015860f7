"""Catalogues by area become one; contradictions are errors."""

from __future__ import annotations

import gettext
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, looking at an empty folder of languages."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "script" / "catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOCALE", tmp_path)
    (tmp_path / "zh_Hans").mkdir()
    return module


def write(folder: Path, area: str, **texts: str) -> Path:
    path = folder / "zh_Hans" / f"{area}.po"
    path.write_text(HEAD + "".join(f'msgid "{english}"\nmsgstr "{chinese}"\n\n' for english, chinese in texts.items()), encoding="utf-8")
    return path


def compiled(folder: Path) -> gettext.GNUTranslations:
    with (folder / "zh_Hans" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_areas_are_merged_into_one_catalogue(catalogues: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, "planning", Forecast="预测")
    write(tmp_path, "roster", Roster="班表")
    assert catalogues.compile_catalogues() == [tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.mo"]
    book = compiled(tmp_path)
    assert (book.gettext("Forecast"), book.gettext("Roster"), book.gettext("Unknown")) == ("预测", "班表", "Unknown")


def test_the_same_translation_twice_is_fine_and_two_different_ones_are_not(catalogues: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, "planning", Save="保存")
    write(tmp_path, "roster", Save="保存")
    catalogues.compile_catalogues()
    assert compiled(tmp_path).gettext("Save") == "保存"
    write(tmp_path, "roster", Save="存盘")
    with pytest.raises(SystemExit, match=r"roster\.po: 'Save' is translated differently elsewhere"):
        catalogues.merged(tmp_path / "zh_Hans")


def test_nothing_is_compiled_when_nothing_changed(catalogues: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, "planning", Forecast="预测")
    assert catalogues.compile_catalogues()
    assert catalogues.compile_catalogues() == []


def test_the_shipped_catalogue_compiles_and_knows_the_words_of_the_field(catalogues: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "LOCALE", ROOT / "zuoxi" / "locale")
    merged = {entry.msgid: entry.msgstr for entry in catalogues.merged(ROOT / "zuoxi" / "locale" / "zh_Hans")}
    assert len(merged) > 800
    assert (merged["Forecast"], merged["Queues"], merged["My roster"]) == ("预测", "队列", "我的班表")
