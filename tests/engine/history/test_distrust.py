"""Outages, absent days and far-off intervals are found; busy days, quiet nights and holidays are left in peace (X-05)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.history.worlds import MONDAY, POLICY, at, regular
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import read_path
from zuoxi.core.tables.calls import LIMITS, read_calls
from zuoxi.engine.history.distrust import day_levels, distrusted, expected, remark
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Distrust, Series, cleaned


def changed(series: Series, start: str, end: str, factor: float) -> Series:
    offered = series.offered.copy()
    (day, first), (_, last) = series.place(at(start)), series.place(at(end))
    offered[day, first:last] = np.round(offered[day, first:last] * factor)
    return replace(series, offered=offered)


def bank() -> Series:
    path = Path(__file__).resolve().parents[3] / "examples" / "bank_calls_30min.csv"
    return read_history(read_calls(read_path(path, limits=LIMITS))[0], settings=POLICY).series[0]


def test_a_history_without_faults_raises_no_doubt() -> None:
    assert distrusted(regular(8), settings=POLICY) == ()


@pytest.mark.parametrize("seed", range(5))
def test_chance_alone_raises_no_doubt(seed: int) -> None:
    assert distrusted(regular(12, weekend=True, noise=1.5, seed=seed), settings=POLICY) == ()


def test_an_outage_is_found_with_what_was_seen_and_what_was_expected() -> None:
    series = changed(regular(8, noise=1.0), "2026-01-28 10:00", "2026-01-28 12:00", 0.1)
    (mark,) = distrusted(series, settings=POLICY)
    assert (mark.start, mark.end, mark.kind) == (at("2026-01-28 10:00"), at("2026-01-28 12:00"), "outage")
    assert mark.observed < 0.15 * mark.expected
    assert mark.expected == pytest.approx(np.nansum(regular(8).offered[23, 20:24]), rel=0.05)


def test_a_burst_is_found_as_high_and_a_dip_as_low() -> None:
    series = changed(regular(8, level=20000.0, noise=1.0), "2026-01-28 10:00", "2026-01-28 10:30", 2.0)
    series = changed(series, "2026-02-05 15:00", "2026-02-05 15:30", 0.55)
    assert [(mark.kind, mark.start) for mark in distrusted(series, settings=POLICY)] == [
        ("high", at("2026-01-28 10:00")),
        ("low", at("2026-02-05 15:00")),
    ]


@pytest.mark.parametrize("factor", [0.5, 1.8])
def test_a_day_that_is_busy_or_quiet_as_a_whole_is_no_fault(factor: float) -> None:
    series = changed(regular(8, noise=1.0), "2026-01-28 00:00", "2026-01-28 23:30", factor)
    assert distrusted(series, settings=POLICY) == ()
    assert day_levels(series, expected(series, neighbour_weeks=6))[23, 0] == pytest.approx(factor, rel=0.05)


def test_a_day_that_hardly_happened_is_absent_unless_it_is_a_holiday() -> None:
    series = changed(regular(8, noise=1.0), "2026-01-28 00:00", "2026-01-28 23:30", 0.02)
    (mark,) = distrusted(series, settings=POLICY)
    assert (mark.kind, mark.start, mark.end) == ("absent_day", at("2026-01-28 08:00"), at("2026-01-28 20:00"))
    assert distrusted(series, settings=POLICY, holidays=[date(2026, 1, 28)]) == ()


def test_a_few_calls_more_at_night_are_not_worth_a_word() -> None:
    series = regular(8, level=60.0)
    assert distrusted(changed(series, "2026-01-28 19:00", "2026-01-28 19:30", 6.0), settings=POLICY) == ()


def test_the_expected_of_a_cell_does_not_see_the_cell_itself() -> None:
    series = regular(8)
    spoiled = changed(series, "2026-01-28 10:00", "2026-01-28 10:30", 50.0)
    assert expected(spoiled, neighbour_weeks=6)[23, 20] == expected(series, neighbour_weeks=6)[23, 20] == series.offered[16, 20]


def test_the_expected_looks_no_further_than_its_neighbours() -> None:
    series = regular(9)
    doubled = replace(series, offered=np.where(np.arange(63)[:, None] >= 28, series.offered * 2, series.offered))
    assert expected(doubled, neighbour_weeks=2)[0, 20] == series.offered[0, 20]
    assert expected(doubled, neighbour_weeks=2)[56, 20] == 2 * series.offered[0, 20]


def test_one_week_is_too_short_to_doubt_anything() -> None:
    assert distrusted(regular(1), settings=POLICY) == ()


def test_cleaning_makes_the_marked_cells_missing_and_leaves_the_hours_open() -> None:
    series = replace(regular(4), aht_s=np.full((28, 48), 180.0))
    mark = Distrust(at("2026-01-07 10:00"), at("2026-01-07 11:00"), "outage", 0.0, 100.0)
    clean = cleaned(series, [mark])
    assert np.argwhere(np.isnan(clean.offered) & series.known).tolist() == [[2, 20], [2, 21]]
    assert np.isnan(clean.aht_s[2, 20:22]).all()
    assert (clean.open == series.open).all()
    assert series.known[2, 20]


def test_marks_outside_the_series_clean_nothing_and_a_mark_over_midnight_cleans_both_days() -> None:
    series = regular(2, weekend=True)
    before = Distrust(at("2025-12-01 10:00"), at("2025-12-01 11:00"), "low", 0.0, 1.0)
    after = Distrust(at("2026-12-01 10:00"), at("2026-12-01 11:00"), "low", 0.0, 1.0)
    assert cleaned(series, [before, after]).known.sum() == series.known.sum()
    night = cleaned(series, [Distrust(at("2026-01-06 19:30"), at("2026-01-07 08:30"), "outage", 0.0, 1.0)])
    assert np.argwhere(series.known & ~night.known).tolist() == [[1, 39], [2, 16]]


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 6), st.integers(8, 17), st.integers(2, 5))
def test_any_outage_of_an_hour_or_more_in_office_hours_is_found(week: int, hour: int, slots: int) -> None:
    day = MONDAY.toordinal() + 7 * week + 2
    start = at(f"{date.fromordinal(day)} {hour:02d}:00")
    series = regular(8, noise=1.0)
    offered = series.offered.copy()
    place = series.place(start)
    offered[place[0], place[1] : place[1] + slots] = 0
    marks = distrusted(replace(series, offered=offered), settings=POLICY)
    assert any(mark.start <= start and mark.kind == "outage" for mark in marks)


def test_the_known_faults_of_the_bank_are_found_and_nothing_else() -> None:
    """Its provenance names them: 26 September from about 20:00, 9 June 17:00, 21 October 17:00 to 18:00, six absent weekdays."""
    marks = distrusted(bank(), settings=POLICY)
    odd = [(str(mark.start), str(mark.end.time()), mark.kind) for mark in marks if mark.kind != "absent_day"]
    assert odd == [
        ("2003-06-09 17:00:00", "17:30:00", "low"),
        ("2003-09-26 20:00:00", "21:00:00", "outage"),
        ("2003-10-21 17:00:00", "18:00:00", "high"),
    ]
    absent = [str(mark.start.date()) for mark in marks if mark.kind == "absent_day"]
    assert absent == ["2003-04-04", "2003-04-07", "2003-05-26", "2003-07-04", "2003-09-01", "2003-10-14"]


def test_the_feasts_of_the_anonymous_bank_are_absent_days(shared_data: Callable[[str], Path]) -> None:
    path = shared_data("calls/anonymous_bank_1999/anonymous_bank_30min_1999_jan_sep.csv")
    series = read_history(read_calls(read_path(path, limits=LIMITS))[0], settings=POLICY).series[0]
    absent = {mark.start.date() for mark in distrusted(series, settings=POLICY) if mark.kind == "absent_day"}
    passover, shavuot = {date(1999, 4, 1), date(1999, 4, 6)}, date(1999, 5, 21)
    assert passover | {shavuot} <= absent
    assert len(absent) < 8


def test_every_proposal_has_a_sentence() -> None:
    for kind in ("outage", "low", "high", "absent_day"):
        finding = remark("voice", Distrust(at("2026-01-07 10:00"), at("2026-01-07 11:00"), kind, 3.0, 100.4))
        assert "100" in sentence(finding.code, finding.facts)
