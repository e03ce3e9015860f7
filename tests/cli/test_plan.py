"""`zuoxi plan`: three files in, five out; what is wrong is named, nothing half written stays, an impossible month says why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner, Result

from tests.roster.file_plan.centre import SHIFTS, history
from zuoxi.cli import plan as module
from zuoxi.cli.console import BAD_INPUT, NO_RESULT
from zuoxi.cli.plan import one_of, scale_factor
from zuoxi.core.tables import csv_bytes, read_path, sheet_names
from zuoxi.engine.finding import Refusal
from zuoxi.roster.roster_files.reading import read_roster

HEADER = ("工号", "姓名", "班组", "合同", "技能", "值班长", "休假")
PEOPLE = [(f"{n:04}", f"林{n}", "一班", "全日制" if n % 3 else "非全日制", "热线:3;贷款:2", "是" if n == 1 else "", "") for n in range(9)]
FILES = ["forecast.csv", "report.html", "requirement.csv", "roster.csv", "roster.xlsx"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


class Desk:
    """A folder with the three files, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("calls.csv", history())
        self.write("people.csv", csv_bytes(HEADER, PEOPLE))
        self.write("shifts.toml", SHIFTS.encode())
        self.out = folder / "plan"

    def write(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def run(self, *more: object, **options: object) -> Result:
        app = typer.Typer()
        app.command("plan")(module.command)
        given: dict[str, Any] = {
            "history": self.folder / "calls.csv",
            "people": self.folder / "people.csv",
            "shifts": self.folder / "shifts.toml",
            "from": "2026-12-01",
            "weeks": 1,
            "seconds": 2,
            "out": self.out,
            **options,
        }
        arguments = [text for name, value in given.items() for text in (f"--{name}", str(value))]
        return CliRunner().invoke(app, [*arguments, *(str(text) for text in more)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


@pytest.mark.slow
def test_three_files_become_a_plan_of_five(desk: Desk) -> None:
    result = desk.run()
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in desk.out.iterdir()) == FILES
    forecast, required, roster = (table(desk.out / name) for name in ("forecast.csv", "requirement.csv", "roster.csv"))
    assert {row["queue"] for row in forecast} == {"hotline", "loan"}
    assert len(forecast) == 2 * 5 * 10
    assert all(float(row["lo95"]) <= float(row["lo80"]) <= float(row["volume"]) <= float(row["hi80"]) <= float(row["hi95"]) for row in forecast)
    assert {row["start"][:10] for row in required} == {f"2026-12-{day:02}" for day in (1, 2, 3, 4, 7)}
    assert len(roster) == 9 * 7
    assert {row["shift"] for row in roster} <= {"早", "晚", ""}
    worked = [row for row in roster if row["shift"]]
    assert worked
    assert all(row["breaks"].count(";") == 0 and row["breaks"] for row in worked)
    assert "Hard rules broken" in result.stdout
    assert "held out" in result.stdout
    back = read_roster(
        (desk.out / "roster.xlsx").read_bytes(),
        people=[row[0] for row in PEOPLE],
        days=[date(2026, 12, day) for day in range(1, 8)],
        codes=["早", "晚", "夜"],
    )
    assert back.findings == ()
    assert {(row["employee"], date.fromisoformat(row["day"])): row["shift"] or None for row in roster} == dict(back.cells)
    assert sheet_names((desk.out / "roster.xlsx").read_bytes()) == ["Roster", "Shifts", "Coverage"]
    assert (desk.out / "report.html").read_text(encoding="utf-8").count("<svg") >= 5


@pytest.mark.slow
def test_a_history_of_another_year_is_moved_and_told(desk: Desk) -> None:
    desk.write("calls.csv", history(last=date(2003, 10, 26)))
    result = desk.run(scale="auto", fill=0.8)
    assert result.exit_code == 0, result.output
    report = (desk.out / "report.html").read_text(encoding="utf-8")
    assert "moved by 1205 weeks" in report
    assert "Volumes are multiplied by" in report
    assert "0 %" in result.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"from": "December"}, "December"),
        ({"weeks": 0}, "1 to 8 weeks"),
        ({"weeks": 20}, "1 to 8 weeks"),
        ({"scale": "big"}, "neither auto nor a number"),
        ({"scale": "0"}, "neither auto nor a number"),
        ({"queue": "hotline"}, "not a queue with its share"),
        ({"queue": "hotline=0.5"}, "add up to 50"),
        ({"align": "days"}, "cannot be chosen for --align"),
        ({"paper": "A5"}, "cannot be chosen for --paper"),
        ({"country": "XX"}, "XX"),
        ({"from": "2026-11-01"}, "goes to 2026-11-27"),
        ({"history": "gone.csv"}, "gone.csv"),
        ({"people": "gone.xlsx"}, "gone.xlsx"),
        ({"shifts": "gone.toml"}, "gone.toml"),
        ({"out": "no/such/folder"}, "cannot be written"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(desk: Desk, options: dict[str, object], told: str) -> None:
    result = desk.run(**options)
    assert result.exit_code == BAD_INPUT, result.output
    assert told in result.stderr
    assert not desk.out.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("calls.csv", b"", "calls.csv"),
        ("calls.csv", csv_bytes(("start", "calls"), [("soon", 1)]), "calls.csv, row 2"),
        ("people.csv", csv_bytes(HEADER, [*PEOPLE, PEOPLE[0]]), "people.csv, row 11, column 工号"),
        ("people.csv", csv_bytes(HEADER, [(*PEOPLE[0][:4], "投诉:3", "", "")]), "people.csv, row 2, column 技能"),
        ("people.csv", csv_bytes(HEADER, [(*PEOPLE[0][:3], "临时", "热线:3", "", "")]), "people.csv, row 2, column 合同"),
        ("shifts.toml", SHIFTS.replace("08:00-16:00", "8-16").encode(), "shifts.toml, row 5, column blocks"),
        ("shifts.toml", SHIFTS.replace("aht_s = 240", "").encode(), "--aht"),
    ],
)
def test_a_bad_file_is_told_by_row_and_column_and_nothing_is_written(desk: Desk, name: str, content: bytes, told: str) -> None:
    desk.write(name, content)
    result = desk.run()
    assert result.exit_code == BAD_INPUT, result.output
    assert told in result.stderr
    assert not desk.out.exists()


@pytest.mark.slow
def test_a_month_that_nobody_can_work_names_the_rules_that_clash(desk: Desk) -> None:
    short = SHIFTS.replace('"08:00-16:00"', '"08:00-12:00"').replace('"10:00-18:00"', '"12:00-16:00"').replace("11:00", "09:00")
    short = short.replace('latest = "13:00"', 'latest = "10:00"').replace('earliest = "12:00"', 'earliest = "13:00"').replace("15:00", "14:00")
    desk.write("shifts.toml", short.encode())
    result = desk.run()
    assert result.exit_code == NO_RESULT, result.output
    assert "There is no legal roster" in result.stderr
    assert "0001" in result.stderr
    assert not desk.out.exists()


def test_the_scale_is_auto_or_a_number_above_nothing() -> None:
    assert scale_factor("AUTO") is None
    assert scale_factor("0.5") == 0.5
    for text in ("", "-1", "nan", "inf"):
        with pytest.raises(Refusal, match=r"file_plan\.bad_scale"):
            scale_factor(text)


def test_a_choice_is_one_of_those_listed() -> None:
    assert one_of("--paper", "A4", ("A3", "A4")) == "A4"
    with pytest.raises(Refusal) as refusal:
        one_of("--paper", "A5", ("A3", "A4"))
    assert refusal.value.facts["known"] == "A3, A4"


def test_the_help_has_an_example_that_names_the_shipped_files(desk: Desk) -> None:
    text = " ".join(desk.run("--help").output.split())
    assert "zuoxi plan --history" in text
    root = Path(__file__).resolve().parents[2]
    for name in ("examples/bank_calls_30min.csv", "examples/people.xlsx", "examples/shifts.toml"):
        assert (root / name).exists()
    assert len(read_path(root / "examples" / "people.xlsx").rows) == 120


def test_a_policy_file_binds_forecast_requirement_and_roster(desk: Desk) -> None:
    policy = desk.folder / "policy.toml"
    desk.write("policy.toml", b"[staffing]\nphone_service_level = 0.99\nphone_threshold_s = 1\n[organisation]\nmost = 15\n")
    assert desk.run().exit_code == 0
    usual = heads(desk)
    assert desk.run(policy=policy).exit_code == 0
    assert heads(desk) > usual


def heads(desk: Desk) -> float:
    """Heads at the contacts, over all intervals."""
    rows = list(csv.DictReader(io.StringIO((desk.out / "requirement.csv").read_bytes().decode("utf-8-sig"))))
    return sum(float(row["required"]) for row in rows)
