"""Tables out: nothing that was written runs as a formula, and what is read again is what was written (A22, UX 47)."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.tables import Sheet, csv_bytes, read_path, read_table, write_csv, write_whole, write_xlsx, xlsx_bytes
from zuoxi.core.tables.writing import sheet_name
from zuoxi.engine.finding import Refusal

ATTACKS = [
    "=1+1",
    "+1",
    "-1",
    "@a",
    "\ta",
    "\ra",
    "\0a",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "  =1",
    '=HYPERLINK("http://x")',
    "=cmd|'/C calc'!A0",
    "'=1",
    "''=1",
    "\n=1",
]
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=30)


@pytest.mark.parametrize("text", ATTACKS)
def test_text_that_would_run_is_guarded_in_csv_and_comes_back_as_it_was(text: str) -> None:
    data = csv_bytes(["name", "value"], [["x", text]])
    field = data.decode("utf-8-sig").split("x,", 1)[1].lstrip('"')
    assert field.startswith("'")
    assert read_table(data).rows[0].cells == ("x", text)


def test_headers_are_guarded_too() -> None:
    data = csv_bytes(["=1+1", "b"], [["x", "y"]])
    assert data.decode("utf-8-sig").startswith("'=1+1,")
    assert read_table(data).header == ("=1+1", "b")


def test_negative_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    data = csv_bytes(["a", "b", "c", "d", "e"], [[-5.5, -3, None, float("nan"), 12.0]])
    assert data == b"\xef\xbb\xbfa,b,c,d,e\r\n-5.5,-3,,,12\r\n"


def test_a_csv_opens_as_chinese_in_excel() -> None:
    assert csv_bytes(["姓名"], [["林"]]).startswith(b"\xef\xbb\xbf")


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=5))
def test_any_text_makes_the_round_trip_through_csv(texts: list[str]) -> None:
    header = [f"c{n}" for n in range(len(texts))]
    assert read_table(csv_bytes(header, [texts])).rows[0].cells == tuple(texts)


XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(XML_TEXT.filter(str.strip), st.floats(-1e12, 1e12, allow_nan=False)), min_size=1, max_size=5))
def test_any_text_and_number_makes_the_round_trip_through_a_workbook(cells: list[str | float]) -> None:
    header = [f"c{n}" for n in range(len(cells))]
    back = read_table(xlsx_bytes([Sheet("calls", header, [cells])])).rows[0].cells
    assert [type(cell) for cell in back] == [type(cell) for cell in cells]
    assert all(one == pytest.approx(other, rel=1e-12) if isinstance(one, float) else one == other for one, other in zip(cells, back, strict=True))


@pytest.mark.parametrize("text", ["007", "13800138000", "1E5", "http://example.org", "=1+1", "_x0041_", "{=1}"])
def test_text_stays_text_in_a_workbook(text: str) -> None:
    assert read_table(xlsx_bytes([Sheet("a", ["x"], [[text]])])).rows[0].cells == (text,)


def test_moments_and_several_sheets_are_kept() -> None:
    data = xlsx_bytes([Sheet("一", ["t", "n"], [[datetime(2026, 3, 8, 8, 30), 3]]), Sheet("二", ["a"], [["b"]], widths=(30,))])
    assert read_table(data).rows[0].cells == (datetime(2026, 3, 8, 8, 30), 3.0)
    assert read_table(data, sheet="二").rows[0].cells == ("b",)


def test_a_sheet_name_that_excel_forbids_is_made_harmless() -> None:
    assert sheet_name("'=a/b:[c]*?\\") == "=a b  c"
    assert sheet_name("x" * 40) == "x" * 31
    assert sheet_name("///") == "Sheet"


def test_text_longer_than_a_cell_holds_is_refused_with_its_row() -> None:
    with pytest.raises(Refusal) as caught:
        xlsx_bytes([Sheet("a", ["x"], [["fine"], ["y" * 32_768]])])
    assert caught.value.facts["row"] == 3


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    write_csv(path, ["a"], [["1"]])
    assert read_path(path).rows[0].cells == ("1",)

    def torn() -> object:
        yield ["2"]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_csv(path, ["a"], torn())  # type: ignore[arg-type]
    assert read_path(path).rows[0].cells == ("1",)
    assert os.listdir(tmp_path) == ["f.csv"]


def test_a_folder_in_the_way_leaves_no_rubbish_behind(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").touch()
    with pytest.raises(OSError, match="out"):
        write_whole(tmp_path / "out", b"x")
    assert os.listdir(tmp_path) == ["out"]


def test_a_written_workbook_can_be_read_from_disk(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [Sheet("a", ["x"], [["早"]])])
    assert read_path(tmp_path / "a.xlsx").rows[0].cells == ("早",)
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o777 == 0o644
