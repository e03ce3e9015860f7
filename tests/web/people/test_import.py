"""A people file in the browser."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, client_of, hire
from zuoxi.core.tables import csv_bytes, read_table
from zuoxi.people.models import PeopleUpload, Person, RoleName, Skill

pytestmark = pytest.mark.django_db
HEADER = ["工号", "姓名", "班组", "合同", "技能"]
GOOD = ["0007", "何雨", "九组", "全日制", "信用卡:2"]
BAD = ["0008", "何风", "九组", "计件", "信用卡:2"]
NEEDY = ["0008", "何风", "九组", "全日制", "魔法:2; 信用卡:1"]


def post(cast: Cast, *rows: list[str], name: str = "people.csv", data: bytes | None = None) -> tuple[int, str, str]:
    """Status, where to, and the page that answered."""
    file = SimpleUploadedFile(name, csv_bytes(HEADER, list(rows)) if data is None else data)
    response = client_of(cast.chen).post("/people/import/", {"file": file})
    return response.status_code, response.headers.get("Location", ""), response.content.decode()


def test_a_good_file_is_previewed_then_stored(cast: Cast) -> None:
    status, where, _ = post(cast, GOOD)
    assert status == 302
    chen = client_of(cast.chen)
    page = chen.get(where).content.decode()
    assert "何雨" in page
    assert "九组" in page
    assert not Person.objects.filter(work_number="0007").exists()
    answer = chen.post(where, {"do": "store"}, follow=True).content.decode()
    assert "新增 1 人" in answer
    assert Person.objects.get(work_number="0007").unit.name == "九组"
    assert chen.get(where).status_code == 404


def test_a_file_with_errors_names_row_and_column_and_offers_the_rows_to_mend(cast: Cast) -> None:
    _, where, _ = post(cast, GOOD, BAD)
    chen = client_of(cast.chen)
    page = chen.get(where).content.decode()
    assert "计件" in page
    assert "/centre/contracts/new/" in page
    assert 'value="store"' not in page
    failed = read_table(chen.get(f"{where}failed.csv").content)
    assert [row.cells[0] for row in failed.rows] == ["0008"]
    assert chen.post(where, {"do": "store"}).status_code == 409
    assert not Person.objects.filter(work_number="0007").exists()


def test_a_name_that_is_not_known_is_told_once_and_made_when_ticked(cast: Cast) -> None:
    _, where, _ = post(cast, NEEDY, ["0009", "何云", "九组", "全日制", "魔法:3"])
    chen = client_of(cast.chen)
    page = chen.get(where).content.decode()
    assert page.count("技能“魔法”不存在：2 行") == 1
    assert 'value="skill:魔法"' in page
    refused = chen.post(where, {"do": "store"})
    assert refused.status_code == 409
    assert "还不存在：魔法" in refused.content.decode()
    assert not Skill.objects.filter(name="魔法").exists()
    assert chen.post(where, {"do": "store", "make": ["skill:魔法"]}).status_code == 302
    assert Person.objects.get(work_number="0009").skills.get().skill.name == "魔法"


def test_hr_is_told_who_may_make_a_skill_and_gets_no_box(cast: Cast) -> None:
    hr = hire("7001", "韩人事", unit=cast.centre, post=cast.chen.post, role=RoleName.HR)
    _, where, _ = post(cast, NEEDY)
    PeopleUpload.objects.update(uploaded_by=hr)
    client = client_of(hr)
    page = client.get(where).content.decode()
    assert "请排班师导入" in page
    assert 'name="make"' not in page
    assert client.post(where, {"do": "store", "make": ["skill:魔法"]}).status_code == 403
    assert not Person.objects.filter(work_number="0008").exists()


def test_beside_other_errors_there_is_no_box(cast: Cast) -> None:
    _, where, _ = post(cast, NEEDY, BAD)
    page = client_of(cast.chen).get(where).content.decode()
    assert "技能“魔法”不存在：1 行" in page
    assert 'name="make"' not in page


def test_discarding_changes_nothing(cast: Cast) -> None:
    _, where, _ = post(cast, GOOD)
    chen = client_of(cast.chen)
    assert "没有任何改动" in chen.post(where, {"do": "discard"}, follow=True).content.decode()
    assert not Person.objects.filter(work_number="0007").exists()
    assert chen.post(where, {"do": "discard"}).status_code == 404


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "empty.csv"), (b"\x00\x01\x02\xff" * 40, "noise.csv"), (b"PK\x03\x04 broken", "broken.xlsx"), ("姓名\n何雨\n".encode(), "columns.csv")],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(cast: Cast, data: bytes, name: str) -> None:
    status, _, page = post(cast, data=data, name=name)
    assert status == 422
    assert "is-invalid" in page
    assert PeopleUpload.objects.count() == 0


def test_gb18030_is_read(cast: Cast) -> None:
    text = ",".join(HEADER) + "\n" + ",".join(GOOD) + "\n"
    status, where, _ = post(cast, data=text.encode("gb18030"))
    assert status == 302
    assert "何雨" in client_of(cast.chen).get(where).content.decode()


def test_the_template_has_this_centres_choices(cast: Cast) -> None:
    response = client_of(cast.chen).get("/people/import/template.xlsx")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    for word in ("工号", "姓名", "全日制", "一组", "信用卡"):
        assert word in words


def test_anothers_upload_is_not_found(cast: Cast) -> None:
    _, where, _ = post(cast, GOOD)
    PeopleUpload.objects.update(uploaded_by=cast.zhou)
    assert client_of(cast.chen).get(where).status_code == 404


def test_who_may_not_import_sees_no_button_and_no_page(cast: Cast) -> None:
    assert "/people/import/" in client_of(cast.chen).get("/people/").content.decode()
    assert "/people/import/" not in client_of(cast.zhou).get("/people/").content.decode()
    assert client_of(cast.zhou).post("/people/import/").status_code == 403
