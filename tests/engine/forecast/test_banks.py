"""Two real banks: better than last week and than every mean of weeks, from what was known at each origin (F-04)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.forecast import METHODS, Case, Figures, assert_better, cases, measure


def compared(name: str) -> tuple[Case, dict[str, Figures]]:
    case = next(one for one in cases() if one.name == name)
    return case, {method: measure(case, run, origins=12, days=7) for method, run in METHODS.items()}


def test_the_comparison_is_the_published_one() -> None:
    """Weekly origins, last twelve weeks, WAPE interval / day: last week 8.7 / 7.1, mean of four 6.9 / 5.7, mean of 26 6.1 / 4.6."""
    case = next(cases())
    for name, interval, day in (("last week", 0.087, 0.071), ("mean4", 0.069, 0.057), ("mean26", 0.061, 0.046)):
        found = measure(case, METHODS[name], origins=12, days=7)
        assert (round(found.interval, 3), round(found.day, 3)) == (interval, day)


@pytest.mark.slow
def test_the_shipped_bank_is_forecast_better_than_by_any_mean() -> None:
    assert_better(*compared("bank 2003, US holidays"))


@pytest.mark.slow
def test_the_shipped_bank_is_forecast_better_four_weeks_ahead() -> None:
    case = next(cases())
    found = {method: measure(case, run, origins=1, days=28) for method, run in METHODS.items()}
    assert found["zuoxi"].interval < 0.057
    assert found["zuoxi"].interval < 0.7 * found["last week"].interval
    assert all(found["zuoxi"].interval < other.interval for method, other in found.items() if method != "zuoxi")


@pytest.mark.slow
def test_the_anonymous_bank_is_forecast_better_than_by_any_mean(shared_data: Callable[[str], Path]) -> None:
    shared_data("calls/anonymous_bank_1999/anonymous_bank_30min_1999_jan_sep.csv")
    assert_better(*compared("anonymous bank 1999, no calendar"))
