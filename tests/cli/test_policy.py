"""`zuoxi policy`: a policy file is checked line by line, and what holds is printed as a file (P-01)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.utils import translation
from typer.testing import CliRunner, Result

from tests.cast import at, hire, make_cast
from zuoxi.cli import policy as module
from zuoxi.cli.console import BAD_INPUT
from zuoxi.core import policy
from zuoxi.people.models import RoleName
from zuoxi.rules.areas import AREAS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "policy.toml"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(*arguments: object) -> Result:
    return CliRunner().invoke(module.app, [str(argument) for argument in arguments])


def checked(folder: Path, text: str | bytes) -> Result:
    file = folder / "policy.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return run("check", file)


def test_a_right_file_tells_what_differs_from_the_shipped_defaults(tmp_path: Path) -> None:
    result = checked(tmp_path, "[roster]\nrest_h = 12\nneeds_lead = false\nmax_nights = 8\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "  roster.rest_h (F-13): 11.0 -> 12 h  Rest between two shifts.",
        "  roster.needs_lead (F-13): true -> false  Whether every shift needs a shift lead.",
    ]


def test_a_file_that_changes_nothing_says_so(tmp_path: Path) -> None:
    result = checked(tmp_path, "[roster]\nrest_h = 11\n")
    assert (result.exit_code, "changes nothing" in result.stdout) == (0, True)


def test_everything_wrong_is_named_by_file_line_area_entry_and_bound_with_exit_code_2(tmp_path: Path) -> None:
    result = checked(tmp_path, "[roster]\nrest_h = 3\n\n[staffing]\ntea = 1\n[kitchen]\n")
    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    first, second, third = result.stderr.splitlines()
    assert first.endswith("policy.toml, row 2: The policy entry roster.rest_h is 3.0; it must lie between 8 and 24 (h).")
    assert "row 5: There is no policy entry called staffing.tea. Known: absence_share," in second
    assert "row 6: There is no policy area called kitchen. Known: history, forecast," in third


def test_it_speaks_the_readers_language(tmp_path: Path) -> None:
    with translation.override("zh-hans"):
        assert "第 2 行: 政策项 roster.rest_h 为 3.0，须在 8 与 24 之间（h）。" in checked(tmp_path, "[roster]\nrest_h = 3\n").stderr
        assert "roster.rest_h (F-13): 11.0 -> 12 小时  两个班之间至少休息的小时数。" in checked(tmp_path, "[roster]\nrest_h = 12\n").stdout


@pytest.mark.parametrize("content", ["[roster\n", "rest_h == 1", b"\x00\x01\x02", b"", "[roster]\nrest_h = " + "9" * 5000])
def test_what_is_no_policy_file_is_refused_without_a_trace(tmp_path: Path, content: str | bytes) -> None:
    result = checked(tmp_path, content)
    assert result.exit_code == BAD_INPUT
    assert "policy.toml" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("check", tmp_path / "gone.toml")
    assert (result.exit_code, "gone.toml" in result.stderr) == (BAD_INPUT, True)


def test_the_shipped_example_is_what_the_command_prints() -> None:
    result = run("show", "--defaults")
    assert result.exit_code == 0
    assert result.stdout == EXAMPLE.read_text(encoding="utf-8"), "run: zuoxi policy show --defaults > examples/policy.toml"
    assert run("check", EXAMPLE).stdout.strip().endswith("changes nothing.")


@pytest.mark.parametrize("area", [one.name for one in AREAS])
def test_one_area_can_be_shown(area: str) -> None:
    tables = [line for line in run("show", "--defaults", "--area", area).stdout.splitlines() if line.startswith("[")]
    assert tables == [f"[{area}]"]


def test_an_unknown_area_is_refused_with_those_there_are() -> None:
    result = run("show", "--defaults", "--area", "kitchen")
    assert (result.exit_code, "roster" in result.stderr) == (BAD_INPUT, True)


@pytest.mark.django_db
def test_what_is_in_force_is_shown_and_may_be_checked_again(tmp_path: Path) -> None:
    cast = make_cast()
    other = hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)
    now = at("2026-03-01 09:00")
    version = policy.draft(by=cast.zhou, now=now)
    policy.change(version=version, values={"roster": {"rest_h": 12}}, by=cast.zhou, now=now)
    policy.submit(version=version, day=now.date(), remark="", by=cast.zhou, now=now)
    policy.approve(version=version, by=other, now=now)
    shown = run("show", "--area", "roster").stdout
    assert "# h, 8 .. 24, F-13, default 11.0\nrest_h = 12.0\n" in shown
    assert "roster.rest_h (F-13): 11.0 -> 12.0 h" in checked(tmp_path, shown).stdout
    assert "rest_h = 11.0" in run("show", "--defaults").stdout


def test_without_a_database_the_reader_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(now: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(module.policy, "in_force", nothing)
    result = run("show")
    assert (result.exit_code, "zuoxi setup" in result.stderr) == (BAD_INPUT, True)
