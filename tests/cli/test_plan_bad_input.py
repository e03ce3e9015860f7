"""Everything a stranger may hand to `zuoxi plan`: each has a clear message in the reader's language, and changes nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.cli.test_plan import HEADER, PEOPLE, Desk
from tests.roster.file_plan.centre import SHIFTS, history
from zuoxi.cli.console import BAD_INPUT
from zuoxi.core.tables import Limits, Sheet, csv_bytes, xlsx_bytes

FILES = ("calls.csv", "people.csv", "shifts.toml")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refused(desk: Desk, *told: str) -> str:
    """The plan is refused with these words, and nothing was written."""
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    result = desk.run()
    assert result.exit_code == BAD_INPUT, result.output
    for text in told:
        assert text in result.stderr
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_named(desk: Desk, name: str) -> None:
    desk.write(name, b"")
    refused(desk, name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_noise_is_named(desk: Desk, name: str) -> None:
    desk.write(name, bytes(range(256)) * 40)
    refused(desk, name)


@pytest.mark.parametrize("name", ["calls.csv", "people.csv"])
def test_a_zip_that_is_no_workbook_is_named(desk: Desk, name: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "hello")
    desk.write(name, target.getvalue())
    refused(desk, name)


def test_a_workbook_that_unpacks_to_too_much_is_refused(desk: Desk) -> None:
    target = io.BytesIO()
    book = zipfile.ZipFile(io.BytesIO(xlsx_bytes([Sheet("people", HEADER, PEOPLE)])))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            bomb.writestr(name, book.read(name) if not name.endswith("sheet1.xml") else b" " * 80_000_000)
    desk.write("people.csv", target.getvalue())
    refused(desk, "people.csv")


def test_a_file_of_two_hundred_megabytes_is_refused_by_its_size(desk: Desk) -> None:
    with (desk.folder / "people.csv").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert Limits().file_bytes < 200 * 1024 * 1024
    result = desk.run()
    assert result.exit_code == BAD_INPUT
    assert "200" in result.stderr
    assert not desk.out.exists()


def test_a_person_twice_is_told_with_both_rows(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(HEADER, [*PEOPLE, PEOPLE[3]]))
    refused(desk, "people.csv, row 11, column 工号: Work number 0003 already stands in row 5")


def test_an_unknown_skill_is_told_with_what_is_known(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(HEADER, [(*PEOPLE[0][:4], "投诉:3", "", ""), *PEOPLE[1:]]))
    text = refused(desk, "people.csv, row 2, column 技能", "投诉")
    assert "hotline" in text


def test_many_mistakes_are_told_up_to_twenty_and_counted(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(HEADER, [(f"{n:04}", "", "一班", "全日制", "热线:3", "", "") for n in range(30)]))
    text = refused(desk, "… and 10 more")
    assert text.count("people.csv, row") == 20


def test_a_column_that_is_missing_is_told_with_the_names_it_may_have(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(("工号", "姓名", "班组", "合同"), [person[:4] for person in PEOPLE]))
    refused(desk, "people.csv", "技能")


def test_a_shift_that_cannot_hold_its_breaks_is_told(desk: Desk) -> None:
    another = 'latest = "13:00"\n[[shift.break]]\nname = "x"\nminutes = 60\nearliest = 190\nlatest = 200'
    desk.write("shifts.toml", SHIFTS.replace('latest = "13:00"', another).encode())
    refused(desk, "shifts.toml", "Shift 早: its breaks do not fit")


def test_broken_toml_is_told_with_its_line(desk: Desk) -> None:
    desk.write("shifts.toml", SHIFTS.replace('code = "晚"', "code = 晚").encode())
    refused(desk, "shifts.toml, row 13")


def test_a_history_without_a_single_readable_row_is_told(desk: Desk) -> None:
    desk.write("calls.csv", csv_bytes(("start", "calls"), [("yesterday", 5), ("today", 6)]))
    refused(desk, "calls.csv, row 2")


def test_a_single_bad_row_of_the_history_ends_the_plan_with_file_row_and_column(desk: Desk) -> None:
    lines = history().decode("utf-8-sig").splitlines()
    where = lines[0].split(",").index("calls")
    cells = lines[4].split(",")
    lines[4] = ",".join("-3" if n == where else cell for n, cell in enumerate(cells))
    desk.write("calls.csv", "\r\n".join(lines).encode())
    refused(desk, "calls.csv, row 5, column calls", "Nothing was written.", "--skip-bad-rows")


def test_a_history_of_an_unknown_queue_is_told(desk: Desk) -> None:
    desk.write("calls.csv", history(queue="投诉"))
    refused(desk, "calls.csv, row 2", "投诉", "[[queue]]")


def test_the_same_words_in_chinese(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(HEADER, [*PEOPLE, PEOPLE[0]]))
    with translation.override("zh-hans"):
        refused(desk, "people.csv, 第 11 行, 工号 列", "已在第 2 行出现，请删除其中一行")


@pytest.mark.slow
def test_files_in_gb18030_are_as_good_as_any(desk: Desk) -> None:
    desk.write("people.csv", csv_bytes(HEADER, PEOPLE).decode("utf-8-sig").encode("gb18030"))
    desk.write("shifts.toml", SHIFTS.encode("gb18030"))
    result = desk.run(seconds=1)
    assert result.exit_code == 0, result.output
    assert (desk.out / "roster.csv").exists()
