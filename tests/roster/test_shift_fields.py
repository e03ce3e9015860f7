"""Reading TOML tables field by field: every wrong value becomes a finding with its line, and reading goes on."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.roster.shift_fields import Fields, clock, find_lines


def fields(text: str) -> Fields:
    return Fields(tomllib.loads(text), find_lines(text))


def entered(line: str, *keys: str) -> tuple[Fields, str]:
    """A document with one table `[[thing]]` that holds this line."""
    read = fields(f"[[thing]]\n{line}\n")
    ((number, table),) = read.tables("thing")
    return read, read.enter("thing", number, table, keys or ("key",))


def found(read: Fields) -> list[tuple[str, int | None, str | None]]:
    return [(finding.code, finding.row, finding.column) for finding in read.findings]


def test_a_text_is_trimmed() -> None:
    read, place = entered('key = "  早班 "')
    assert read.text(place, "key", longest=5) == "早班"
    assert found(read) == []


@pytest.mark.parametrize("value", ['""', '"   "', '"too long"', "3", "true", '["a"]'])
def test_what_is_no_text_of_the_length_allowed_is_noted(value: str) -> None:
    read, place = entered(f"key = {value}")
    assert read.text(place, "key", longest=5) == ""
    assert found(read) == [("shifts.bad_value", 2, "key")]


def test_a_text_with_a_default_may_be_missing_or_empty() -> None:
    read, place = entered('other = "x"', "key", "other")
    assert read.text(place, "key", longest=5, default="none") == "none"
    read, place = entered('key = ""')
    assert read.text(place, "key", longest=5, default="none") == ""
    assert found(read) == []


def test_a_missing_text_is_noted_at_its_table() -> None:
    read, place = entered('other = "x"', "key", "other")
    assert read.text(place, "key", longest=5) == ""
    assert found(read)[0] == ("shifts.missing_key", 1, None)
    assert read.findings[0].facts["key"] == "key"


@pytest.mark.parametrize(("value", "means", "wrong"), [('"E"', "E", False), ('"e"', "", True), ('"EE"', "", True), ("1", "", True)])
def test_a_pattern_holds_for_the_whole_value(value: str, means: str, wrong: bool) -> None:
    read, place = entered(f"key = {value}")
    assert read.matching(place, "key", r"[A-Z]", default="") == means
    assert bool(read.findings) is wrong


@pytest.mark.parametrize(("value", "means", "wrong"), [("true", True, False), ("false", False, False), ("1", True, True), ('"yes"', True, True)])
def test_a_flag_is_true_or_false_and_nothing_else(value: str, means: bool, wrong: bool) -> None:
    read, place = entered(f"key = {value}")
    assert read.flag(place, "key", default=True) is means
    assert bool(read.findings) is wrong


@pytest.mark.parametrize(
    ("value", "means", "wrong"),
    [
        ("40", 40.0, False),
        ("37.5", 37.5, False),
        ("1", 1.0, False),
        ("168", 168.0, False),
        ("0.9", 1.0, True),
        ("169", 1.0, True),
        ("nan", 1.0, True),
        ("inf", 1.0, True),
        ("true", 1.0, True),
        ('"40"', 1.0, True),
    ],
)
def test_a_number_lies_within_its_bounds(value: str, means: float, wrong: bool) -> None:
    read, place = entered(f"key = {value}")
    assert read.number(place, "key", low=1, high=168) == means
    assert found(read) == ([("shifts.bad_value", 2, "key")] if wrong else [])


def test_the_bounds_of_a_number_are_told() -> None:
    read, place = entered("key = 500")
    read.number(place, "key", low=1, high=168)
    assert read.findings[0].facts == {"text": "500", "wanted": "1-168"}


def test_a_number_that_is_not_there_is_its_default_or_noted_once() -> None:
    read, place = entered('other = "x"', "key", "other")
    assert read.number(place, "key", low=1, high=24, default=8) == 8
    assert found(read) == []
    read.number(place, "key", low=1, high=24)
    assert [code for code, _, _ in found(read)] == ["shifts.missing_key"]


@pytest.mark.parametrize(("value", "means", "wrong"), [("15", 15, False), ("15.0", 1, True), ("0", 1, True), ("300", 1, True)])
def test_a_whole_number_has_no_decimals(value: str, means: int, wrong: bool) -> None:
    read, place = entered(f"key = {value}")
    assert read.whole(place, "key", low=1, high=240) == means
    assert bool(read.findings) is wrong


def test_a_list_of_texts_may_be_missing_but_not_mixed() -> None:
    read, place = entered('key = ["a", "b"]')
    assert read.texts(place, "key") == ["a", "b"]
    read, place = entered('other = "x"', "key", "other")
    assert read.texts(place, "key") is None
    read, place = entered('key = ["a", 1]')
    assert read.texts(place, "key") == []
    assert found(read) == [("shifts.bad_value", 2, "key")]


def test_choices_keep_what_is_known_and_note_the_rest_one_by_one() -> None:
    read, place = entered('key = ["late", "nite", "night", "lang"]')
    assert read.choices(place, "key", ("late", "night")) == ["late", "night"]
    assert [finding.facts["text"] for finding in read.findings] == ["nite", "lang"]


@pytest.mark.parametrize(
    ("value", "start", "means"),
    [
        ('"12:00"', 510, 210),
        ("210", 510, 210),
        ("0", 510, 0),
        ('"08:30"', 510, 0),
        ('"01:00"', 1320, 180),
        ('"21:59"', 1320, 1439),
        ("1440", 0, 1440),
    ],
)
def test_an_offset_is_minutes_or_the_next_time_of_day_after_the_start(value: str, start: int, means: int) -> None:
    read, place = entered(f"key = {value}")
    assert read.offset(place, "key", start) == means
    assert found(read) == []


@pytest.mark.parametrize("value", ["-1", "1441", '"noon"', "12.5", "true", '"25:00"'])
def test_what_is_no_offset_is_noted(value: str) -> None:
    read, place = entered(f"key = {value}")
    assert read.offset(place, "key", 510) == 0
    assert found(read) == [("shifts.bad_value", 2, "key")]


@pytest.mark.parametrize(
    ("value", "means"),
    [
        ('["08:30-17:30"]', ((510, 1050),)),
        ('["8:30 ~ 17:30"]', ((510, 1050),)),
        ('["22:00-06:00"]', ((1320, 1800),)),
        ('["00:00-24:00"]', ((0, 1440),)),
        ('["08:00-12:00", "17:00-21:00"]', ((480, 720), (1020, 1260))),
        ('["18:00-22:00", "23:00-02:00"]', ((1080, 1320), (1380, 1560))),
        ('["20:00-23:00", "00:30-02:00"]', ((1200, 1380), (1470, 1560))),
    ],
)
def test_blocks_follow_the_clock_also_past_midnight(value: str, means: tuple[tuple[int, int], ...]) -> None:
    read, place = entered(f"key = {value}")
    assert read.blocks(place, "key") == means
    assert found(read) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("[]", "shifts.bad_value"),
        ('["08:30"]', "shifts.bad_value"),
        ('["08:30-17:30", "18:00-19:00", "20:00-21:00"]', "shifts.bad_value"),
        ("[8, 17]", "shifts.bad_value"),
        ('["08:30-17:30", 5]', "shifts.bad_value"),
        ('"08:30-17:30"', "shifts.bad_value"),
        ('["08:30-08:30", "09:00-10:00"]', "shifts.too_long"),
        ('["08:00-12:00", "12:00-16:00"]', "shifts.too_long"),
        ('["08:00-20:00", "10:00-11:00"]', "shifts.too_long"),
    ],
)
def test_what_is_no_blocks_is_noted_and_none_are_read(value: str, code: str) -> None:
    read, place = entered(f"key = {value}")
    assert read.blocks(place, "key") == ()
    assert [finding[0] for finding in found(read)] == [code]


@pytest.mark.parametrize(("value", "means"), [('"07:00-21:00"', (420, 1260)), ('"00:00-24:00"', (0, 1440)), ('"21:00-07:00"', None), ("7", None)])
def test_hours_open_before_they_close(value: str, means: tuple[int, int] | None) -> None:
    read, place = entered(f"key = {value}")
    assert read.hours(place, "key") == means
    assert bool(read.findings) is (means is None)


def test_hours_may_be_missing() -> None:
    read, place = entered('other = "x"', "key", "other")
    assert read.hours(place, "key") is None
    assert found(read) == []


def test_a_key_that_is_not_of_the_format_is_noted_with_those_that_are() -> None:
    read, _ = entered("keys = 1", "key", "other")
    assert found(read) == [("shifts.unknown_key", 2, "keys")]
    assert read.findings[0].facts == {"key": "keys", "known": "key, other"}


def test_tables_are_numbered_and_found_again() -> None:
    read = fields("[[a]]\nx = 1\n[[a]]\nx = 2\n")
    numbered = list(read.tables("a"))
    assert [(number, table["x"]) for number, table in numbered] == [(0, 1), (1, 2)]
    assert read.position("a", numbered[1][1]) == 1
    assert list(read.tables("b")) == []


@pytest.mark.parametrize("text", ["a = 1\n", 'a = ["x"]\n', "[a]\nx = 1\n"])
def test_what_is_no_list_of_tables_is_noted(text: str) -> None:
    read = fields(text)
    assert list(read.tables("a")) == []
    assert [finding[0] for finding in found(read)] == ["shifts.not_tables"]


def test_inner_tables_belong_to_the_last_outer_one() -> None:
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\nx = 3\n"
    lines = find_lines(text)
    assert lines["a[0].b[0]", "x"] == 3
    assert lines["a[0].b[1]", "x"] == 5
    assert lines["a[1].b[0]", "x"] == 8
    read = fields(text)
    inner: list[Any] = []
    for number, table in read.tables("a"):
        place = read.enter("a", number, table, ("b",))
        inner.append([one["x"] for one in read.list_of_tables(place, "b")])
    assert inner == [[1, 2], [3]]


def test_a_key_twice_in_one_table_keeps_its_first_line() -> None:
    assert find_lines("[[a]]\nx = 1\ny = [\n  2\n]\nx = 3\n")["a[0]", "x"] == 2


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_of_day_is_read_with_and_without_a_leading_zero(hour: int, minute: int) -> None:
    assert clock(f"{hour:02}:{minute:02}") == clock(f"{hour}:{minute:02}") == 60 * hour + minute


@given(st.text(max_size=6))
def test_any_other_text_is_no_time_of_day_or_a_minute_of_the_day(text: str) -> None:
    minute = clock(text)
    assert minute is None or 0 <= minute <= 1440
