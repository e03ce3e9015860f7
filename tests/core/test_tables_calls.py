"""Call histories as centres export them: names in two languages, one column or two for the time, durations in three spellings (F-03)."""

from __future__ import annotations

from datetime import datetime

import pytest

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Sheet, read_table, xlsx_bytes
from zuoxi.core.tables.calls import duration_s, read_calls
from zuoxi.engine.finding import Refusal
from zuoxi.engine.history.series import Entry

HALF_PAST_EIGHT = datetime(2026, 3, 8, 8, 30)


@pytest.mark.parametrize(
    "text",
    [
        "start,calls\n2026-03-08 08:30,12\n",
        "interval_start,Offered\n2026/3/8 8:30,12\n",
        "开始时间,来电量\n2026-03-08 08:30:00,12\n",
        "呼入量;开始时间\n12;2026年3月8日 8:30\n",
        "日期,时段,来电量\n2026-03-08,08:30-09:00,12\n",
        "日期,时间,话务量\n2026/3/8,8:30,12\n",
        "date,time,calls\n2026-03-08,08:30:00,12\n",
        "日期\t时段\t进线量\n2026-03-08\t08:30～09:00\t12\n",
    ],
)
def test_the_same_interval_is_read_from_every_usual_header(text: str) -> None:
    assert read_calls(read_table(text.encode())) == ([Entry(2, "", HALF_PAST_EIGHT, 12.0)], [])


def test_queue_handling_time_and_the_rest_are_read_where_they_are() -> None:
    text = "队列,开始时间,来电量,接起量,放弃量,平均处理时长\n信用卡,2026-03-08 08:30,12,10,2,00:03:25\n"
    assert read_calls(read_table(text.encode("gb18030")))[0] == [Entry(2, "信用卡", HALF_PAST_EIGHT, 12.0, 205.0, 10.0, 2.0)]


def test_a_file_without_queues_takes_the_name_it_is_given() -> None:
    assert read_calls(read_table(b"start,calls\n2026-03-08 08:30,12\n"), queue="voice")[0][0].queue == "voice"


def test_a_workbook_with_real_dates_reads_like_its_csv() -> None:
    rows = [[datetime(2026, 3, 8), "08:30", 12.0, 205], [datetime(2026, 3, 8), "09:00", None, None]]
    data = xlsx_bytes([Sheet("calls", ["日期", "时段", "来电量", "aht"], rows)])
    entries, findings = read_calls(read_table(data))
    assert entries == [Entry(2, "", HALF_PAST_EIGHT, 12.0, 205.0), Entry(3, "", datetime(2026, 3, 8, 9), None)]
    assert findings == []


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("205", 205.0),
        (205.5, 205.5),
        ("3:25", 205.0),
        ("00:03:25", 205.0),
        ("1:00:00", 3600.0),
        ("75:00", 4500.0),
        ("0:75", None),
        ("1:75:00", None),
        ("3m25s", None),
        (None, None),
    ],
)
def test_handling_times_are_seconds_however_they_are_written(cell: str | float | None, seconds: float | None) -> None:
    assert duration_s(cell) == seconds


def test_unreadable_cells_are_told_by_row_and_column_and_the_rest_is_read() -> None:
    text = "start,calls,aht\n2026-03-08 08:30,12,200\n03/08/2026,5,200\n2026-03-08 09:00,many,200\n2026-03-08 09:30,7,long\n2026-03-08 10:00,,\n"
    entries, findings = read_calls(read_table(text.encode()))
    assert [(f.code, f.row, f.column, f.facts["value"]) for f in findings] == [
        ("history.unreadable_time", 3, "start", "03/08/2026"),
        ("history.unreadable_number", 4, "calls", "many"),
        ("history.unreadable_number", 5, "aht", "long"),
    ]
    assert [(e.row, e.offered, e.aht_s) for e in entries] == [(2, 12.0, 200.0), (4, None, 200.0), (5, 7.0, None), (6, None, None)]
    assert all(sentence(f.code, f.facts) for f in findings)


@pytest.mark.parametrize("slot", ["24:30", "8", "08:30-later", "8:60"])
def test_a_time_of_day_that_is_none_is_told(slot: str) -> None:
    text = f"日期,时段,来电量\n2026-03-08,{slot},12\n2026-03-08,09:00,12\n"
    entries, findings = read_calls(read_table(text.encode()))
    assert (len(entries), [f.code for f in findings]) == (1, ["history.unreadable_time"])


def test_a_file_without_one_readable_time_is_refused_at_its_first_row() -> None:
    with pytest.raises(Refusal) as caught:
        read_calls(read_table(b"start,calls\nmonday,1\ntuesday,2\n"))
    assert (caught.value.code, caught.value.facts["row"], caught.value.facts["column"]) == ("history.unreadable_time", 2, "start")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("start,number", "tables.missing_column"),
        ("calls,queue", "tables.missing_column"),
        ("日期,来电量", "tables.missing_column"),
        ("start,calls,offered", "tables.ambiguous_column"),
    ],
)
def test_a_file_without_time_or_counts_or_with_two_of_them_is_refused(header: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_calls(read_table(f"{header}\n{','.join('x' * len(header.split(',')))}\n".encode()))
    assert caught.value.code == code
