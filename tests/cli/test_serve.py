"""`zuoxi serve`: the database is made ready before the first request, in the same process."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from zuoxi.cli import serve, setup


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the command did, in order; the connections of the test stay open."""
    did: list[tuple[Any, ...]] = []
    monkeypatch.setattr(setup, "command", lambda *, demo: did.append(("setup", demo)))
    monkeypatch.setattr(serve, "listen", lambda host, port: did.append(("listen", host, port)))
    monkeypatch.setattr(serve.connections, "close_all", lambda: did.append(("close",)))
    return did


def run(*arguments: str) -> int:
    app = typer.Typer()
    app.command()(serve.command)
    return CliRunner().invoke(app, list(arguments)).exit_code


def test_the_database_is_made_ready_and_let_go_before_anything_is_served(done: list[tuple[Any, ...]]) -> None:
    assert run("--empty", "--host", "127.0.0.2", "--port", "9000") == 0
    assert done == [("setup", False), ("close",), ("listen", "127.0.0.2", 9000)]


def test_without_options_it_is_the_demo_on_this_machine(done: list[tuple[Any, ...]]) -> None:
    assert run() == 0
    assert done == [("setup", True), ("close",), ("listen", "127.0.0.1", 8000)]


def test_a_port_that_is_none_is_refused_before_the_database_is_touched(done: list[tuple[Any, ...]]) -> None:
    assert run("--port", "70000") == 2
    assert done == []
