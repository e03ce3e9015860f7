"""The command speaks one language at a time: every help page and every complaint about the arguments, the library's own words included."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner, Result

from zuoxi.cli import main, speech

PAGES = [[], *([name] for name in (*main.COMMANDS, *main.GROUPS)), ["roster", "solve"]]
SCRIPT = """
import sys
from contextlib import suppress
from zuoxi.cli import main
for page in {pages}:
    sys.argv = ["zuoxi", *page, "--help"]
    print("\\f", " ".join(page))
    with suppress(SystemExit):
        main.run()
"""
PLAIN = re.compile(
    r"--[\w-]+|zuoxi[^\n]*|[\w/]+\.(csv|xlsx|txt|html|toml)|\b(CSV|XLSX|TOML|JSON|ISO|US|CN|AHT|inf|null|auto|none|weeks|demo|curtois-qu|America/New_York)\b"
)
"""What is written alike in both languages: options, commands, names of files and formats, values."""


def pages(language: str) -> list[str]:
    """Every help page in a terminal of this language, in one process."""
    environ = {**os.environ, "LANG": language, "COLUMNS": "300", "DJANGO_SETTINGS_MODULE": "zuoxi.project.settings"}
    for name in ("LC_ALL", "LC_MESSAGES"):
        environ.pop(name, None)
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(pages=PAGES)], env=environ, capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[1:]


def test_every_help_page_is_chinese_in_a_chinese_terminal() -> None:
    shown = pages("zh_CN.UTF-8")
    assert len(shown) == len(PAGES)
    for page in shown:
        title, _, text = page.partition("\n")
        for word in ("用法：", "选项", "显示本说明并退出。"):
            assert word in text, title
        for word in ("Usage", "Options", "OPTIONS", "COMMAND", "Arguments", "Show this", "default", "required]", "<int", "<str", "<path", "<bool"):
            assert word not in text, (title, word)
        sentences = [line for line in text.splitlines() if re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,} ", PLAIN.sub("", line))]
        assert sentences == [], title


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "C.UTF-8"])
def test_every_help_page_is_english_anywhere_else(language: str) -> None:
    shown = pages(language)
    assert len(shown) == len(PAGES)
    for page in shown:
        title, _, text = page.partition("\n")
        assert "Usage: zuoxi" in text
        names = text.replace("开始时间, 来电量, 队列, 平均处理时长", "")
        assert not re.search(r"[\u4e00-\u9fff]", names), title


def echo(
    number: int = typer.Option(1, min=1, max=9),
    share: float = typer.Option(0.5),
    out: str = typer.Option(...),
    flag: bool = typer.Option(False, "--flag"),
) -> None:
    typer.echo(f"{number} {share} {out} {flag}")


def run(*arguments: str) -> Result:
    app = typer.Typer(cls=speech.Group)
    app.command("echo", cls=speech.Command)(echo)
    app.callback(cls=speech.Group)(lambda: None)
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], {"en": "There is no command “nope”. Known are: echo.", "zh-hans": "没有“nope”这个命令。可用的有：echo。"}),
        (["echo"], {"en": "--out is needed here.", "zh-hans": "此处需要 --out。"}),
        (["echo", "--nope"], {"en": "There is no option --nope. Known are: --flag, --help", "zh-hans": "没有 --nope 这个选项。"}),
        (
            ["echo", "--out", "x", "--number", "two"],
            {"en": "--number must be: whole number, ≥ 1, ≤ 9", "zh-hans": "--number 的值须为：整数, ≥ 1, ≤ 9"},
        ),
        (["echo", "--out", "x", "--number", "10"], {"en": "--number must be: whole number", "zh-hans": "--number 的值须为：整数"}),
        (["echo", "--out", "x", "--share", "half"], {"en": "--share must be: number", "zh-hans": "--share 的值须为：数值"}),
        (["echo", "--out"], {"en": "--out needs a value.", "zh-hans": "--out 须带一个值。"}),
        (["echo", "--flag=3"], {"en": "--flag takes no value.", "zh-hans": "--flag 不带值。"}),
        (["echo", "--out", "x", "one", "two"], {"en": "too many: one two", "zh-hans": "多余的参数：one two"}),
    ],
)
def test_arguments_that_cannot_be_used_end_with_code_two_and_what_would_be_right(arguments: list[str], said: dict[str, str], language: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    text = " ".join(result.stderr.replace("│", " ").split())
    assert said[language] in text
    assert ("Error" in text) == (language == "en")


def test_arguments_that_can_be_used_are() -> None:
    result = run("echo", "--out", "x", "--number", "3", "--flag")
    assert (result.exit_code, result.stdout) == (0, "3 0.5 x True\n")


def test_exit_codes_of_commands_pass_through_and_an_abort_is_said(language: str) -> None:
    def leave(error: Exception) -> Result:
        def fail() -> None:
            raise error

        app = typer.Typer()
        app.command(cls=speech.Command)(fail)
        return CliRunner().invoke(app)

    assert leave(typer.Exit(3)).exit_code == 3
    aborted = leave(typer.Abort())
    assert (aborted.exit_code, aborted.stderr.strip()) == (1, {"en": "Aborted.", "zh-hans": "已中止。"}[language])
    assert isinstance(leave(ZeroDivisionError()).exception, ZeroDivisionError)


def test_long_chinese_texts_are_broken_and_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech.rich_utils, "MAX_WIDTH", 60)
    app = typer.Typer()

    def say(word: str = typer.Option("", help="全忙时被拒绝服务" * 12)) -> None:
        typer.echo(word)

    app.command(cls=speech.Command)(say)
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert "…" not in shown
    assert re.sub(r"[\s│]", "", shown).count("绝服务") == 12
