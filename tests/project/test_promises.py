"""Every attack and fault that is promised to be withstood has tests that are there; the page that lists them says the same."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE, PAGE = ROOT / "tests" / "project" / "promises.toml", ROOT / "docs" / "reference" / "withstands.md"
PROMISED = ("R9", "R22", "R24", *(f"A{number}" for number in (*range(1, 13), *range(29, 39), 43, 44)))
HEAD = """# What Zuoxi withstands, and the tests that show it

Written from `tests/project/promises.toml`; `tests/project/test_promises.py` fails when a row has no test or a test is gone.
Run a row with `.venv/bin/pytest` and what stands beside it.

| row | what is promised | shown by |
| --- | --- | --- |
"""


@cache
def rows() -> dict[str, dict[str, object]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def shown_by(row: str) -> list[str]:
    return [str(one) for one in rows()[row]["tests"]]  # type: ignore[attr-defined]


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file; none if it is not there."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    return name in names_in(path) if name else bool(names_in(path))


def page() -> str:
    lines = [f"| {row} | {said['says']} | {'<br>'.join(f'`{one}`' for one in shown_by(row))} |" for row, said in rows().items()]
    return HEAD + "\n".join(lines) + "\n"


def test_every_promised_row_is_listed_in_order_and_no_other() -> None:
    assert tuple(rows()) == PROMISED


@pytest.mark.parametrize("row", PROMISED)
def test_a_row_says_what_it_promises_and_its_tests_are_there(row: str) -> None:
    assert str(rows()[row]["says"]).endswith(".")
    assert shown_by(row)
    assert [test for test in shown_by(row) if not is_there(test)] == []


def test_a_test_that_is_gone_is_noticed() -> None:
    assert is_there("tests/project/test_promises.py::test_a_test_that_is_gone_is_noticed")
    for gone in ("tests/project/test_promises.py::test_nothing", "tests/nowhere.py", "tests/cast.py", "tests/project/promises.toml"):
        assert not is_there(gone)


def test_the_page_lists_what_the_file_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
