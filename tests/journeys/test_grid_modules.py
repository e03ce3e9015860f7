"""The modules of the grid's script by themselves, held to examples and properties in the browser they run in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.utils import translation
from playwright.sync_api import Page

from tests.cast import Cast
from zuoxi.cli.demo.shifts import KINDS
from zuoxi.web.roster import grid_texts

Browse = Callable[..., Page]
Call = Callable[..., Any]


@pytest.fixture
def page(browse: Browse, cast: Cast) -> Page:
    opened = browse()
    opened.goto("/login/")
    return opened


@pytest.fixture
def call(page: Page) -> Call:
    """`call("clock", "range(...given)", 480, 960)`: what the expression gives with the module's exports and `given` at hand."""

    def run(module: str, expression: str, *given: Any) -> Any:
        script = f"""async (given) => {{
          const texts = await import("/static/roster/grid/texts.js");
          if (!document.getElementById("t")) {{
            const block = document.createElement("script");
            block.id = "t";
            block.type = "application/json";
            block.textContent = given[1];
            document.body.append(block);
          }}
          texts.load("t");
          const module = await import("/static/roster/grid/{module}.js");
          return ((given, module) => module.{expression})(given[0], module);
        }}"""
        return page.evaluate(script, [list(given), sentences()])

    return run


def sentences() -> str:
    with translation.override("zh-hans"):
        return json.dumps(grid_texts.texts())


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (480, 960, "08:00 ～ 16:00"),
        (1260, 1860, "21:00 ～ 次日 07:00"),
        (960, 1440, "16:00 ～ 24:00"),
        (0, 1, "00:00 ～ 00:01"),
        (0, 2880, "00:00 ～ 次日 00:00"),
    ],
)
def test_times_are_written_as_everywhere_and_a_night_ends_on_the_next_day(call: Call, start: int, end: int, text: str) -> None:
    assert call("clock", "range(...given)", start, end) == text


def test_two_ended_shifts_name_both_their_stretches(call: Call) -> None:
    assert call("clock", "blocks(given)", [480, 720], [1020, 1260]) == "08:00 ～ 12:00、17:00 ～ 21:00"


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-0.04, "0"), (12.5, "+12.5"), (-3, "−3"), (1234.56, "+1,234.6"), (8, "+8")])
def test_differences_have_a_sign_and_no_idle_zero(call: Call, value: float, text: str) -> None:
    assert call("clock", "signed(given[0])", value) == text


def test_days_are_counted_on_the_calendar_not_in_hours(call: Call) -> None:
    assert call("clock", "addDays(...given)", "2026-12-31", 1) == "2027-01-01"
    assert call("clock", "addDays(...given)", "2028-02-28", 1) == "2028-02-29"


def luminance(rgb: list[float]) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance([float(n) for n in colour[4:-1].split()]) for colour in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_a_planner_may_choose_leaves_the_code_readable(call: Call, theme: str) -> None:
    rng = np.random.default_rng(3)
    colours = ["#000000", "#ffffff", "#ff0000", "#ffff00", "#0000ff", "#808080", *(kind[4] for kind in KINDS)]
    colours += ["#" + "".join(f"{value:02x}" for value in rng.integers(0, 256, 3)) for _ in range(300)]
    shades = call("colours", f"shades && given.map((colour) => module.shades(colour, '{theme}'))", *colours)
    assert min(contrast(one["fill"], one["ink"]) for one in shades) >= 4.5
    assert min(contrast(one["fill"], one["edge"]) for one in shades) >= 2.95, "graphics: 3 to 1"


def random_table(rng: np.random.Generator) -> list[list[str]]:
    cells = ["早", "", "夜班", 'with "quotes"', "two\nlines", "tab\tinside", "=1+1", " ", "中"]
    rows, columns = int(rng.integers(1, 6)), int(rng.integers(1, 7))
    return [[str(rng.choice(cells)) for _ in range(columns)] for _ in range(rows)]


def test_what_is_written_for_a_sheet_is_read_back_the_same(call: Call) -> None:
    rng = np.random.default_rng(5)
    tables = [random_table(rng) for _ in range(300)]
    tables = [table for table in tables if table[-1] != [""]]  # an empty last line is what Excel adds
    assert call("clipboard", "parse && given.map((rows) => module.parse(module.write(rows)))", *tables) == tables


def test_what_is_written_is_read_by_others_as_tab_separated_text(call: Call) -> None:
    rng = np.random.default_rng(6)
    tables = [table for table in (random_table(rng) for _ in range(60)) if [""] not in table]
    for table, text in zip(tables, call("clipboard", "parse && given.map((rows) => module.write(rows))", *tables), strict=True):
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        assert read == table


def test_the_line_break_that_excel_adds_is_no_row(call: Call) -> None:
    assert call("clipboard", "parse(given[0])", "a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]
    assert call("clipboard", "parse(given[0])", "a\n\nb\n") == [["a"], [""], ["b"]]


@pytest.mark.parametrize(
    ("row", "column", "text"), [(0, 0, "A1"), (4, 3, "D5"), (0, 25, "Z1"), (0, 26, "AA1"), (49, 30, "AE50"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
)
def test_addresses_are_those_of_a_sheet(call: Call, row: int, column: int, text: str) -> None:
    assert call("clipboard", "address(...given)", row, column) == text


def test_a_shift_is_read_by_code_name_letter_in_any_width_and_case(call: Call) -> None:
    roster = {
        "off": "休",
        "shifts": [
            {"number": 0, "code": "早", "letter": "E", "names": ["早班", "Early"], "active": True},
            {"number": 1, "code": "N1", "letter": "N", "names": ["夜班", "Night"], "active": True},
            {"number": 2, "code": "旧", "letter": "O", "names": ["旧班", ""], "active": False},
        ],
    }
    words = ["早", "早班", " early ", "e", "Ｅ", "n1", "Ｎ１", "夜班", "休", "", "-", "OFF", "旧", "x", "早早"]
    read = call(
        "clipboard",
        "Reader && given[1].map((word) => new module.Reader(given[0], given[2]).read(word) ?? null)",
        roster,
        words,
        grid_texts.off_words(),
    )
    assert read == [0, 0, 0, 0, 0, 1, 1, 1, -1, -1, -1, -1, None, None, None]


PEOPLE = [("林静", "linjing", "lj", "1001"), ("欧阳娜娜", "ouyangnana", "oynn", "1002"), ("𠮷田", "𠮷tian", "𠮷t", "A07")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("林", [0]),
        ("lin jing", [0]),
        ("LJ", [0]),
        ("yang", [1]),
        ("oy", [1]),
        ("100", [0, 1]),
        ("𠮷", [2]),
        ("", [0, 1, 2]),
        ("  ", [0, 1, 2]),
        ("zz", []),
    ],
)
def test_people_are_found_as_they_are_typed(call: Call, typed: str, found: list[int]) -> None:
    people = [dict(zip(("name", "pinyin", "initials", "workNumber"), one, strict=True)) for one in PEOPLE]
    assert call("arrangement", "matches && given[0].flatMap((one, at) => module.matches(one, given[1]) ? [at] : [])", people, typed) == found


def test_a_block_knows_its_corners_whichever_way_it_was_drawn(call: Call) -> None:
    made = (
        "Selection && ((one) => { one.go(...given[0]); one.go(...given[1], true); "
        "return [one.box, one.holds(3, 4), one.holds(5, 4), one.single]; })(new module.Selection())"
    )
    box = {"top": 2, "bottom": 4, "left": 3, "right": 7}
    for one, other in (((2, 3), (4, 7)), ((4, 7), (2, 3)), ((4, 3), (2, 7))):
        assert call("selection", made, one, other) == [box, True, False, False]


@pytest.mark.parametrize("people", [10, 300])
@pytest.mark.parametrize("room", [340, 700, 1160, 1660])
def test_columns_fill_the_room_and_never_shrink_below_the_code(call: Call, room: int, people: int) -> None:
    days = [{"date": f"2026-12-{day:02d}", "d": day - 1} for day in range(1, 32)]
    found = call("columns", "layout(given[0], given[1], given[2], given[3])", ["team", "hours", "nights", "weekends"], days, room, people // 10 + 20)
    widths = [column["width"] for column in found["columns"]]
    assert found["dayWidth"] >= people // 10 + 20
    assert sum(widths) <= room or found["dayWidth"] == max(28, people // 10 + 20)
    assert ("team" in {column["key"] for column in found["columns"]}) is (room >= 640)
    assert found["lead"] == sum(column["width"] for column in found["columns"] if column["kind"] == "info")
