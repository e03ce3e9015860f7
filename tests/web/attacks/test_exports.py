"""What leaves as a file is data to every spreadsheet: no formula runs, and what comes back is what went out (A22)."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from tests.cast import Cast, at, client_of
from tests.roster.builders import skilled
from tests.web.corpus import CORPUS
from zuoxi.core.tables import csv_bytes, read_table
from zuoxi.people import imports
from zuoxi.people.models import Person
from zuoxi.planning.models import HistoryFile

pytestmark = pytest.mark.django_db
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "  =1+1",
    "'=1+1",
    "''=1+1",
    '=DDE("a";"b")',
    "-5",
    "=1\r\n=2",
)
NAMES = (*FORMULAS, *CORPUS[:30])
NOW = at("2026-11-22 09:00")


def sheet_xml(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/"))


@pytest.mark.parametrize("name", FORMULAS)
def test_a_person_with_a_formula_for_a_name_is_text_in_the_workbook_and_the_same_when_read_back(name: str, cast: Cast) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(name=name)
    response = client_of(cast.chen).get("/people/export.xlsx")
    assert response.status_code == 200
    xml = sheet_xml(response.content)
    assert "<f>" not in xml
    assert "<f " not in xml
    assert "<hyperlink" not in xml
    row = next(row for row in read_table(response.content).rows if row.cells[0] == "1001")
    assert str(row.cells[1]).split() == name.split()


def test_no_hostile_name_breaks_the_workbook_of_all_people(cast: Cast) -> None:
    made = [
        Person(work_number=f"X{n:03}", name=name, unit=cast.team, post=cast.lin.post, contract=cast.contract, is_rostered=True)
        for n, name in enumerate(NAMES)
    ]
    Person.objects.bulk_create(made)
    table = read_table(client_of(cast.chen).get("/people/export.xlsx").content)
    found = {str(row.cells[0]): str(row.cells[1]) for row in table.rows}
    for n, name in enumerate(NAMES):
        assert found[f"X{n:03}"].split() == name.split(), name


@pytest.mark.parametrize("name", FORMULAS)
def test_rows_to_mend_are_guarded_in_csv_and_read_back_as_they_were(name: str, cast: Cast) -> None:
    header = ["工号", "姓名", "班组", "合同", "技能"]
    row = ["0007", name, "九组", "海盗", "信用卡:3"]
    upload = imports.check(data=csv_bytes(header, [row]), name="p.csv", by=cast.chen, now=NOW)
    content = client_of(cast.chen).get(f"/people/import/{upload.pk}/failed.csv").content
    cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in line]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell)] == []
    again = read_table(content)
    assert str(again.rows[0].cells[1]).strip() == name.strip()


@pytest.mark.parametrize("queue", [*FORMULAS, "<script>hit()</script>", '"><img src=x onerror=hit()>'])
def test_a_queue_with_a_hostile_name_is_only_shown_in_the_report_and_guarded_in_its_file(queue: str, cast: Cast) -> None:
    skilled(cast)
    rows = [[f"2026-11-16 {hour:02d}:00", queue if hour == 9 else "card", 10] for hour in range(8, 20)]
    client = client_of(cast.chen)
    data = io.BytesIO(csv_bytes(("开始时间", "队列", "来电量"), rows))
    data.name = "calls.csv"
    page = client.post("/planning/history/upload/", {"file": data}).headers["Location"]
    html = client.get(page).content.decode()
    assert "<script>hit()" not in html
    assert "<img src=x" not in html
    assert HistoryFile.objects.get().summary["unknown"]
    report = client.get(page + "report.csv").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(report, newline="")) for cell in line]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell)] == []


def test_numbers_below_nothing_stay_numbers(cast: Cast) -> None:
    """The control: a guard that turned −5 into text would spoil every sheet."""
    assert csv_bytes(["a"], [[-5]]).decode("utf-8-sig").splitlines()[1] == "-5"
    assert csv_bytes(["a"], [["-5+1"]]).decode("utf-8-sig").splitlines()[1] == "'-5+1"


def test_an_export_holds_only_people_whose_terms_the_reader_may_see(cast: Cast) -> None:
    cast.chen.roles.update(unit=cast.team)
    numbers = {str(row.cells[0]) for row in read_table(client_of(cast.chen).get("/people/export.xlsx").content).rows}
    assert numbers == {"1001", "2001"}
    everybody = {str(row.cells[0]) for row in read_table(client_of(cast.zhou).get("/people/export.xlsx").content).rows}
    assert everybody == set(Person.objects.values_list("work_number", flat=True))
    narrowed = client_of(cast.chen).get("/people/export.xlsx", {"unit": cast.other_team.pk, "q": "赵"})
    assert narrowed.status_code == 200
    assert "1002" not in sheet_xml(narrowed.content)
