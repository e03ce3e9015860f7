"""Events (F-05): what campaigns, billing days or outages did to the days on which they fell, as a multiplier for the next time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from zuoxi.engine.history.distrust import day_levels, expected
from zuoxi.engine.history.series import Series


@dataclass(frozen=True)
class Effect:
    """`multiplier` of an ordinary day (1.2: a fifth more), the least and the most of the `days` it was seen on."""

    multiplier: float
    least: float
    most: float
    days: int


def effect_of(series: Series, dates: Collection[date], *, neighbour_weeks: int) -> Effect | None:
    """Median ratio of these days to the same weekday in the weeks around, the event days themselves left out of the comparison.

    None when none of the days was counted or there is nothing to compare with. For a layer take `percent = 100 * (multiplier - 1)`.
    """
    event = np.array([day in dates for day in series.dates])
    ordinary = replace(series, offered=np.where(event[:, None], np.nan, series.offered))
    usual = expected(ordinary, neighbour_weeks=neighbour_weeks)
    comparable = event & (series.known & (np.nan_to_num(usual) > 0)).any(axis=1)
    if not comparable.any():
        return None
    levels = day_levels(series, usual)[comparable, 0]
    return Effect(float(np.median(levels)), float(levels.min()), float(levels.max()), int(comparable.sum()))
