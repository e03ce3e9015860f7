"""A history file becomes series before the period: split, kept within hours, moved by whole weeks only when that is meant (F-03)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.roster.file_plan.centre import FIRST, QUEUES, SHAPE, history
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import csv_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.roster.file_plan.history import Counted, HistoryOptions, read
from zuoxi.roster.shift_files import QueueEntry
from zuoxi.rules.forecast import HistoryPolicy

OPTIONS = HistoryOptions(FIRST, 28)
BANK = Path(__file__).resolve().parents[3] / "examples" / "bank_calls_30min.csv"


def counted(data: bytes | None = None, *, queues: tuple[QueueEntry, ...] = QUEUES, **options: Any) -> Counted:
    return read(history() if data is None else data, queues=queues, options=replace(OPTIONS, **options), settings=HistoryPolicy())


def test_a_file_without_queues_is_split_by_shares_and_nothing_is_lost() -> None:
    whole = counted(queues=(QueueEntry("all", "all"),)).series["all"].offered
    parts = counted().series
    assert sorted(parts) == ["hotline", "loan"]
    assert np.nansum(parts["hotline"].offered) + np.nansum(parts["loan"].offered) == np.nansum(whole)
    assert np.nansum(parts["loan"].offered) / np.nansum(whole) == pytest.approx(0.25, abs=0.001)


def test_a_file_with_queues_is_read_by_their_names_with_or_without_a_description() -> None:
    assert list(counted(history(queue="热线")).series) == ["hotline"]
    assert list(counted(history(queue="热线"), queues=()).series) == ["热线"]


@pytest.mark.parametrize(
    ("queues", "data", "code"),
    [
        (QUEUES, history(queue="投诉"), "file_plan.unknown_queue"),
        ((), history(), "file_plan.no_queues"),
        ((QUEUES[0], replace(QUEUES[1], share=0.5)), history(), "file_plan.shares"),
        ((replace(QUEUES[0], share=None), replace(QUEUES[1], share=None)), history(), "file_plan.no_queues"),
    ],
)
def test_a_queue_that_cannot_be_told_is_refused_with_what_to_do(queues: tuple[QueueEntry, ...], data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        counted(data, queues=queues)
    assert refusal.value.code == code
    assert sentence(code, refusal.value.facts)


def test_what_lies_outside_the_hours_of_a_queue_is_left_out() -> None:
    queues = (replace(QUEUES[0], hours=(9 * 60, 17 * 60)), QUEUES[1])
    series = counted(queues=queues).series
    assert np.isnan(series["hotline"].offered[:, :9]).all()
    assert np.isnan(series["hotline"].offered[:, 17:]).all()
    assert not np.isnan(series["loan"].offered[:, [8, 17]]).all()


def test_a_history_that_ends_before_the_period_stays_where_it_is() -> None:
    found = counted()
    assert (found.moved_weeks, found.last_day) == (0, date(2026, 11, 27))
    assert FIRST in found.calendar


@pytest.mark.parametrize("last", [date(2003, 10, 26), date(2019, 2, 3), date(2026, 5, 17)])
def test_a_history_of_long_ago_is_moved_by_whole_weeks_to_right_before_the_period(last: date) -> None:
    found = counted(history(last=last))
    assert found.moved_weeks > 0
    assert 0 < (FIRST - found.last_day).days <= 7
    assert found.last_day.weekday() == 4
    mondays = np.nansum(found.series["hotline"].offered[found.series["hotline"].weekdays == 0])
    tuesdays = np.nansum(found.series["hotline"].offered[found.series["hotline"].weekdays == 1])
    assert mondays > 1.15 * tuesdays


def test_a_moved_history_brings_no_holidays_along_and_the_period_keeps_its_own() -> None:
    found = counted(history(last=date(2025, 10, 26)), first_day=date(2026, 9, 28))
    assert found.moved_weeks == 48
    assert min(found.calendar) == date(2026, 9, 28)
    assert found.calendar[date(2026, 10, 1)].is_holiday
    kept = counted(history(last=date(2026, 9, 27)), first_day=date(2026, 9, 28))
    assert min(kept.calendar) < date(2026, 9, 1)


def test_none_never_moves_and_weeks_always_does() -> None:
    early = history(last=date(2026, 11, 1))
    assert counted(early, align="none").moved_weeks == 0
    assert counted(early, align="weeks").moved_weeks == 4
    with pytest.raises(Refusal, match=r"file_plan\.gap"):
        counted(history(last=date(2003, 10, 26)), align="none")


def test_a_period_inside_the_history_is_refused_unless_the_history_is_moved() -> None:
    late = history(last=date(2026, 12, 20))
    for align in ("auto", "none"):
        with pytest.raises(Refusal, match=r"file_plan\.period_in_history"):
            counted(late, align=align)
    moved = counted(late, align="weeks")
    assert moved.moved_weeks == -3
    assert moved.last_day < FIRST


def test_what_cannot_be_trusted_is_left_out_and_told() -> None:
    rows = [line.split(",") for line in history(times=10).decode("utf-8-sig").splitlines()[1:]]
    day = (FIRST - timedelta(days=20)).isoformat()
    broken = [(start, 0 if start.startswith(day) and "10:" <= start[11:14] <= "11:" else int(calls)) for start, calls in rows]
    found = counted(csv_bytes(("start", "calls"), broken))
    assert "outage" in "".join(str(finding) for finding in found.findings)
    place = (FIRST - timedelta(days=20) - found.series["hotline"].first_day).days
    assert np.isnan(found.series["hotline"].offered[place, 10:12]).all()


def test_the_shipped_history_is_read_whole(shared_data: Callable[[str], Path]) -> None:
    found = counted(BANK.read_bytes(), queues=(QueueEntry("bank", "bank", hours=(420, 1260)),))
    assert (found.moved_weeks, found.last_day) == (1205, date(2026, 11, 27))
    offered = found.series["bank"].offered
    assert int((~np.isnan(offered)).any(axis=1).sum()) == 164
    original = shared_data("calls/bank_2003/bank_calls_30min.csv").read_text(encoding="utf-8").splitlines()[1:]
    total = sum(int(line.split(",")[1]) for line in original if " 21:" not in line)
    assert 0.99 * total < np.nansum(offered) <= total


def test_a_shape_is_kept_by_the_hour() -> None:
    offered = counted(queues=(QueueEntry("all", "all"),)).series["all"].offered
    means = np.nanmean(offered[:, list(SHAPE)], axis=0)
    assert means == pytest.approx([1.05 * mean for mean in SHAPE.values()], rel=0.15)
