"""Every refusal of planning: a code of its own, words in both languages, all placeholders filled, and what to do."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.utils import translation

import zuoxi.planning
from zuoxi.core.errors import Problem


def problems() -> list[type[Problem]]:
    found = []
    for module in iter_modules(zuoxi.planning.__path__):
        if module.name in ("models", "migrations", "apps"):
            continue
        loaded = import_module(f"zuoxi.planning.{module.name}")
        found += [one for one in vars(loaded).values() if isinstance(one, type) and issubclass(one, Problem) and one.__module__ == loaded.__name__]
    return found


PROBLEMS = problems()


class Anything(dict[str, Any]):
    """Has every fact; what a number is asked for is a number."""

    def __missing__(self, key: str) -> Any:
        return 7


def test_there_are_as_many_as_are_known() -> None:
    assert len(PROBLEMS) >= 20


def test_no_two_share_a_code() -> None:
    codes = [one.code for one in PROBLEMS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", code) for code in codes)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda one: one.code)
def test_each_says_what_happened_in_the_readers_language(problem: type[Problem]) -> None:
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = str(problem.text) % Anything()
    assert told["en"] != told["zh-hans"]
    assert re.search(r"[\u4e00-\u9fff]", told["zh-hans"])
    assert not re.search(r"[\u4e00-\u9fff]", told["en"])
    assert "%(" not in told["zh-hans"]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda one: one.code)
def test_both_languages_fill_the_same_facts(problem: type[Problem]) -> None:
    facts = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            facts[language] = set(re.findall(r"%\((\w+)\)", str(problem.text)))
    assert facts["en"] == facts["zh-hans"]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda one: one.code)
def test_each_is_the_askers_fault_or_a_clash_and_never_the_servers(problem: type[Problem]) -> None:
    assert problem.status in (400, 409)
