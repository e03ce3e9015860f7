"""`zuoxi forecast`: a file in, a file out, what is wrong named by file, row and column, and nothing half written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner, Result

from tests.engine.history.worlds import regular
from zuoxi.cli import forecast as module
from zuoxi.core.tables import Sheet, csv_bytes, read_path, xlsx_bytes

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "examples" / "bank_calls_30min.csv"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command("forecast")(module.command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(weeks: int = 8, queue: str = "voice", seed: int = 1, aht_s: float | None = 185.0) -> list[list[object]]:
    series = regular(weeks, noise=1.0, seed=seed)
    cells = [(day, slot) for day in range(series.days) for slot in range(series.slots) if series.known[day, slot]]
    return [[queue, series.start_of(*cell), float(series.offered[cell]), aht_s] for cell in cells]


HEADER = ["queue", "start", "calls", "aht"]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_bytes(csv_bytes(HEADER, [*rows(), *rows(queue="chat", seed=2)]))  # type: ignore[arg-type]
    return path


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_open_interval_of_the_horizon_is_written_with_its_bounds(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    result = run("--history", calls, "--out", out, "--horizon", "14d", "--country", "none")
    assert result.exit_code == 0, result.output
    lines = written(out)
    assert tuple(lines[0]) == ("queue", "start", "volume", "lo80", "hi80", "lo95", "hi95", "aht_s")
    assert len(lines) == 2 * 10 * 24
    assert {line["queue"] for line in lines} == {"voice", "chat"}
    assert lines[0]["start"] == "2026-03-02 08:00:00"
    for line in lines:
        assert 0 <= float(line["lo95"]) <= float(line["lo80"]) <= float(line["volume"]) <= float(line["hi80"]) <= float(line["hi95"])
        assert float(line["aht_s"]) == 185.0


def test_the_table_of_errors_is_shown_for_each_queue_with_the_chosen_method_marked(calls: Path, tmp_path: Path) -> None:
    result = run("--history", calls, "--out", tmp_path / "f.csv", "--country", "none")
    assert result.stdout.count("Back-test of queue") == 2
    for name in ("last week (baseline)", "mean of recent weeks", "theta", "calendar regression", "combination of the best", "WAPE"):
        assert name in result.stdout
    assert result.stdout.count(" * ") == 2
    assert "28 days from 2026-02-28" in result.stdout


def test_a_workbook_goes_in_and_out_and_the_make_up_saturday_before_spring_festival_is_worked(tmp_path: Path) -> None:
    history, out = tmp_path / "calls.xlsx", tmp_path / "f.xlsx"
    history.write_bytes(xlsx_bytes([Sheet("来电", ["队列", "开始时间", "来电量", "平均处理时长"], rows(6))]))  # type: ignore[arg-type]
    result = run("--history", history, "--out", out, "--horizon", "1w", "--country", "CN")
    assert result.exit_code == 0
    table = read_path(out)
    assert table.header == module.COLUMNS
    assert table.rows[0].cells[:2] == ("voice", datetime(2026, 2, 14, 8))
    days = {row.cells[1].date() for row in table.rows if isinstance(row.cells[1], datetime)}
    assert date(2026, 2, 14) in days
    assert "Spring Festival (2026-02-16) was never seen" in result.stderr


def test_the_forecast_can_begin_later(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    assert run("--history", calls, "--out", out, "--horizon", "7", "--from", "2026-03-09", "--country", "none").exit_code == 0
    assert (written(out)[0]["start"], written(out)[-1]["start"]) == ("2026-03-09 08:00:00", "2026-03-13 19:30:00")


def test_a_file_without_queues_and_times_is_enough(tmp_path: Path) -> None:
    history, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    history.write_bytes("开始时间,来电量\n".encode("gb18030") + b"".join(f"{row[1]},{row[2]:.0f}\n".encode() for row in rows(5)))
    assert run("--history", history, "--out", out, "--horizon", "7d", "--country", "none").exit_code == 0
    assert {(line["queue"], line["aht_s"]) for line in written(out)} == {("all", "")}


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A history with a negative count, a word for a count, a moment that is none and two rows that contradict each other."""
    body: list[list[object]] = rows()
    body[3][2], body[5][2], body[9][1] = -4.0, "many", "03/08/2026 08:30"
    path = tmp_path / "calls.csv"
    path.write_bytes(csv_bytes(HEADER, [*body, [*body[0][:2], 77.0, None]]))  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("language", "nothing"), [("en", "Nothing was written."), ("zh-hans", "没有写出任何文件。")])
def test_a_row_that_cannot_be_used_is_named_by_file_row_and_column_and_nothing_is_written(
    language: str, nothing: str, bad: Path, tmp_path: Path
) -> None:
    with translation.override(language):
        result = run("--history", bad, "--out", tmp_path / "f.csv", "--country", "none")
        places = [(translation.gettext("row %(row)s") % {"row": row}, column) for row, column in ((5, "calls"), (7, "calls"), (11, "start"))]
        for row, column in places:
            assert f"{bad}, {row}, {translation.gettext('column %(column)s') % {'column': column}}" in result.stderr
    assert result.exit_code == 2
    assert nothing in result.stderr
    assert "--skip-bad-rows" in result.stderr
    assert "contradicts row 2" in result.stderr or language != "en"
    assert [path.name for path in tmp_path.iterdir()] == ["calls.csv"]


def test_bad_rows_are_left_out_by_name_where_that_is_asked_for(bad: Path, tmp_path: Path) -> None:
    result = run("--history", bad, "--out", tmp_path / "f.csv", "--country", "none", "--skip-bad-rows")
    assert result.exit_code == 0
    assert f"{bad}, row 5, column calls" in result.stderr
    assert "Nothing was written" not in result.stderr
    assert len(written(tmp_path / "f.csv")) == 20 * 24


def test_outages_are_told_and_left_out_unless_they_are_to_be_kept(tmp_path: Path) -> None:
    body = rows()
    for row in body:
        if "2026-02-25 09:30" < str(row[1]) < "2026-02-25 13:00":
            row[2] = 0.0
    history = tmp_path / "calls.csv"
    history.write_bytes(csv_bytes(HEADER, body))  # type: ignore[arg-type]
    cleaned = module.load(history, days=7, country=None)
    kept = module.load(history, days=7, country=None, keep_outliers=True)
    place = cleaned.series[0].place(datetime(2026, 2, 25, 10))
    assert not cleaned.series[0].known[place]
    assert kept.series[0].offered[place] == 0
    assert [finding.code for finding in cleaned.findings] == ["history.outage"]
    assert kept.findings == ()
    assert "Probably an outage" in run("--history", history, "--out", tmp_path / "f.csv", "--country", "none").stderr


def test_a_zone_finds_the_hour_that_never_was(tmp_path: Path) -> None:
    history = tmp_path / "calls.csv"
    body = [["q", datetime(2026, 3, 1 + day, hour), 5.0, None] for day in range(14) for hour in range(24)]
    history.write_bytes(csv_bytes(HEADER, body))  # type: ignore[arg-type]
    told = module.load(history, days=7, country="US", zone=module.zone_of("America/New_York")).findings
    assert [(finding.code, finding.row) for finding in told] == [("history.clock_forward", 172)]
    assert module.load(history, days=7, country="US").findings == ()


def test_chinese_holidays_of_an_unpublished_year_are_a_warning_only_when_the_horizon_reaches_it(calls: Path) -> None:
    assert [finding.code for finding in module.load(calls, days=28, country="CN").findings] == []
    late = module.load(calls, days=330, country="CN").findings
    assert [(finding.code, finding.facts["year"]) for finding in late] == [("calendar.unknown_year", 2027)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"start,calls\n", "no data below it"),
        (b"start,number\n2026-03-02 08:00,3\n", "There is no column for offered"),
        (b"start,calls\nmonday,3\n", "row 2, column start"),
        (b"\x00\x01\xff\xfe\xfa", "encoding is not recognised"),
        (b"PK\x03\x04 nonsense", "damaged or not a real .xlsx"),
        (b"start,calls\n2026-03-02 08:00,-3\n", "No row of the history can be used"),
    ],
    ids=["empty", "header", "column", "time", "binary", "zip", "negative"],
)
def test_a_file_that_cannot_be_used_ends_with_its_reason_and_writes_nothing(content: bytes, said: str, tmp_path: Path) -> None:
    history, out = tmp_path / "calls.csv", tmp_path / "f.csv"
    history.write_bytes(content)
    out.write_text("yesterday's")
    result = run("--history", history, "--out", out)
    assert result.exit_code == 2
    assert str(history) in result.stderr
    assert said in result.stderr
    assert out.read_text() == "yesterday's"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calls.csv", "f.csv"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--horizon", "0d", "not a horizon"),
        ("--horizon", "3 months", "not a horizon"),
        ("--horizon", "401", "not a horizon"),
        ("--from", "tomorrow", "not a day"),
        ("--from", "2026-01-10", "must begin after the history ends"),
        ("--country", "XX", "no holiday calendar for country XX"),
        ("--time-zone", "Mars/Olympus", "no time zone"),
        ("--time-zone", "../../etc/passwd", "no time zone"),
    ],
)
def test_an_option_that_means_nothing_is_refused_with_what_would(option: str, value: str, said: str, calls: Path, tmp_path: Path) -> None:
    result = run("--history", calls, "--out", tmp_path / "f.csv", option, value)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "f.csv").exists()


def test_an_output_that_cannot_be_written_is_told_before_the_work(calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work was begun")

    monkeypatch.setattr(module, "load", never)
    for out in (tmp_path / "no" / "f.csv", tmp_path):
        result = run("--history", calls, "--out", out)
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    result = run("--history", tmp_path / "nothing.csv", "--out", tmp_path / "f.csv")
    assert result.exit_code == 2
    assert "nothing.csv" in result.stderr


@pytest.mark.parametrize(("text", "days"), [("28d", 28), ("4w", 28), ("28", 28), (" 4W ", 28), ("400d", 400)])
def test_a_horizon_is_days_or_weeks(text: str, days: int) -> None:
    assert module.horizon_days(text) == days


def test_help_shows_an_example_and_the_exit_codes() -> None:
    result = run("--help")
    assert result.exit_code == 0
    shown = "".join(result.output.split())
    assert "zuoxiforecast--historyexamples/bank_calls_30min.csv--horizon28d--outforecast.csv" in shown
    assert "".join(module.HELP.split())[-20:] in shown


def test_everything_is_said_in_chinese_to_a_chinese_terminal(calls: Path, tmp_path: Path) -> None:
    with translation.override("zh-hans"):
        result = run("--history", calls, "--out", tmp_path / "f.csv", "--horizon", "7d", "--country", "none")
    assert "回测" in result.stdout
    assert "上周同期（基准）" in result.stdout
    assert "Back-test" not in result.stdout


def test_the_shipped_history_becomes_a_forecast(tmp_path: Path) -> None:
    result = run("--history", BANK, "--out", tmp_path / "f.csv", "--country", "US", "--from", "2003-11-03")
    assert result.exit_code == 0
    assert "Probably an outage" in result.stderr
    lines = written(tmp_path / "f.csv")
    assert len(lines) == 20 * 29
    assert {date.fromisoformat(line["start"][:10]).weekday() for line in lines} == {0, 1, 2, 3, 4}


def test_a_history_of_nine_months_by_skill_is_read_though_most_of_it_is_missing(shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    history = shared_data("calls/anonymous_bank_1999/intervals_30min_1999-01.csv")
    result = run("--history", history, "--out", tmp_path / "f.csv", "--horizon", "7d", "--country", "none")
    assert result.exit_code == 0, result.stderr
    assert {"PS", "NE", "NW", "PE"} <= {line["queue"] for line in written(tmp_path / "f.csv")}
