"""The forecast of every queue for the period, tried on weeks held out, scaled as a whole (F-04)."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.roster.file_plan.centre import FIRST, QUEUES, SHAPE, history
from zuoxi.roster.file_plan.forecasting import Expected, contacts, expect
from zuoxi.roster.file_plan.history import HistoryOptions, read
from zuoxi.roster.shift_files import QueueEntry
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy

BANK = Path(__file__).resolve().parents[3] / "examples" / "bank_calls_30min.csv"


@cache
def expected(weeks: int = 14, days: int = 28) -> Expected:
    counted = read(history(weeks=weeks), queues=QUEUES, options=HistoryOptions(FIRST, days), settings=HistoryPolicy())
    return expect(counted, first_day=FIRST, days=days, settings=ForecastPolicy())


def test_every_queue_is_forecast_for_the_whole_period() -> None:
    found = expected()
    assert sorted(found.forecasts) == ["hotline", "loan"]
    for one in found.forecasts.values():
        assert (one.first_day, one.volume.shape) == (FIRST, (28, 24))
        closed = np.isnan(one.volume).all(axis=1)
        assert [FIRST.weekday()] == [1]
        assert closed.tolist() == [(FIRST.weekday() + day) % 7 >= 5 for day in range(28)]


def test_the_forecast_is_close_to_the_rate_the_counts_were_drawn_with() -> None:
    per_week = 5.25 * sum(SHAPE.values())
    assert contacts(expected()) == pytest.approx(4 * per_week, rel=0.05)


def test_the_last_weeks_are_held_out_and_compared_with_last_week_repeated() -> None:
    for line in expected().held_out:
        assert (line.days, line.method != "") == (28, True)
        assert 0 < line.wape < line.naive_wape < 1
        assert 0 < line.day_wape < line.wape
        assert abs(line.bias) < 0.1
        assert 0.6 < line.cover80 <= 1


def test_a_history_too_short_to_hold_out_weeks_is_forecast_without_a_trial() -> None:
    short = expected(weeks=8)
    assert short.held_out == ()
    assert contacts(short) > 0


def test_scaling_multiplies_volumes_and_bounds_and_leaves_errors_alone() -> None:
    whole, half = expected(), expected().scaled(0.5)
    assert (whole.scale, half.scale, half.scaled(0.5).scale) == (1, 0.5, 0.25)
    assert half.held_out == whole.held_out
    for queue, one in whole.forecasts.items():
        other = half.forecasts[queue]
        for name in ("volume", "lo80", "hi80", "lo95", "hi95"):
            assert np.array_equal(getattr(other, name), getattr(one, name) / 2, equal_nan=True)
        assert np.array_equal(other.aht_s, one.aht_s, equal_nan=True)
    assert contacts(half) == pytest.approx(contacts(whole) / 2)


def test_progress_is_told_queue_by_queue() -> None:
    told: list[float] = []
    counted = read(history(weeks=4), queues=QUEUES, options=HistoryOptions(FIRST, 7), settings=HistoryPolicy())
    expect(counted, first_day=FIRST, days=7, settings=ForecastPolicy(), progress=told.append)
    assert told == [0.5, 1.0]


@pytest.mark.slow
def test_on_the_bank_s_last_four_weeks_the_forecast_beats_last_week_repeated() -> None:
    queue = QueueEntry("bank", "bank", hours=(420, 1260))
    counted = read(BANK.read_bytes(), queues=(queue,), options=HistoryOptions(date(2026, 12, 1), 28), settings=HistoryPolicy())
    (line,) = expect(counted, first_day=date(2026, 12, 1), days=28, settings=ForecastPolicy()).held_out
    assert line.wape < 0.06 < 0.07 < line.naive_wape
    assert line.day_wape < line.naive_day_wape
