"""The look into a workbook before anything is built from it: zip by zip, tag by tag (A23)."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.workbooks import BOOK, BOOK_RELS, MAIN, RELS, TYPES, number_cell, sheet, text_cell, two_columns, workbook
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Limits, read_table
from zuoxi.core.tables.archive import safe_copy
from zuoxi.core.tables.sheet_scan import check_sheets, column_number
from zuoxi.engine.finding import Refusal

PART = "xl/worksheets/sheet1.xml"


def scanned(sheet_xml: str, *, strings: str = "", **limits: int) -> str:
    """The code of the refusal, or "" when the sheet may be laid out."""
    parts = {PART: sheet_xml.encode(), "xl/sharedStrings.xml": strings.encode()}
    try:
        check_sheets(parts, Limits(**limits))
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("letters", "number"),
    [
        ("A", 1),
        ("Z", 26),
        ("AA", 27),
        ("az", 52),
        ("ZZ", 702),
        ("XFD", 16_384),
    ],
)
def test_column_letters_are_numbers_to_the_base_of_26(letters: str, number: int) -> None:
    assert column_number(letters) == number


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="E5"><v>1</v></c>',
        "<c r='E5'><v>1</v></c>",
        '<c r = "E5" ><v>1</v></c>',
        '<c s="1" t="n" r="E5"><v>1</v></c>',
        '<c r="e5"><v>1</v></c>',
        '<x:c r="E5"><x:v>1</x:v></x:c>',
        '<c\n r="E5"\n><v>1</v></c>',
        '<c r="E5" note="a > b"><v>1</v></c>',
        '<c r="E5" path="a/b"><v>1</v></c>',
    ],
)
def test_a_far_cell_is_seen_however_its_tag_is_written(cell: str) -> None:
    xml = sheet(f'<row r="1">{number_cell("A1", 1)}</row><row r="5">{cell}</row>')
    assert scanned(xml, columns=4) == "tables.too_many_columns"
    assert scanned(xml, rows=3) == "tables.too_many_rows"
    assert scanned(xml, cells=24) == "tables.too_many_cells"
    assert scanned(xml, columns=5, rows=4, cells=25) == ""


def test_cells_that_only_carry_a_format_are_not_counted() -> None:
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/><c r="C1" s="3" /></row><row r="1048576" ht="12"/>')
    assert scanned(xml, columns=2, rows=1, cells=1) == ""


def test_cells_and_rows_without_references_follow_each_other() -> None:
    xml = sheet("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    assert scanned(xml, columns=3, rows=1) == ""
    assert scanned(xml, columns=2) == "tables.too_many_columns"
    assert scanned(xml, rows=0) == "tables.too_many_rows"


def test_a_row_reference_in_the_cell_alone_counts_too() -> None:
    assert scanned(sheet('<row><c r="A900"><v>1</v></c></row>'), rows=800) == "tables.too_many_rows"


def test_columns_and_colours_are_not_taken_for_cells() -> None:
    one = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    xml = f'<worksheet {MAIN}><cols><col min="1" max="16384"/></cols>{one}<color rgb="FF"/></worksheet>'
    assert scanned(xml, columns=1, rows=1, cells=1) == ""


def test_every_sheet_is_looked_at_not_only_the_first() -> None:
    parts = {PART: sheet("").encode(), "xl/worksheets/Sheet2.XML": sheet('<row r="9"><c r="ZZ9"><v>1</v></c></row>').encode()}
    with pytest.raises(Refusal, match="too_many_columns"):
        check_sheets(parts, Limits(columns=10))


def test_shared_text_is_weighed_as_often_as_it_is_used() -> None:
    strings = f"<sst><si><t>{'x' * 1000}</t></si><si><t>short</t></si></sst>"
    long = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 101))
    short = long.replace("<v>0</v>", "<v>1</v>")
    assert scanned(sheet(long), strings=strings, text_bytes=50_000) == "tables.unpacks_too_large"
    assert scanned(sheet(long), strings=strings, text_bytes=150_000) == ""
    assert scanned(sheet(short), strings=strings, text_bytes=50_000) == ""


def test_a_reference_to_text_that_is_not_there_weighs_nothing() -> None:
    strings = f"<sst><si><t>{'x' * 1000}</t></si></sst>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{10**12 + n}</v></c></row>' for n in range(1, 200))
    assert scanned(sheet(cells), strings=strings, text_bytes=50_000) == ""


@pytest.mark.parametrize(
    "evil",
    [
        "<c " * 400_000,
        '<c r="' * 300_000,
        "<c '\"" * 300_000,
        "<c " + "a=b " * 500_000,
        "<c " + "/" * 1_500_000,
        '<c t="s" ' * 200_000,
        "<c><v>" * 200_000,
        "<row " * 300_000,
        "<" * 1_500_000,
        '"' * 1_500_000,
    ],
    ids=["open", "quote", "both quotes", "attributes", "slashes", "shared", "values", "rows", "brackets", "quotes"],
)
def test_no_text_makes_the_look_itself_slow(evil: str) -> None:
    strings = "<sst>" + "<si><t>" * 50_000 + "x" * 40_000
    started = time.process_time()
    scanned(sheet(evil), strings=strings)
    assert time.process_time() - started < 1.5


def test_the_copy_holds_the_same_parts_and_nothing_of_the_rest() -> None:
    data = workbook(sheet(two_columns(3)), more={"xl/media/image1.png": b"\x89PNG", "xl/vbaData.bin": b"x", "docProps/app.xml": b"<a/>"})
    with zipfile.ZipFile(safe_copy(data, limits=Limits())) as copy:
        names = set(copy.namelist())
        assert copy.read("xl/workbook.xml") == BOOK.encode()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in copy.infolist())
    assert {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", PART, "docProps/app.xml"} <= names
    assert not any(name.endswith((".png", ".bin")) for name in names)


def zipped(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"])
def test_a_zip_without_what_a_workbook_must_have_is_none(missing: str) -> None:
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": BOOK_RELS, PART: sheet("")}
    del parts[missing]
    with pytest.raises(Refusal, match="not_a_workbook"):
        read_table(zipped(parts))


def test_a_workbook_whose_sheet_is_not_there_is_broken() -> None:
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": BOOK_RELS}
    with pytest.raises(Refusal, match=r"tables\.(broken_workbook|empty)"):
        read_table(zipped(parts))


@pytest.mark.parametrize("words", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_declarations_that_a_workbook_never_needs_are_refused(words: str) -> None:
    with pytest.raises(Refusal, match="broken_workbook"):
        read_table(workbook(words + sheet(two_columns(1))))


@pytest.mark.parametrize("limit", [{"unpacked_bytes": 2_000}, {"ratio": 2, "ratio_floor_bytes": 0}, {"parts": 3}])
def test_each_limit_of_the_zip_is_policy(limit: dict[str, int]) -> None:
    data = workbook(sheet(two_columns(60)))
    assert len(read_table(data).rows) == 60
    with pytest.raises(Refusal):
        read_table(data, limits=Limits(**limit))


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10**9), st.integers(1, 12))
def test_a_workbook_with_broken_bytes_is_a_table_or_a_refusal_with_a_sentence(seed: int, count: int) -> None:
    lot = random.Random(seed)
    data = bytearray(workbook(sheet(two_columns(5))))
    for _ in range(count):
        data[lot.randrange(len(data))] = lot.randrange(256)
    told = "read"
    try:
        read_table(bytes(data))
    except Refusal as refusal:
        told = sentence(refusal.code, refusal.facts)
    assert told


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="<>/crowsv=\"' A1t0", max_size=200))
def test_a_sheet_of_rubbish_is_a_table_or_a_refusal_with_a_sentence(rubbish: str) -> None:
    told = "read"
    try:
        read_table(workbook(sheet(f'<row r="1">{text_cell("A1", "a")}</row>' + rubbish)))
    except Refusal as refusal:
        told = sentence(refusal.code, refusal.facts)
    assert told
