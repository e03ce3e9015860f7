"""Row by row: each thing that cannot be is told with its row, and what remains is believed (F-03)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.engine.history.worlds import POLICY, at, day_rows, entries, regular
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.history.checks import check_rows, day_step, mixed_days, step_of
from zuoxi.engine.history.series import Entry

NEW_YORK = ZoneInfo("America/New_York")


def checked(rows: list[Entry], *, step_min: int = 30, zone: ZoneInfo | None = None) -> tuple[list[Entry], list[Finding]]:
    findings: list[Finding] = []
    kept = check_rows(rows, step_min=step_min, zone=zone, settings=POLICY, findings=findings)
    assert all(sentence(finding.code, finding.facts) for finding in findings)
    return kept, findings


def told(findings: list[Finding]) -> list[tuple[str, int | None, str]]:
    return [(finding.code, finding.row, finding.severity) for finding in findings]


def test_clean_rows_are_kept_without_a_word() -> None:
    rows = day_rows("2026-03-02", [5, 6, 7, 0])
    assert checked(rows) == (rows, [])


@pytest.mark.parametrize(
    ("offered", "code", "kept"),
    [
        (-1.0, "history.negative", False),
        (100_001.0, "history.absurd", False),
        (float("inf"), "history.absurd", False),
        (100_000.0, None, True),
        (7.5, "history.not_whole", True),
        (0.0, None, True),
    ],
)
def test_a_count_that_cannot_be_is_told_by_row_and_column(offered: float, code: str | None, kept: bool) -> None:
    rows = [*day_rows("2026-03-02", [5, 6]), Entry(4, "voice", at("2026-03-02 09:00"), offered)]
    remaining, findings = checked(rows)
    assert (rows[2] in remaining) is kept
    assert [(f.code, f.row, f.column) for f in findings] == ([(code, 4, "offered")] if code else [])


def test_an_interval_without_a_count_is_missing_not_wrong() -> None:
    assert checked([Entry(2, "voice", at("2026-03-02 09:00"), None)]) == ([], [])


@pytest.mark.parametrize("start", ["2026-03-02 09:10", "2026-03-02 09:30:15"])
def test_a_row_off_the_grid_is_not_moved_onto_it(start: str) -> None:
    odd = Entry(9, "voice", at(start), 4.0)
    remaining, findings = checked([*day_rows("2026-03-02", [5, 6]), odd])
    assert odd not in remaining
    assert told(findings) == [("history.off_grid", 9, "error")]


@pytest.mark.parametrize(
    ("aht_s", "known", "codes"), [(180.0, 180.0, []), (0.0, None, []), (-5.0, None, ["history.absurd_aht"]), (99_999.0, None, ["history.absurd_aht"])]
)
def test_an_absurd_handling_time_is_dropped_and_its_count_kept(aht_s: float, known: float | None, codes: list[str]) -> None:
    remaining, findings = checked([Entry(2, "voice", at("2026-03-02 09:00"), 4.0, aht_s)])
    assert [(entry.offered, entry.aht_s) for entry in remaining] == [(4.0, known)]
    assert [finding.code for finding in findings] == codes


def test_a_repeated_row_counts_once_and_a_contradiction_not_at_all() -> None:
    first, second, third = day_rows("2026-03-02", [5, 6, 7])
    rows = [first, second, third, replace(first, row=5), replace(second, row=6, offered=60.0)]
    remaining, findings = checked(rows)
    assert remaining == [first, third]
    assert told([f for f in findings if f.code != "history.unsorted"]) == [("history.repeated", 5, "warning"), ("history.contradiction", 6, "error")]
    assert [f.facts["other"] for f in findings if "other" in f.facts] == [2, 3]


def test_unsorted_rows_are_told_once_with_the_first_step_back() -> None:
    one, two, three, four = day_rows("2026-03-02", [1, 2, 3, 4])
    remaining, findings = checked([two, one, four, three])
    assert len(remaining) == 4
    assert told(findings) == [("history.unsorted", one.row, "warning")]
    assert findings[0].facts["count"] == 2


def test_an_hour_the_clock_jumped_over_has_no_calls() -> None:
    """New York, 8 March 2026: 02:00 became 03:00."""
    rows = day_rows("2026-03-08", [1, 2, 3, 4], opens="01:30")
    remaining, findings = checked(rows, zone=NEW_YORK)
    assert [entry.start for entry in remaining] == [at("2026-03-08 01:30"), at("2026-03-08 03:00")]
    assert told(findings) == [("history.clock_forward", 3, "error"), ("history.clock_forward", 4, "error")]
    assert checked(rows)[0] == rows
    assert checked(rows, zone=ZoneInfo("Asia/Shanghai"))[0] == rows


def test_an_hour_that_was_twice_is_missing_because_nobody_knows_which_is_which() -> None:
    """New York, 1 November 2026: 02:00 became 01:00 again."""
    rows = day_rows("2026-11-01", [1, 2, 3, 4], opens="00:30")
    remaining, findings = checked(rows, zone=NEW_YORK)
    assert [entry.start for entry in remaining] == [at("2026-11-01 00:30"), at("2026-11-01 02:00")]
    assert told(findings) == [("history.clock_back", 3, "warning"), ("history.clock_back", 4, "warning")]


def test_more_calls_ended_than_offered_in_a_day_is_told_but_not_in_an_interval() -> None:
    one, two = day_rows("2026-03-02", [10, 10])
    late = [replace(one, handled=4.0, abandoned=1.0), replace(two, handled=14.0, abandoned=1.0)]
    assert checked(late)[1] == []
    findings = checked([late[0], replace(late[1], handled=16.0)])[1]
    assert [(f.code, f.facts["offered"], f.facts["ended"]) for f in findings] == [("history.more_ended_than_offered", 20.0, 22.0)]


@pytest.mark.parametrize("step_min", [5, 15, 30, 60])
def test_the_length_of_an_interval_is_found_out(step_min: int) -> None:
    assert step_of(entries(regular(1, step_min=step_min))) == step_min


def test_a_quiet_queue_with_few_rows_a_day_takes_the_longest_step_its_rows_lie_on() -> None:
    rows = [Entry(2, "q", at("2026-03-02 09:00"), 1), Entry(3, "q", at("2026-03-02 10:30"), 1), Entry(4, "q", at("2026-03-03 20:00"), 1)]
    assert step_of(rows) == 30
    assert step_of(rows[:1] + rows[2:]) == 60


def test_intervals_of_ten_minutes_are_refused() -> None:
    rows = [Entry(2 + n, "q", at("2026-03-02 09:00") + timedelta(minutes=11 * n), 1) for n in range(12)]
    with pytest.raises(Refusal) as caught:
        step_of(rows)
    assert caught.value.code == "history.unknown_step"


def test_a_day_in_another_step_is_left_out_whole() -> None:
    """A quarter-hour row and a half-hour row at 09:00 are different numbers, although both lie on the grid."""
    rows = [
        *day_rows("2026-03-02", [5] * 10),
        *day_rows("2026-03-03", [2] * 20, step_min=15, row=20),
        *day_rows("2026-03-04", [9] * 8, step_min=60, row=50),
    ]
    remaining, findings = checked(rows)
    assert {entry.start.day for entry in remaining} == {2}
    assert [(f.code, f.row, f.facts["found"]) for f in findings] == [("history.mixed_step", 20, 15), ("history.mixed_step", 50, 60)]


def test_a_day_with_holes_is_not_taken_for_a_coarser_step() -> None:
    rows = day_rows("2026-03-02", [5] * 10)
    hourly_but_one = [entry for n, entry in enumerate(rows) if n % 2 == 0 or n == 7]
    assert mixed_days(hourly_but_one, 30) == {}


def test_the_step_of_a_day_needs_six_rows() -> None:
    starts = [entry.start for entry in day_rows("2026-03-02", [1] * 6, step_min=15)]
    assert (day_step(starts), day_step(starts[:5])) == (15, None)
