"""The script shows no words of its own: every sentence comes from the catalogue, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from zuoxi.web.roster import grid_texts, grid_views

FOLDER = grid_views.STATIC / "roster" / "grid"
SCRIPTS = sorted(FOLDER.glob("*.js"))
FAMILIES = {
    "column_": ["name", "team", "number", "contract", "skills", "hours", "nights", "weekends"],
    "figure_": ["difference", "scheduled", "required"],
    "weekday_": [str(number) for number in range(1, 8)],
    "weekday_short_": [str(number) for number in range(1, 8)],
    "bad_": ["unknown", "outside", "locked", "absent"],
    "banner_": ["offline", "unsaved", "logged_out", "cut"],
}
"""Keys that the script puts together from a stem and one of these."""
TURNS = {f"{way}_{end}" for way in ("undo", "redo") for end in ("this", "none", "done", "to")}


def script(path: Path) -> str:
    return re.sub(r"^\s*(//|/?\*).*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def asked_for() -> set[str]:
    """Every key the script asks for."""
    text = "\n".join(script(path) for path in SCRIPTS)
    whole = set(re.findall(r'\bt\(\s*"(\w+)"', text))
    chosen = {key for pair in re.findall(r'\bt\([^"`(]*\? "(\w+)" : "(\w+)"', text) for key in pair}
    marks = set(re.findall(r'"(mark_short_\w+)"', text))
    families = {stem + end for stem, ends in FAMILIES.items() for end in ends if f"t(`{stem}$" in text}
    return whole | chosen | marks | families | TURNS


def test_the_script_asks_for_every_sentence_there_is_and_for_no_other() -> None:
    assert asked_for() == set(grid_texts.texts())


def test_every_sentence_is_chinese_for_a_chinese_reader() -> None:
    with translation.override("zh-hans"):
        chinese = grid_texts.texts()
    plain = {key for key, text in chinese.items() if not re.search(r"[\u3001-\uff5e]", text)}
    assert plain == {"leave_letters"}


def test_every_placeholder_of_a_sentence_is_kept_in_chinese() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", text))

    with translation.override("en"):
        english = grid_texts.texts()
    with translation.override("zh-hans"):
        chinese = grid_texts.texts()
    assert {key for key in english if names(english[key]) != names(chinese[key])} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_holds_a_sentence_or_makes_markup_from_text(path: Path) -> None:
    text = script(path)
    assert not re.search(r"[\u4e00-\u9fff]", text), "Chinese words belong into the catalogue"
    assert not re.search(r'"[A-Z][a-z]+ [a-z]+[^"]*"', text), "English sentences belong into the catalogue"
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function"):
        assert word not in text, f"{word} is a way in for foreign scripts"


def test_every_module_says_in_its_first_line_what_it_is_about_and_stays_short() -> None:
    for path in SCRIPTS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("// "), path.name
        assert len(lines) <= 400, path.name


def imported(name: str, seen: set[str]) -> set[str]:
    """The modules that come with one, itself included."""
    if name not in seen:
        seen.add(name)
        for other in re.findall(r'^import .* from "\./(\w+)\.js";$', (FOLDER / f"{name}.js").read_text(encoding="utf-8"), flags=re.MULTILINE):
            imported(other, seen)
    return seen


def test_the_page_names_in_advance_exactly_the_modules_of_the_first_look() -> None:
    assert {Path(name).stem for name in grid_views.SIGHT} == imported("main", set()) - {"main"}


def test_the_script_is_told_every_other_module() -> None:
    assert {Path(name).stem for name in grid_views.WORK} == {path.stem for path in SCRIPTS} - imported("main", set())
    assert {Path(name).stem for name in grid_views.WORK} == imported("work", set()) - imported("main", set()), "none is left over"


def test_a_step_that_was_made_elsewhere_has_a_name_too() -> None:
    with translation.override("en"):
        assert grid_texts.step_line("import", cells=3, people=1) == "Changed: 3 cells, 1 person"


def test_every_key_of_the_help_is_explained_in_both_languages() -> None:
    with translation.override("en"):
        english = grid_texts.keys()
    with translation.override("zh-hans"):
        chinese = grid_texts.keys()
    assert [pressed for pressed, _ in english] == [pressed for pressed, _ in chinese]
    assert all(re.search(r"[\u4e00-\u9fff]", words) for _, words in chinese)
