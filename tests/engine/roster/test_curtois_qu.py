"""The public instances are read as they are printed; what is not of the format is refused with its row."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.curtois_qu import parse
from zuoxi.engine.roster.problem import Request, ShiftCover

SMALL = """# remark
SECTION_HORIZON
# days
7

SECTION_SHIFTS
E,480,
L,600,E

SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, MinConsecutiveShifts, MinConsecutiveDaysOff, MaxWeekends
A,E=7|L=2,2400,1200,5,2,3,1
B,E=0|L=7,3000,1800,6,1,2,0

SECTION_DAYS_OFF
A,0,3

SECTION_SHIFT_ON_REQUESTS
B,2,L,3

SECTION_SHIFT_OFF_REQUESTS
A,5,E,2

SECTION_COVER
0,E,1,100,1
6,L,2,50,5
"""


def test_a_small_instance_is_read_whole() -> None:
    problem = parse(SMALL)
    assert (problem.days, problem.weekday(0)) == (7, 0)
    assert [(shift.code, shift.paid_min) for shift in problem.shifts] == [("E", 480), ("L", 600)]
    first, second = problem.workers
    assert (first.id, first.unavailable, second.unavailable) == ("A", {0, 3}, frozenset())
    rules = first.rules
    assert (rules.max_period_min, rules.min_period_min, rules.max_consecutive_days, rules.min_consecutive_days) == (2400, 1200, 5, 2)
    assert (rules.min_consecutive_off, rules.max_weekends, rules.max_shifts) == (3, 1, {"E": 7, "L": 2})
    assert rules.forbidden_successions == {("L", "E")}
    assert problem.requests == (Request("B", 2, "L", 3), Request("A", 5, "E", 2, want=False))
    assert problem.cover == (ShiftCover(0, "E", 1, 100, 1), ShiftCover(6, "L", 2, 50, 5))


def test_nothing_but_requests_and_heads_has_a_price() -> None:
    weights = parse(SMALL).weights
    assert {weights.under, weights.over, weights.lead, weights.fairness, weights.stability, weights.team, weights.change} == {0}


def test_windows_line_ends_and_remarks_behind_a_line_do_not_matter() -> None:
    assert parse(SMALL.replace("\n", "\r\n").replace("\n7", "\n7 # one week")) == parse(SMALL)


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("E,480,", "E,480", "curtois_qu.fields", 7),
        ("L,600,E", "L,ten,E", "curtois_qu.number", 8),
        ("A,5,E,2", "A,5,X,2", "curtois_qu.unknown", 22),
        ("A,5,E,2", "C,5,E,2", "curtois_qu.unknown", 22),
        ("A,0,3", "Z,0,3", "curtois_qu.unknown", 16),
        ("6,L,2,50,5", "7,L,2,50,5", "curtois_qu.day", 26),
        ("E=7|L=2", "E=7|Q=2", "curtois_qu.unknown", 12),
        ("E=7|L=2", "E=7|L", "curtois_qu.number", 12),
        ("SECTION_COVER", "SECTION_COVERS", "curtois_qu.section", 24),
        ("SECTION_COVER", "SECTION_STAFF", "curtois_qu.section", 24),
        ("SECTION_HORIZON", "HORIZON", "curtois_qu.fields", 2),
        ("\n7\n", "\n99999999\n", "curtois_qu.out_of_bounds", 4),
        ("\n7\n", "\n372\n", "curtois_qu.out_of_bounds", 4),
        ("\n7\n", "\n0\n", "curtois_qu.out_of_bounds", 4),
        ("\n7\n", "\n" + "9" * 5000 + "\n", "curtois_qu.out_of_bounds", 4),
        ("E,480,", "E,0,", "curtois_qu.out_of_bounds", 7),
        ("E,480,", "E,1441,", "curtois_qu.out_of_bounds", 7),
        ("A,5,E,2", "A,5,E," + "9" * 18, "curtois_qu.out_of_bounds", 22),
        ("A,5,E,2", "A,5,E,-2", "curtois_qu.number", 22),
        ("100,1", "9999999,1", "curtois_qu.out_of_bounds", 25),
        ("100,1", "9" * 19 + ",1", "curtois_qu.out_of_bounds", 25),
        ("2400", "9" * 25, "curtois_qu.out_of_bounds", 12),
        ("A,0,3", "A,0," + "9" * 5000, "curtois_qu.out_of_bounds", 16),
        ("E=7", "E=" + "9" * 5000, "curtois_qu.out_of_bounds", 12),
    ],
)
def test_what_is_not_of_the_format_is_refused_with_its_row(old: str, new: str, code: str, row: int) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(SMALL.replace(old, new, 1))
    assert (refusal.value.code, refusal.value.facts["row"]) == (code, row)
    assert len(sentence(code, refusal.value.facts)) < 200


@pytest.mark.parametrize("text", ["", "# nothing\n", "SECTION_HORIZON\n7\n", SMALL.replace("E,480,\nL,600,E\n", "")])
def test_an_instance_without_horizon_shifts_or_staff_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"curtois_qu\.section"):
        parse(text)


def test_every_public_instance_has_the_size_that_its_table_prints(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("rostering/curtois_qu")
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        printed = {row["instance"]: (7 * int(row["weeks"]), int(row["employees"]), int(row["shift_types"])) for row in csv.DictReader(file)}
    read = {}
    for number in printed:
        problem = parse((folder / f"Instance{number}.txt").read_text(encoding="utf-8"))
        read[number] = (problem.days, len(problem.workers), len(problem.shifts))
    assert len(read) == 24
    assert read == printed


def test_the_bounds_themselves_are_read() -> None:
    text = SMALL.replace("\n7\n", "\n371\n").replace("E,480,", "E,1440,").replace("2400", "999999").replace("A,5,E,2", "A,5,E,-0")
    problem = parse(text)
    assert (problem.days, problem.shifts[0].paid_min, problem.workers[0].rules.max_period_min) == (371, 1440, 999_999)
    assert problem.requests[1].weight == 0
