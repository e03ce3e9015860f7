"""Imports only point down, and the two solvers live in one process."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_contract_is_kept() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_both_solvers_can_be_imported_in_one_process_in_both_orders() -> None:
    for first, second in (("highspy", "ortools.sat.python.cp_model"), ("ortools.sat.python.cp_model", "highspy")):
        subprocess.run([sys.executable, "-c", f"import {first}, {second}"], check=True, capture_output=True)


def test_the_engine_and_the_rules_read_no_clock_no_file_and_no_global_random_number() -> None:
    forbidden = {"random", "time", "pathlib", "os", "io", "logging"}
    bad = []
    for folder in ("engine", "rules"):
        for path in (ROOT / "zuoxi" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = (
                    [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                )
                bad += [f"{path.relative_to(ROOT)}: {name}" for name in names if name.split(".")[0] in forbidden]
                if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                    bad.append(f"{path.relative_to(ROOT)}:{node.lineno} .{node.attr}")
    assert bad == []
