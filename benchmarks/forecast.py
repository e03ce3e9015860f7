"""Forecast against last week and against means, on two real banks: weekly origins, what was known then, what came after.

    python -m benchmarks.forecast

The outage of 2003-09-26 is left in what came; our own history is cleaned by what was known at each origin, nothing later. The first bank ships with
the project; the second is measured where its file is (ZUOXI_DATA, or `../shared/data` beside the repository), and named where it is not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from zuoxi.core import calendar
from zuoxi.core.tables import read_path
from zuoxi.core.tables.calls import LIMITS, read_calls
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.engine.forecast.errors import bias, coverage, day_totals, wape
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.history.distrust import distrusted
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Series, cleaned
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ZUOXI_DATA", ROOT.parent / "shared" / "data"))
HALF_HOUR_OF_FIVE_MINUTES = 42
"""The slot 21:00 of the 2003 bank holds five minutes only."""

Grid = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Calendar = dict[date, DayFacts]


@dataclass(frozen=True)
class Case:
    """A series, the last day that is forecast, the calendar, and what the WAPE of intervals and days must stay below."""

    name: str
    series: Series
    last: date
    calendar: Calendar
    interval: float
    day: float


@dataclass(frozen=True)
class Figures:
    """Shares; the bounds are those of the forecast, NaN for a plain mean."""

    interval: float
    day: float
    bias: float
    cover80: float
    cover95: float
    seconds: float


def series_of(path: Path, *, without_slot: int | None = None) -> Series:
    """The one series of a file, without a slot that is not whole."""
    series = read_history(read_calls(read_path(path, limits=LIMITS))[0], settings=HistoryPolicy()).series[0]
    if without_slot is None:
        return series
    offered, opened = series.offered.copy(), series.open.copy()
    offered[:, without_slot], opened[:, without_slot] = np.nan, False
    return replace(series, offered=offered, open=opened)


def book(series: Series, country: str | None, *worked: date) -> Calendar:
    """Holidays around the series; `worked` are days the centre knows to be ordinary for it, whatever the country says."""
    own = [DayFacts(day, is_working=True) for day in worked]
    return calendar.days(series.first_day - timedelta(days=14), series.days + 60, country=country, own=own).by_day


def cases() -> Iterator[Case]:
    """WAPE to stay below: a little above what is measured, and far below every mean."""
    bank = series_of(ROOT / "examples" / "bank_calls_30min.csv", without_slot=HALF_HOUR_OF_FIVE_MINUTES)
    yield Case("bank 2003, no calendar", bank, date(2003, 10, 24), {}, 0.056, 0.042)
    yield Case("bank 2003, US holidays", bank, date(2003, 10, 24), book(bank, "US", date(2003, 10, 13)), 0.051, 0.036)
    path = DATA / "calls" / "anonymous_bank_1999" / "anonymous_bank_30min_1999_jan_sep.csv"
    if not path.exists():
        print(f"not measured: {path.name} is not here (its licence does not let it ship)")
        return
    anonymous = series_of(path)
    yield Case("anonymous bank 1999, no calendar", anonymous, date(1999, 8, 28), {}, 0.230, 0.128)
    yield Case("anonymous bank 1999, IL holidays", anonymous, date(1999, 8, 28), book(anonymous, "IL"), 0.228, 0.124)


def mean_of_same_weekdays(count: int) -> Callable[[Series, int, Calendar], Forecast]:
    """The comparison: mean of the last `count` days of the weekday on which anything came, nothing cleaned; 1 is last week."""

    def run(known: Series, days: int, _: Calendar) -> Forecast:
        rows = []
        for ahead in range(days):
            same = [day for day in range(known.days + ahead - 7, -1, -7) if day < known.days and known.known[day].any()][:count]
            filled = np.nan_to_num(known.offered[same]) if same else np.zeros((1, known.slots))
            share = np.maximum(known.known[same].sum(axis=0), 1) if same else 1
            rows.append(filled.sum(axis=0) / share)
        grid, nothing = np.array(rows), np.full((days, known.slots), np.nan)
        return Forecast(
            known.queue, known.last_day + timedelta(days=1), known.step_min, grid, nothing, nothing, nothing, nothing, nothing, f"mean{count}"
        )

    return run


def ours(known: Series, days: int, facts: Calendar) -> Forecast:
    """Cleaned by what was known, chosen by its own back-test, as `zuoxi forecast` does it."""
    holidays = [day for day, item in facts.items() if item.is_holiday]
    clean = cleaned(known, distrusted(known, settings=HistoryPolicy(), holidays=holidays))
    return forecast(clean, days=days, settings=ForecastPolicy(), calendar=facts)


def measure(case: Case, method: Callable[[Series, int, Calendar], Forecast], *, origins: int, days: int) -> Figures:
    """`origins` starting points `days` apart that end on the last day; each forecasts `days` days from what was known.

    Seconds are of the processor, for one forecast.
    """
    end = (case.last - case.series.first_day).days + 1
    came, said = [], []
    started = time.process_time()
    for back in range(origins, 0, -1):
        start = end - days * back
        came.append(case.series.offered[start : start + days])
        said.append(method(case.series.until(start), days, case.calendar))
    seconds = (time.process_time() - started) / origins
    actual, volume = np.concatenate(came), np.concatenate([one.volume for one in said])
    limits = [np.concatenate([getattr(one, name) for one in said]) for name in ("lo80", "hi80", "lo95", "hi95")]
    totals = day_totals(actual, volume)
    return Figures(wape(actual, volume), wape(*totals), bias(actual, volume), coverage(actual, *limits[:2]), coverage(actual, *limits[2:]), seconds)


METHODS: dict[str, Callable[[Series, int, Calendar], Forecast]] = {
    "last week": mean_of_same_weekdays(1),
    "mean4": mean_of_same_weekdays(4),
    "mean8": mean_of_same_weekdays(8),
    "mean26": mean_of_same_weekdays(26),
    "zuoxi": ours,
}


def compare(case: Case, *, origins: int, days: int) -> dict[str, Figures]:
    """Every method on one case, printed as lines of a table."""
    print(f"\n{case.name}: {origins} origins, {days} days ahead")
    found = {name: measure(case, method, origins=origins, days=days) for name, method in METHODS.items()}
    for name, one in found.items():
        bounds = f"{one.cover80:.3f} / {one.cover95:.3f}" if one.cover80 == one.cover80 else "--"
        print(f"| {name} | {100 * one.interval:.1f} / {100 * one.day:.1f} | {100 * one.bias:+.1f} | {bounds} | {one.seconds:.2f} |")
    return found


def assert_better(case: Case, found: dict[str, Figures]) -> None:
    """Better than last week and than every mean, below the figures that were reached before, bounds that hold."""
    mine = found["zuoxi"]
    for name, other in found.items():
        if name != "zuoxi":
            assert mine.interval < other.interval, (case.name, name, mine.interval, other.interval)
            assert mine.day < other.day, (case.name, name, mine.day, other.day)
    assert mine.interval < case.interval, (case.name, mine.interval)
    assert mine.day < case.day, (case.name, mine.day)
    assert 0.75 < mine.cover80 < 0.86, (case.name, mine.cover80)
    assert 0.92 < mine.cover95 < 0.98, (case.name, mine.cover95)
    assert mine.seconds < 5, (case.name, mine.seconds)


def main() -> None:
    for case in cases():
        assert_better(case, compare(case, origins=12, days=7))
        held_out = compare(case, origins=1, days=28)
        assert held_out["zuoxi"].interval < held_out["last week"].interval
        assert held_out["zuoxi"].interval < held_out["mean4"].interval


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    main()
