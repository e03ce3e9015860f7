"""A requirement file is read whole or not at all: heads by queue and interval, closed where the file says nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import csv_bytes, read_table
from zuoxi.engine.finding import Refusal
from zuoxi.roster.requirement_files import HEADER, Requirement, read_requirement, requirement_rows

FIRST = date(2026, 12, 1)
QUEUES = {"hotline": "hotline", "热线": "hotline", "loan": "loan", "贷款": "loan"}


def read(*rows: tuple[Any, ...], header: tuple[str, ...] = HEADER, days: int = 2, queues: dict[str, str] = QUEUES) -> Requirement:
    return read_requirement(read_table(csv_bytes(header, rows)), queues=queues, first_day=FIRST, days=days)


def test_heads_are_laid_on_days_and_intervals() -> None:
    found = read(("热线", "2026-12-01 08:00", 3), ("热线", "2026-12-01 08:30", 4), ("loan", "2026-12-02 23:30", 1))
    assert found.findings == ()
    assert (found.step_min, sorted(found.heads)) == (30, ["hotline", "loan"])
    assert found.heads["hotline"].shape == (2, 48)
    assert (found.heads["hotline"][0, 16], found.heads["hotline"][0, 17], found.heads["loan"][1, 47]) == (3, 4, 1)
    assert sum(grid.sum() for grid in found.heads.values()) == 8


def test_days_outside_the_period_are_left_out() -> None:
    found = read(("loan", "2026-11-30 08:00", 9), ("loan", "2026-12-01 08:00", 1), ("loan", "2026-12-03 08:00", 9))
    assert found.heads["loan"].sum() == 1


@pytest.mark.parametrize(("minute", "step"), [("00", 60), ("30", 30), ("15", 15), ("05", 5)])
def test_the_step_is_the_coarsest_grid_that_holds_every_start(minute: str, step: int) -> None:
    assert read(("loan", "2026-12-01 08:00", 1), ("loan", f"2026-12-01 09:{minute}", 1)).step_min == step


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("loan", "soon", 1), "requirement.bad_start", "start"),
        (("loan", "2026-12-01 08:01", 1), "requirement.bad_start", "start"),
        (("loan", "2026-12-01 08:00:30", 1), "requirement.bad_start", "start"),
        (("loan", "2026-12-01 08:00", -1), "requirement.bad_heads", "required"),
        (("loan", "2026-12-01 08:00", 1.5), "requirement.bad_heads", "required"),
        (("loan", "2026-12-01 08:00", 100_001), "requirement.bad_heads", "required"),
        (("loan", "2026-12-01 08:00", 1e18), "requirement.bad_heads", "required"),
        (("loan", "2026-12-01 08:00", "1e300"), "requirement.bad_heads", "required"),
        (("loan", "2026-12-01 08:00", "many"), "requirement.bad_heads", "required"),
        (("mail", "2026-12-01 08:00", 1), "requirement.unknown_queue", "queue"),
        (("热线", "2026-12-01 08:30", 1), "requirement.twice", "start"),
    ],
)
def test_a_bad_row_is_told_and_nothing_is_read(row: tuple[Any, ...], code: str, column: str) -> None:
    good = ("hotline", "2026-12-01 08:30", 2)
    found = read(good, row)
    assert [(finding.code, finding.row, finding.column) for finding in found.findings] == [(code, 3, column)]
    assert found.heads == {}
    assert read(good).heads != {}
    assert sentence(code, found.findings[0].facts)


def test_a_file_of_other_days_is_an_error_that_names_both_periods() -> None:
    (finding,) = read(("loan", "2025-12-01 08:00", 1)).findings
    assert finding.code == "requirement.other_days"
    assert "2026-12-01" in sentence(finding.code, finding.facts)


def test_a_file_that_starts_later_than_the_period_is_an_error_that_says_the_days() -> None:
    found = read(("loan", "2026-12-02 08:00", 1))
    assert [(finding.code, finding.severity) for finding in found.findings] == [("requirement.late_start", "error")]
    assert found.heads == {}
    assert "--from 2026-12-02" in sentence(found.findings[0].code, found.findings[0].facts)
    zero = read(("loan", "2026-12-01 00:00", 0), ("loan", "2026-12-02 08:00", 1))
    assert (zero.findings, zero.heads["loan"].sum()) == ((), 1)


def test_a_file_that_ends_a_week_before_the_period_is_read_with_a_warning() -> None:
    row = ("loan", "2026-12-01 08:00", 1)
    assert read(row, days=7).findings == ()
    found = read(row, days=8)
    assert [(finding.code, finding.severity) for finding in found.findings] == [("requirement.early_end", "warning")]
    assert found.heads["loan"].sum() == 1


def test_a_first_day_on_which_nobody_is_needed_is_written_and_read_back() -> None:
    heads = {"loan": np.zeros((2, 24), dtype=np.int64)}
    heads["loan"][1, 9] = 3
    rows = list(requirement_rows(heads, first_day=FIRST, step_min=60))
    assert rows[0] == ("loan", datetime(2026, 12, 1), 0)
    assert read(*rows).heads["loan"].tolist() == heads["loan"].tolist()
    assert list(requirement_rows({}, first_day=FIRST, step_min=60)) == []


def test_without_a_queue_column_the_file_speaks_of_the_only_queue() -> None:
    header, row = ("start", "required"), ("2026-12-01 08:00", 2)
    assert read(row, header=header, queues={"loan": "loan"}).heads["loan"].sum() == 2
    assert [finding.code for finding in read(row, header=header).findings] == ["requirement.no_queue"]


def test_a_needed_column_that_is_missing_is_refused() -> None:
    with pytest.raises(Refusal, match=r"tables\.missing_column"):
        read(("loan", 1), header=("queue", "required"))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([5, 15, 30, 60]))
def test_what_is_written_is_read_back(seed: int, step: int) -> None:
    rng = np.random.default_rng(seed)
    heads = {queue: rng.integers(0, 3, (2, 1440 // step)) for queue in ("hotline", "loan")}
    heads["hotline"][0, 1] = 1
    rows = list(requirement_rows(heads, first_day=FIRST, step_min=step))
    assert rows[0][1] >= datetime(2026, 12, 1)
    back = read(*rows)
    if back.step_min == step:
        assert {queue: grid.tolist() for queue, grid in back.heads.items()} == {q: grid.tolist() for q, grid in heads.items() if grid.any()}
    else:
        assert sum(grid.sum() for grid in back.heads.values()) == sum(grid.sum() for grid in heads.values())


def test_the_most_heads_are_read_and_days_at_the_ends_of_the_calendar_are_other_days() -> None:
    assert int(read(("loan", "2026-12-01 08:00", 100_000)).heads["loan"].sum()) == 100_000
    for day in ("0001-01-01", "9999-12-31"):
        assert [finding.code for finding in read(("loan", f"{day} 08:00", 1)).findings] == ["requirement.other_days"]
