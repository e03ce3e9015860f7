"""Workbooks in: what people hand in is read whole, what attackers hand in is refused before it is unpacked (A23, A24)."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from datetime import datetime, timedelta
from datetime import time as clock

import pytest
import xlsxwriter

from tests.core.workbooks import TYPES, number_cell, sheet, text_cell, two_columns, workbook
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Limits, read_table, sheet_names
from zuoxi.engine.finding import Refusal

MIB = 1024 * 1024


def refused(data: bytes, **options: Limits | str) -> str:
    with pytest.raises(Refusal) as caught:
        read_table(data, **options)  # type: ignore[arg-type]
    assert sentence(caught.value.code, caught.value.facts)
    return caught.value.code


def made(**sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    pictures = {datetime: "yyyy-mm-dd hh:mm", clock: "hh:mm", timedelta: "[h]:mm"}
    formats = {kind: book.add_format({"num_format": picture}) for kind, picture in pictures.items()}
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        if name.startswith("hidden"):
            page.hide()
        else:
            page.activate()
        for kind in formats:
            page.add_write_handler(kind, lambda p, r, c, v, *_: p.write_datetime(r, c, v, formats[type(v)]))
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def test_text_numbers_and_moments_come_back_as_what_they_are() -> None:
    rows = [["工号", "来电量", "开始时间"], ["007", 12, datetime(2026, 3, 8, 8, 30)], ["13800138000", 2.5, datetime(2026, 3, 8)]]
    table = read_table(made(calls=rows))
    assert table.header == ("工号", "来电量", "开始时间")
    assert [row.cells for row in table.rows] == [("007", 12.0, datetime(2026, 3, 8, 8, 30)), ("13800138000", 2.5, datetime(2026, 3, 8))]
    assert [row.number for row in table.rows] == [2, 3]


def test_times_of_day_durations_and_truth_read_as_the_spreadsheet_shows_them() -> None:
    table = read_table(made(a=[["a", "b", "c"], [clock(8, 30), timedelta(hours=30, minutes=5), True]]))
    assert table.rows[0].cells == ("08:30:00", "30:05:00", "TRUE")


def test_half_hours_survive_the_fractions_of_a_day_excel_keeps() -> None:
    moments = [datetime(2026, 3, 8) + timedelta(minutes=5 * n) for n in range(288)]
    table = read_table(made(a=[["start"]] + [[m] for m in moments]))
    assert [row.cells[0] for row in table.rows] == moments


def test_row_numbers_hold_when_the_table_does_not_start_at_the_top() -> None:
    table = read_table(made(a=[[], [], ["", "start", "calls"], ["", "x", 1], [], ["", "y", 2]]))
    assert table.header == ("", "start", "calls")
    assert [(row.number, row.cells) for row in table.rows] == [(4, (None, "x", 1.0)), (6, (None, "y", 2.0))]


def test_the_first_visible_sheet_is_read_and_hidden_ones_are_told() -> None:
    data = made(hidden_a=[["secret"], ["x"]], shown=[["name"], ["林"]], other=[["name"], ["吴"]])
    table = read_table(data)
    assert table.rows[0].cells == ("林",)
    assert [(note.code, note.facts["names"]) for note in table.notes] == [("tables.hidden_sheets", "hidden_a")]
    assert sheet_names(data) == ["shown", "other"]
    assert read_table(data, sheet="other").rows[0].cells == ("吴",)
    assert refused(data, sheet="hidden_a") == "tables.no_such_sheet"


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576", "Z9:A1"])
def test_a_wrong_dimension_hides_no_row(dimension: str) -> None:
    table = read_table(workbook(sheet(two_columns(40), dimension)))
    assert [row.cells[1] for row in table.rows] == [float(n) for n in range(2, 42)]


def test_cells_without_references_are_counted_and_read() -> None:
    body = "<row><c t='inlineStr'><is><t>a</t></is></c></row><row><c><v>5</v></c></row>"
    assert read_table(workbook(sheet(body))).rows[0].cells == (5.0,)


def test_whole_columns_that_only_carry_a_format_do_no_harm() -> None:
    styled = "".join(f'<c r="{column}1" s="0"/>' for column in ("C", "ZZ", "XFD")) + "</row>" + '<row r="1048576"><c r="A1048576" s="0"/></row>'
    body = two_columns(3).replace("</row>", styled, 1)
    assert len(read_table(workbook(sheet(body))).rows) == 3


def test_duplicate_headers_empty_sheets_and_bare_headers_are_refused() -> None:
    assert refused(made(a=[["calls", " CALLS"], [1, 2]])) == "tables.duplicate_header"
    assert refused(made(a=[])) == "tables.empty"
    assert refused(made(a=[["start", "calls"]])) == "tables.header_only"


def test_macros_are_refused_even_when_the_name_says_xlsx() -> None:
    macro = TYPES.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    assert refused(workbook(sheet(two_columns(1)), types=macro)) == "tables.macros"
    rels = b'<Relationships><Relationship Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/></Relationships>'
    assert refused(workbook(sheet(two_columns(1)), more={"xl/_rels/other.xml.rels": rels})) == "tables.macros"


def test_password_old_format_other_zip_and_torn_file_have_their_own_reasons() -> None:
    good = workbook(sheet(two_columns(5)))
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "tables.encrypted_or_old"
    assert refused(good[: len(good) // 2]) == "tables.broken_workbook"
    assert refused(workbook(sheet(two_columns(5), "nonsense"))) == "tables.broken_workbook"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(other.getvalue()) == "tables.not_a_workbook"
    locked = bytearray(good)
    locked[good.rfind(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "tables.encrypted_or_old"


def padded(size: int) -> str:
    return sheet(two_columns(2)) + f"<!--{' ' * size}-->"


def far(reference: str) -> bytes:
    return workbook(sheet(two_columns(2) + f'<row r="9">{number_cell(reference, 1)}</row>'))


def many_columns() -> bytes:
    names = [a + b + c for a in ["", *"ABCDEFGHIJKLMNOPQRSTUVWX"] for b in (" " + "ABCDEFGHIJKLMNOPQRSTUVWXYZ") for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return workbook(sheet("<row r='1'>" + "".join(text_cell(n.replace(" ", "") + "1", n) for n in names[:16384]) + "</row>"), stored=True)


def shared_strings_bomb() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    return workbook(sheet(rows), strings=f"<si><t>{'x' * 30_000}</t></si>", stored=True)


def unclosed_strings() -> bytes:
    return workbook(sheet(two_columns(2)), strings="<si>" * 500_000, stored=True)


def entities() -> bytes:
    nested = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" * 10}">' for n in range(1, 9))
    return workbook(f'<!DOCTYPE x [<!ENTITY a0 "{"A" * 1000}">{nested}]>' + sheet(f'<row r="1">{text_cell("A1", "&a8;")}</row>'))


def many_styles() -> bytes:
    return workbook(sheet(two_columns(2)), more={"xl/styles.xml": b"<styleSheet>" + b'<xf numFmtId="0"/>' * 1_000_000 + b"</styleSheet>"})


def attributes_without_end() -> bytes:
    return workbook(sheet(two_columns(2) + "<c " + 't="s" ' * 1_000_000), strings="<si>" + "x" * 30_000 + "</si>", stored=True)


def too_many_parts() -> bytes:
    return workbook(sheet(two_columns(2)), more={f"xl/p{n}.xml": b"" for n in range(2_000)})


BOMBS = {
    "43 MB in 234 KB": lambda: workbook(padded(43 * MIB)),
    "51 MB honestly stored": lambda: workbook(padded(49 * MIB), more={"xl/a.xml": b" " * (2 * MIB)}, stored=True),
    "the last cell Excel has": lambda: far("XFD1048576"),
    "one cell far down": lambda: far("A1048576"),
    "a row number of a hundred digits": lambda: far("A" + "9" * 100),
    "16 384 columns": many_columns,
    "long text that many cells share": shared_strings_bomb,
    "strings that never close": unclosed_strings,
    "entities within entities": entities,
    "a million styles": many_styles,
    "attributes that never end": attributes_without_end,
    "two thousand parts": too_many_parts,
    "rows beyond the limit": lambda: workbook(sheet("<row><c><v>1</v></c></row>" * 60_000)),
    "cells beyond the limit": lambda: workbook(sheet("<row>" + "<c><v>1</v></c>" * 300 + "</row>" + "<row><c><v>1</v></c></row>" * 30_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_second_and_200_mb(name: str) -> None:
    data = BOMBS[name]()
    started = time.perf_counter()
    code = refused(data)
    spent = time.perf_counter() - started
    tracemalloc.start()
    refused(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code.startswith("tables.")
    assert spent < 1.0, (name, code, spent)
    assert most < 200 * MIB, (name, code, most)


def lying(data: bytes, name: str, claim: int) -> bytes:
    """The same zip whose directory and local header say that part `name` unpacks to `claim` bytes."""
    torn = bytearray(data)
    for mark, offset, length_at, name_at in ((b"PK\x01\x02", 24, 28, 46), (b"PK\x03\x04", 22, 26, 30)):
        at = data.find(mark)
        while at >= 0:
            (length,) = struct.unpack_from("<H", data, at + length_at)
            if data[at + name_at : at + name_at + length] == name.encode():
                struct.pack_into("<I", torn, at + offset, claim)
            at = data.find(mark, at + 4)
    return bytes(torn)


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    data = workbook(padded(60 * MIB))
    assert refused(lying(data, "xl/worksheets/sheet1.xml", 900)) == "tables.broken_workbook"


def test_other_ways_to_pack_are_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook(sheet(two_columns(2)))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for entry in source.infolist():
            archive.writestr(entry.filename, source.read(entry))
    assert refused(target.getvalue()) == "tables.broken_workbook"


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(workbook(sheet(two_columns(2))))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(target.getvalue()) == "tables.broken_workbook"


def test_pictures_in_a_workbook_are_left_alone() -> None:
    assert len(read_table(workbook(sheet(two_columns(3)), more={"xl/media/a.png": bytes(3 * MIB)}, stored=True)).rows) == 3


@pytest.mark.slow
def test_a_full_file_of_50_000_rows_is_read() -> None:
    started = time.perf_counter()
    table = read_table(workbook(sheet(two_columns(50_000))))
    assert len(table.rows) == 50_000
    assert time.perf_counter() - started < 10
    assert refused(workbook(sheet(two_columns(50_001)))) == "tables.too_many_rows"
