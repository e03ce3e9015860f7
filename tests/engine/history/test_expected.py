"""What was to be expected of a cell, and how busy its day was, against a slow count by hand (X-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.history.worlds import MONDAY, POLICY, at, regular
from zuoxi.engine.history.distrust import day_levels, distrusted, expected
from zuoxi.engine.history.series import Distrust, Series, cells_between, cleaned


def random_series(days: int, seed: int, missing: float = 0.2) -> Series:
    lot = np.random.default_rng(seed)
    offered = lot.poisson(40, (days, 24)).astype(float)
    offered[lot.random(offered.shape) < missing] = np.nan
    return Series("q", MONDAY + timedelta(days=seed % 7), 60, offered, np.full_like(offered, np.nan), np.ones_like(offered, dtype=bool))


def by_hand(series: Series, day: int, slot: int, weeks: int) -> float:
    others = [day + 7 * n for n in range(-weeks, weeks + 1) if n and 0 <= day + 7 * n < series.days]
    values = [series.offered[other, slot] for other in others if not np.isnan(series.offered[other, slot])]
    return float(np.median(values)) if values else float("nan")


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.integers(0, 99), st.integers(1, 8))
def test_the_expected_is_the_median_of_the_neighbours(days: int, seed: int, weeks: int) -> None:
    series = random_series(days, seed)
    found = expected(series, neighbour_weeks=weeks)
    for day in range(0, days, 5):
        for slot in (0, 7, 23):
            assert found[day, slot] == pytest.approx(by_hand(series, day, slot, weeks), nan_ok=True)


@settings(deadline=None, max_examples=20)
@given(st.floats(0.3, 3.0), st.integers(2, 40))
def test_a_day_times_a_factor_has_that_level(factor: float, day: int) -> None:
    series = regular(8, level=1e6, weekend=True)
    offered = series.offered.copy()
    offered[day] *= factor
    levels = day_levels(replace(series, offered=offered), expected(series, neighbour_weeks=6))
    assert levels[day, 0] == pytest.approx(factor, rel=1e-3)
    assert levels[day - 1, 0] == pytest.approx(1.0, rel=1e-3)


def test_a_few_wrong_cells_do_not_move_the_level_of_their_day() -> None:
    series = regular(8, level=1e6)
    offered = series.offered.copy()
    offered[9, 20:25] = 0
    levels = day_levels(replace(series, offered=offered), expected(series, neighbour_weeks=6))
    assert levels[9, 0] == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.35])
def test_an_outage_of_most_of_a_day_does_not_become_its_level(share: float) -> None:
    series = regular(8, level=1e6)
    offered = series.offered.copy()
    offered[9, 20:29] *= share
    spoiled = replace(series, offered=offered)
    assert day_levels(spoiled, expected(spoiled, neighbour_weeks=6))[9, 0] == pytest.approx(1.0, rel=0.01)
    (mark,) = distrusted(spoiled, settings=POLICY)
    assert (mark.kind, mark.start, mark.end) == ("outage", at("2026-01-14 10:00"), at("2026-01-14 14:30"))


def test_a_day_of_three_known_cells_is_taken_as_usual() -> None:
    series = regular(8, level=1e6)
    offered = series.offered.copy()
    offered[9, :20], offered[9, 23:] = np.nan, np.nan
    offered[9, 20:23] *= 3
    levels = day_levels(replace(series, offered=offered), expected(series, neighbour_weeks=6))
    assert levels[9, 0] == 1.0


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"distrust_z": 1_000.0}, []),
        ({"low_share": 0.05}, []),
        ({"least_difference": 1e6}, []),
        ({"outage_share": 0.05}, ["low"]),
        ({}, ["outage"]),
    ],
)
def test_each_threshold_is_policy(changes: dict[str, float], kinds: list[str]) -> None:
    series = regular(8, level=9000.0, noise=1.0)
    offered = series.offered.copy()
    offered[23, 20:24] = np.round(offered[23, 20:24] * 0.1)
    settings_ = replace(POLICY, **changes)  # type: ignore[arg-type]
    assert [mark.kind for mark in distrusted(replace(series, offered=offered), settings=settings_)] == kinds


@pytest.mark.parametrize(("share", "absent"), [(0.05, True), (0.2, False)])
def test_a_day_below_a_tenth_is_absent_and_above_it_only_quiet(share: float, absent: bool) -> None:
    series = regular(8, level=9000.0)
    offered = series.offered.copy()
    offered[23] = np.round(offered[23] * share)
    kinds = [mark.kind for mark in distrusted(replace(series, offered=offered), settings=POLICY)]
    assert (kinds == ["absent_day"]) == absent


def test_a_missing_day_is_proposed_as_absent_with_nothing_seen() -> None:
    series = regular(8)
    offered = series.offered.copy()
    offered[23] = np.nan
    (mark,) = distrusted(replace(series, offered=offered), settings=POLICY)
    assert (mark.kind, mark.observed, mark.start) == ("absent_day", 0.0, at("2026-01-28 08:00"))
    assert mark.expected == pytest.approx(np.nansum(series.offered[23]), rel=0.01)


def test_a_series_cleaned_of_its_doubts_raises_no_new_ones() -> None:
    series = regular(10, level=9000.0, noise=1.0)
    offered = series.offered.copy()
    offered[23, 20:24], offered[39, 30] = 0, 5 * offered[39, 30]
    spoiled = replace(series, offered=offered)
    marks = distrusted(spoiled, settings=POLICY)
    assert [mark.kind for mark in marks] == ["outage", "high"]
    assert distrusted(cleaned(spoiled, marks), settings=POLICY) == ()


def test_doubts_come_in_order_of_time() -> None:
    series = regular(10, level=9000.0, noise=1.0)
    offered = series.offered.copy()
    for day, slot, factor in ((39, 30, 5.0), (23, 20, 0.0), (23, 30, 4.0), (11, 18, 0.0)):
        offered[day, slot] *= factor
    starts = [mark.start for mark in distrusted(replace(series, offered=offered), settings=POLICY)]
    assert starts == sorted(starts)
    assert len(starts) == 4


@pytest.mark.parametrize(
    ("start", "end", "cells"),
    [
        ("2026-01-05 00:00", "2026-01-05 00:30", [0]),
        ("2026-01-05 00:10", "2026-01-05 00:20", [0]),
        ("2026-01-05 00:10", "2026-01-05 00:40", [0, 1]),
        ("2026-01-05 23:30", "2026-01-06 00:30", [47, 48]),
        ("2026-01-04 12:00", "2026-01-05 01:00", [0, 1]),
        ("2025-01-04 12:00", "2025-01-05 01:00", []),
    ],
)
def test_a_mark_takes_every_interval_it_touches(start: str, end: str, cells: list[int]) -> None:
    assert list(range(1000))[cells_between(regular(2), at(start), at(end))] == cells


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 13), st.integers(0, 47), st.integers(1, 96))
def test_cleaning_takes_what_is_marked_and_nothing_else(day: int, slot: int, length: int) -> None:
    series = regular(2, weekend=True)
    start = series.start_of(day, slot)
    clean = cleaned(series, [Distrust(start, start + timedelta(minutes=30 * length), "low", 0.0, 1.0)])
    gone = (series.known & ~clean.known).ravel()
    marked = np.zeros_like(gone)
    marked[day * 48 + slot : day * 48 + slot + length] = True
    np.testing.assert_array_equal(gone, marked & series.known.ravel())
