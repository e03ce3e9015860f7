"""The sheet people x days read back: every shape a planner sends it back in, and every cell that cannot be read (UX 5, 47)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.tables import Sheet, csv_bytes, xlsx_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.roster.roster_files.reading import RosterFile, read_roster

FIRST = date(2026, 12, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(4)]
CODES = ("早", "晚2", "D", "8")
HEADER = ("工号", "姓名", "班组", *(day.isoformat() for day in DAYS))
LIN = ("00017", "林小雨", "一班", "早", "晚2", "休", "")
WU = ("00020", "吴强", "一班", "D", "", "", "8")


def read(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER, xlsx: bool = True) -> RosterFile:
    data = xlsx_bytes([Sheet("班表", header, rows)]) if xlsx else csv_bytes(header, rows)  # type: ignore[arg-type]
    return read_roster(data, people=["00017", "00020"], days=DAYS, codes=CODES)


def addresses(file: RosterFile) -> list[tuple[str, str]]:
    return [(finding.code.removeprefix("roster_file."), finding.facts["address"]) for finding in file.findings]


@pytest.mark.parametrize("xlsx", [True, False])
def test_codes_and_days_off_are_read_by_person_and_day(xlsx: bool) -> None:
    file = read(LIN, WU, xlsx=xlsx)
    assert file.findings == ()
    assert [file.cells["00017", day] for day in DAYS] == ["早", "晚2", None, None]
    assert [file.cells["00020", day] for day in DAYS] == ["D", None, None, "8"]


@pytest.mark.parametrize("mark", ["休", "off", "OFF", "Off", "-", "--", "", " ", None])
def test_every_mark_of_a_day_off_is_one(mark: str | None) -> None:
    assert read((*LIN[:3], mark, "早", "", "")).cells["00017", FIRST] is None


def test_a_code_that_excel_made_a_number_is_still_the_code() -> None:
    assert read((*LIN[:3], 8, 8.0, "8", "")).cells["00017", DAYS[1]] == "8"


def test_codes_are_told_apart_by_case_and_trimmed() -> None:
    assert read((*LIN[:3], " 早 ", "D", "", "")).cells["00017", FIRST] == "早"
    assert addresses(read((*LIN[:3], "d", "", "", ""))) == [("unknown_shift", "D2")]


def test_columns_may_stand_in_any_order_and_days_as_dates() -> None:
    header = ("2026/12/2", "姓名", "2026年12月1日", "Employee")
    assert read(("晚2", "林小雨", "早", "00017"), header=header).cells == {("00017", DAYS[0]): "早", ("00017", DAYS[1]): "晚2"}


def test_without_name_and_team_a_row_of_codes_needs_a_number() -> None:
    header = ("工号", *(day.isoformat() for day in DAYS[:2]))
    assert addresses(read(("00017", "早", ""), ("", "早", ""), header=header)) == [("no_number", "A3")]
    assert addresses(read(("00017", "早", ""), ("", "", ""), header=header)) == []


def test_the_row_of_weekdays_is_passed_over_even_if_a_code_looks_like_one() -> None:
    file = read_roster(
        xlsx_bytes([Sheet("x", HEADER[:5], [("", "", "", "二", "三"), ("00017", "林", "一班", "二", "")])]), people=["00017"], days=DAYS, codes=["二"]
    )
    assert file.findings == ()
    assert file.cells == {("00017", DAYS[0]): "二", ("00017", DAYS[1]): None}


def test_a_person_without_a_number_is_told_only_if_something_is_lost() -> None:
    assert addresses(read(LIN, ("", "吴强", "一班", "D", "", "", ""))) == [("no_number", "A3")]
    assert addresses(read(LIN, ("", "吴强", "一班", "", "", "", ""))) == []


def test_every_error_of_a_sheet_is_told_at_once_by_address() -> None:
    file = read((*LIN[:3], "X", "早", "Y", ""), ("00099", "?", "", "早", "", "", ""), ("00017", "", "", "早", "", "", ""))
    assert addresses(file) == [("unknown_shift", "D2"), ("unknown_shift", "F2"), ("unknown_person", "A3"), ("person_twice", "A4")]
    assert file.cells == {}


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("2026-11-30", "bad_day"), ("2026-12-05", "bad_day"), ("12-01", "bad_day"), ("合计", "bad_day"), ("2026年12月1日", "day_twice")],
)
def test_a_column_that_is_no_day_of_the_roster_is_told(column: str, wrong: str) -> None:
    assert addresses(read((*LIN, "早"), header=(*HEADER, column))) == [(wrong, "H")]


def test_columns_beyond_z_are_named_as_the_spreadsheet_does() -> None:
    days = [FIRST + timedelta(days=number) for number in range(31)]
    header = ("工号", "姓名", "班组", *(day.isoformat() for day in days))
    data = xlsx_bytes([Sheet("x", header, [("00017", "", "", *["早"] * 30, "X")])])
    file = read_roster(data, people=["00017"], days=days, codes=CODES)
    assert addresses(file) == [("unknown_shift", "AH2")]


def test_an_empty_file_and_a_sheet_without_days_are_refused() -> None:
    with pytest.raises(Refusal, match=r"tables\.empty"):
        read_roster(b"", people=[], days=DAYS, codes=CODES)
    with pytest.raises(Refusal, match=r"roster_file\.no_days"):
        read(("00017", "林小雨"), header=("工号", "姓名"))
    with pytest.raises(Refusal, match=r"tables\.missing_column"):
        read(("林小雨", "早"), header=("姓名", "2026-12-01"))


def test_a_sheet_in_gb18030_is_read() -> None:
    text = ",".join(HEADER) + "\r\n" + ",".join(LIN) + "\r\n"
    file = read_roster(text.encode("gb18030"), people=["00017"], days=DAYS, codes=CODES)
    assert file.cells["00017", FIRST] == "早"


def test_a_moment_in_a_heading_stands_for_its_day() -> None:
    data = xlsx_bytes([Sheet("x", ("工号", "2026-12-01 00:00:00"), [("00017", "早")])])
    assert read_roster(data, people=["00017"], days=DAYS, codes=CODES).cells == {("00017", FIRST): "早"}
    assert datetime(2026, 12, 1).date() == FIRST


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*CODES, "休", "", "?"]), min_size=4, max_size=4), min_size=1, max_size=2))
def test_a_sheet_is_read_whole_or_not_at_all(rows: list[list[str]]) -> None:
    file = read(*((number, "", "", *row) for number, row in zip(("00017", "00020"), rows, strict=False)))
    bad = sum(cell == "?" for row in rows for cell in row)
    assert len(file.findings) == bad
    assert len(file.cells) == (0 if bad else 4 * len(rows))
