"""What every subcommand says the same way, and how the command finds its parts."""

from __future__ import annotations

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner

from zuoxi.cli import console, main
from zuoxi.engine.finding import Finding, Refusal


def test_a_finding_names_file_row_and_column() -> None:
    found = Finding("people.twice", row=12, column="工号", facts={"number": "1001", "first": 3})
    with translation.override("en"):
        assert console.describe(found, "people.csv") == (
            "people.csv, row 12, column 工号: Work number 1001 already stands in row 3. Delete one of the two rows."
        )
        assert console.describe(Finding("shifts.none")) == "The file describes no shift. Add a [[shift]] with code, name and blocks."
    with translation.override("zh-hans"):
        assert console.describe(found, "people.csv").startswith("people.csv, 第 12 行, 工号 列")


def test_only_so_many_findings_are_printed_and_the_rest_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with translation.override("en"):
        console.complain([Finding("people.empty", row=row) for row in range(25)], "p.csv")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("p.csv, row 0")
    assert "5 more" in lines[-1]


def test_a_refusal_ends_with_code_two_and_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with translation.override("en"), pytest.raises(typer.Exit) as left, console.refusals("shifts.toml"):
        raise Refusal("shifts.none")
    assert left.value.exit_code == console.BAD_INPUT == 2
    assert capsys.readouterr().err.startswith("shifts.toml: The file describes no shift")


def test_what_is_no_refusal_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError), console.refusals():
        raise ZeroDivisionError


def test_the_file_of_a_refusal_wins_over_the_one_at_hand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), console.refusals("one.csv"):
        raise Refusal("shifts.none", file="two.csv", row=4)
    assert capsys.readouterr().err.startswith("two.csv")


@pytest.mark.parametrize(
    ("told", "language"),
    [({"LANG": "zh_CN.UTF-8"}, "zh-hans"), ({"LANG": "en_GB.UTF-8"}, "en"), ({}, "en"), ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en")],
)
def test_the_command_follows_the_terminals_language(told: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert main.language() == language


def test_help_lists_every_subcommand_and_each_has_an_example_or_a_sentence() -> None:
    runner = CliRunner()
    app = main.build()
    answer = runner.invoke(app, ["--help"])
    assert answer.exit_code == 0
    for name in (*main.COMMANDS, *main.GROUPS):
        assert name in answer.output
        own = runner.invoke(app, [name, "--help"])
        assert own.exit_code == 0, name
        assert len(own.output) > 200, name


@pytest.mark.parametrize("name", ["erlang", "setup"])
def test_only_the_subcommand_asked_for_is_loaded(name: str) -> None:
    assert [command.name for command in main.build(name).registered_commands] == [name]


def test_an_unknown_subcommand_ends_with_a_usage_error() -> None:
    answer = CliRunner().invoke(main.build("unknown"), ["unknown"])
    assert answer.exit_code == 2


def test_an_unknown_option_ends_with_a_usage_error() -> None:
    answer = CliRunner().invoke(main.build("erlang"), ["erlang", "--no-such-option", "1"])
    assert answer.exit_code == 2
