"""Workbooks that show one sheet to the look and another to the library, and cells of dates that no calendar has (A23)."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime

import pytest
from django.utils import translation

from tests.core.workbooks import BOOK_RELS, MAIN, number_cell, sheet, text_cell, two_columns, workbook
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Limits, Table, read_table, sheet_names
from zuoxi.engine.finding import Refusal

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
STYLES = (
    f'<?xml version="1.0"?><styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="46" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
STYLES_REL = (
    '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
)
DATE, DURATION = 1, 2


def refused(data: bytes, **options: Limits) -> str:
    """The code; the refusal comes at once and has a sentence in both languages."""
    began = time.process_time()
    with pytest.raises(Refusal) as caught:
        read_table(data, **options)
    assert time.process_time() - began < 1
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert sentence(caught.value.code, caught.value.facts)
    return caught.value.code


def elsewhere(target: str, xml: str, part: str = "") -> bytes:
    """A workbook whose relationships say that its sheet lies at `target`; at the usual place stands a harmless one."""
    more = {"xl/_rels/workbook.xml.rels": BOOK_RELS.replace("worksheets/sheet1.xml", target).encode(), part or f"xl/{target}": xml.encode()}
    return workbook(sheet(two_columns(2)), more=more)


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("other/big.xml", ""),
        ("/xl/other/big.xml", "xl/other/big.xml"),
        ("big.xml", ""),
        ("worksheets/deep/er.xml", ""),
        ("worksheets/sheet.rels", ""),
        ("SHEETS/Big.XML", "xl/sheets/big.xml"),
    ],
)
def test_a_sheet_is_looked_at_wherever_the_relationships_say_it_lies(target: str, part: str) -> None:
    assert refused(elsewhere(target, sheet(FAR), part)) == "tables.too_many_rows"
    honest = sheet_names(elsewhere(target, sheet(two_columns(3)), part))
    assert honest == ["calls"]


def test_an_honest_sheet_at_an_odd_place_is_read() -> None:
    assert [row.cells[1] for row in read_table(elsewhere("other/big.xml", sheet(two_columns(3)))).rows] == [2.0, 3.0, 4.0]


@pytest.mark.parametrize(
    "hidden",
    [
        '<row r="1048576"><!-- <row r="1"> --><c><v>1</v></c></row>',
        '<row r="1048576"><c t="str"><v><![CDATA[<row r="1">]]></v></c><c><v>1</v></c></row>',
        '<row r="1048576"><?x <row r="1"> ?><c><v>1</v></c></row>',
        '<row x:r="1" r="1048576"><c><v>1</v></c></row>',
        """<row t=" r='1'" r="1048576"><c><v>1</v></c></row>""",
        '<row r="00000000001048576"><c><v>1</v></c></row>',
        '<row r="2"><c r="A00000000001048576"><v>1</v></c></row>',
        '<row r="1048576"><c><f>1</f></c></row>',
    ],
    ids=["comment", "cdata", "instruction", "foreign attribute", "quoted attribute", "zeros", "zeros in a cell", "formula"],
)
def test_nothing_in_the_xml_hides_a_far_row(hidden: str) -> None:
    assert refused(workbook(sheet(two_columns(2) + hidden))) == "tables.too_many_rows"


@pytest.mark.parametrize(
    "broken",
    [
        """<row r="1048576"><foo x="<row r='1'>"/><c><v>1</v></c></row>""",
        "<row r='3' r='1048576'><c><v>1</v></c></row>",
        "<row r='3'><c><v>1</v></row>",
        "<row r='3'><c><v>&nothing;</v></c></row>",
    ],
)
def test_xml_that_is_none_is_refused(broken: str) -> None:
    assert refused(workbook(sheet(two_columns(2) + broken))) == "tables.broken_workbook"


def test_a_sheet_in_two_byte_letters_is_refused() -> None:
    assert refused(workbook("", more={"xl/worksheets/sheet1.xml": sheet(FAR).encode("utf-16")})) == "tables.broken_workbook"


def test_text_of_many_cells_is_weighed_wherever_the_strings_lie_and_however_their_number_is_written() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>&#48;00{n % 2}</v></c></row>' for n in range(1, 201))
    strings = f"<sst {MAIN}><si><t>a</t></si><si><t>{'x' * 1000}</t></si></sst>".encode()
    data = workbook(sheet(rows), more={"xl/odd/strings.xml": strings})
    assert refused(data, limits=Limits(text_bytes=50_000)) == "tables.unpacks_too_large"
    assert len(read_table(workbook(sheet(two_columns(2)), more={"xl/odd/strings.xml": strings}), limits=Limits(text_bytes=50_000)).rows) == 2


def styled(value: str, style: int) -> bytes:
    """Two columns, of which the second has one cell with this number in this style."""
    head = f'<row r="1">{text_cell("A1", "calls")}{text_cell("B1", "start")}</row>'
    body = f'{head}<row r="2">{number_cell("A2", 3)}<c r="B2" s="{style}"><v>{value}</v></c></row>'
    rels = BOOK_RELS.replace("</Relationships>", STYLES_REL)
    return workbook(sheet(body), more={"xl/styles.xml": STYLES.encode(), "xl/_rels/workbook.xml.rels": rels.encode()})


@pytest.mark.parametrize(("value", "style"), [("1e300", DURATION), ("-1e300", DURATION), ("-1e300", DATE), ("1e300", DATE), ("1e18", DATE)])
def test_a_number_that_no_date_can_hold_is_a_cell_or_a_refusal(value: str, style: int) -> None:
    with suppress(Refusal):
        assert isinstance(read_table(styled(value, style)), Table)


@pytest.mark.parametrize(("value", "style"), [("1e300", DURATION), ("-1e300", DATE)])
def test_a_library_that_stumbles_ends_in_a_refusal(value: str, style: int) -> None:
    assert refused(styled(value, style)) == "tables.broken_workbook"


def test_the_last_moment_of_the_calendar_is_read() -> None:
    (row,) = read_table(styled("2958465.9999999", DATE)).rows
    assert row.cells[1] == datetime(9999, 12, 31, 23, 59, 59)
    (row,) = read_table(styled("46089.354166666", DATE)).rows
    assert row.cells[1] == datetime(2026, 3, 8, 8, 30)
