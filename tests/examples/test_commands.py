"""Every command that README and help show works as it stands, in this order, on the shipped files; only the search for a roster is spared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner

from zuoxi.cli import erlang, forecast, main, plan, roster
from zuoxi.cli.console import NO_RESULT
from zuoxi.core.tables import csv_bytes
from zuoxi.roster.file_plan.needs import Needed
from zuoxi.roster.requirement_files import HEADER, requirement_rows

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"zuoxi (?:plan|forecast|erlang|roster solve) --[^\n；;,，]*?(?= with the columns|$|\n|，列为)", re.MULTILINE)


def shown() -> list[str]:
    """The commands of the help in both languages and of both READMEs, each once; what makes a file stands before what reads it."""
    texts = [module.HELP for module in (plan, forecast, erlang, roster)]
    texts += [entry.msgstr for path in (ROOT / "zuoxi/locale/zh_Hans").glob("*.po") for entry in polib.pofile(str(path))]
    texts += [(ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ") for name in ("README.md", "README.zh.md")]
    commands = dict.fromkeys(" ".join(found.split()) for text in texts for found in COMMAND.findall(text))
    return sorted(commands, key=lambda command: (not command.startswith("zuoxi plan"), command))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder like a checkout; a plan ends where its search would begin, its requirement written."""

    def without_search(needed: Needed, given: Any, **_effort: Any) -> None:
        (tmp_path / "plan").mkdir(exist_ok=True)
        rows = requirement_rows(needed.gross, first_day=given.first_day, step_min=needed.step_min)
        (tmp_path / "plan" / "requirement.csv").write_bytes(csv_bytes(HEADER, rows))
        raise typer.Exit(NO_RESULT)

    def unsolved(**_problem: Any) -> None:
        raise typer.Exit(NO_RESULT)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plan, "_planned", without_search)
    monkeypatch.setattr(roster.assembly, "problem", unsolved)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    with translation.override("en"):
        yield tmp_path


def test_help_and_readme_agree_on_the_commands_they_share() -> None:
    commands = shown()
    assert len([command for command in commands if command.startswith("zuoxi plan")]) == 1
    assert len([command for command in commands if command.startswith("zuoxi forecast")]) == 1
    assert len([command for command in commands if "--requirement" in command]) == 1
    assert {command.split("--from ")[1][:10] for command in commands if "--from" in command} == {"2026-12-01"}
    assert any("--csv examples/points.csv" in command for command in commands)
    assert any("curtois-qu examples/small_instance.txt" in command for command in commands)


def test_every_command_shown_can_be_pasted(folder: Path) -> None:
    app = main.build()
    for command in shown():
        arguments = [re.sub(r"^60$", "1", word) for word in shlex.split(command)[1:]]
        result = CliRunner().invoke(app, arguments)
        searching = "--people" in command
        assert result.exit_code == (NO_RESULT if searching else 0), (command, result.output)
        assert "Traceback" not in result.output
    assert {path.name for path in folder.iterdir()} == {"examples", "plan", "forecast.csv", "results.csv", "roster.csv"}
