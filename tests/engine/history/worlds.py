"""Made-up histories for the tests: exact, without a random number unless a seed is given."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from zuoxi.engine.history.series import Entry, Series
from zuoxi.rules.forecast import HistoryPolicy

POLICY = HistoryPolicy()
MONDAY = date(2026, 1, 5)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def big_m(slots: int, *, opens: float = 8, closes: float = 20) -> np.ndarray:
    """Two peaks and a trough between (F-04), NaN outside the opening hours; the open slots sum to 1."""
    hour = (np.arange(slots) + 0.5) * 24 / slots
    curve = np.exp(-(((hour - 10.5) / 1.8) ** 2)) + 0.8 * np.exp(-(((hour - 15.5) / 2.2) ** 2)) + 0.05
    curve[(hour < opens) | (hour > closes)] = np.nan
    return curve / np.nansum(curve)


def regular(weeks: int = 8, *, step_min: int = 30, level: float = 3000.0, weekend: bool = False, noise: float = 0.0, seed: int = 1) -> Series:
    """Monday busy, Friday quiet, closed at weekends unless told; `noise` 1 is Poisson."""
    slots = 1440 // step_min
    days = weeks * 7
    weekday_factor = np.array([1.2, 1.05, 1.0, 0.95, 0.9, 0.5 if weekend else np.nan, 0.4 if weekend else np.nan])
    mean = level * weekday_factor[np.arange(days) % 7][:, None] * big_m(slots)
    random = np.random.default_rng(seed)
    offered = np.round(mean) if not noise else np.maximum(0, np.round(mean + noise * np.sqrt(mean) * random.standard_normal(mean.shape)))
    return Series("voice", MONDAY, step_min, offered, np.full_like(offered, np.nan), ~np.isnan(offered))


def entries(series: Series, *, queue: str = "voice") -> list[Entry]:
    """The series as rows of a file, from row 2 on, closed and missing cells left out."""
    cells = [(day, slot) for day in range(series.days) for slot in range(series.slots) if series.known[day, slot]]
    return [Entry(row, queue, series.start_of(*cell), float(series.offered[cell])) for row, cell in enumerate(cells, start=2)]


def day_rows(day: str, counts: list[float], *, step_min: int = 30, opens: str = "08:00", row: int = 2) -> list[Entry]:
    start = at(f"{day} {opens}")
    return [Entry(row + n, "voice", start + timedelta(minutes=step_min * n), count) for n, count in enumerate(counts)]
