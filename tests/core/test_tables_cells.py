"""What cells mean, case by case; and the way columns are found (UX 47 and 48)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import as_text, find_columns, moment, number
from zuoxi.core.tables.formulas import with_guard, without_guard
from zuoxi.core.tables.table import Cell, is_blank, plain
from zuoxi.core.tables.workbook import clock, nearest_second
from zuoxi.engine.finding import Refusal

WANTED = {
    "name": ("name", "姓名"),
    "number": ("staff_number", "工号", "employee no"),
    "team": ("team", "班组", "组别"),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("-0", 0.0),
        ("+7", 7.0),
        ("1,234,567", 1_234_567.0),
        ("12,34", None),
        ("1,2345", None),
        (",5", None),
        ("5,", None),
        ("1 234", None),
        ("３．５", 3.5),
        ("－３", -3.0),
        ("1e-3", 0.001),
        ("1e", None),
        ("e5", None),
        ("1.", 1.0),
        ("..", None),
        ("1.2.3", None),
        ("٣", 3.0),
        ("½", None),
        ("NaN", None),
        ("Infinity", None),
        ("1" * 400, None),
        ("12%", None),
        ("¥12", None),
        ("12次", None),
    ],
)
def test_text_is_a_number_or_nothing(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_python_writes_is_read_back(value: float) -> None:
    assert number(repr(value)) == value
    assert number(value) == value


@given(st.integers(-(10**15), 10**15))
def test_thousands_commas_change_nothing(value: int) -> None:
    assert number(f"{value:,}") == value


@pytest.mark.parametrize("cell", [datetime(2026, 3, 8), None, float("inf"), float("-inf")])
def test_moments_and_nothing_and_the_infinite_are_no_numbers(cell: Cell) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-03-08", "2026-03-08T00:00:00"),
        ("2026-3-8", "2026-03-08T00:00:00"),
        ("2026/03/08 8:05", "2026-03-08T08:05:00"),
        ("2026.3.8 08:05:09", "2026-03-08T08:05:09"),
        ("2026-03-08T23:59:59", "2026-03-08T23:59:59"),
        ("2026-03-08 08:30:00.000", "2026-03-08T08:30:00"),
        ("2026年03月08日", "2026-03-08T00:00:00"),
        ("2026年3月8日 8时", "2026-03-08T08:00:00"),
        ("2026年3月8日8时5分", "2026-03-08T08:05:00"),
        ("2026年3月8日 8时5分9秒", "2026-03-08T08:05:09"),
        (" 2026-03-08  08:30 ", "2026-03-08T08:30:00"),
        ("2026 - 03 - 08 08 : 30", "2026-03-08T08:30:00"),
        ("2028-02-29 00:00", "2028-02-29T00:00:00"),
    ],
)
def test_moments_are_read_in_each_spelling(text: str, wanted: str) -> None:
    assert moment(text) == datetime.fromisoformat(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "26-03-08",
        "8.3.2026",
        "03/08/26",
        "20260308",
        "2026-03-08 25:00",
        "2026-03-08 08:60",
        "2026-03-08 08:30:61",
        "2026-03-08 08:30 PM",
        "2026-03-08Z",
        "2026-03-08 08:30 foo",
        "08:30",
        "tomorrow",
    ],
)
def test_what_is_no_moment_or_could_be_two_is_not_read(text: str) -> None:
    assert moment(text) is None


@given(st.datetimes(min_value=datetime(1900, 1, 1)))
def test_every_moment_python_writes_is_read_to_the_second(value: datetime) -> None:
    assert moment(value.isoformat(sep=" ")) == value.replace(microsecond=0)
    assert moment(value) == value


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  林 ", "林"),
        (0.0, "0"),
        (-12.0, "-12"),
        (13_800_138_000.0, "13800138000"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (datetime(2026, 3, 8), "2026-03-08 00:00:00"),
    ],
)
def test_a_cell_shows_what_people_see(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(("cell", "blank"), [(None, True), ("", True), (" \t　", True), ("0", False), (0.0, False), ("--", False)])
def test_only_nothing_and_spaces_are_blank(cell: Cell, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interval Start", "interval_start"),
        ("ＡＨＴ", "aht"),
        ("平均 处理 时长", "平均处理时长"),
        ("Staff-Number", "staff number"),
        ("STRASSE", "straße"),
    ],
)
def test_names_are_the_same_whatever_their_dress(one: str, other: str) -> None:
    assert plain(one) == plain(other)
    assert plain(one) != plain(other + "x")


def test_columns_are_found_in_any_order_and_others_are_left_alone() -> None:
    assert find_columns(("备注", "组别", "Employee No", "", "姓名"), WANTED) == {"name": 4, "number": 2, "team": 1}


@pytest.mark.parametrize(
    ("header", "code", "field"),
    [
        (("姓名", "工号"), "tables.missing_column", "team"),
        (("工号", "班组"), "tables.missing_column", "name"),
        (("姓名", "工号", "班组", "组别"), "tables.ambiguous_column", "team"),
        (("name", "姓名", "工号", "班组"), "tables.ambiguous_column", "name"),
    ],
)
def test_what_is_missing_or_double_is_named(header: tuple[str, ...], code: str, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        find_columns(header, WANTED)
    assert (caught.value.code, caught.value.facts["field"]) == (code, field)
    assert field in sentence(caught.value.code, caught.value.facts)


def test_an_optional_column_may_be_missing_but_not_double() -> None:
    assert "team" not in find_columns(("姓名", "工号"), WANTED, optional=("team",))
    with pytest.raises(Refusal, match="ambiguous"):
        find_columns(("姓名", "工号", "班组", "组别"), WANTED, optional=("team",))


@given(st.text(max_size=20))
def test_the_guard_of_a_text_always_comes_off_again(text: str) -> None:
    assert without_guard(with_guard(text)) == text


@given(st.text(alphabet="=+-@＝＋－＠\t \r\n'ab", max_size=6))
def test_no_guarded_text_begins_with_what_a_spreadsheet_would_run(text: str) -> None:
    shown = with_guard(text)
    assert shown[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"}
    assert not shown.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["早班", "a=b", "13800138000", "'tis", "it's", "3-4", ""])
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert with_guard(text) == text


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (59, "00:00:59"),
        (3_600, "01:00:00"),
        (108_300, "30:05:00"),
        (-90, "-00:01:30"),
    ],
)
def test_durations_show_hours_beyond_a_day(seconds: int, shown: str) -> None:
    assert clock(seconds) == shown


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-400_000, 400_000))
def test_a_moment_a_little_off_its_second_is_put_back(value: datetime, micros: int) -> None:
    whole = value.replace(microsecond=0)
    assert nearest_second(whole + timedelta(microseconds=micros)) == whole
