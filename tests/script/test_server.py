"""script/server keeps web, worker and tick alive, stops them together, and takes a port in use for an error (R6)."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = """#!{python}
import pathlib, signal, socket, sys, time
name = "web" if sys.argv[1] == "serve" else "worker" if "db_worker" in sys.argv else sys.argv[1]
with pathlib.Path("called").open("a") as log:
    log.write(f"{{name}}\\n")
if name == "demo-roster":
    sys.exit(0)
if name == "web":
    door = socket.create_server(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])))
with pathlib.Path("started").open("a") as log:
    log.write(f"{{name}} {{__import__('os').getpid()}}\\n")
time.sleep(120)
"""


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A checkout whose programs only say that they run."""
    (tmp_path / "script").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "script" / "server", tmp_path / "script" / "server")
    (tmp_path / "script" / "bootstrap").write_text("#!/bin/sh\n")
    for name in ("python", "zuoxi"):
        (tmp_path / ".venv" / "bin" / name).write_text(RUNS.format(python=sys.executable))
    for path in [tmp_path / "script" / "bootstrap", *(tmp_path / ".venv" / "bin").iterdir()]:
        path.chmod(0o755)
    return tmp_path


def started(home: Path) -> list[tuple[str, int]]:
    log = home / "started"
    return [(line.split()[0], int(line.split()[1])) for line in log.read_text().splitlines()] if log.exists() else []


def until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about within 20 seconds")


@pytest.fixture
def server(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(["script/server", "--port", str(port)], cwd=home)
    until(lambda: {name for name, _ in started(home)} == {"web", "worker", "tick"})
    yield running
    running.terminate()
    running.wait(20)


def test_one_program_runs_before_the_pages_answer_and_each_other_once(server: subprocess.Popen[bytes], home: Path) -> None:
    """Each start of Python with all libraries costs seconds: none is made for what another does on the way."""
    until(lambda: "demo-roster" in (home / "called").read_text())
    called = (home / "called").read_text().split()
    assert called[0] == "web"
    assert sorted(called) == ["demo-roster", "tick", "web", "worker"]


@pytest.mark.parametrize("name", ["web", "worker", "tick"])
def test_what_is_killed_is_started_again(name: str, server: subprocess.Popen[bytes], home: Path) -> None:
    os.kill(dict(started(home))[name], signal.SIGKILL)
    until(lambda: [one for one, _ in started(home)].count(name) == 2)
    assert len(started(home)) == 3
    assert server.poll() is None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_all(how: signal.Signals, server: subprocess.Popen[bytes], home: Path) -> None:
    server.send_signal(how)
    assert server.wait(20) == 0
    until(lambda: not any(Path(f"/proc/{pid}").exists() for _, pid in started(home)))
    assert len(started(home)) == 2


def test_a_port_in_use_is_an_error_at_once(home: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(["script/server", "--port", str(port)], cwd=home, capture_output=True, text=True, timeout=10, check=False)
    assert (done.returncode, done.stderr) == (2, f"server: port {port} is taken; choose another with --port N\n")
    assert started(home) == []


def test_a_web_server_that_cannot_start_is_an_error_at_once(home: Path, port: int) -> None:
    (home / ".venv" / "bin" / "zuoxi").write_text("#!/bin/sh\nexit 1\n")
    done = subprocess.run(["script/server", "--port", str(port)], cwd=home, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert "the web server did not start" in done.stderr
    assert started(home) == []
