"""What in a history cannot be trusted: outages, absent days, intervals far off. They are proposed with what was seen and what was to be expected.

Expected of a cell is the median of the same weekday and slot in the weeks around it, times the level of its own day (the median ratio over the
day, weighted by volume). So a busy Monday is not an outlier, and an outage does not pull its own expectation down. Two outage intervals left in
a history can spoil a method by tens of per cent; a method that sees them as missing does not know them at all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Finding
from zuoxi.engine.history.medians import median_of_known, sigma_of_known, weighted_quantile
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.reading import runs
from zuoxi.engine.history.series import Distrust, Grid, Mask, Series

WEEK = 7
LEAST_CELLS = 4
"""Known cells of a day below which its level is taken as usual."""
TWO_LEVELS = 1.5


def expected(series: Series, *, neighbour_weeks: int) -> Grid:
    """Median of the same weekday and slot up to `neighbour_weeks` before and after, the cell itself left out; NaN where there is none."""
    weeks = -(-series.days // WEEK)
    padded = np.full((weeks * WEEK, series.slots), np.nan)
    padded[: series.days] = series.offered
    by_week = padded.reshape(weeks, WEEK, series.slots)
    shifts = [n for n in range(-neighbour_weeks, neighbour_weeks + 1) if n]
    stack = np.full((len(shifts), *by_week.shape), np.nan)
    for place, shift in enumerate(shifts):
        if abs(shift) < weeks:
            stack[place, max(0, -shift) : weeks - max(0, shift)] = by_week[max(0, shift) : weeks + min(0, shift)]
    return median_of_known(stack).reshape(weeks * WEEK, series.slots)[: series.days]


def day_levels(series: Series, usual: Grid) -> Grid:
    """`[days, 1]`: how busy each day was against the usual: the median ratio of its cells, weighted by volume.

    Where the middle half of the ratios spans more than `TWO_LEVELS`, the day had two levels, one of them wrong; the quartile or median nearest to
    the usual is then taken, so that an outage of most of a day does not become the day's level.
    """
    known = series.known & (np.nan_to_num(usual) > 0)
    ratio = np.where(known, series.offered / np.where(known, usual, 1.0), np.nan)
    weight = np.where(known, usual, 0.0)
    low, level, high = (np.nan_to_num(weighted_quantile(ratio, weight, share), nan=1.0) for share in (0.25, 0.5, 0.75))
    candidates = np.maximum(np.array([level, low, high]), 1e-6)
    nearest = np.take_along_axis(candidates, np.argmin(np.abs(np.log(candidates)), axis=0)[None], axis=0)[0]
    level = np.where(high > TWO_LEVELS * low, nearest, level)
    return np.where(known.sum(axis=1) < LEAST_CELLS, 1.0, level)[:, None]


def distrusted(series: Series, *, settings: HistorySettings, holidays: Collection[date] = ()) -> tuple[Distrust, ...]:
    """Proposals in order of time. Days of `holidays` may be quiet or absent without a word."""
    usual = expected(series, neighbour_weeks=settings.neighbour_weeks)
    exempt = np.array([day in holidays for day in series.dates])
    absent = _absent(series, usual, settings) & ~exempt
    odd = _odd_cells(series, usual, settings)
    odd[absent | exempt] = 0
    found = [_absent_day(series, usual, int(day)) for day in np.flatnonzero(absent)]
    for day in np.flatnonzero(odd.any(axis=1)):
        for sign in (-1, 1):
            found += [_stretch(series, usual, int(day), run, settings) for run in runs(odd[day] == sign)]
    return tuple(sorted(found, key=lambda mark: mark.start))


def _absent(series: Series, usual: Grid, settings: HistorySettings) -> Mask:
    """Days of which less than `absent_share` came, counted over cells that are open and of which something was to be expected."""
    counted = series.open & (np.nan_to_num(usual) > 0)
    seen = np.where(counted, np.nan_to_num(series.offered), 0.0).sum(axis=1)
    hoped = np.where(counted, usual, 0.0).sum(axis=1)
    absent: Mask = (hoped > settings.least_difference) & (seen < settings.absent_share * hoped)
    return absent


def _odd_cells(series: Series, usual: Grid, settings: HistorySettings) -> NDArray[np.int64]:
    """-1 far too low, 1 far too high, 0 believable."""
    likely = usual * day_levels(series, usual)
    usable = series.known & (np.nan_to_num(likely) > 0)
    base = np.where(usable, likely, 1.0)
    error = np.where(usable, series.offered - base, np.nan)
    sigma = np.maximum(np.nan_to_num(sigma_of_known(error / np.sqrt(base))), 1.0) * np.sqrt(base)
    far = usable & (np.abs(np.nan_to_num(error)) > np.maximum(settings.distrust_z * sigma, settings.least_difference))
    share = np.where(usable, series.offered / base, 1.0)
    low, high = far & (share < settings.low_share), far & (share > settings.high_share)
    return np.where(high, 1, np.where(low, -1, 0))


def _absent_day(series: Series, usual: Grid, day: int) -> Distrust:
    opened = np.flatnonzero(series.open[day])
    first, last = int(opened[0]), int(opened[-1]) + 1
    seen = float(np.nansum(series.offered[day]))
    hoped = float(np.nansum(np.where(series.open[day], usual[day], np.nan)))
    return Distrust(series.start_of(day, first), series.start_of(day, last), "absent_day", seen, round(hoped, 1))


def _stretch(series: Series, usual: Grid, day: int, run: tuple[int, int], settings: HistorySettings) -> Distrust:
    cells = slice(*run)
    level = float(day_levels(series, usual)[day, 0])
    seen, hoped = float(series.offered[day, cells].sum()), float(usual[day, cells].sum() * level)
    low = "outage" if seen < settings.outage_share * hoped else "low"
    length = timedelta(minutes=series.step_min * (run[1] - run[0]))
    start = series.start_of(day, run[0])
    return Distrust(start, start + length, low if seen < hoped else "high", seen, round(hoped, 1))


def remark(queue: str, mark: Distrust) -> Finding:
    """The proposal as a remark: `history.outage`, `.low`, `.high` or `.absent_day`."""
    told = {"queue": queue, "start": mark.start, "end": mark.end, "observed": round(mark.observed), "expected": round(mark.expected)}
    return Finding(f"history.{mark.kind}", "warning", facts=told)
