"""Rosters as files: what is written is read back without a difference, nothing runs as a formula, bad cells are told by address (UX 46, 47)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Sheet, csv_bytes, read_table, sheet_names, xlsx_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import PlacedBreak
from zuoxi.engine.roster.breaks_cover import Cover
from zuoxi.engine.roster.problem import Shift
from zuoxi.roster.roster_files.coverage import coverage, rows
from zuoxi.roster.roster_files.reading import RosterFile, read_roster
from zuoxi.roster.roster_files.roster_csv import roster_csv
from zuoxi.roster.roster_files.sheet import Line, Look, RosterSheet, clock, hours
from zuoxi.roster.roster_files.workbook import pale, workbook

FIRST = date(2026, 12, 28)
CODES = ("早", "晚2", "N", "=1", "8", "一")
LOOKS = {"早": Look("早班", "08:30-17:30", "#2f7ed8"), "=1": Look("=HYPERLINK(1)", "", "#b5485d")}


def small(**more: object) -> RosterSheet:
    lines = (Line("00017", "林小雨", "一班"), Line("00020", "𠮷强", "二班"))
    return RosterSheet(FIRST, lines, (("早", None, "晚2"), (None, "早", "早")), LOOKS, **more)  # type: ignore[arg-type]


def cells(sheet: RosterSheet) -> dict[tuple[str, date], str | None]:
    return {
        (line.number, day): code for line, codes in zip(sheet.lines, sheet.codes, strict=True) for day, code in zip(sheet.days, codes, strict=True)
    }


def back(data: bytes, sheet: RosterSheet) -> RosterFile:
    return read_roster(data, people=[line.number for line in sheet.lines], days=sheet.days, codes=CODES)


@st.composite
def sheets(draw: st.DrawFn) -> RosterSheet:
    numbers = draw(st.lists(st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True), min_size=1, max_size=12, unique=True))
    days = draw(st.integers(1, 40))
    names = st.text(st.characters(exclude_categories=["C"]), max_size=8)
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    drawn = rng.integers(-1, len(CODES), (len(numbers), days)).tolist()
    lines = tuple(Line(number, draw(names), draw(names)) for number in numbers)
    codes = tuple(tuple(CODES[cell] if cell >= 0 else None for cell in row) for row in drawn)
    marks = {FIRST: "休", FIRST + timedelta(days=2): "班"}
    return RosterSheet(FIRST, lines, codes, LOOKS, marks, "中心 & 班表")


@settings(max_examples=80, deadline=None)
@given(sheets(), st.sampled_from(["zh-hans", "en"]))
def test_a_roster_written_and_read_back_has_no_difference(sheet: RosterSheet, language: str) -> None:
    with translation.override(language):
        file = back(workbook(sheet, ()), sheet)
    assert file.findings == ()
    assert file.cells == cells(sheet)


@pytest.mark.slow
def test_a_thousand_random_rosters_come_back_without_a_difference() -> None:
    rng = np.random.default_rng(1)
    differences = 0
    for _ in range(1000):
        people, days = int(rng.integers(1, 5)), int(rng.integers(1, 8))
        drawn = rng.integers(-1, len(CODES), (people, days)).tolist()
        lines = tuple(Line(f"{n:05}", "林") for n in range(people))
        sheet = RosterSheet(FIRST, lines, tuple(tuple(CODES[cell] if cell >= 0 else None for cell in row) for row in drawn), LOOKS)
        differences += back(workbook(sheet, ()), sheet).cells != cells(sheet)
    assert differences == 0


def test_a_roster_of_three_hundred_people_prints_and_returns() -> None:
    lines = tuple(Line(f"{n:05}", "林小雨", "一班") for n in range(300))
    sheet = RosterSheet(FIRST, lines, (("早",) * 31,) * 300, LOOKS)
    file = back(workbook(sheet, (), paper="A3"), sheet)
    assert len(file.cells) == 9300


def test_a_sheet_typed_by_hand_is_read_too() -> None:
    data = csv_bytes(("Employee", "2026/12/28", "2026年12月29日"), [("00017", "早", "OFF"), ("00020", "-", ""), ("", "", ""), ("", "", "")])
    assert back(data, small()).cells == {
        ("00017", FIRST): "早",
        ("00017", FIRST + timedelta(days=1)): None,
        ("00020", FIRST): None,
        ("00020", FIRST + timedelta(days=1)): None,
    }


def test_part_of_the_people_and_days_may_be_handed_in() -> None:
    data = xlsx_bytes([Sheet("x", ("工号", "姓名", "2026-12-29"), [("00020", "", "晚2")])])
    assert back(data, small()).cells == {("00020", date(2026, 12, 29)): "晚2"}


def grid(*lines: tuple[str, ...], header: tuple[str, ...] = ("工号", "姓名", "2026-12-28", "2026-12-29")) -> bytes:
    return xlsx_bytes([Sheet("x", header, lines)])


@pytest.mark.parametrize(
    ("data", "code", "address"),
    [
        (grid(("00017", "林", "早", "中")), "roster_file.unknown_shift", "D2"),
        (grid(("00017", "林", "早", ""), ("00099", "吴", "早", "")), "roster_file.unknown_person", "A3"),
        (grid(("00017", "林", "早", ""), ("00017", "林", "早", "")), "roster_file.person_twice", "A3"),
        (grid(("", "林", "早", "")), "roster_file.no_number", "A2"),
        (grid(("00017", "林", "早", ""), header=("工号", "姓名", "2026-12-28", "2026-12-27")), "roster_file.bad_day", "D"),
        (grid(("00017", "林", "早", ""), header=("工号", "姓名", "2026-12-28", "remarks")), "roster_file.bad_day", "D"),
        (grid(("00017", "林", "早", ""), header=("工号", "姓名", "2026-12-28", "2026/12/28")), "roster_file.day_twice", "D"),
    ],
)
def test_a_bad_cell_is_told_by_its_address_and_nothing_is_read(data: bytes, code: str, address: str) -> None:
    file = back(data, small())
    assert [(finding.code, finding.facts["address"]) for finding in file.findings] == [(code, address)]
    assert file.cells == {}
    assert address in sentence(code, file.findings[0].facts)


def test_every_bad_cell_is_listed() -> None:
    file = back(grid(("00017", "林", "X", "Y"), ("00020", "吴", "早", "Z")), small())
    assert [finding.facts["address"] for finding in file.findings] == ["C2", "D2", "D3"]


def test_remarks_under_the_grid_are_passed_over() -> None:
    data = grid(("00017", "林", "早", "休"), ("", "图例：早 08:30", "", ""))
    assert (len(back(data, small()).cells), back(data, small()).findings) == (2, ())


def test_a_sheet_without_days_or_numbers_is_refused() -> None:
    with pytest.raises(Refusal, match=r"roster_file\.no_days"):
        back(grid(("00017", "林"), header=("工号", "姓名")), small())
    with pytest.raises(Refusal, match=r"tables\.missing_column"):
        back(grid(("林", "早"), header=("姓名", "2026-12-28")), small())


def xml(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    lines = (Line("=1+1", "@SUM(A1)", "https://example.com"),)
    data = workbook(RosterSheet(FIRST, lines, (("=1",),), LOOKS, title="=2"), ())
    for sheet in (1, 2, 3):
        page = xml(data, f"xl/worksheets/sheet{sheet}.xml")
        assert "<f>" not in page
        assert "<hyperlink" not in page
    assert read_table(data).rows[1].cells[:3] == ("=1+1", "@SUM(A1)", "https://example.com")


def test_the_roster_prints_landscape_with_its_head_on_every_page() -> None:
    page = xml(workbook(small(title="客服 & 一部"), (), version="v3 2026-12-20 10:00"), "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in page
    assert 'paperSize="9"' in page
    assert "&amp;P / &amp;N" in page
    assert "v3 2026-12-20 10:00" in page
    assert "客服 &amp;&amp; 一部" in page
    names = xml(workbook(small(), ()), "xl/workbook.xml")
    assert "Print_Titles" in names


def test_the_workbook_has_the_roster_first_then_shifts_and_coverage() -> None:
    with translation.override("zh-hans"):
        data = workbook(small(marks={FIRST: "休"}), ())
    assert sheet_names(data) == ["班表", "班次", "人力覆盖"]
    top = read_table(data)
    assert top.header[:3] == ("工号", "姓名", "班组")
    assert [cell for cell in top.rows[0].cells if cell] == ["一休", "二", "三"]
    assert [row.cells[0] for row in read_table(data, sheet="班次").rows] == ["早", "=1", "休"]


def test_the_coverage_sheet_tells_required_scheduled_and_difference_by_interval() -> None:
    need, present = np.zeros((1, 96), dtype=np.int64), np.zeros((1, 96), dtype=np.int64)
    need[0, 34:38], present[0, 34:37] = 2, 3
    covers = coverage({"热线": Cover(15, need, present, np.maximum(need - present, 0))}, step_min=30)
    assert list(rows(covers, first_day=FIRST)) == [("热线", FIRST, "08:30", 2, 3, 1), ("热线", FIRST, "09:00", 2, 1.5, -0.5)]
    with translation.override("en"):
        table = read_table(workbook(small(), covers), sheet="Coverage")
    assert [row.cells[2:] for row in table.rows] == [("08:30", 2.0, 3.0, 1.0), ("09:00", 2.0, 1.5, -0.5)]


def test_the_csv_has_a_row_for_every_person_and_day_with_hours_and_breaks() -> None:
    breaks = {(0, 0): (PlacedBreak(600, 615, "休息", True), PlacedBreak(720, 780, "午餐", False)), (1, 1): (PlacedBreak(1430, 1460, "夜宵", False),)}
    data = roster_csv(small(), breaks)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0] == ["employee", "day", "shift", "hours", "breaks"]
    assert lines[1] == ["00017", "2026-12-28", "早", "08:30-17:30", "10:00-10:15 休息; 12:00-13:00 午餐"]
    assert lines[2] == ["00017", "2026-12-29", "", "", ""]
    assert lines[5][4] == "23:50-00:20 夜宵"
    assert len(lines) == 7


def test_formulas_in_the_csv_are_guarded() -> None:
    sheet = RosterSheet(FIRST, (Line("=cmd"),), (("=1",),), LOOKS)
    assert re.search(rb"'=cmd,2026-12-28,'=1", roster_csv(sheet, {}))


@pytest.mark.parametrize(("minute", "text"), [(0, "00:00"), (510, "08:30"), (1440, "24:00"), (1500, "01:00"), (1439, "23:59")])
def test_minutes_are_shown_as_the_clock_shows_them(minute: int, text: str) -> None:
    assert clock(minute) == text


def test_hours_of_a_shift_are_its_blocks() -> None:
    assert hours(Shift("两", ((480, 720), (1020, 1260)))) == "08:00-12:00 17:00-21:00"
    assert hours(Shift("夜", ((1320, 1800),))) == "22:00-06:00"


def test_a_pale_colour_keeps_black_text_readable() -> None:
    for colour in ("#000000", "#45508a", "#b5485d"):
        red, green, blue = (int(pale(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5))
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.45
    assert pale("#ffffff") == "#ffffff"
