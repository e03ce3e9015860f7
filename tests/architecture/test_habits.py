"""The habits of CONTRIBUTING.md that a machine can hold: names of files, docstrings, sentences, clocks, excepts, texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "zuoxi"
SPEC = ROOT.parent / "shared" / "spec"
FORBIDDEN_NAMES = {"services.py", "utils.py", "helpers.py", "common.py", "misc.py", "signals.py"}
MAY_READ_THE_CLOCK = ("zuoxi/web/", "zuoxi/api/", "zuoxi/cli/", "zuoxi/core/jobs.py", "zuoxi/people/access.py")
"""The edge, the job runner, and whether a role is valid on the day on which it is used: a caller who forgot to say the day would open doors."""
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = {"zuoxi/core/jobs.py"}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module but migrations: its path and its syntax tree."""
    paths = [path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts]
    return tuple((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    """`Refusal`, `timezone.now`: what is called, as written."""
    return ast.unparse(call.func)


def test_no_module_is_called_by_what_it_is_not_about() -> None:
    assert [path for path, _ in modules() if Path(path).name in FORBIDDEN_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [path for path, tree in modules() if tree.body and not ast.get_docstring(tree)] == []


def test_every_public_class_says_what_it_means() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node) and not plain(node)
    ]
    assert silent == []


def plain(node: ast.ClassDef) -> bool:
    """Problems, choices, querysets, managers and the like speak through their text or their members."""
    bases = " ".join(ast.unparse(base) for base in node.bases)
    return any(word in bases for word in ("Problem", "Choices", "QuerySet", "Manager", "Input", "Exception", "Error", "AppConfig"))


def test_no_error_is_swallowed() -> None:
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and path not in MAY_CATCH_ALL:
                caught = {ast.unparse(one) for one in (node.type.elts if isinstance(node.type, ast.Tuple) else [node.type])} if node.type else BROAD
                if caught & BROAD:
                    found.append(f"{path}:{node.lineno}")
    assert found == []


def test_the_clock_is_read_only_at_the_edge() -> None:
    clocks = ("timezone.now", "datetime.now", "date.today", "timezone.localdate", "timezone.localtime", "time.time", "datetime.utcnow")
    read = [
        f"{path}:{call.lineno} {name_of(call)}"
        for path, tree in modules()
        if not path.startswith(MAY_READ_THE_CLOCK)
        for call in calls(tree)
        if name_of(call) in clocks and not (name_of(call) == "timezone.localtime" and call.args)
    ]
    assert [line for line in read if not line.startswith(MAY_SAY_WHEN_DONE)] == []


MAY_SAY_WHEN_DONE = ("zuoxi/roster/solving.py", "zuoxi/roster/designing.py", "zuoxi/planning/forecasting.py", "zuoxi/planning/history_files.py")
"""Bodies of jobs: they run in the worker, where nobody hands them the moment at which they end."""


def codes_used() -> dict[str, str]:
    """Every code of a Refusal, Finding or Distrust that stands in the pure core and the files' readers, with its place."""
    found = {}
    for path, tree in modules():
        for call in calls(tree):
            if name_of(call).split(".")[-1] in ("Refusal", "Finding") and call.args and isinstance(call.args[0], ast.Constant):
                found[str(call.args[0].value)] = f"{path}:{call.lineno}"
    return found


def test_every_code_has_a_sentence() -> None:
    from zuoxi.core.sentences import SENTENCES

    assert {code: place for code, place in codes_used().items() if code not in SENTENCES} == {}


def test_every_sentence_belongs_to_a_code() -> None:
    from zuoxi.core.sentences import SENTENCES

    source = "\n".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py") if "sentences" not in path.parts)
    assert [code for code in SENTENCES if f'"{code}"' not in source and code.rsplit(".", 1)[0] + "." not in source] == []


@pytest.mark.parametrize("pattern", [r"\b_\(f[\"']", r"gettext(_lazy)?\(f[\"']", r"_\([\"'][^\"']*%s", r"\bTODO\b", r"\bFIXME\b"])
def test_no_text_is_built_where_it_cannot_be_translated_and_nothing_is_left_undone(pattern: str) -> None:
    found = []
    for path in sorted(CODE.rglob("*.py")):
        if "migrations" not in path.parts:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if re.search(pattern, line):
                    found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    bad = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/|/tmp/bash_jobs|registry\.npmjs|files\.pythonhosted")
    texts = [path for pattern in ("*.py", "*.md", "*.toml", "*.txt", "*.json", "*.html", "*.js", "*.po") for path in ROOT.rglob(pattern)]
    ours = [path for path in texts if not {".venv", "node_modules", "var", ".git"} & set(path.relative_to(ROOT).parts) and path != Path(__file__)]
    assert [str(path.relative_to(ROOT)) for path in ours if bad.search(path.read_text(encoding="utf-8", errors="ignore"))] == []


def test_every_rule_that_the_code_names_stands_in_the_rulebook() -> None:
    if not SPEC.is_dir():
        pytest.skip("not run: the rulebook (shared/spec) is not here")
    known = set(re.findall(r"\*\*([POFTDKQLAMRX]-\d{2})", "".join(path.read_text(encoding="utf-8") for path in SPEC.glob("*.md"))))
    named = {rule: path for path, _ in modules() for rule in re.findall(r"\b([POFTDKQLAMRX]-\d{2})\b", (ROOT / path).read_text(encoding="utf-8"))}
    assert len(known) > 100
    assert {rule: path for rule, path in named.items() if rule not in known} == {}


def test_verbs_that_write_take_who_and_when_by_name() -> None:
    """A function of an app that takes `by` and `now` takes them keyword-only, so that nobody mixes them up."""
    loose = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        if path.startswith(("zuoxi/planning/", "zuoxi/roster/", "zuoxi/people/", "zuoxi/acd/", "zuoxi/core/"))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and {"by", "now"} & {arg.arg for arg in node.args.args}
    ]
    assert loose == []
