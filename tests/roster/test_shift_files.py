"""A shifts file is read whole or not at all; what is wrong is named by key and line (F-10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.roster.shift_fields import clock, find_lines
from zuoxi.roster.shift_files import COLOURS, ContractEntry, QueueEntry, ShiftEntry, ShiftFile, SkillEntry, read_shifts

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shifts.toml"
TEXT = """# a centre
[[shift]]
code = "早"
name = "早班"
name_en = "Early"
key = "E"
colour = "#2f7ed8"
blocks = ["08:30-17:30"]
[[shift.break]]
name = "午餐"
minutes = 60
earliest = "11:30"
latest = "13:00"
[[shift.break]]
name = "休息"
minutes = 15
earliest = 360
latest = 465
paid = true

[[shift]]
code = "夜"
name = "夜班"
blocks = ["22:00-06:00"]
tags = ["night"]
active = false
[[shift.break]]
name = "夜宵"
minutes = 30
earliest = "01:00"
latest = "03:00"

[[contract]]
code = "full"
name = "全日制"
name_en = "Full time"
week_hours = 40
rate = 38.5

[[contract]]
code = "part"
name = "非全日制"
week_hours = 24
max_day_hours = 6
shifts = ["早"]

[[skill]]
code = "english"
name = "英语"

[[queue]]
code = "hotline"
name = "热线"
share = 0.6
service_level = 0.8
within_s = 20
hours = "07:00-21:00"

[[queue]]
code = "loan"
"""


def read(text: str) -> ShiftFile:
    return read_shifts(text.encode(), policy=BreakPolicy())


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def test_everything_the_file_says_is_read() -> None:
    file = read(TEXT)
    assert file.findings == ()
    early = Shift("早", ((510, 1050),), (BreakRule(60, 180, 270, False, "午餐"), BreakRule(15, 360, 465, True, "休息")))
    night = Shift("夜", ((1320, 1800),), (BreakRule(30, 180, 300, False, "夜宵"),), frozenset({"night"}))
    assert file.shifts == (
        ShiftEntry(early, "早班", "Early", "E", "#2f7ed8", True),
        ShiftEntry(night, "夜班", "", "", COLOURS[1], False),
    )
    assert file.contracts == (
        ContractEntry("full", "全日制", "Full time", 2400, 480, 38.5),
        ContractEntry("part", "非全日制", "", 1440, 360, None, frozenset({"早"})),
    )
    assert file.skills == (SkillEntry("english", "英语"),)
    assert file.queues == (QueueEntry("hotline", "热线", share=0.6, service_level=0.8, within_s=20, hours=(420, 1260)), QueueEntry("loan", "loan"))
    assert file.skill_names == {"hotline": "hotline", "热线": "hotline", "loan": "loan", "english": "english", "英语": "english"}
    assert file.contract_names == {"full": "full", "全日制": "full", "Full time": "full", "part": "part", "非全日制": "part"}


def test_the_shipped_example_is_read_and_holds_every_kind_of_f_10() -> None:
    file = read_shifts(EXAMPLE.read_bytes(), policy=BreakPolicy())
    assert file.findings == ()
    blocks = {entry.shift.code: entry.shift.blocks for entry in file.shifts}
    assert blocks["早"] == blocks["中"] == ((510, 1050),)
    assert blocks["晚2"][0][1] == 22 * 60
    assert {tag for entry in file.shifts for tag in entry.shift.tags} == {"late", "night", "long", "two_ended"}
    keys = [entry.key for entry in file.shifts if entry.active]
    assert len(set(keys)) == len(keys)
    assert [contract.code for contract in file.contracts] == ["full", "part"]


def test_lunch_is_covered_in_turns_in_the_example() -> None:
    lunch = {
        entry.shift.code: {entry.shift.start_min + rule.earliest_min for rule in entry.shift.breaks if not rule.paid}
        for entry in read_shifts(EXAMPLE.read_bytes(), policy=BreakPolicy()).shifts
        if entry.shift.code in "早中"
    }
    assert lunch == {"早": {720}, "中": {780}}


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "line"),
    [
        ('key = "E"', 'key = "e"', "shifts.bad_value", "key", 6),
        ('key = "E"', 'kee = "E"', "shifts.unknown_key", "kee", 6),
        ('colour = "#2f7ed8"', 'colour = "blue"', "shifts.bad_value", "colour", 7),
        ('blocks = ["08:30-17:30"]', 'blocks = ["08:30"]', "shifts.bad_value", "blocks", 8),
        ('blocks = ["08:30-17:30"]', 'blocks = ["08:30-25:30"]', "shifts.bad_value", "blocks", 8),
        ('blocks = ["08:30-17:30"]', "blocks = []", "shifts.bad_value", "blocks", 8),
        ('blocks = ["08:30-17:30"]', 'blocks = "08:30-17:30"', "shifts.bad_value", "blocks", 8),
        ('blocks = ["08:30-17:30"]', 'blocks = ["08:00-12:00", "12:00-16:00"]', "shifts.too_long", "blocks", 8),
        ('blocks = ["08:30-17:30"]', 'blocks = ["08:00-12:00", "10:00-09:00"]', "shifts.too_long", "blocks", 8),
        ("minutes = 60", "minutes = 0", "shifts.bad_value", "minutes", 11),
        ("minutes = 60", "minutes = 22.5", "shifts.bad_value", "minutes", 11),
        ("minutes = 60", "minutes = true", "shifts.bad_value", "minutes", 11),
        ('latest = "13:00"', 'latest = "11:00"', "shifts.window", "latest", 13),
        ('latest = "13:00"', 'latest = "08:00"', "shifts.too_late", "latest", 13),
        ("earliest = 360", "earliest = -5", "shifts.bad_value", "earliest", 17),
        ("latest = 465", "latest = 300", "shifts.window", "latest", 18),
        ("paid = true", 'paid = "yes"', "shifts.bad_value", "paid", 19),
        ('tags = ["night"]', 'tags = ["nite"]', "shifts.bad_value", "tags", 25),
        ('tags = ["night"]', "tags = [1]", "shifts.bad_value", "tags", 25),
        ("active = false", "active = 0", "shifts.bad_value", "active", 26),
        ('code = "夜"', 'code = "早"', "shifts.twice", "code", 22),
        ('code = "夜"', 'code = "休"', "shifts.code_taken", "code", 22),
        ('code = "夜"', 'code = "一二三四五六七八九"', "shifts.bad_value", "code", 22),
        ('name = "夜班"\n', "", "shifts.missing_key", None, 21),
        ("week_hours = 40", "week_hours = 400", "shifts.bad_value", "week_hours", 37),
        ('shifts = ["早"]', 'shifts = ["晚"]', "shifts.unknown_code", "shifts", 45),
        ("[[skill]]", "[[skills]]", "shifts.unknown_key", "skills", 0),
        ("share = 0.6", "share = 60", "shifts.bad_value", "share", 54),
        ("within_s = 20", "within = 20", "shifts.unknown_key", "within", 56),
        ('code = "loan"', 'code = "hotline"', "shifts.twice", "code", 60),
        ("07:00-21:00", "21:00-07:00", "shifts.bad_value", "hours", 57),
        ('"07:00-21:00"', "7", "shifts.bad_value", "hours", 57),
    ],
)
def test_one_wrong_value_is_named_by_key_and_line_and_nothing_is_read(old: str, new: str, code: str, key: str | None, line: int) -> None:
    assert old in TEXT
    file = read(TEXT.replace(old, new, 1))
    assert (file.findings[0].code, file.findings[0].column, file.findings[0].row or 0) == (code, key, line)
    assert (file.shifts, file.contracts) == ((), ())
    assert sentence(file.findings[0].code, file.findings[0].facts)


def test_a_break_that_cannot_be_placed_is_an_error_of_the_file() -> None:
    file = read(TEXT.replace("earliest = 360\nlatest = 465", "earliest = 200\nlatest = 210"))
    assert [(finding.code, finding.row) for finding in file.findings] == [("breaks.no_room", 2)]
    assert read_shifts(TEXT.encode(), policy=BreakPolicy(min_gap_min=0)).findings == ()


def test_all_mistakes_are_told_at_once() -> None:
    broken = TEXT.replace("minutes = 60", "minutes = 0").replace("active = false", "active = 1").replace("rate = 38.5", "rate = -1")
    assert [finding.column for finding in read(broken).findings] == ["minutes", "active", "rate"]


def test_broken_toml_is_told_with_its_line() -> None:
    broken = TEXT.replace('code = "夜"', "code = 夜")
    (finding,) = read(broken).findings
    assert (finding.code, finding.row) == ("shifts.toml", line_of(broken, "code = 夜"))


def test_a_file_without_shifts_and_one_of_a_wrong_form_are_refused() -> None:
    assert [finding.code for finding in read('[[contract]]\ncode = "a"\nname = "a"\nweek_hours = 40\n').findings] == ["shifts.none"]
    assert [finding.code for finding in read("shift = 3\n").findings] == ["shifts.not_tables", "shifts.none"]
    with pytest.raises(Refusal, match=r"tables\.empty"):
        read("")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_file_may_come_in_any_encoding_a_chinese_centre_uses(encoding: str) -> None:
    assert [entry.name for entry in read_shifts(TEXT.encode(encoding), policy=BreakPolicy()).shifts] == ["早班", "夜班"]


@pytest.mark.parametrize(
    ("text", "minute"), [("08:30", 510), ("8:05", 485), ("00:00", 0), ("24:00", 1440), ("24:01", None), ("08:60", None), ("8", None), (830, None)]
)
def test_a_time_of_day_is_hours_and_minutes(text: object, minute: int | None) -> None:
    assert clock(text) == minute


def test_a_shift_until_midnight_ends_on_its_own_day() -> None:
    file = read(TEXT.replace("22:00-06:00", "15:00-24:00").replace('"01:00"', '"19:00"').replace('"03:00"', '"20:00"'))
    assert file.shifts[1].shift.blocks == ((900, 1440),)


def test_two_blocks_stay_in_order_even_past_midnight() -> None:
    text = TEXT.replace("22:00-06:00", '18:00-21:00", "23:00-02:00').replace('"01:00"', '"23:30"').replace('"03:00"', '"00:30"')
    assert read(text).shifts[1].shift.blocks == ((1080, 1260), (1380, 1560))
    assert read(text).shifts[1].shift.breaks[0].earliest_min == 330


def test_lines_are_found_by_table_and_key() -> None:
    lines = find_lines(TEXT)
    assert lines["shift[0]", None] == 2
    assert lines["shift[0].break[1]", "minutes"] == 16
    assert lines["shift[1].break[0]", "latest"] == 31
    assert lines["contract[1]", "shifts"] == 45


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ("\na = " + "[" * 3000 + "]" * 3000 + "\n", None),
        ("\na = " + "{a=" * 3000 + "1" + "}" * 3000 + "\n", None),
        ("\n[[skill]]\ncode = " + "9" * 5000 + "\n", 3),
        ("\n[[skill]]\ncode = 0x" + "f" * 5000 + "\n", 3),
        ("\n[[contract]]\nweek_hours = " + "9_9" * 400 + "\n", 3),
    ],
    ids=["lists", "tables", "decimal", "hexadecimal", "parted"],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nests_without_end_and_numbers_without_end_are_told(more: str, row: int | None, language: str) -> None:
    file = read(TEXT + more)
    (finding,) = file.findings
    assert (file.shifts, finding.code) == ((), "shifts.beyond")
    assert finding.row == (None if row is None else TEXT.count("\n") + row)
    with translation.override(language):
        assert sentence(finding.code, finding.facts)


def test_a_hundred_digits_are_a_wrong_value_and_no_more() -> None:
    (finding,) = [one for one in read(TEXT.replace("week_hours = 40", "week_hours = " + "9" * 100, 1)).findings if one.column == "week_hours"]
    assert finding.code == "shifts.bad_value"
