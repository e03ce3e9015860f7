"""What cells of a people file mean: parts, skills with levels, days, leave, yes and no; None where it cannot be told (O-04)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.people.files_cells import day, leave, parts, skill, yes

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        (None, []),
        ("", []),
        ("  ", []),
        ("a", ["a"]),
        ("a;b", ["a", "b"]),
        ("a；b，c、d", ["a", "b", "c", "d"]),
        ("a\nb", ["a", "b"]),
        (" a ; ; b ;", ["a", "b"]),
        ("ａ；ｂ", ["a", "b"]),
        (5.0, ["5"]),
    ],
)
def test_a_cell_is_split_at_every_mark_people_use(cell: str | float | None, means: list[str]) -> None:
    assert parts(cell) == means


@pytest.mark.parametrize(
    ("part", "means"),
    [
        ("热线:4", ("热线", 4)),
        ("热线 : 4", ("热线", 4)),
        ("a:b:3", ("a:b", 3)),
        ("热线:1", ("热线", 1)),
        ("热线:5", ("热线", 5)),
        ("热线:05", ("热线", 5)),
        ("热线:" + "0" * 5000 + "5", ("热线", 5)),
        ("热线:" + "9" * 5000, None),
        ("热线:0", None),
        ("热线:6", None),
        ("热线:４", None),
        ("热线:", None),
        ("热线", None),
        (":4", None),
        ("4", None),
        ("热线:four", None),
        ("热线:-1", None),
        ("热线:4.0", None),
    ],
)
def test_a_skill_has_a_name_and_a_level_from_one_to_five(part: str, means: tuple[str, int] | None) -> None:
    assert skill(part) == means


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20), st.integers(1, 5))
def test_every_skill_that_is_written_is_read(name: str, level: int) -> None:
    assert skill(f"{name}:{level}") == (name, level)


@pytest.mark.parametrize("text", ["是", "Y", "yes", "TRUE", "1", "x", "√", "✓", " 是 "])
def test_many_words_mean_yes(text: str) -> None:
    assert yes(text) is True


@pytest.mark.parametrize("text", ["否", "N", "no", "false", "0", "", None])
def test_many_words_and_nothing_mean_no(text: str | None) -> None:
    assert yes(text) is False


@pytest.mark.parametrize("text", ["maybe", "2", "是否", "on"])
def test_other_words_mean_neither(text: str) -> None:
    assert yes(text) is None


def test_numbers_of_a_workbook_are_yes_and_no_too() -> None:
    assert yes(1.0) is True
    assert yes(0.0) is False


@given(DAYS)
def test_a_day_is_read_in_every_form_people_write(one: date) -> None:
    written = (
        one.isoformat(),
        f"{one.year}/{one.month}/{one.day}",
        f"{one.year}年{one.month}月{one.day}日",
        f"{one.year}.{one.month:02}.{one.day:02}",
    )
    assert {day(text) for text in written} == {one}
    assert day(datetime(one.year, one.month, one.day)) == one


@pytest.mark.parametrize("cell", ["31/12/2026", "12-31-2026", "2026-02-30", "2026", "tomorrow", "", None, 46000.0, "2026-12-31 08:00"])
def test_what_is_not_for_certain_a_day_is_none(cell: str | float | None) -> None:
    assert day(cell) is None


def test_a_moment_of_a_workbook_is_no_day() -> None:
    assert day(datetime(2026, 12, 31, 8)) is None


@given(st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=5))
def test_leave_that_is_written_is_read_in_order(spans: list[tuple[date, int]]) -> None:
    ranges = [(first, first + timedelta(days=length)) for first, length in spans]
    text = "; ".join(f"{first}~{last}" if first != last else str(first) for first, last in ranges)
    assert leave(text) == tuple(sorted(ranges))


@pytest.mark.parametrize("mark", ["~", "～", "至", " to ", "—", "–", ".."])
def test_a_range_may_be_written_with_any_of_these(mark: str) -> None:
    assert leave(f"2026-12-10{mark}2026-12-14") == ((date(2026, 12, 10), date(2026, 12, 14)),)


@pytest.mark.parametrize(
    ("cell", "bad"),
    [
        ("2026-12-14~2026-12-10", "2026-12-14~2026-12-10"),
        ("2026-12-03; soon", "soon"),
        ("2026-12-03~", "2026-12-03~"),
        ("~2026-12-03", "~2026-12-03"),
        ("2026-12-01~2026-12-02~2026-12-03", "2026-12-01~2026-12-02~2026-12-03"),
        ("12-03", "12-03"),
    ],
)
def test_the_part_of_leave_that_cannot_be_read_is_given_back(cell: str, bad: str) -> None:
    assert leave(cell) == bad


def test_leave_of_one_day_in_a_workbook_is_a_day_and_a_moment_is_not() -> None:
    assert leave(datetime(2026, 12, 3)) == ((date(2026, 12, 3), date(2026, 12, 3)),)
    assert leave(datetime(2026, 12, 3, 9)) == "2026-12-03 09:00:00"
