"""From rows to grids: closed is not missing, missing is not zero (F-03)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.history.worlds import MONDAY, POLICY, at, day_rows, entries, regular
from zuoxi.core.sentences import SENTENCES, sentence
from zuoxi.core.tables import read_path
from zuoxi.core.tables.calls import LIMITS, read_calls
from zuoxi.engine.finding import Refusal
from zuoxi.engine.history.reading import History, read_history, runs
from zuoxi.engine.history.series import Entry, Series

ROOT = Path(__file__).resolve().parents[3]


def read(rows: list[Entry], **options: object) -> History:
    history = read_history(rows, settings=POLICY, **options)  # type: ignore[arg-type]
    assert all(sentence(finding.code, finding.facts) for finding in history.findings)
    return history


def only(rows: list[Entry], **options: object) -> Series:
    (series,) = read(rows, **options).series
    return series


@pytest.mark.parametrize("step_min", [5, 15, 30, 60])
def test_a_history_comes_back_as_the_grid_it_was_written_from(step_min: int) -> None:
    wanted = regular(3, step_min=step_min)
    history = read(entries(wanted))
    series = history.series[0]
    days = series.days
    assert (series.first_day, series.step_min, days) == (MONDAY, step_min, 19)
    np.testing.assert_array_equal(series.offered, wanted.offered[:days])
    np.testing.assert_array_equal(series.open, wanted.open[:days])
    assert history.findings == ()


def test_closed_hours_and_weekends_are_neither_zero_nor_missing() -> None:
    series = only(entries(regular(4)))
    weekend = series.weekdays >= 5
    assert not series.open[weekend].any()
    assert np.isnan(series.offered[~series.open]).all()
    assert series.known[series.open].all()


def test_zeros_that_mean_closed_become_closed_and_zeros_within_the_hours_stay() -> None:
    rows = []
    for n in range(14):
        counts = [0.0] * 16 + [8.0, 0.0 if n == 3 else 9.0, 7.0, 5.0] + [0.0] * 28
        rows += day_rows(str(MONDAY + timedelta(days=n)), counts, opens="00:00", row=2 + 48 * n)
    series = only(rows)
    assert series.open.sum(axis=1).tolist() == [4] * 14
    assert series.offered[3, 16:20].tolist() == [8.0, 0.0, 7.0, 5.0]


def test_a_gap_is_missing_with_the_row_behind_it() -> None:
    wanted = regular(4)
    rows = [entry for entry in entries(wanted) if not at("2026-01-13 10:00") <= entry.start < at("2026-01-13 11:30")]
    history = read(rows)
    behind = next(entry.row for entry in rows if entry.start == at("2026-01-13 11:30"))
    assert [(f.code, f.row, f.facts["start"], f.facts["end"]) for f in history.findings] == [
        ("history.gap", behind, at("2026-01-13 10:00"), at("2026-01-13 11:30"))
    ]
    day, slot = history.series[0].place(at("2026-01-13 10:00"))
    assert history.series[0].open[day, slot : slot + 3].all()
    assert np.isnan(history.series[0].offered[day, slot : slot + 3]).all()


def test_a_missing_day_is_told_unless_it_is_known_to_be_closed() -> None:
    rows = [entry for entry in entries(regular(4)) if entry.start.date() != date(2026, 1, 14)]
    assert [(f.code, f.facts["day"]) for f in read(rows).findings] == [("history.missing_day", date(2026, 1, 14))]
    assert read(rows, closed=[date(2026, 1, 14)]).findings == ()


def test_one_worked_saturday_does_not_open_all_saturdays() -> None:
    worked = day_rows("2026-01-17", [50.0] * 24, row=9000)
    history = read([*entries(regular(4)), *worked])
    series = history.series[0]
    saturdays = series.weekdays == 5
    assert series.open[saturdays].any(axis=1).tolist() == [False, True, False]
    assert [f.code for f in history.findings] == ["history.unsorted"]


def test_several_queues_keep_their_own_days_and_steps() -> None:
    chat = [replace(entry, queue="chat", row=entry.row + 5000) for entry in entries(regular(2, step_min=15))]
    history = read([*entries(regular(3)), *chat])
    assert [(s.queue, s.step_min, s.days) for s in history.series] == [("voice", 30, 19), ("chat", 15, 12)]


def test_handling_times_lie_beside_their_counts() -> None:
    rows = [replace(entry, aht_s=200.0 if n % 2 else None) for n, entry in enumerate(entries(regular(2)))]
    series = only(rows)
    assert np.nanmean(series.aht_s) == 200.0
    assert 0.4 < (~np.isnan(series.aht_s)).sum() / series.known.sum() < 0.6


def test_the_hour_the_clock_skips_is_closed_not_missing() -> None:
    rows: list[Entry] = []
    for n in range(21):
        rows += day_rows(str(date(2026, 2, 22) + timedelta(days=n)), [9.0] * 48, opens="00:00", row=2 + 48 * n)
    skipped = [entry for entry in rows if not at("2026-03-08 02:00") <= entry.start < at("2026-03-08 03:00")]
    zone = ZoneInfo("America/New_York")
    assert [f.code for f in read(skipped, zone=zone).findings] == []
    assert [f.code for f in read(skipped).findings] == ["history.gap"]
    assert not only(skipped, zone=zone).open[14, 4:6].any()


def test_nothing_usable_is_refused() -> None:
    with pytest.raises(Refusal, match=r"history\.no_rows"):
        read([Entry(2, "voice", at("2026-03-02 09:00"), -1.0)])
    with pytest.raises(Refusal, match=r"history\.no_rows"):
        read([])


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_number(random: object) -> None:
    rows = entries(regular(2))
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(only(mixed).offered, only(rows).offered)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 47), st.integers(0, 99)), min_size=1, max_size=60, unique_by=lambda cell: cell[:2]))
def test_every_count_above_zero_lies_in_an_open_cell_and_none_is_lost(cells: list[tuple[int, int, int]]) -> None:
    rows = [
        Entry(n, "q", at("2026-03-02") + timedelta(days=day, minutes=30 * slot), float(count)) for n, (day, slot, count) in enumerate(cells, start=2)
    ]
    series = only(rows, step_min=30)
    assert np.nansum(series.offered) == sum(count for *_, count in cells if count)
    assert not np.isnan(series.offered[series.known]).any()
    assert np.isnan(series.offered[~series.open]).all()


@pytest.mark.parametrize(("mask", "wanted"), [([], []), ([True], [(0, 1)]), ([False, True, True, False, True], [(1, 3), (4, 5)])])
def test_runs_are_half_open(mask: list[bool], wanted: list[tuple[int, int]]) -> None:
    assert runs(np.array(mask, dtype=bool)) == wanted


def test_the_shipped_bank_has_its_six_missing_weekdays_and_nothing_else_wrong() -> None:
    entries_, unreadable = read_calls(read_path(ROOT / "examples" / "bank_calls_30min.csv", limits=LIMITS))
    history = read(entries_)
    missing = [str(f.facts["day"]) for f in history.findings]
    assert {f.code for f in history.findings} == {"history.missing_day"}
    assert missing == ["2003-04-04", "2003-04-07", "2003-05-26", "2003-07-04", "2003-09-01", "2003-10-14"]
    assert unreadable == []
    assert np.nansum(history.series[0].offered) == 5_323_661


def test_five_minute_counts_of_the_bank_add_up_to_its_half_hours(shared_data: Callable[[str], Path]) -> None:
    fine, _ = read_calls(read_path(shared_data("calls/bank_2003/bank_calls_5min.csv"), limits=LIMITS))
    coarse, _ = read_calls(read_path(shared_data("calls/bank_2003/bank_calls_30min.csv"), limits=LIMITS))
    one, other = only(fine), only(coarse)
    np.testing.assert_array_equal(np.nan_to_num(one.offered).reshape(one.days, 48, 6).sum(axis=2), np.nan_to_num(other.offered))


def test_every_code_of_the_history_has_its_sentence() -> None:
    files = [*(ROOT / "zuoxi/engine/history").glob("*.py"), ROOT / "zuoxi/core/tables/calls.py"]
    used = {piece.split('"')[0] for path in files for piece in path.read_text(encoding="utf-8").split('"history.')[1:]}
    marks = {"outage", "low", "high", "absent_day"}
    assert {f"history.{code}" for code in (used | marks) - {"{mark.kind}"}} == {code for code in SENTENCES if code.startswith("history.")}
