"""The command line and files that cannot be used: exit code 2, one sentence, no trace of the program, nothing written (bad input)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner, Result

from tests.web.attacks.files import MIB, UNREADABLE
from zuoxi.cli import forecast as module

LANGUAGES = ("en", "zh-hans")


def run(*arguments: object, language: str = "en") -> Result:
    app = typer.Typer()
    app.command("forecast")(module.command)
    with translation.override(language):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(result: Result, out: Path) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not out.exists()
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []
    return result.output


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_is_said_by_name_and_nothing_is_written(what: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    path.write_bytes(UNREADABLE[what])
    began = time.process_time()
    said = refused(run("--history", path, "--out", out), out)
    assert time.process_time() - began < 5
    assert "calls.csv" in said.replace("\n", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_megabytes_are_refused_by_size_alone(language: str, tmp_path: Path) -> None:
    path, out = tmp_path / "big.csv", tmp_path / "f.csv"
    with path.open("wb") as stream:
        stream.truncate(200 * MIB)
    began = time.process_time()
    said = refused(run("--history", path, "--out", out, language=language), out)
    assert time.process_time() - began < 1
    assert "200" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_and_a_missing_one_are_told_apart(content: bytes | None, language: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    if content is not None:
        path.write_bytes(content)
    assert refused(run("--history", path, "--out", out, language=language), out)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out" / "f.csv"
    out.parent.mkdir()
    assert refused(run("--history", tmp_path, "--out", out), out)


@pytest.mark.parametrize(
    ("option", "value"), [("--horizon", "0d"), ("--horizon", "-1"), ("--horizon", "9999d"), ("--horizon", "soon"), ("--country", "Atlantis")]
)
def test_an_option_that_means_nothing_is_refused_before_the_work_begins(option: str, value: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    rows = "".join(f"2026-10-{day:02d} {hour:02d}:00,{hour}\n" for day in range(1, 29) for hour in range(8, 20))
    path.write_text("start,calls\n" + rows, encoding="utf-8")
    refused(run("--history", path, "--out", out, option, value), out)


HISTORY = "start,calls\n" + "".join(f"2026-10-{day:02d} {hour:02d}:00,{hour}\n" for day in range(1, 29) for hour in range(8, 20))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_a_mistyped_year_costs_its_row_and_no_time(day: str, language: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    path.write_text(f"{HISTORY}{day} 08:00,5\n", encoding="utf-8")
    assert f"{day} 08:00:00" in refused(run("--history", path, "--out", out, "--horizon", "7d", language=language), out)
    result = run("--history", path, "--out", out, "--horizon", "7d", "--skip-bad-rows", language=language)
    assert result.exit_code == 0, result.output
    assert f"{day} 08:00:00" in result.stderr
    assert out.read_text(encoding="utf-8-sig").count("\n") == 7 * 12 + 1
    path.write_text(f"start,calls\n{day} 08:00,5\n{day} 09:00,5\n", encoding="utf-8")
    out.unlink()
    assert day in refused(run("--history", path, "--out", out, language=language), out)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-27", "1969-12-31", "2200-01-01"])
def test_a_forecast_at_the_ends_of_the_calendar_is_refused(day: str, tmp_path: Path) -> None:
    path, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    path.write_text(HISTORY, encoding="utf-8")
    assert "Correct the year" in refused(run("--history", path, "--out", out, "--from", day), out)
