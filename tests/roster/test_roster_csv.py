"""A roster as CSV: a row for every person and day, hours and breaks by the clock, nothing that a spreadsheet would run (R-05, UX 47)."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.tables import read_table
from zuoxi.engine.roster.breaks import PlacedBreak
from zuoxi.engine.roster.problem import Shift
from zuoxi.roster.roster_files.roster_csv import HEADER, roster_csv
from zuoxi.roster.roster_files.sheet import Line, Look, RosterSheet, clock, hours

FIRST = date(2026, 12, 30)
LOOKS = {"早": Look("早班", "08:30-17:30", "#2f7ed8"), "夜": Look("夜班", "22:00-06:00", "#45508a")}


def sheet(*codes: tuple[str | None, ...], numbers: tuple[str, ...] = ("00017", "00020")) -> RosterSheet:
    return RosterSheet(FIRST, tuple(Line(number) for number in numbers[: len(codes)]), codes, LOOKS)


def rows(of: RosterSheet, breaks: dict[tuple[int, int], tuple[PlacedBreak, ...]] | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(roster_csv(of, breaks or {}).decode("utf-8-sig"))))


def test_every_person_has_every_day_in_order() -> None:
    found = rows(sheet(("早", None, "夜"), (None, None, None)))
    assert [(row["employee"], row["day"]) for row in found] == [
        (number, (FIRST + timedelta(days=day)).isoformat()) for number in ("00017", "00020") for day in range(3)
    ]
    assert found[2]["day"] == "2027-01-01"


def test_a_day_off_has_no_shift_no_hours_and_no_breaks() -> None:
    (row,) = rows(sheet((None,)))
    assert (row["shift"], row["hours"], row["breaks"]) == ("", "", "")


def test_hours_are_those_of_the_kind_and_empty_where_it_has_no_look() -> None:
    found = rows(sheet(("早", "夜", "X")))
    assert [row["hours"] for row in found] == ["08:30-17:30", "22:00-06:00", ""]
    assert found[2]["shift"] == "X"


def test_breaks_are_listed_by_the_clock_also_after_midnight() -> None:
    placed = {(0, 0): (PlacedBreak(1425, 1455, "夜宵", False), PlacedBreak(1560, 1575, "休息", True))}
    assert rows(sheet(("夜",)), placed)[0]["breaks"] == "23:45-00:15 夜宵; 02:00-02:15 休息"


def test_breaks_belong_to_their_person_and_day() -> None:
    placed = {(1, 0): (PlacedBreak(720, 780, "午餐", False),)}
    found = rows(sheet(("早", "早"), ("早", "早")), placed)
    assert [bool(row["breaks"]) for row in found] == [False, False, True, False]


def test_a_roster_of_nobody_is_a_header() -> None:
    assert roster_csv(RosterSheet(FIRST, (), ()), {}).decode("utf-8-sig").strip() == ",".join(HEADER)


TEXT = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4, unique=True), st.integers(0, 2**32))
def test_numbers_and_codes_are_read_back_as_they_were(numbers: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = tuple(tuple(("早", "夜", "=1", None)[int(cell)] for cell in rng.integers(0, 4, 3)) for _ in numbers)
    table = read_table(roster_csv(sheet(*codes, numbers=tuple(numbers)), {}))
    assert [row.cells[0] for row in table.rows] == [number for number in numbers for _ in range(3)]
    assert [row.cells[2] for row in table.rows] == [code for line in codes for code in line]


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (((510, 1050),), "08:30-17:30"),
        (((480, 720), (1020, 1260)), "08:00-12:00 17:00-21:00"),
        (((1320, 1800),), "22:00-06:00"),
        (((900, 1440),), "15:00-24:00"),
        (((0, 360),), "00:00-06:00"),
    ],
)
def test_hours_of_a_shift_are_written_as_people_say_them(blocks: tuple[tuple[int, int], ...], text: str) -> None:
    assert hours(Shift("X", blocks)) == text


@given(st.integers(0, 2880))
def test_every_minute_of_two_days_has_a_time_of_day(minute: int) -> None:
    hour, rest = (int(part) for part in clock(minute).split(":"))
    assert (60 * hour + rest) % 1440 == minute % 1440
