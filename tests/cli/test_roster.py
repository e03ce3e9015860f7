"""`zuoxi roster solve`: files or a public instance in, a roster out; bad input and impossible rosters are told apart by exit codes."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner, Result

from tests.engine.roster.test_curtois_qu import SMALL
from tests.roster.file_plan.centre import SHIFTS
from zuoxi.cli import roster as module
from zuoxi.cli.console import BAD_INPUT, NO_RESULT
from zuoxi.core.tables import csv_bytes, sheet_names
from zuoxi.engine.roster.curtois_qu import parse
from zuoxi.roster.roster_files.reading import read_roster

HEADER = ("工号", "姓名", "班组", "合同", "技能", "值班长")
PEOPLE = [(f"{n:04}", f"林{n}", "一班", "全日制", "热线:3;贷款:2", "是" if n == 1 else "") for n in range(6)]
FIRST = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def required(heads: int = 2) -> bytes:
    rows = []
    for number in range(7):
        day = FIRST + timedelta(days=number)
        if day.weekday() < 5:
            rows += [("热线", datetime(day.year, day.month, day.day, hour), heads) for hour in range(8, 18)]
    return csv_bytes(("queue", "start", "required"), rows)


class Desk:
    """A folder with the files, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, content in (("people.csv", csv_bytes(HEADER, PEOPLE)), ("shifts.toml", SHIFTS.encode()), ("requirement.csv", required())):
            (folder / name).write_bytes(content)

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(module.app, ["solve", *(str(argument) for argument in arguments)])

    def solve(self, **options: object) -> Result:
        given: dict[str, Any] = {
            name: self.folder / f"{name}.{kind}" for name, kind in (("people", "csv"), ("shifts", "toml"), ("requirement", "csv"))
        }
        given |= {"from": "2026-12-01", "weeks": 1, "seconds": 1, "out": self.folder / "roster.csv", **options}
        return self.run(*(text for name, value in given.items() if value is not None for text in (f"--{name}", value)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_a_requirement_becomes_a_roster_that_covers_it(desk: Desk) -> None:
    result = desk.solve()
    assert result.exit_code == 0, result.output
    rows = table(desk.folder / "roster.csv")
    assert (len(rows), {row["employee"] for row in rows}) == (42, {person[0] for person in PEOPLE})
    tuesday = [row["shift"] for row in rows if row["day"] == "2026-12-01" and row["shift"]]
    assert len(tuesday) >= 2
    assert all(row["breaks"] for row in rows if row["shift"])
    assert "Hard rules broken" in result.stdout
    assert "Uncovered" in result.stdout


def test_a_workbook_is_written_by_its_name_and_read_back(desk: Desk) -> None:
    assert desk.solve(out=desk.folder / "roster.xlsx").exit_code == 0
    data = (desk.folder / "roster.xlsx").read_bytes()
    assert sheet_names(data) == ["Roster", "Shifts", "Coverage"]
    days = [FIRST + timedelta(days=number) for number in range(7)]
    assert len(read_roster(data, people=[person[0] for person in PEOPLE], days=days, codes=["早", "晚"]).cells) == 42


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"people": None}, "--people is needed"),
        ({"shifts": None}, "--shifts is needed"),
        ({"requirement": None}, "--requirement is needed"),
        ({"from": None}, "--from is needed"),
        ({"from": "2027-12-01"}, "2026-12-01 to 2026-12-07"),
        ({"from": "2026-11-30"}, "starts on 2026-12-01, the roster on 2026-11-30. Start with --from 2026-12-01"),
        ({"weeks": 9}, "1 to 8 weeks"),
        ({"out": "no/such/folder/roster.csv"}, "cannot be written"),
        ({"people": "gone.csv"}, "gone.csv"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(desk: Desk, options: dict[str, object], told: str) -> None:
    result = desk.solve(**options)
    assert result.exit_code == BAD_INPUT, result.output
    assert told in result.stderr
    assert not (desk.folder / "roster.csv").exists()


def test_a_bad_row_of_the_requirement_is_told_by_file_row_and_column(desk: Desk) -> None:
    (desk.folder / "requirement.csv").write_bytes(required() + "热线,2026-12-02 08:00:00,two\r\n".encode())
    result = desk.solve()
    assert result.exit_code == BAD_INPUT
    assert "requirement.csv, row 52, column start" in result.stderr
    assert "column required: “two” is not a number of heads" in result.stderr


@pytest.mark.slow
def test_people_without_a_shift_they_may_work_have_no_legal_roster(desk: Desk) -> None:
    (desk.folder / "shifts.toml").write_bytes(SHIFTS.replace("week_hours = 35", "week_hours = 60\nmax_day_hours = 4").encode())
    result = desk.solve()
    assert result.exit_code == NO_RESULT, result.output
    assert "There is no legal roster" in result.stderr
    assert not (desk.folder / "roster.csv").exists()


def test_a_public_instance_is_solved_and_written_by_its_own_days(desk: Desk) -> None:
    (desk.folder / "small.txt").write_text(SMALL, encoding="utf-8")
    result = desk.run("--format", "curtois-qu", desk.folder / "small.txt", "--seconds", 2, "--out", desk.folder / "out.csv")
    assert result.exit_code == 0, result.output
    rows = table(desk.folder / "out.csv")
    assert [(row["employee"], row["day"]) for row in rows] == [(name, str(day)) for name in "AB" for day in range(7)]
    assert all(row["shift"] == "" for row in rows if row["employee"] == "A" and row["day"] in "03")
    assert "Gap to the bound" in result.stdout


def figure(output: str, name: str) -> float:
    """The number behind a name in the printed table."""
    (line,) = [line for line in output.splitlines() if line.strip().startswith(name)]
    return float(line.split()[-1].replace(",", ""))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["small.txt"], "cannot be chosen for --format"),
        (["small.txt", "--format", "nrp"], "Choose one of: curtois-qu"),
        (["--format", "curtois-qu"], "FILE is needed"),
        (["gone.txt", "--format", "curtois-qu"], "gone.txt"),
    ],
)
def test_an_instance_that_cannot_be_read_is_refused(desk: Desk, arguments: list[str], told: str) -> None:
    (desk.folder / "small.txt").write_text(SMALL, encoding="utf-8")
    result = desk.run(*arguments, "--out", desk.folder / "out.csv")
    assert result.exit_code == BAD_INPUT, result.output
    assert told in result.stderr
    assert not (desk.folder / "out.csv").exists()


def test_a_broken_instance_names_file_and_row(desk: Desk) -> None:
    (desk.folder / "small.txt").write_text(SMALL.replace("L,600,E", "L,ten,E"), encoding="utf-8")
    result = desk.run("--format", "curtois-qu", desk.folder / "small.txt", "--out", desk.folder / "out.csv")
    assert result.exit_code == BAD_INPUT
    assert "small.txt, row 8: “ten” is not a whole number" in result.stderr


@pytest.mark.slow
def test_the_published_best_of_the_first_instance_lies_between_bound_and_price(desk: Desk, shared_data: Callable[[str], Path]) -> None:
    path = shared_data("rostering/curtois_qu/Instance1.txt")
    result = desk.run("--format", "curtois-qu", path, "--seconds", 4, "--out", desk.folder / "out.csv")
    assert result.exit_code == 0, result.output
    price, bound = (figure(result.stdout, name) for name in ("Price of the soft rules", "Bound"))
    assert bound <= 607 <= price < 2 * 607
    assert figure(result.stdout, "Hard rules broken") == 0
    assert len(table(desk.folder / "out.csv")) == len(parse(path.read_text(encoding="utf-8")).workers) * 14


def test_the_help_has_an_example_of_both_forms(desk: Desk) -> None:
    text = " ".join(desk.run("--help").output.split())
    assert "zuoxi roster solve --people" in text
    assert "zuoxi roster solve --format curtois-qu" in text


def test_the_group_keeps_its_subcommand() -> None:
    app = typer.Typer()
    app.add_typer(module.app, name="roster")
    assert "solve" in CliRunner().invoke(app, ["roster", "--help"]).output


def test_a_policy_file_binds_the_roster(desk: Desk) -> None:
    policy = desk.folder / "policy.toml"
    policy.write_text("[roster]\nmax_consecutive_days = 1\n", encoding="utf-8")
    assert desk.solve(policy=policy).exit_code == 0
    worked: dict[str, list[bool]] = {}
    for row in sorted(table(desk.folder / "roster.csv"), key=lambda row: row["day"]):
        worked.setdefault(row["employee"], []).append(bool(row["shift"]))
    assert any(any(days) for days in worked.values())
    assert not any(one and other for days in worked.values() for one, other in itertools.pairwise(days))


def test_a_wrong_policy_file_is_refused_before_the_search(desk: Desk) -> None:
    policy = desk.folder / "policy.toml"
    policy.write_text("[roster]\nmax_consecutive_days = 0\n", encoding="utf-8")
    result = desk.solve(policy=policy)
    assert result.exit_code == BAD_INPUT
    assert "row 2: The policy entry roster.max_consecutive_days is 0" in result.stderr
    assert not (desk.folder / "roster.csv").exists()
