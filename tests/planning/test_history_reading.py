"""Reading a file without storing anything: names become codes, doubtful rows become remarks, the rest is believed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zuoxi.core import calendar
from zuoxi.core.tables import Sheet, csv_bytes, xlsx_bytes
from zuoxi.core.tables.limits import Limits
from zuoxi.engine.finding import Refusal
from zuoxi.planning.history_reading import LEFT_OUT, Options, Reading, Surroundings, read
from zuoxi.rules.forecast import HistoryPolicy

NAMES = {"general": "general", "通用": "general", "billing": "billing"}
HEADER = ["开始时间", "队列", "来电量"]
Rows = list[list[Any]]


def days_off(first: date, count: int) -> frozenset[date]:
    """The public holidays as published: reading a file asks no database."""
    return frozenset(facts.day for facts in calendar.days(first, count, country="CN").days if facts.is_holiday)


def around(*, zone: str = "Asia/Shanghai", holidays: Callable[[date, int], frozenset[date]] = days_off, limits: Limits | None = None):
    given = {"names": NAMES, "zone": ZoneInfo(zone), "settings": HistoryPolicy(), "holidays": holidays}
    return Surroundings(**given, **({"limits": limits} if limits else {}))  # type: ignore[arg-type]


def hours(first: str = "2026-11-16", *, days: int = 1, queue: str = "general", count: int = 10) -> Rows:
    begin = datetime.fromisoformat(first)
    return [[f"{begin + timedelta(days=day, hours=hour):%Y-%m-%d %H:%M}", queue, count + hour] for day in range(days) for hour in range(8, 20)]


def check(rows: Rows, *, header: list[str] | None = None, options: Options | None = None, **more: Any) -> Reading:
    return read(csv_bytes(header or HEADER, rows), options=options or Options(), around=around(**more))


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_every_row_of_a_good_file_is_believed_as_it_stands() -> None:
    reading = check(hours())
    assert reading.findings == ()
    assert (reading.rows, len(reading.believed)) == (12, 12)
    first = reading.believed[0]
    assert (first.queue, first.start, first.minutes, first.entry.offered, first.entry.row) == ("general", datetime(2026, 11, 16, 8), 60, 18.0, 2)


def test_a_workbook_and_a_csv_with_the_same_rows_are_read_the_same() -> None:
    rows = hours(days=2)
    as_csv = check(rows)
    book = xlsx_bytes([Sheet("话务", HEADER, [[datetime.fromisoformat(row[0]), *row[1:]] for row in rows])])
    as_book = read(book, options=Options(), around=around())
    assert [(one.queue, one.start, one.entry.offered) for one in as_book.believed] == [
        (one.queue, one.start, one.entry.offered) for one in as_csv.believed
    ]


def test_the_sheet_that_was_chosen_is_read() -> None:
    book = xlsx_bytes([Sheet("封面", ["说明"], [["话务导出"]]), Sheet("数据", HEADER, hours())])
    with pytest.raises(Refusal) as refused:
        read(book, options=Options(), around=around())
    assert refused.value.code == "tables.missing_column"
    assert len(read(book, options=Options(sheet="数据"), around=around()).believed) == 12


def test_day_and_time_may_stand_in_two_columns() -> None:
    rows = [["2026/11/16", f"{hour:02d}:00-{hour + 1:02d}:00", "通用", hour] for hour in range(8, 20)]
    reading = check(rows, header=["日期", "时段", "队列", "来电量"])
    assert [one.start.hour for one in reading.believed] == list(range(8, 20))


def test_names_are_told_apart_without_case_and_spaces() -> None:
    reading = check([*hours(queue=" General "), *hours("2026-11-17", queue="通用")])
    assert {one.queue for one in reading.believed} == {"general"}


def test_each_unknown_name_is_told_once_with_its_first_row() -> None:
    reading = check([*hours(), *hours(queue="甲"), *hours(queue="乙"), *hours("2026-11-17", queue="甲")])
    assert reading.unknown == {"甲": 14, "乙": 26}
    assert [(finding.code, finding.row) for finding in reading.findings] == [("history_file.unknown_queue", 14), ("history_file.unknown_queue", 26)]
    assert len(reading.believed) == 12


def test_an_empty_queue_cell_is_told_as_empty_and_can_be_mapped() -> None:
    rows = [*hours(), *hours("2026-11-17", queue="")]
    assert codes(check(rows)) == ["history_file.empty_queue"]
    mapped = check(rows, options=Options(queues={"": "billing"}))
    assert {one.queue for one in mapped.believed} == {"general", "billing"}


def test_what_the_planner_says_wins_over_a_name_that_is_known() -> None:
    reading = check(hours(), options=Options(queues={"general": "billing"}))
    assert {one.queue for one in reading.believed} == {"billing"}


def test_two_names_may_mean_one_queue_but_then_may_not_contradict_each_other() -> None:
    reading = check([*hours(), *hours(queue="甲", count=99)], options=Options(queues={"甲": "general"}))
    assert set(codes(reading)) == {"history.contradiction", "history.unsorted", "history.no_rows"}
    assert reading.believed == ()
    apart = check([*hours(), *hours("2026-11-17", queue="甲")], options=Options(queues={"甲": "general"}))
    assert len(apart.believed) == 24


def test_a_file_of_which_every_queue_is_left_out_holds_nothing() -> None:
    reading = check(hours(queue="甲"), options=Options(queues={"甲": LEFT_OUT}))
    assert (reading.believed, reading.summary(), reading.unknown) == ((), {}, {})


def test_without_a_queue_column_nothing_is_guessed_even_if_there_is_only_one_queue() -> None:
    rows = [row[:1] + row[2:] for row in hours()]
    reading = check(rows, header=["start", "calls"])
    assert (codes(reading), reading.without_queue, reading.believed) == (["history_file.no_queue"], True, ())
    chosen = check(rows, header=["start", "calls"], options=Options(queue="billing"))
    assert (codes(chosen), chosen.without_queue, len(chosen.believed)) == ([], True, 12)


def test_shares_split_a_file_without_queues_and_keep_its_sum() -> None:
    rows = [row[:1] + row[2:] for row in hours(days=5)]
    reading = check(rows, header=["start", "calls"], options=Options(shares={"general": 0.7, "billing": 0.3}))
    summary = reading.summary()
    assert summary["general"]["offered"] + summary["billing"]["offered"] == sum(row[1] for row in rows)
    assert summary["billing"]["offered"] == pytest.approx(0.3 * sum(row[1] for row in rows), abs=2)


def test_each_queue_has_its_own_step() -> None:
    quarters = [[f"2026-11-16 {8 + n // 4:02d}:{15 * (n % 4):02d}", "billing", 3] for n in range(48)]
    summary = check([*hours(), *quarters]).summary()
    assert (summary["general"]["minutes"], summary["billing"]["minutes"]) == (60, 15)


def test_the_summary_counts_by_queue_from_its_first_day_to_its_last() -> None:
    reading = check([*hours("2026-11-17"), *hours("2026-11-16", queue="billing", days=3)])
    assert reading.summary() == {
        "general": {"intervals": 12, "offered": sum(range(18, 30)), "first": "2026-11-17", "last": "2026-11-17", "minutes": 60},
        "billing": {"intervals": 36, "offered": 3 * sum(range(18, 30)), "first": "2026-11-16", "last": "2026-11-18", "minutes": 60},
    }


@pytest.mark.parametrize(
    ("row", "code", "severity"),
    [
        (["2026-11-17 08:00", "general", -1], "history.negative", "error"),
        (["2026-11-17 08:00", "general", 10**9], "history.absurd", "error"),
        (["2026-11-17 08:00", "general", "viele"], "history.unreadable_number", "error"),
        (["gestern", "general", 3], "history.unreadable_time", "error"),
        (["2026-11-17 08:07", "general", 3], "history.off_grid", "error"),
        (["2026-11-16 08:00", "general", 18], "history.repeated", "warning"),
        (["2026-11-16 08:00", "general", 99], "history.contradiction", "error"),
        (["2026-11-15 08:00", "general", 4], "history.unsorted", "warning"),
    ],
)
def test_what_cannot_be_is_told_with_its_row_and_the_rest_is_believed(row: list[Any], code: str, severity: str) -> None:
    reading = check([*hours(), row])
    told = [(finding.code, finding.severity) for finding in reading.findings if finding.code == code]
    assert told == [(code, severity)]
    assert len(reading.believed) >= 11


def test_a_missing_day_is_told_unless_it_is_a_public_holiday() -> None:
    rows = [row for row in hours("2026-09-14", days=26) if not row[0].startswith(("2026-09-23", "2026-10-01"))]
    told = {str(finding.facts["day"]) for finding in check(rows).findings if finding.code == "history.missing_day"}
    assert told == {"2026-09-23"}
    without = {
        str(finding.facts["day"])
        for finding in check(rows, holidays=lambda first, count: frozenset()).findings
        if finding.code == "history.missing_day"
    }
    assert without == {"2026-09-23", "2026-10-01"}


def test_the_calendar_is_asked_for_the_days_of_the_file_and_no_others() -> None:
    asked: list[tuple[date, int]] = []

    def holidays(first: date, count: int) -> frozenset[date]:
        asked.append((first, count))
        return frozenset()

    check(hours("2026-11-16", days=5), holidays=holidays)
    assert asked == [(date(2026, 11, 16), 5)]


def test_an_hour_that_came_twice_is_not_believed_and_one_that_never_was_neither() -> None:
    rows: Rows = [[f"2026-10-25 {hour:02d}:00", "general", 5] for hour in range(24)]
    reading = check(rows, zone="Europe/Berlin")
    assert ("history.clock_back", "warning") in [(finding.code, finding.severity) for finding in reading.findings]
    assert datetime(2026, 10, 25, 2) not in {one.start for one in reading.believed}
    assert len(reading.believed) == 23


def test_handling_times_that_cannot_be_are_taken_out_and_the_count_stays() -> None:
    rows = [[*row, 180] for row in hours()]
    rows[3][3] = 999_999
    reading = check(rows, header=[*HEADER, "平均处理时长"])
    assert codes(reading) == ["history.absurd_aht"]
    assert [one.entry.aht_s for one in reading.believed].count(None) == 1
    assert len(reading.believed) == 12


def test_limits_are_held_before_anything_is_believed() -> None:
    with pytest.raises(Refusal) as refused:
        check(hours(days=3), limits=Limits(rows=20))
    assert refused.value.code == "tables.too_many_rows"
    with pytest.raises(Refusal) as refused:
        check(hours(days=3), limits=Limits(file_bytes=100))
    assert refused.value.code == "tables.file_too_large"


def test_a_file_of_which_no_row_can_be_used_says_why_of_each_row() -> None:
    reading = check([["2026-11-17 08:00", "general", -1], ["2026-11-17 09:00", "general", -2]])
    assert [(finding.code, finding.row) for finding in reading.findings] == [
        ("history.negative", 2),
        ("history.negative", 3),
        ("history.no_rows", None),
    ]
    assert reading.believed == ()


def test_intervals_of_no_known_length_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        check([[f"2026-11-17 08:{minute:02d}", "general", 1] for minute in (0, 7, 14, 21, 28, 35, 42)])
    assert refused.value.code == "history.unknown_step"


def test_options_survive_their_way_through_json() -> None:
    options = Options(queues={"甲": "general"}, queue="billing", shares={"general": 1.0}, sheet="数据")
    assert Options(**options.as_json()) == options
    assert Options(**Options().as_json()) == Options()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01", "2062-11-16"])
def test_a_mistyped_year_is_an_error_of_its_row_and_is_not_believed(day: str) -> None:
    reading = check(hours() + [[f"{day} 08:00", "general", 5]])
    assert [(finding.row, finding.severity) for finding in reading.findings if finding.code in ("history.no_such_year", "history.far_day")] == [
        (14, "error")
    ]
    assert {one.start.year for one in reading.believed} == {2026}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_file_of_days_at_the_ends_of_the_calendar_is_refused(day: str) -> None:
    with pytest.raises(Refusal, match="no_such_year") as caught:
        check([[f"{day} 08:00", "general", 5], [f"{day} 09:00", "general", 5]])
    assert caught.value.facts["row"] == 2
