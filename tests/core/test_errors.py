"""Problems: a code, facts, a sentence in the reader's language, a status."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.utils import translation

import zuoxi
from zuoxi.core.errors import MovedMeanwhile, Problem


def every_problem(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for below in kind.__subclasses__():
        yield below
        yield from every_problem(below)


def load_everything() -> None:
    for name in ("core", "people", "acd", "planning", "roster", "web"):
        package = importlib.import_module(f"zuoxi.{name}")
        for module in pkgutil.walk_packages(package.__path__, f"zuoxi.{name}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)


load_everything()
PROBLEMS = [
    pytest.param(kind, id=kind.__qualname__ + "-" + kind.__module__) for kind in every_problem() if kind.__module__.startswith(zuoxi.__name__)
]


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_problem_has_a_code_of_its_area_a_status_and_a_sentence_in_both_languages(kind: type[Problem]) -> None:
    assert kind.code
    assert kind.code != Problem.code
    assert 400 <= kind.status < 500 or kind.status == 503
    with translation.override("en"):
        english = str(kind.text)
    with translation.override("zh-hans"):
        chinese = str(kind.text)
    assert english
    assert english != chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_the_codes_tell_the_problems_apart() -> None:
    codes: dict[str, set[str]] = {}
    for param in PROBLEMS:
        kind = param.values[0]
        codes.setdefault(kind.code, set()).add(f"{kind.__module__}.{kind.__qualname__}")
    assert {code: kinds for code, kinds in codes.items() if len(kinds) > 1} == {}


def test_a_problem_says_its_facts_in_the_language_now_active() -> None:
    moved = MovedMeanwhile(what="班表")
    with translation.override("en"):
        assert str(moved) == "班表 was changed by someone else meanwhile. Nothing was saved; reload to see it."
    with translation.override("zh-hans"):
        assert "班表" in str(moved)
        assert "meanwhile" not in str(moved)
    assert (moved.code, moved.status, moved.facts) == ("moved_meanwhile", 409, {"what": "班表"})
