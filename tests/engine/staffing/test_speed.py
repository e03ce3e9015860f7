"""The small edition of `benchmarks/staffing.py`: the answers are asserted there, the times here only against gross slowness."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import staffing


def test_the_benchmark_gives_the_answers_of_the_textbook_loop() -> None:
    for model in ("C", "A"):
        line = staffing.compare(model, 1, intervals=1_920, sample=24, runs=1)
        assert line.startswith(f"| Erlang {model}, mean load ")


def test_one_interval_through_the_python_interface_takes_well_under_a_millisecond() -> None:
    staffing.single(1)
    evaluated, sized = staffing.single(3)
    assert evaluated < 500
    assert sized < 500


def test_thousands_of_intervals_take_a_fraction_of_a_second() -> None:
    load = staffing.loads(9_600)
    staffing.sized("A", load[:10])
    spent, heads = staffing.timed(lambda: staffing.sized("A", load), 3)
    assert spent < 0.5
    staffing.assert_right("A", load, heads)


def test_the_days_of_the_benchmark_have_two_peaks_of_two_to_two_hundred_and_fifty_erlangs() -> None:
    days = staffing.loads(96 * 200).reshape(200, 96)
    assert 8 < days.mean() < 25
    assert days.max() < 320
    morning, noon, afternoon = days[:, 36:46].max(axis=1), days[:, 50:53].mean(axis=1), days[:, 58:68].max(axis=1)
    assert ((morning > noon) & (afternoon > noon)).all()
    assert staffing.loads(96, times=12).tolist() == pytest.approx((staffing.loads(96) * 12).tolist())
    assert len(np.unique(days)) == days.size
