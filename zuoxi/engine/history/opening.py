"""Opening hours as the history shows them: a slot that a weekday hardly ever fills is closed, not zero (F-03)."""

from __future__ import annotations

from datetime import date

import numpy as np

from zuoxi.engine.history.series import Grid, Mask, Series


def usual_hours(offered: Grid, first_day: date, *, open_share: float) -> Mask:
    """`[7, slots]`, Monday first: slots filled with more than nothing at least once and filled at all on at least `open_share` of the days.

    Days without any value do not count: a public holiday says nothing about the hours of its weekday. A weekday that is filled on fewer than
    `open_share` of its days is closed as a whole: one worked Saturday does not open all Saturdays.
    """
    weekdays = (first_day.weekday() + np.arange(len(offered))) % 7
    filled, above = ~np.isnan(offered), np.nan_to_num(offered) > 0
    hours = np.zeros((7, offered.shape[1]), dtype=bool)
    for weekday in range(7):
        mine = weekdays == weekday
        present = mine & filled.any(axis=1)
        if present.sum() >= max(1.0, open_share * mine.sum()):
            hours[weekday] = (filled[present].mean(axis=0) >= open_share) & above[present].any(axis=0)
    return hours


def series_of(*, queue: str, first_day: date, step_min: int, offered: Grid, aht_s: Grid, open_share: float, never: Mask | None = None) -> Series:
    """A series with its opening hours inferred.

    A cell is open in the weekday's usual hours, and wherever something above zero was counted. Zeros outside the usual hours are how some systems
    write "closed"; they become NaN. `never` marks cells that the clock skipped: closed.
    """
    usual = usual_hours(offered, first_day, open_share=open_share)
    weekdays = (first_day.weekday() + np.arange(len(offered))) % 7
    opened = usual[weekdays] | (np.nan_to_num(offered) > 0)
    if never is not None:
        opened &= ~never
    return Series(queue, first_day, step_min, np.where(opened, offered, np.nan), np.where(opened, aht_s, np.nan), opened)
