"""The roster workbook: what is where, how it looks, how it prints; also with names of 200 characters and nobody in it (UX 46)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest
from django.utils import translation

from zuoxi.core.tables import read_table, sheet_names
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.roster.roster_files.coverage import QueueCoverage, rows
from zuoxi.roster.roster_files.sheet import DAY_OFF, Line, Look, RosterSheet, looks
from zuoxi.roster.roster_files.workbook import PAPERS, pale, weekdays, workbook
from zuoxi.roster.shift_files import read_shifts

FIRST = date(2026, 12, 1)
LOOKS = {"早": Look("早班", "08:30-17:30", "#2f7ed8"), "晚": Look("晚班", "13:00-22:00", "#d9822b")}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sheet(days: int = 7, people: int = 2, **more: object) -> RosterSheet:
    lines = tuple(Line(f"{n:05}", f"林{n}", "一班") for n in range(people))
    codes = tuple(tuple(("早", "晚", None)[(n + d) % 3] for d in range(days)) for n in range(people))
    return RosterSheet(FIRST, lines, codes, LOOKS, **more)  # type: ignore[arg-type]


def part(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def grid(data: bytes) -> ElementTree.Element:
    return part(data, "xl/worksheets/sheet1.xml")


def style_of(data: bytes, address: str) -> dict[str, str]:
    """Fill and font colour of a cell of the first sheet."""
    styles = part(data, "xl/styles.xml")
    cell = next(cell for cell in grid(data).iter(f"{MAIN}c") if cell.get("r") == address)
    formats = styles.find(f"{MAIN}cellXfs")
    fills, fonts = styles.find(f"{MAIN}fills"), styles.find(f"{MAIN}fonts")
    assert formats is not None
    assert fills is not None
    assert fonts is not None
    look = formats[int(cell.get("s", "0"))]
    fill = fills[int(look.get("fillId", "0"))].find(f".//{MAIN}fgColor")
    font = fonts[int(look.get("fontId", "0"))].find(f"{MAIN}color")
    return {"fill": "" if fill is None else fill.get("rgb", ""), "font": "" if font is None else font.get("rgb", "")}


def test_the_first_rows_name_columns_days_and_weekdays() -> None:
    table = read_table(workbook(sheet(), ()))
    assert table.header[:3] == ("Work number", "Name", "Team")
    assert [name[:10] for name in table.header[3:]] == [(FIRST + timedelta(days=n)).isoformat() for n in range(7)]
    assert table.rows[0].cells[3:] == ("Tu", "We", "Th", "Fr", "Sa", "Su", "Mo")
    assert table.rows[1].cells == ("00000", "林0", "一班", "早", "晚", DAY_OFF, "早", "晚", DAY_OFF, "早")


def test_holidays_and_make_up_days_are_marked_beside_the_weekday() -> None:
    marked = sheet(marks={FIRST: "hol", FIRST + timedelta(days=4): "work"})
    assert read_table(workbook(marked, ())).rows[0].cells[3:8] == ("Tuhol", "We", "Th", "Fr", "Sawork")


def test_a_shift_has_its_colour_pale_enough_for_black_letters() -> None:
    data = workbook(sheet(), ())
    assert style_of(data, "D3")["fill"][-6:].lower() == pale(LOOKS["早"].colour)[1:]
    assert style_of(data, "E3")["fill"][-6:].lower() == pale(LOOKS["晚"].colour)[1:]


def test_a_code_without_a_look_has_no_colour_and_is_still_written() -> None:
    plain = RosterSheet(FIRST, (Line("1"),), (("X",),))
    data = workbook(plain, ())
    assert style_of(data, "D3")["fill"] == ""
    assert read_table(data).rows[1].cells[3] == "X"


def test_weekends_are_shaded_where_nobody_works() -> None:
    idle = RosterSheet(FIRST, (Line("1"),), ((None,) * 7,), LOOKS)
    data = workbook(idle, ())
    assert [bool(style_of(data, f"{column}3")["fill"]) for column in "DEFGHIJ"] == [False, False, False, False, True, True, False]
    assert [bool(style_of(data, f"{column}1")["fill"]) for column in "GH"] == [False, True]


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_it_prints_landscape_on_either_paper_one_page_wide(paper: str) -> None:
    page = grid(workbook(sheet(), (), paper=paper))  # type: ignore[arg-type]
    setup = page.find(f"{MAIN}pageSetup")
    assert setup is not None
    assert setup.get("orientation") == "landscape"
    assert setup.get("paperSize") == str(PAPERS[paper])
    assert setup.get("fitToHeight") == "0"


def test_head_and_names_are_on_every_page_and_stay_in_view() -> None:
    data = workbook(sheet(), ())
    names = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    assert re.search(r"Print_Titles[^>]*>'?Roster'?!\$A:\$C,'?Roster'?!\$1:\$2<", names)
    pane = grid(data).find(f".//{MAIN}pane")
    assert pane is not None
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("3", "2", "frozen")


def test_title_version_and_page_numbers_are_printed_and_marks_in_them_are_not_obeyed() -> None:
    page = grid(workbook(sheet(title="A & B &P"), (), version="v3, 2026-11-20 10:00"))
    texts = {tag: page.findtext(f".//{MAIN}{tag}") or "" for tag in ("oddHeader", "oddFooter")}
    assert texts["oddHeader"] == "&LA && B &&P"
    assert texts["oddFooter"] == "&Lv3, 2026-11-20 10:00&R&P / &N"


def test_a_title_of_any_length_is_cut_to_what_a_header_holds() -> None:
    page = grid(workbook(sheet(title="很" * 500), (), version="长" * 500))
    assert all(len(page.findtext(f".//{MAIN}{tag}") or "") < 255 for tag in ("oddHeader", "oddFooter"))


def test_names_of_two_hundred_characters_are_kept_whole() -> None:
    long = RosterSheet(FIRST, (Line("1" * 32, "名" * 200, "班" * 200),), (("早",),), LOOKS)
    row = read_table(workbook(long, ())).rows[1]
    assert row.cells[:3] == ("1" * 32, "名" * 200, "班" * 200)


def test_a_roster_of_nobody_is_a_workbook_too() -> None:
    data = workbook(RosterSheet(FIRST, (), ()), ())
    assert sheet_names(data) == ["Roster", "Shifts", "Coverage"]


def test_the_legend_lists_every_kind_with_its_hours_and_the_day_off() -> None:
    table = read_table(workbook(sheet(), ()), sheet="Shifts")
    assert [row.cells for row in table.rows] == [("早", "早班", "08:30-17:30"), ("晚", "晚班", "13:00-22:00"), (DAY_OFF, "day off", None)]


def test_looks_come_from_the_shifts_file() -> None:
    text = '[[shift]]\ncode = "两"\nname = "两头班"\ncolour = "#123456"\nblocks = ["08:00-12:00", "17:00-21:00"]\n'
    assert looks(read_shifts(text.encode(), policy=BreakPolicy()).shifts) == {"两": Look("两头班", "08:00-12:00 17:00-21:00", "#123456")}


def covered(queue: str, required: list[float], scheduled: list[float], step: int = 60) -> QueueCoverage:
    need, there = (np.zeros((2, 1440 // step)) for _ in range(2))
    need[0, 8 : 8 + len(required)], there[0, 8 : 8 + len(scheduled)] = required, scheduled
    return QueueCoverage(queue, step, need, there)


def test_coverage_has_a_row_for_each_interval_in_which_somebody_is_needed_or_there() -> None:
    found = list(rows((covered("热线", [2, 0, 1], [2, 3, 0.5]), covered("贷款", [1], [])), first_day=FIRST))
    assert found == [
        ("热线", FIRST, "08:00", 2, 2, 0),
        ("热线", FIRST, "09:00", 0, 3, 3),
        ("热线", FIRST, "10:00", 1, 0.5, -0.5),
        ("贷款", FIRST, "08:00", 1, 0, -1),
    ]


def test_figures_of_coverage_are_numbers_and_days_are_dates() -> None:
    table = read_table(workbook(sheet(), (covered("热线", [2.004], [1]),)), sheet="Coverage")
    assert table.header == ("queue", "day", "start", "required", "scheduled", "difference")
    assert table.rows[0].cells == ("热线", datetime(2026, 12, 1), "08:00", 2.0, 1.0, -1.0)


def test_weekdays_have_seven_different_names_in_both_languages() -> None:
    assert len(set(weekdays())) == 7
    with translation.override("zh-hans"):
        assert weekdays() == ["一", "二", "三", "四", "五", "六", "日"]


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#2f7ed8", "#45508a"])
def test_a_pale_colour_is_a_colour(colour: str) -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", pale(colour))
    assert int(pale(colour)[1:3], 16) >= int(colour[1:3], 16)
