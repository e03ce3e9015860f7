"""The same plan from other forms of the same files: XLSX, queues in the history, shares on the command line, handling times in the file."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from tests.cli.test_plan import HEADER, PEOPLE, Desk
from tests.roster.file_plan.centre import FIRST, SHAPE, SHIFTS
from zuoxi.core.tables import Sheet, csv_bytes, xlsx_bytes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def calls(queues: dict[str, float], *, aht: float | None = None, weeks: int = 6, step_min: int = 60) -> list[tuple[object, ...]]:
    """Counts of several queues, each a share of `SHAPE`, until the Sunday before the plan."""
    rng, rows = np.random.default_rng(5), []
    for number in range(7 * weeks):
        day = FIRST - timedelta(days=7 * weeks + 1 - number)
        for hour, mean in SHAPE.items() if day.weekday() < 5 else ():
            for minute in range(0, 60, step_min):
                for queue, share in queues.items():
                    count = int(rng.poisson(mean * share * step_min / 60))
                    rows.append((queue, datetime(day.year, day.month, day.day, hour, minute), count, *([aht] if aht else [])))
    return rows


def table(desk: Desk, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((desk.out / name).read_bytes().decode("utf-8-sig"))))


@pytest.mark.slow
def test_workbooks_are_read_as_well_as_csv(desk: Desk) -> None:
    desk.write("calls.csv", xlsx_bytes([Sheet("话务", ("技能组", "开始时间", "来电量"), calls({"热线": 0.7, "贷款": 0.3}))]))
    desk.write("people.csv", xlsx_bytes([Sheet("人员", HEADER, PEOPLE)]))
    result = desk.run(seconds=1)
    assert result.exit_code == 0, result.output
    volumes = {queue: sum(float(row["volume"]) for row in table(desk, "forecast.csv") if row["queue"] == queue) for queue in ("hotline", "loan")}
    assert volumes["loan"] / sum(volumes.values()) == pytest.approx(0.3, abs=0.04)


@pytest.mark.slow
def test_handling_times_of_the_history_are_used_before_any_other(desk: Desk) -> None:
    rows = calls({"hotline": 1.0}, aht=300.0)
    desk.write("calls.csv", csv_bytes(("queue", "start", "calls", "aht"), rows))  # type: ignore[arg-type]
    result = desk.run(seconds=1)
    assert result.exit_code == 0, result.output
    assert {round(float(row["aht_s"])) for row in table(desk, "forecast.csv")} == {300}


@pytest.mark.slow
def test_shares_of_the_command_line_win_over_the_file(desk: Desk) -> None:
    result = desk.run("--queue", "热线=0.5", "--queue", "贷款=50%", seconds=1)
    assert result.exit_code == 0, result.output
    volumes = [sum(float(row["volume"]) for row in table(desk, "forecast.csv") if row["queue"] == queue) for queue in ("hotline", "loan")]
    assert volumes[0] == pytest.approx(volumes[1], rel=0.03)


@pytest.mark.slow
def test_half_hours_and_a_handling_time_of_the_command_line_make_a_plan(desk: Desk) -> None:
    desk.write("shifts.toml", SHIFTS.replace("aht_s = 180\n", "").replace("aht_s = 240\n", "").encode())
    desk.write("calls.csv", csv_bytes(("queue", "start", "calls"), calls({"hotline": 0.5}, step_min=30)))  # type: ignore[arg-type]
    result = desk.run("--aht", "200", seconds=1)
    assert result.exit_code == 0, result.output
    starts = [row["start"] for row in table(desk, "requirement.csv")]
    assert any(":30:" in start for start in starts)


@pytest.mark.slow
def test_less_volume_needs_fewer_hours(desk: Desk) -> None:
    hours = []
    for scale in (1, 0.4):
        assert desk.run(seconds=1, scale=scale).exit_code == 0
        hours.append(sum(int(row["required"]) for row in table(desk, "requirement.csv")))
    assert hours[1] < hours[0]


@pytest.mark.slow
def test_the_roster_command_takes_the_requirement_that_the_plan_wrote(desk: Desk) -> None:
    from typer.testing import CliRunner

    from zuoxi.cli import roster

    assert desk.run(seconds=1).exit_code == 0
    options = {"people": desk.folder / "people.csv", "shifts": desk.folder / "shifts.toml", "requirement": desk.out / "requirement.csv"}
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    again = CliRunner().invoke(
        roster.app, ["solve", *arguments, "--from", "2026-12-01", "--weeks", "1", "--seconds", "1", "--out", str(desk.folder / "again.xlsx")]
    )
    assert again.exit_code == 0, again.output
    assert (desk.folder / "again.xlsx").stat().st_size > 5_000


@pytest.mark.slow
@pytest.mark.parametrize(("language", "word"), [("zh_CN.UTF-8", "示例"), ("en_GB.UTF-8", "Example")])
def test_the_installed_command_speaks_the_terminal_s_language(language: str, word: str) -> None:
    code = "import sys; sys.argv = ['zuoxi', 'plan', '--help']; from zuoxi.cli.main import run; run()"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": language, "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "COLUMNS": "120"},
    )
    assert word in found.stdout
