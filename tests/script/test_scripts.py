"""The two commands: what they refuse, before they touch anything."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "script" / script, *arguments], capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("name", ["server", "test", "bootstrap"])
def test_a_script_can_be_run_and_reads_as_bash(name: str) -> None:
    path = ROOT / "script" / name
    assert os.access(path, os.X_OK)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--prot", "9000"], "unknown option --prot"),
        (["--port"], "--port needs a number"),
        (["--port", "web"], "web is not a port"),
        (["--port=70000"], "70000 is not a port"),
    ],
)
def test_the_server_refuses_what_it_does_not_understand(arguments: list[str], words: str) -> None:
    answer = run("server", *arguments)
    assert answer.returncode == 2
    assert words in answer.stderr


def test_the_server_says_that_a_port_is_taken_and_makes_no_database(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = run("server", "--port", str(taken.getsockname()[1]), ZUOXI_VAR=str(tmp_path))
    assert answer.returncode == 2
    assert "is taken; choose another with --port N" in answer.stderr
    assert not (tmp_path / "zuoxi.sqlite3").exists()


def test_the_server_tells_its_options() -> None:
    answer = run("server", "--help")
    assert answer.returncode == 0
    assert "--port N" in answer.stdout
    assert "--empty" in answer.stdout


def test_the_test_command_refuses_an_unknown_option() -> None:
    answer = run("test", "--fast")
    assert answer.returncode == 2
    assert "known: --quick" in answer.stderr


def test_a_second_bootstrap_does_nothing_and_is_quick() -> None:
    answer = run("bootstrap")
    assert answer.returncode == 0
    assert "installing" not in answer.stdout


def test_bootstrap_refuses_another_python(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\ncase "$1" in --version) echo Python 3.9.1;; *) exit 1;; esac\n')
    old.chmod(0o755)
    copy = tmp_path / "checkout"
    (copy / "script").mkdir(parents=True)
    for name in ("script/bootstrap", "constraints.txt", "pyproject.toml", "package-lock.json"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    (copy / "script" / "bootstrap").chmod(0o755)
    answer = subprocess.run(
        [copy / "script" / "bootstrap"], capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "ZUOXI_PYTHON": str(old)}
    )
    assert answer.returncode == 1
    assert "Python 3.9.1, Python 3.11 is needed" in answer.stderr
    assert not (copy / ".venv").exists()
