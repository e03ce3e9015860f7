"""Small by check, not by promise: files of one sitting, functions of one thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
FILE_CAP, FILE_MEDIAN, FUNCTION_CAP, FUNCTION_MEDIAN, TEST_SHARE = 400, 120, 50, 10, 1.2


def sources(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, int]]:
    for path in sources("zuoxi"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_outgrows_one_reading() -> None:
    assert [(str(p.relative_to(ROOT)), length(p)) for p in sources("zuoxi") if length(p) > FILE_CAP] == []


def test_the_median_module_is_short() -> None:
    assert median(length(p) for p in sources("zuoxi") if length(p) > 2) < FILE_MEDIAN


def test_no_function_does_more_than_fits_a_screen() -> None:
    assert [(name, lines) for name, lines in functions() if lines > FUNCTION_CAP] == []


def test_the_median_function_is_short() -> None:
    assert median(lines for _, lines in functions()) < FUNCTION_MEDIAN


def code_lines(folder: str) -> int:
    return sum(1 for p in sources(folder) for line in p.read_text(encoding="utf-8").splitlines() if line.strip() and not line.strip().startswith("#"))


def test_tests_outweigh_the_code_they_hold() -> None:
    assert code_lines("tests") >= TEST_SHARE * code_lines("zuoxi")
