"""Files that planning hands out can be read by what reads such files, hold text as text, and say the same as the page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast, client_of
from tests.web.planning import world
from zuoxi.core.tables import read_table, sheet_names
from zuoxi.core.tables.calls import read_calls
from zuoxi.planning import accuracy, effects, facts, shrinkage
from zuoxi.planning.models import HistoryInterval
from zuoxi.planning.remarks import Remark
from zuoxi.roster.requirement_files import read_requirement
from zuoxi.web.planning import exports, forecast_page, requirement_page

pytestmark = pytest.mark.django_db
HOSTILE = ("=1+1", "+86 138", "-5", "@SUM(A1)", "\t=cmd", "1.38E+10", "007")


def test_a_requirement_as_a_file_is_the_demand_that_the_roster_reads(cast: Cast) -> None:
    shrinkage.store(shares={("break", day): 0.2 for day in range(7)} | {("leave", day): 0.1 for day in range(7)})
    made = world.requirement(cast)
    demand = facts.demand(made)
    content = exports.requirement_csv(made, requirement_page.rows(made))
    found = read_requirement(read_table(content), queues={code: code for code in demand}, first_day=world.MONDAY, days=14)
    assert found.findings == ()
    assert found.step_min == 30
    assert {code: heads.tolist() for code, heads in found.heads.items()} == {code: heads.tolist() for code, heads in demand.items()}


def test_a_workbook_and_a_csv_of_a_requirement_hold_the_same(cast: Cast) -> None:
    made = world.requirement(cast)
    rows = requirement_page.rows(made)
    as_csv, as_book = read_table(exports.requirement_csv(made, rows)), read_table(exports.requirement_xlsx(made, rows))
    assert as_csv.header == as_book.header
    assert [float(str(row.cells[2])) for row in as_csv.rows] == [row.cells[2] for row in as_book.rows]
    assert [str(row.cells[1])[:16] for row in as_csv.rows] == [f"{row.cells[1]:%Y-%m-%d %H:%M}" for row in as_book.rows]


def test_a_forecast_as_a_file_can_be_read_like_a_history(cast: Cast) -> None:
    forecast = world.forecast(cast)
    shown = effects.shown(forecast, forecast_page.rows(forecast), [])
    entries, findings = read_calls(read_table(exports.forecast_csv(forecast, shown)))
    assert findings == []
    assert {(entry.queue, entry.offered, entry.aht_s) for entry in entries} == {("card", 20.0, 180.0)}
    assert entries[0].start == datetime(2026, 11, 23, 8)
    assert len(entries) == 10 * 24


def test_layers_stand_on_a_sheet_of_their_own_in_the_readers_language(cast: Cast) -> None:
    layer = world.layer(cast)
    forecast = layer.forecast
    shown = effects.shown(forecast, forecast_page.rows(forecast), [layer])
    for language, names in (("zh-hans", ["预测", "调整层"]), ("en", ["Forecast", "Layers"])):
        with translation.override(language):
            content = exports.forecast_xlsx(forecast, shown, [layer])
        assert sheet_names(content) == names
        row = read_table(content, sheet=names[1]).rows[0].cells
        assert row[3] == 25.0
        assert row[4:6] == (datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_a_spreadsheet_would_run_or_bend_stays_text(cast: Cast, text: str) -> None:
    layer = world.layer(cast, reason=text)
    shown = effects.shown(layer.forecast, forecast_page.rows(layer.forecast), [layer])
    with translation.override("en"):
        book = exports.forecast_xlsx(layer.forecast, shown, [layer])
        report = exports.remarks_csv([Remark("error", "x", 3, text, text)])
    assert text.strip() in str(read_table(book, sheet="Layers").rows[0].cells[6])
    cell = read_table(report).rows[0].cells[3]
    assert isinstance(cell, str)
    assert cell.strip() == text.strip()
    assert f",{text}\r\n" not in report.decode("utf-8-sig") or text[0] not in "=+-@\t"


def test_a_report_lists_what_the_page_lists(cast: Cast) -> None:
    lines = [Remark("error", "a", 2, "calls", "wrong"), Remark("warning", "b", None, "", "odd")]
    with translation.override("en"):
        table = read_table(exports.remarks_csv(lines))
    assert table.header == ("Row", "Column", "Kind", "What was found")
    assert [row.cells for row in table.rows] == [("2", "calls", "error", "wrong"), (None, None, "warning", "odd")]


def test_a_comparison_holds_said_and_came_side_by_side_and_gaps_empty(cast: Cast) -> None:
    snapshot = world.snapshot(cast)
    source = world.file(cast, "stored")
    for minute in (480, 510):
        HistoryInterval.objects.create(queue=world.queue(cast), start=world.local(world.MONDAY, minute), minutes=30, offered=25, file=source)
    rows = read_table(exports.comparison_csv(snapshot, accuracy.compare(snapshot, [world.queue(cast)]))).rows
    assert [row.cells[2:] for row in rows[:3]] == [("20", "25"), ("20", "25"), ("20", None)]


def test_the_template_names_each_queue_once(cast: Cast) -> None:
    queue = world.queue(cast)
    with translation.override("zh-hans"):
        table = read_table(exports.history_template([queue], day=date(2026, 11, 22)))
    assert [row.cells[1] for row in table.rows] == ["信用卡"]
    assert table.rows[0].cells[0] == datetime(2026, 11, 22, 8, 30)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_saved_under_the_name_of_the_forecast(cast: Cast, kind: str) -> None:
    forecast = world.forecast(cast, name="十二月/二〇二六")
    response = client_of(cast.wu).get(reverse(f"planning:forecast-{kind}", args=[forecast.pk]))
    assert "attachment" in response.headers["Content-Disposition"]
    assert kind in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"].startswith("text/csv" if kind == "csv" else "application/vnd.openxml")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_day_that_needs_nobody_is_not_in_the_file(cast: Cast) -> None:
    made = world.requirement(cast)
    table = read_table(exports.requirement_csv(made, requirement_page.rows(made)))
    days = {str(row.cells[1])[:10] for row in table.rows}
    assert days == {(world.MONDAY + timedelta(days=n)).isoformat() for n in range(14) if n % 7 < 5}
