"""CSV in: encodings, delimiters, row numbers, and what is refused (UX 47, A24)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.core.sentences import SENTENCES, sentence
from zuoxi.core.tables import Limits, Table, as_text, check_size, find_columns, moment, number, read_path, read_table
from zuoxi.engine.finding import Refusal

CHINESE = "开始时间,来电量\n2026-03-08 08:30,12\n2026-03-08 09:00,15\n"


def refused(data: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_table(data, limits=limits or Limits())
    assert sentence(caught.value.code, caught.value.facts)
    return caught.value


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_text_reads_the_same_in_every_encoding_of_a_chinese_office(encoding: str) -> None:
    table = read_table(CHINESE.encode(encoding))
    assert table.header == ("开始时间", "来电量")
    assert cells(table) == [("2026-03-08 08:30", "12"), ("2026-03-08 09:00", "15")]


def test_gb18030_is_accepted_without_a_word_and_keeps_rare_characters() -> None:
    table = read_table("姓名,工号\n𠮷野,007\n".encode("gb18030"))
    assert (cells(table), table.notes) == ([("𠮷野", "007")], ())


@pytest.mark.parametrize(
    "data",
    ["имя,возраст\nИван,3\n".encode("cp1251"), "name,café\nMüller,2\n".encode("latin-1"), b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\xfa\x00\xff"],
    ids=["russian", "french", "picture"],
)
def test_bytes_that_are_no_text_of_ours_are_refused(data: bytes) -> None:
    assert refused(data).code == "tables.undecodable"


def test_a_broken_byte_behind_a_bom_is_refused_not_replaced() -> None:
    assert refused(b"\xef\xbb\xbfstart,calls\n\xff\xfe,1\n").code == "tables.undecodable"
    assert refused("start,calls\n1,2\n".encode("utf-16") + b"\x00").code == "tables.undecodable"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_found_out(mark: str) -> None:
    table = read_table(f"start{mark}calls{mark}note\n1{mark}2{mark}a b\n".encode())
    assert table.header == ("start", "calls", "note")
    assert cells(table) == [("1", "2", "a b")]


def test_a_comma_inside_quotes_does_not_win_over_semicolons() -> None:
    table = read_table(b'"a,b,c";calls\n"1,5";2\n')
    assert (table.header, cells(table)) == (("a,b,c", "calls"), [("1,5", "2")])


def test_rows_keep_the_numbers_a_spreadsheet_shows() -> None:
    table = read_table(b'\nname,calls\n\n"two\nlines",2\n,\nlast,3\n')
    assert table.header == ("name", "calls")
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("two\nlines", "2")), (6, ("last", "3"))]


def test_short_rows_are_filled_and_long_rows_are_refused_with_their_number() -> None:
    assert cells(read_table(b"a,b,c\n1\n1,2,3,,\n")) == [("1", None, None), ("1", "2", "3")]
    refusal = refused(b"a,b\n1,2\n1,2,3\n")
    assert (refusal.code, refusal.facts["row"], refusal.facts["columns"]) == ("tables.row_too_long", 3, 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.empty"),
        (b"\n \n,,\n", "tables.empty"),
        (b"start,calls\n", "tables.header_only"),
        (b"start,calls\n\n,\n", "tables.header_only"),
        (b"start,calls,Calls\n1,2,3\n", "tables.duplicate_header"),
        ("来电量,来 电 量\n1,2\n".encode(), "tables.duplicate_header"),
        (b'start,calls\n"2026,1\n', "tables.broken_quotes"),
        (b'start,calls\n"20"26,1\n', "tables.broken_quotes"),
    ],
)
def test_a_file_that_cannot_be_a_table_is_refused_with_its_own_reason(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_two_columns_without_a_name_are_no_duplicates() -> None:
    assert read_table(b"a,,,b\n1,2,3,4\n").header == ("a", "", "", "b")


def test_limits_are_policy_and_refuse_one_more_than_they_allow() -> None:
    small = Limits(rows=3, columns=2, cell_characters=10)
    assert len(read_table(b"a,b\n1,2\n3,4\n5,6\n", limits=small).rows) == 3
    assert refused(b"a,b\n1,2\n3,4\n5,6\n7,8\n", small).code == "tables.too_many_rows"
    assert refused(b"a,b,c\n1,2,3\n", small).code == "tables.too_many_columns"
    assert refused(b"a,b\n12345678901,2\n", small).facts == {"row": 2, "most": 10}


def test_a_file_of_200_mb_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(Refusal) as caught:
        read_path(path)
    assert caught.value.facts == {"file": str(path), "megabytes": 200.0, "most": 50.0}
    check_size(50 * 1024 * 1024)
    with pytest.raises(Refusal, match="file_too_large"):
        check_size(50 * 1024 * 1024 + 1)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_path(tmp_path / "none.csv")
    assert caught.value.code == "tables.unreadable_file"
    assert "none.csv" in sentence(caught.value.code, caught.value.facts)


def test_a_refusal_of_a_file_names_file_and_row(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(b"a,b\n1,2,3\n")
    with pytest.raises(Refusal) as caught:
        read_path(path)
    assert (caught.value.facts["file"], caught.value.facts["row"]) == (str(path), 2)


def test_columns_are_found_in_either_language_whatever_case_and_spaces() -> None:
    wanted = {"start": ("start", "interval_start", "开始时间"), "calls": ("calls", "来电量"), "queue": ("queue", "队列")}
    assert find_columns(("来电量", " Interval Start "), wanted, optional=("queue",)) == {"calls": 0, "start": 1}
    assert find_columns(("QUEUE", "开始 时间", "Calls"), wanted) == {"queue": 0, "start": 1, "calls": 2}


def test_a_missing_or_doubtful_column_is_refused_by_name() -> None:
    wanted = {"start": ("start",), "calls": ("calls", "来电量")}
    with pytest.raises(Refusal) as missing:
        find_columns(("start", "number"), wanted)
    assert (missing.value.code, missing.value.facts["field"], missing.value.facts["names"]) == ("tables.missing_column", "calls", "calls, 来电量")
    with pytest.raises(Refusal) as doubtful:
        find_columns(("start", "calls", "来电量"), wanted)
    assert (doubtful.value.code, doubtful.value.facts["names"]) == ("tables.ambiguous_column", "calls, 来电量")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12.0), (" 1,234.5 ", 1234.5), ("１２", 12.0), ("-3", -3.0), (7.0, 7.0), ("1e3", 1000.0), (".5", 0.5),
        ("12 calls", None), ("1,23", None), ("", None), (None, None), ("nan", None), ("inf", None), ("0x10", None), ("--", None),
        (float("nan"), None), ("9e999", None), (".", None), ("+", None), ("1_000", None),
    ],
)  # fmt: skip
def test_a_number_is_read_only_when_nothing_else_stands_in_the_cell(cell: str | float | None, value: float | None) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-08 08:30",
        "2026/3/8 8:30:00",
        "2026-03-08T08:30:00",
        "2026年3月8日 8时30分",
        "2026年3月8日8:30",
        "2026.03.08 08:30:00.000",
        "２０２６-03-08　08：30",
    ],
)
def test_moments_are_read_year_first_in_the_ways_people_write_them(text: str) -> None:
    assert moment(text) == datetime(2026, 3, 8, 8, 30)


@pytest.mark.parametrize(
    "text", ["03/08/2026 08:30", "8:30", "2026-02-30 08:30", "2026-03-08 24:30", "2026-03-08 08:30+08:00", "yesterday", "", None, 45000.0]
)
def test_a_moment_that_could_mean_two_days_is_not_guessed(text: str | float | None) -> None:
    assert moment(text) is None


def test_a_day_alone_is_its_midnight() -> None:
    assert moment("2026-03-08") == datetime(2026, 3, 8)


def test_numbers_show_as_people_see_them() -> None:
    assert [as_text(cell) for cell in (10086.0, 0.5, None, " 早 ", datetime(2026, 3, 8, 8, 30), 1e20)] == [
        "10086", "0.5", "", "早", "2026-03-08 08:30:00", "1e+20",
    ]  # fmt: skip


@given(st.binary(max_size=300))
def test_any_bytes_are_either_a_table_or_a_refusal_with_a_sentence(data: bytes) -> None:
    try:
        widths = {len(row.cells) - len(table.header) for table in [read_table(data)] for row in table.rows}
    except Refusal as refusal:
        widths = {len(sentence(refusal.code, refusal.facts)) * 0}
    assert widths == {0}


def test_every_code_of_this_area_has_one_sentence() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "zuoxi/core/tables").glob("*.py"))
    used = {piece.split('"')[0] for piece in source.split('"tables.')[1:]}
    assert {f"tables.{code}" for code in used} == {code for code in SENTENCES if code.startswith("tables.")}
