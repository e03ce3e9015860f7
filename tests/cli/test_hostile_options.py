"""Options and places no command can use: exit code 2 and one sentence in either language, before any work and without a trace of the program."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from django.utils import translation
from rich.console import Console
from typer.testing import CliRunner, Result

from tests.cli.test_plan import Desk
from tests.engine.roster.test_curtois_qu import SMALL
from zuoxi.cli import erlang, forecast, options, places, plan, roster
from zuoxi.cli.console import BAD_INPUT, describe, printable
from zuoxi.cli.plan_files import write_files
from zuoxi.core.tables import write_whole
from zuoxi.engine.finding import Finding, Refusal

LANGUAGES = ("en", "zh-hans")
COMMANDS: dict[str, Any] = {"plan": plan.command, "solve": roster.solve, "forecast": forecast.command, "erlang": erlang.command}
BAD_SEARCH = [
    ("--seconds", "nan"),
    ("--seconds", "inf"),
    ("--seconds", "0"),
    ("--seconds", "-5"),
    ("--threads", "0"),
    ("--threads", "-3"),
    ("--threads", "100000"),
    ("--seed", "-1"),
    ("--seed", "9" * 25),
]
BAD_PLAN = [("--aht", "nan"), ("--aht", "-5"), ("--aht", "1e300"), ("--fill", "nan"), ("--fill", "-1"), ("--fill", "1e300")]
CALLS = "start,calls,queue\n" + "".join(f"2026-10-{day:02d} {hour:02d}:00,{hour},QUEUE\n" for day in range(1, 29) for hour in range(8, 20))


def run(command: str, *arguments: object, language: str = "en") -> Result:
    app = typer.Typer()
    app.command(command)(COMMANDS[command])
    with translation.override(language):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(result: Result, *told: str) -> None:
    assert result.exit_code == BAD_INPUT, (result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    for text in told:
        assert text in result.stderr.replace("\n", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("option", "value"), [*BAD_SEARCH, *BAD_PLAN])
def test_a_plan_refuses_numbers_outside_their_bounds(option: str, value: str, language: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with translation.override(language):
        refused(desk.run(option, value), option)
    assert not desk.out.exists()


@pytest.mark.parametrize(("option", "value"), BAD_SEARCH)
def test_a_search_refuses_numbers_outside_their_bounds(option: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(SMALL, encoding="utf-8")
    out = tmp_path / "r.csv"
    refused(run("solve", tmp_path / "small.txt", "--format", "curtois-qu", "--out", out, option, value), option)
    assert not out.exists()


@pytest.mark.parametrize(("name", "bounds"), options.BOUNDS.items())
def test_each_bound_is_taken_and_nothing_beyond(name: str, bounds: tuple[float, float]) -> None:
    key = name.removeprefix("--")
    for inside in (*bounds, None):
        options.check(**{key: inside})
    for beyond in (bounds[0] - 1, bounds[1] + 1, float("nan"), float("inf")):
        with pytest.raises(Refusal) as caught:
            options.check(**{key: beyond})
        assert caught.value.facts["option"] == name


@pytest.mark.parametrize("command", ["forecast", "erlang", "solve"])
@pytest.mark.parametrize("where", ["/proc/x.csv", "/nowhere/x.csv", "/dev/null", "x" * 300 + ".csv"])
def test_a_place_that_takes_no_file_is_refused_before_the_work(command: str, where: str, tmp_path: Path) -> None:
    given = {"forecast": "--history", "erlang": "--csv", "solve": "--people"}[command]
    result = run(command, given, tmp_path / "not there.csv", "--out", tmp_path / where if where.startswith("x") else where)
    refused(result, where[-20:])
    assert "not there" not in result.stderr


@pytest.mark.parametrize("where", ["/proc/x", "/nowhere/x", "/dev/null", "x" * 300])
def test_a_place_that_takes_no_folder_is_refused_before_the_work(where: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "calls.csv").unlink()
    result = desk.run(out=tmp_path / where if where.startswith("x") else where)
    refused(result, where[-20:])
    assert "calls.csv" not in result.stderr


def test_a_usual_place_is_taken_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    for name in ("old.csv", "new.csv", "n" * 250 + ".csv"):
        places.check_file(tmp_path / name)
    for folder in (tmp_path, tmp_path / "new"):
        places.check_folder(folder)
    assert os.listdir(tmp_path) == ["old.csv"]
    write_whole(tmp_path / ("早" * 80 + ".csv"), b"x")
    assert (tmp_path / ("早" * 80 + ".csv")).read_bytes() == b"x"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_called_a_full_disk(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(number, "no room")

    monkeypatch.setattr(os, "fsync", full)
    for write in (lambda path: write_whole(path, b"x"), lambda path: write_files({path: b"x"})):
        with pytest.raises(Refusal, match="disk_full") as caught:
            write(tmp_path / "f.csv")
        for language, word in (("en", "full"), ("zh-hans", "已满")):
            with translation.override(language):
                assert word in describe(Finding(caught.value.code, facts=caught.value.facts))
    assert os.listdir(tmp_path) == []


def test_any_other_trouble_of_the_disk_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "not there" / "f.csv", b"x")
    with pytest.raises(Refusal, match="unwritable"):
        write_files({tmp_path / "not" / "there" / "f.csv": b"x"})


@pytest.mark.parametrize("what", ["/dev/zero", "/dev", "/proc/self/mem"])
def test_a_device_or_folder_is_no_file_for_any_reader(what: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for name in ("history", "people", "shifts"):
        refused(desk.run(**{name: what}), what)
    refused(run("solve", what, "--format", "curtois-qu", "--out", tmp_path / "r.csv"), what)
    refused(run("forecast", "--history", what, "--out", tmp_path / "r.csv"), what)


@pytest.mark.parametrize("queue", ["[/foo]", "[bold]x[/bold]", "\x1b[31mred", "\x9b2J", "a\u202eb"])
def test_the_name_of_a_queue_commands_neither_the_terminal_nor_the_table(queue: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    path.write_text(CALLS.replace("QUEUE", queue), encoding="utf-8")
    result = run("forecast", "--history", path, "--out", out, "--horizon", "7d")
    assert result.exit_code == 0, (result.output, result.exception)
    assert f"queue {printable(queue)}:" in result.stdout
    assert queue == printable(queue) or queue not in result.output
    assert queue in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("queue", ["[/foo]", "\x1b[31mred"])
def test_the_table_of_the_trial_shows_a_queue_as_it_is_called(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from zuoxi.cli import plan_output

    figures = dict.fromkeys(("wape", "naive_wape", "day_wape", "naive_day_wape", "bias", "cover80"), 0.1)
    line: Any = SimpleNamespace(queue="q", method="theta", days=14, **figures)
    console = Console(width=110, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    monkeypatch.setattr(plan_output, "screen", lambda: console)
    plan_output.show_held_out((line,), {"q": queue})
    shown = console.export_text()
    assert printable(queue) in shown
    assert "\x1b" not in shown


def test_what_is_shown_of_a_file_commands_no_terminal() -> None:
    with translation.override("en"):
        told = describe(Finding("history.unreadable_time", row=2, facts={"value": "\x1b]0;x\x07"}), "\x1b[2J.csv")
    assert "\x1b" not in told
    assert "\x07" not in told
    assert printable("热线 a") == "热线 a"
