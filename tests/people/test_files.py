"""A people file is read whole or not at all, and says by row and column what is wrong with it (O-03, O-04, UX 47 and 48)."""

from __future__ import annotations

from datetime import date, datetime
from time import perf_counter
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Sheet, csv_bytes, read_table, xlsx_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.people import files_cells
from zuoxi.people.files import COLUMNS, PeopleFile, PersonRow, failed_rows, read_people

HEADER = ("工号", "姓名", "班组", "合同", "技能", "值班长", "星级", "试用期至", "休假")
LIN = ("00017", "林小雨", "一班", "全日制", "热线:4;贷款:3", "是", "3", "", "")
WU = ("00020", "吴强", "一班", "非全日制", "贷款:2", "", "", "2026-12-31", "2026-12-03; 2026-12-10~2026-12-14")
CONTRACTS = {"全日制": "full", "full": "full", "Full time": "full", "非全日制": "part", "part": "part"}
SKILLS = {"热线": "hotline", "hotline": "hotline", "贷款": "loan", "loan": "loan"}


def read(*rows: tuple[Any, ...], header: tuple[str, ...] = HEADER, xlsx: bool = False) -> PeopleFile:
    data = xlsx_bytes([Sheet("people", header, rows)]) if xlsx else csv_bytes(header, rows)
    return read_people(read_table(data), contracts=CONTRACTS, skills=SKILLS)


def changed(row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    names = dict(zip(("number", "name", "team", "contract", "skills", "lead", "grade", "probation", "leave"), row, strict=True))
    return tuple({**names, **cells}.values())


@pytest.mark.parametrize("xlsx", [False, True])
def test_two_people_are_read_with_everything_the_file_says(xlsx: bool) -> None:
    file = read(LIN, WU, xlsx=xlsx)
    assert file.findings == ()
    assert file.people == (
        PersonRow("00017", "林小雨", "一班", "full", (("hotline", 4), ("loan", 3)), lead=True, grade=3),
        PersonRow(
            "00020",
            "吴强",
            "一班",
            "part",
            (("loan", 2),),
            probation_until=date(2026, 12, 31),
            leave=((date(2026, 12, 3), date(2026, 12, 3)), (date(2026, 12, 10), date(2026, 12, 14))),
        ),
    )


def test_english_names_any_order_and_full_width_marks_are_the_same_file() -> None:
    header = ("Team", "Name", "Work Number", "Skills", "Contract")
    file = read(("一班", "林小雨", "00017", "热线：4；loan：3", "FULL TIME"), header=header)
    assert file.people == (PersonRow("00017", "林小雨", "一班", "full", (("hotline", 4), ("loan", 3))),)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"number": ""}, "people.empty", "工号"),
        ({"name": " "}, "people.empty", "姓名"),
        ({"team": ""}, "people.empty", "班组"),
        ({"contract": ""}, "people.empty", "合同"),
        ({"contract": "临时"}, "people.unknown_contract", "合同"),
        ({"skills": "投诉:3"}, "people.unknown_skill", "技能"),
        ({"skills": "热线"}, "people.bad_skill", "技能"),
        ({"skills": "热线:6"}, "people.bad_skill", "技能"),
        ({"skills": "热线:0"}, "people.bad_skill", "技能"),
        ({"skills": "热线:4.5"}, "people.bad_skill", "技能"),
        ({"skills": ":4"}, "people.bad_skill", "技能"),
        ({"skills": "热线:4;hotline:3"}, "people.skill_twice", "技能"),
        ({"lead": "也许"}, "people.not_yes_or_no", "值班长"),
        ({"grade": "6"}, "people.bad_grade", "星级"),
        ({"grade": "2.5"}, "people.bad_grade", "星级"),
        ({"probation": "31/12/2026"}, "people.bad_date", "试用期至"),
        ({"probation": "2026-12-31 08:00"}, "people.bad_date", "试用期至"),
        ({"leave": "2026-02-30"}, "people.bad_leave", "休假"),
        ({"leave": "2026-12-14~2026-12-10"}, "people.bad_leave", "休假"),
        ({"leave": "2026-12-01~2026-12-02~2026-12-03"}, "people.bad_leave", "休假"),
    ],
)
def test_one_bad_cell_is_named_by_row_and_column_and_nobody_is_read(cells: dict[str, str], code: str, column: str) -> None:
    file = read(WU, changed(LIN, **cells))
    assert [(finding.code, finding.row, finding.column) for finding in file.errors] == [(code, 3, column)]
    assert file.people == ()
    assert read(WU, LIN).people != ()
    assert sentence(file.errors[0].code, file.errors[0].facts)


def test_a_person_twice_is_told_where_they_stood_first() -> None:
    file = read(LIN, WU, changed(WU, number="00017"))
    (finding,) = file.errors
    assert (finding.code, finding.row, dict(finding.facts)) == ("people.twice", 4, {"number": "00017", "first": 2})
    assert file.people == ()


def test_all_mistakes_are_told_at_once() -> None:
    file = read(changed(LIN, name="", grade="9"), changed(WU, contract="?", skills="x:1;热线"))
    assert [finding.code for finding in file.errors] == [
        "people.empty",
        "people.bad_grade",
        "people.unknown_contract",
        "people.unknown_skill",
        "people.bad_skill",
    ]


def test_a_work_number_stored_as_a_number_is_read_and_warned_about_once() -> None:
    file = read(changed(LIN, number=10086), changed(WU, number=10087), xlsx=True)
    assert [person.number for person in file.people] == ["10086", "10087"]
    assert [(finding.code, finding.severity, finding.row) for finding in file.findings] == [("people.number_cell", "warning", 2)]


def test_leading_zeros_and_long_numbers_stay_as_they_are() -> None:
    numbers = ["007", "13800001111", "A-01", "0", "1e5"]
    for xlsx in (False, True):
        assert [person.number for person in read(*(changed(LIN, number=text) for text in numbers), xlsx=xlsx).people] == numbers


def test_optional_columns_may_be_missing_and_needed_ones_may_not() -> None:
    assert read(LIN[:5], header=HEADER[:5]).people[0].grade is None
    with pytest.raises(Refusal, match=r"tables\.missing_column"):
        read(LIN[:4], header=HEADER[:4])


def test_dates_of_a_workbook_are_days() -> None:
    file = read(changed(LIN, probation=datetime(2026, 12, 31), leave=datetime(2026, 12, 3)), xlsx=True)
    assert file.people[0].probation_until == date(2026, 12, 31)
    assert file.people[0].leave == ((date(2026, 12, 3), date(2026, 12, 3)),)
    bad = read(changed(LIN, leave=datetime(2026, 12, 3, 8)), xlsx=True)
    assert [finding.code for finding in bad.errors] == ["people.bad_leave"]


def test_failed_rows_come_back_with_their_reasons_and_can_be_read_when_mended() -> None:
    file = read(LIN, changed(WU, grade="9", contract="?"))
    returned = read_table(failed_rows(file))
    assert len(returned.rows) == 1
    assert returned.rows[0].cells[0] == "00020"
    assert "9" in str(returned.rows[0].cells[-1])
    mended = [[*row.cells] for row in returned.rows]
    mended[0][3], mended[0][6] = "非全日制", "2"
    again = read_people(read_table(csv_bytes(returned.header, mended)), contracts=CONTRACTS, skills=SKILLS)
    assert [person.number for person in again.people] == ["00020"]


def test_reasons_are_told_in_the_reader_s_language() -> None:
    file = read(changed(LIN, name=""))
    with translation.override("zh-hans"):
        assert "此格为空" in failed_rows(file).decode("utf-8-sig")
    with translation.override("en"):
        assert "The cell is empty" in failed_rows(file).decode("utf-8-sig")


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    file = read(changed(LIN, name="=HYPERLINK(1)"), changed(WU, name="@cmd"))
    assert [person.name for person in file.people] == ["=HYPERLINK(1)", "@cmd"]
    assert b"'=HYPERLINK" in failed_rows(read(changed(LIN, name="=HYPERLINK(1)", grade="9")))


def test_five_thousand_rows_take_less_than_ten_seconds() -> None:
    rows = [changed(LIN, number=f"{n:06}") for n in range(4999)] + [changed(LIN, number="000001")]
    began = perf_counter()
    file = read(*rows)
    assert perf_counter() - began < 10
    assert [finding.row for finding in file.errors] == [5001]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12),
            st.dictionaries(st.sampled_from(["热线", "贷款"]), st.integers(1, 5)),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda person: person[0],
    )
)
def test_what_is_written_is_read_back(people: list[tuple[str, str, dict[str, int], bool]]) -> None:
    rows = [
        (number, name, "一班", "full", ";".join(f"{skill}:{level}" for skill, level in skills.items()), "是" if lead else "否", "", "", "")
        for number, name, skills, lead in people
    ]
    for xlsx in (False, True):
        back = [(person.number, person.name, dict(person.skills), person.lead) for person in read(*rows, xlsx=xlsx).people]
        assert back == [(n, name, {SKILLS[skill]: level for skill, level in skills.items()}, lead) for n, name, skills, lead in people]


def test_every_field_has_a_chinese_and_an_english_name_of_its_own() -> None:
    names = [name for group in COLUMNS.values() for name in group]
    assert len(set(names)) == len(names)
    assert all(not group[0].isascii() and group[1].isascii() for group in COLUMNS.values())


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("2026-12-03", ((date(2026, 12, 3), date(2026, 12, 3)),)),
        ("2026年12月3日至2026年12月5日", ((date(2026, 12, 3), date(2026, 12, 5)),)),
        ("2026/12/9～2026/12/10，2026/12/3", ((date(2026, 12, 3), date(2026, 12, 3)), (date(2026, 12, 9), date(2026, 12, 10)))),
        ("2026-12-03 to 2026-12-04", ((date(2026, 12, 3), date(2026, 12, 4)),)),
        (None, ()),
        ("soon", "soon"),
    ],
)
def test_leave_is_days_and_ranges_or_the_part_that_is_neither(cell: str | None, means: Any) -> None:
    assert files_cells.leave(cell) == means


@pytest.mark.parametrize(("text", "means"), [("是", True), ("YES", True), ("1", True), ("否", False), ("", False), ("no", False), ("ja", None)])
def test_yes_and_no_are_read_in_both_languages(text: str, means: bool | None) -> None:
    assert files_cells.yes(text) is means
