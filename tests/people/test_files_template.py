"""The people template offers what may be entered, and a filled one is read back (UX 48)."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.utils import translation

from zuoxi.core.tables import Sheet, read_table, sheet_names, xlsx_bytes
from zuoxi.people.files import read_people
from zuoxi.people.files_template import header, template

CONTRACTS, SKILLS = ["全日制", "非全日制"], ["热线", "贷款"]


def xml(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_template_has_drop_downs_for_contract_team_lead_and_grade() -> None:
    data = template(contracts=CONTRACTS, skills=SKILLS, teams=["一班", "二班"])
    validations = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:', xml(data))
    assert sorted(validations) == ["C", "E", "G", "H"]


def test_without_teams_any_team_may_be_typed() -> None:
    assert 'sqref="C2:' not in xml(template(contracts=CONTRACTS, skills=SKILLS))


@pytest.mark.parametrize(("language", "first", "sheets"), [("zh-hans", "工号", ["人员", "可选项"]), ("en", "Work number", ["People", "Choices"])])
def test_the_template_speaks_the_reader_s_language(language: str, first: str, sheets: list[str]) -> None:
    with translation.override(language):
        data = template(contracts=CONTRACTS, skills=SKILLS)
        assert next(iter(header().values())) == first
    assert sheet_names(data) == sheets


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sheet_filled_under_the_template_s_header_is_read(language: str) -> None:
    with translation.override(language):
        columns = list(header().values())
    row = ["0007", "林小雨", "一班", "座席", "全日制", "热线:4", "是", "3", "", ""]
    file = read_people(read_table(xlsx_bytes([Sheet("people", columns, [row])])), contracts={"全日制": "full"}, skills={"热线": "hotline"})
    assert [(person.number, person.post, person.skills) for person in file.people] == [("0007", "座席", (("hotline", 4),))]


def test_work_numbers_are_formatted_as_text_from_the_first_cell() -> None:
    data = template(contracts=CONTRACTS, skills=SKILLS)
    style = re.search(r'<col min="1" max="1"[^>]*style="(\d+)"', xml(data))
    assert style is not None
    assert 'formatCode="@"' in xml(data, "xl/styles.xml")
