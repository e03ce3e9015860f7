"""Files that cannot be used are answered at once with a sentence, and nothing of them is kept (bad input; A23, A24)."""

from __future__ import annotations

import re
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, client_of
from tests.roster.builders import skilled
from tests.web.attacks.files import MIB, UNREADABLE, Endless, stream
from tests.web.corpus import CORPUS
from tests.web.reading import texts
from zuoxi.core.tables import csv_bytes
from zuoxi.people.models import PeopleUpload, Person, PersonSkill, Unit
from zuoxi.planning.models import HistoryFile, HistoryInterval

pytestmark = pytest.mark.django_db
UPLOADS = {"people": "/people/import/", "history": "/planning/history/upload/"}
PEOPLE = ("工号", "姓名", "班组", "合同", "技能", "休假")
GOOD = ["0007", "何雨", "九组", "全日制", "信用卡:3", ""]


def hand_in(cast: Cast, where: str, data: bytes, name: str = "f.csv") -> Any:
    return client_of(cast.chen).post(UPLOADS[where], {"file": SimpleUploadedFile(name, data)})


def kept() -> tuple[int, int, int, int]:
    return PeopleUpload.objects.count(), HistoryFile.objects.count(), HistoryInterval.objects.count(), Person.objects.count()


def complaint(response: Any) -> str:
    """What the page says is wrong, in Chinese."""
    said = " ".join(texts(response.content.decode()))
    assert re.search(r"[一-鿿]{4}", said)
    return said


@pytest.mark.parametrize("where", UPLOADS)
@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_is_said_beside_the_field_and_nothing_is_kept(where: str, what: str, cast: Cast) -> None:
    skilled(cast)
    before, began = kept(), time.process_time()
    response = hand_in(cast, where, UNREADABLE[what])
    assert response.status_code == 422, what
    assert time.process_time() - began < 5, what
    assert kept() == before
    assert 'aria-invalid="true"' in response.content.decode()
    complaint(response)


@pytest.mark.parametrize("where", UPLOADS)
def test_an_empty_file_and_no_file_are_said_to_be_so(where: str, cast: Cast) -> None:
    skilled(cast)
    assert "空" in complaint(hand_in(cast, where, b""))
    nothing = client_of(cast.chen).post(UPLOADS[where], {})
    assert nothing.status_code == 422
    text_not_file = client_of(cast.chen).post(UPLOADS[where], {"file": "工号,姓名"})
    assert text_not_file.status_code == 422
    assert kept()[:3] == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("where", UPLOADS)
def test_two_hundred_megabytes_are_refused_by_size_without_being_held_in_memory(where: str, cast: Cast) -> None:
    skilled(cast)
    client, body = client_of(cast.chen), Endless(200 * MIB)
    tracemalloc.start()
    try:
        response = stream(client, UPLOADS[where], body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert response.status_code == 422
    assert "200" in complaint(response)
    assert peak < 30 * MIB, f"{peak / MIB:.0f} MiB were held"
    assert kept()[:3] == (0, 0, 0)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_that_a_chinese_spreadsheet_writes_is_read(encoding: str, cast: Cast) -> None:
    skilled(cast)
    people = "工号,姓名,班组,合同,技能\n0007,何雨,九组,全日制,信用卡:3\n0008,张晓明,九组,全日制,信用卡:2\n"
    calls = "开始时间,队列,来电量\n" + "".join(f"2026-11-16 {hour:02d}:00,信用卡热线,{hour}\n" for hour in range(8, 20))
    assert hand_in(cast, "people", people.encode(encoding)).status_code == 302
    assert hand_in(cast, "history", calls.encode(encoding)).status_code == 302
    assert kept()[:2] == (1, 1)


WRONG_PEOPLE: dict[str, tuple[list[list[Any]], str]] = {
    "an unknown skill": ([[*GOOD[:4], "潜水:3", ""]], "潜水"),
    "a person twice": ([GOOD, [GOOD[0], "别人", *GOOD[2:]]], "0007"),
    "a level of nine": ([[*GOOD[:4], "信用卡:9", ""]], "信用卡:9"),
    "an unknown contract": ([[*GOOD[:3], "海盗", "信用卡:3", ""]], "海盗"),
    "no name": ([[GOOD[0], "", *GOOD[2:]]], "姓名"),
    "leave that ends before it starts": ([[*GOOD[:5], "2026-12-05~2026-12-01"]], "2026-12-05~2026-12-01"),
    "a day that is none": ([[*GOOD[:5], "2026-02-30"]], "2026-02-30"),
}


@pytest.mark.parametrize("what", WRONG_PEOPLE)
def test_a_wrong_row_is_shown_by_row_and_reason_and_storing_is_refused(what: str, cast: Cast) -> None:
    rows, named = WRONG_PEOPLE[what]
    response = hand_in(cast, "people", csv_bytes(PEOPLE, [*rows, ["0099", "好人", "一组", "全日制", "", ""]]))
    assert response.status_code == 302
    page = client_of(cast.chen).get(response.headers["Location"])
    assert page.status_code == 200
    assert named in complaint(page)
    refused = client_of(cast.chen).post(response.headers["Location"], {"do": "store"})
    assert refused.status_code == 409
    assert not Person.objects.filter(work_number__in=["0007", "0099"]).exists()
    assert not Unit.objects.filter(name="九组").exists()
    mend = client_of(cast.chen).get(response.headers["Location"] + "failed.csv").content.decode("utf-8-sig")
    assert named in mend
    assert "好人" not in mend


TOO_LONG: dict[str, Callable[[str], list[str]]] = {
    "number": lambda text: [text, *GOOD[1:]],
    "name": lambda text: [GOOD[0], text, *GOOD[2:]],
    "team": lambda text: [*GOOD[:2], text, *GOOD[3:]],
}


@pytest.mark.parametrize("column", TOO_LONG)
@pytest.mark.parametrize("text", ["长" * 201, "x" * 5_000, "a\0b"], ids=["201", "5000", "NUL"])
def test_what_does_not_fit_a_field_is_refused_by_row_and_never_stored(column: str, text: str, cast: Cast) -> None:
    before = kept()[3]
    response = hand_in(cast, "people", csv_bytes(PEOPLE, [TOO_LONG[column](text)]))
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert client_of(cast.chen).get(response.headers["Location"]).status_code == 200
        assert client_of(cast.chen).post(response.headers["Location"], {"do": "store"}).status_code == 409
    assert kept()[3] == before
    assert Unit.objects.count() == 4


def test_two_hundred_letters_are_a_name(cast: Cast) -> None:
    response = hand_in(cast, "people", csv_bytes(PEOPLE, [[GOOD[0], "长" * 200, *GOOD[2:]]]))
    assert client_of(cast.chen).post(response.headers["Location"], {"do": "store"}).status_code == 302
    assert Person.objects.get(work_number="0007").name == "长" * 200
    assert PersonSkill.objects.filter(person__work_number="0007").count() == 1
    assert client_of(cast.chen).get("/people/").status_code == 200


@pytest.mark.parametrize("value", ["1e300", "9" * 30, "-1", "NaN", "inf", "1e9", "12,34,56", "=1+1", "𝟙𝟚"])
def test_a_count_that_no_centre_has_never_becomes_history(value: str, cast: Cast) -> None:
    skilled(cast)
    rows = [[f"2026-11-16 {hour:02d}:00", "card", value if hour == 9 else 20] for hour in range(8, 20)]
    response = hand_in(cast, "history", csv_bytes(("开始时间", "队列", "来电量"), rows))
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        client_of(cast.chen).post(response.headers["Location"] + "store/", {"leave_out": "on"})
    assert all(row.offered in (12, 20) for row in HistoryInterval.objects.all())


@pytest.mark.parametrize("where", UPLOADS)
def test_a_hostile_file_name_is_only_shown(where: str, cast: Cast) -> None:
    skilled(cast)
    good = {
        "people": csv_bytes(PEOPLE, [GOOD]),
        "history": csv_bytes(("开始时间", "队列", "来电量"), [[f"2026-11-16 {h:02d}:00", "card", h] for h in range(8, 20)]),
    }[where]
    for number, name in enumerate(
        ("../../../etc/passwd", *[text for text in CORPUS if "/" not in text and "\\" not in text][:30], "a" * 600 + ".csv")
    ):
        response = hand_in(cast, where, good, name)
        assert response.status_code == 302, name
        page = client_of(cast.chen).get(response.headers["Location"])
        assert page.status_code == 200
        if re.search(r"[<>\"]", name):
            assert name not in page.content.decode(), number
    names = [*PeopleUpload.objects.values_list("name", flat=True), *HistoryFile.objects.values_list("name", flat=True)]
    assert all("/" not in name and len(name) <= 255 for name in names)


@pytest.mark.parametrize("name", ["<script>hit()</script>.csv", 'a"; filename="evil.exe', "a\r\nSet-Cookie: x=1", "报表；🎉.csv"])
def test_a_download_under_a_hostile_name_stays_one_header(name: str, cast: Cast) -> None:
    skilled(cast)
    rows = [[f"2026-11-16 {h:02d}:00", "card", h] for h in range(8, 20)]
    page = hand_in(cast, "history", csv_bytes(("开始时间", "队列", "来电量"), rows), name).headers["Location"]
    HistoryFile.objects.update(name=name.replace("\r", " ").replace("\n", " "))
    response = client_of(cast.chen).get(page + "report.csv")
    assert response.status_code == 200
    told = response.headers["Content-Disposition"]
    assert told.startswith("attachment;")
    assert not re.search(r"[\r\n]", told)
    assert "Set-Cookie" not in response.headers
