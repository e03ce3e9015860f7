"""What `zuoxi plan` leaves behind is made before anything is written, and the screen shows the figures by which it is judged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from tests.roster.file_plan.test_report import story
from zuoxi.cli.plan_output import contents, queue_coverage, roster_sheet, show_held_out, show_planned, show_solved
from zuoxi.core.tables import read_table
from zuoxi.roster.file_plan.forecasting import HeldOut
from zuoxi.roster.file_plan.outcome import Solved
from zuoxi.roster.requirement_files import read_requirement

OUT = Path("plan")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@cache
def files() -> dict[str, bytes]:
    with translation.override("en"):
        return {path.name: content for path, content in contents(story(), OUT, country="CN", paper="A4").items()}


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files()[name].decode("utf-8-sig"))))


def test_five_files_are_made_and_none_is_written() -> None:
    assert sorted(files()) == ["forecast.csv", "report.html", "requirement.csv", "roster.csv", "roster.xlsx"]
    assert not OUT.exists()


def test_the_forecast_has_the_columns_of_the_forecast_command() -> None:
    rows = table("forecast.csv")
    assert list(rows[0]) == ["queue", "start", "volume", "lo80", "hi80", "lo95", "hi95", "aht_s"]
    for queue, made in story().expected.forecasts.items():
        written = sum(float(row["volume"]) for row in rows if row["queue"] == queue)
        assert written == pytest.approx(float(np.nansum(made.volume)), rel=1e-3)


def test_the_requirement_is_read_back_by_the_roster_command() -> None:
    found = read_requirement(
        read_table(files()["requirement.csv"]), queues={"hotline": "hotline", "loan": "loan"}, first_day=date(2026, 12, 1), days=7
    )
    assert found.findings == ()
    assert {queue: heads.sum() for queue, heads in found.heads.items()} == {queue: heads.sum() for queue, heads in story().needed.gross.items()}


def test_csv_and_workbook_tell_the_same_roster() -> None:
    rows = table("roster.csv")
    grid = read_table(files()["roster.xlsx"])
    by_person = {str(row.cells[0]): row.cells[3:] for row in grid.rows if row.cells[0]}
    assert len(by_person) == len(story().people)
    for number, cells in by_person.items():
        assert [row["shift"] or "休" for row in rows if row["employee"] == number] == list(cells)


def test_the_coverage_sheet_adds_up_to_the_plan() -> None:
    sheet = read_table(files()["roster.xlsx"], sheet="Coverage")
    planned = story().planned
    hours = story().needed.step_min / 60
    assert sum(float(str(row.cells[3])) for row in sheet.rows) * hours == pytest.approx(planned.required_hours)
    assert {row.cells[0] for row in sheet.rows} == {"热线", "贷款"}
    missing = -sum(min(float(str(row.cells[5])), 0) for row in sheet.rows) * hours
    assert missing == pytest.approx(planned.uncovered * planned.required_hours, abs=5)


def test_holidays_are_marked_by_country() -> None:
    made = story()
    assert roster_sheet(made.planned, made.people, made.shifts, country="CN").marks == {}
    later = made.planned.problem
    assert [queue.queue for queue in queue_coverage(made.planned, made.shifts)] == ["热线", "贷款"]
    assert later.first_day == date(2026, 12, 1)


def test_the_trial_is_shown_with_last_week_repeated_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    show_held_out((HeldOut("hotline", 28, "theta", 0.0534, 0.0401, 0.0807, 0.0552, 0.014, 0.79),), {"hotline": "热线"})
    shown = capsys.readouterr().out
    for text in ("28 days", "热线", "5.3 (8.1)", "4.0 (5.5)", "+1.4", "79"):
        assert text in shown


def test_without_a_trial_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show_held_out((), {})
    assert capsys.readouterr().out == ""


def test_the_figures_of_a_plan_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    planned = story().planned
    show_planned(planned)
    shown = capsys.readouterr().out
    assert f"{100 * planned.uncovered:.2f} %" in shown
    assert f"{100 * planned.overcovered:.2f} %" in shown
    assert f"{planned.required_hours:,.0f}" in shown
    assert "10.00 %" in shown
    assert str(len(planned.violations)) in shown


def test_the_figures_of_an_instance_have_no_cover(capsys: pytest.CaptureFixture[str]) -> None:
    show_solved(Solved("optimal", 607, 607.0, 1, 60), ())
    shown = capsys.readouterr().out
    assert "607" in shown
    assert "0.00 %" in shown
    assert "Uncovered" not in shown
