"""Files of the commands: every error is named by file, row and column, and nothing half written is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from django.utils import translation

from tests.roster.file_plan.centre import SHIFTS
from zuoxi.cli.console import BAD_INPUT
from zuoxi.cli.places import check_file, check_folder
from zuoxi.cli.plan_files import load_people, load_shifts, queue_shares, skill_names, with_shares, write_files
from zuoxi.core.tables import csv_bytes, read_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.roster.shift_files import QueueEntry, ShiftFile

HEADER = ("工号", "姓名", "班组", "合同", "技能")
LIN = ("00017", "林小雨", "一班", "全日制", "热线:4;loan:2")


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def shifts(folder: Path, text: str = SHIFTS) -> ShiftFile:
    return load_shifts(file(folder, "shifts.toml", text), policy=BreakPolicy())


def test_shifts_and_people_are_loaded(tmp_path: Path) -> None:
    kinds = shifts(tmp_path)
    (lin,) = load_people(file(tmp_path, "people.csv", csv_bytes(HEADER, [LIN])), shifts=kinds, skills=skill_names(kinds, kinds.queues))
    assert (lin.number, lin.contract, lin.skills) == ("00017", "full", (("hotline", 4), ("loan", 2)))


def test_a_wrong_shift_ends_with_file_line_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with translation.override("en"), pytest.raises(typer.Exit) as end:
        shifts(tmp_path, SHIFTS.replace("08:00-16:00", "08:00"))
    assert end.value.exit_code == BAD_INPUT
    assert "shifts.toml, row 5, column blocks: “['08:00']” cannot be used here." in capsys.readouterr().err


def test_a_wrong_person_ends_with_file_row_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = shifts(tmp_path)
    path = file(tmp_path, "people.csv", csv_bytes(HEADER, [LIN, ("00018", "吴强", "一班", "全日制", "投诉:3"), (*LIN[:4], "loan:1")]))
    with translation.override("zh-hans"), pytest.raises(typer.Exit) as end:
        load_people(path, shifts=kinds, skills=skill_names(kinds, kinds.queues))
    assert end.value.exit_code == BAD_INPUT
    told = capsys.readouterr().err
    assert "people.csv, 第 3 行, 技能 列: 没有“投诉”这项技能" in told
    assert "第 4 行, 工号 列: 工号 00017 已在第 2 行出现" in told


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken"])
def test_a_people_file_that_is_none_is_refused_by_name(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = shifts(tmp_path)
    with pytest.raises(typer.Exit) as end:
        load_people(file(tmp_path, "people.xlsx", content), shifts=kinds, skills={})
    assert end.value.exit_code == BAD_INPUT
    assert "people.xlsx" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"tables\.unreadable_file"):
        read_bytes(tmp_path / "gone.csv")


@pytest.mark.parametrize(("given", "shares"), [([], {}), (["热线=0.6", "loan=40%"], {"热线": 0.6, "loan": 0.4}), (["a=b=1"], {"a=b": 1.0})])
def test_shares_are_read_from_the_command_line(given: list[str], shares: dict[str, float]) -> None:
    assert queue_shares(given) == pytest.approx(shares)


@pytest.mark.parametrize("given", [["hotline"], ["=0.5"], ["a=0"], ["a=1.5"], ["a=-1"], ["a=nan"], ["a=x"], ["a=0.5", "a=0.5"], ["a=150%"]])
def test_a_share_that_is_none_is_refused(given: list[str]) -> None:
    with pytest.raises(Refusal, match=r"file_plan\.bad_share"):
        queue_shares(given)


def test_shares_of_the_command_line_choose_and_add_queues() -> None:
    known = [QueueEntry("hotline", "热线", share=0.9, within_s=20, aht_s=100), QueueEntry("loan", "贷款", share=0.1)]
    assert with_shares(known, {}, aht_s=180) == (known[0], QueueEntry("loan", "贷款", share=0.1, aht_s=180))
    chosen = with_shares(known, {"热线": 0.5, "投诉": 0.5}, aht_s=None)
    assert chosen == (QueueEntry("hotline", "热线", share=0.5, within_s=20, aht_s=100), QueueEntry("投诉", "投诉", share=0.5))


def test_skills_may_be_called_by_any_name_of_a_queue(tmp_path: Path) -> None:
    kinds = shifts(tmp_path)
    assert skill_names(kinds, [*kinds.queues, QueueEntry("mail", "邮件")]) == {
        "hotline": "hotline", "热线": "hotline", "loan": "loan", "贷款": "loan", "mail": "mail", "邮件": "mail",
    }  # fmt: skip


def test_places_that_cannot_be_written_are_told_before_the_work(tmp_path: Path) -> None:
    taken = file(tmp_path, "taken", "x")
    check_folder(tmp_path / "new")
    check_folder(tmp_path)
    check_file(tmp_path / "new.csv")
    for bad in (tmp_path / "a" / "b", taken):
        with pytest.raises(Refusal, match=r"file_plan\.unwritable"):
            check_folder(bad)
    for bad in (tmp_path, tmp_path / "a" / "b.csv"):
        with pytest.raises(Refusal, match=r"file_plan\.unwritable"):
            check_file(bad)


def test_files_are_written_whole_and_the_folder_is_made(tmp_path: Path) -> None:
    write_files({tmp_path / "plan" / "a.csv": b"1", tmp_path / "plan" / "b.csv": b"2"})
    assert sorted(path.name for path in (tmp_path / "plan").iterdir()) == ["a.csv", "b.csv"]
    with pytest.raises(Refusal, match=r"file_plan\.unwritable"):
        write_files({tmp_path / "no" / "such" / "a.csv": b"1"})
