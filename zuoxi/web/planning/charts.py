"""What the charts of planning draw (docs/guides/pages.md): numbers become lists, names are translated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from zuoxi.planning import grid
from zuoxi.planning.models import HistoryMark
from zuoxi.planning.queries import DayView, Pattern
from zuoxi.web.shell import formats

Floats = NDArray[np.float64]


def clocks(step_min: int, first: int, last: int) -> list[str]:
    """08:00, 08:30, … of the slots `[first, last)`."""
    return [formats.clock(slot * step_min) for slot in range(first, last)]


def rounded(values: Iterable[float | None], decimals: int = 1) -> list[float | None]:
    """NaN and None are nothing."""
    return [None if value is None or value != value else round(float(value), decimals) for value in values]


def week_heat(pattern: Pattern) -> dict[str, Any]:
    """Weekday x slot, from the first open slot to the last."""
    opened = np.flatnonzero(~np.isnan(pattern.mean).all(axis=0))
    first, last = (int(opened[0]), int(opened[-1]) + 1) if len(opened) else (0, 0)
    cells = [
        [slot - first, weekday, None if np.isnan(pattern.mean[weekday, slot]) else round(float(pattern.mean[weekday, slot]), 1)]
        for weekday in range(7)
        for slot in range(first, last)
    ]
    return {
        "x": clocks(pattern.step_min, first, last),
        "y": [formats.weekday(weekday) for weekday in range(7)],
        "unit": _("contacts"),
        "decimals": 1,
        "values": cells,
    }


def doubtful_day(view: DayView, marks: Sequence[HistoryMark]) -> dict[str, Any]:
    """What came against what was to be expected, the doubtful stretch shaded."""
    known = [slot for slot, pair in enumerate(zip(view.offered, view.expected, strict=True)) if pair != (None, None)]
    first, last = (known[0], known[-1] + 1) if known else (0, 0)
    return {
        "x": clocks(view.step_min, first, last),
        "unit": _("contacts"),
        "series": [
            {"name": _("came"), "values": view.offered[first:last]},
            {"name": _("to be expected"), "values": view.expected[first:last], "dashed": True},
        ],
        "marks": [shaded for mark in marks if (shaded := _shade(view, mark, first, last))],
    }


def _shade(view: DayView, mark: HistoryMark, first: int, last: int) -> dict[str, str] | None:
    midnight = datetime.combine(view.day, datetime.min.time())
    step = timedelta(minutes=view.step_min)
    begin, end = (grid.local(mark.start) - midnight) // step, -((midnight - grid.local(mark.end)) // step)
    begin, end = max(begin, first), min(end, last)
    if begin >= end:
        return None
    return {"from": formats.clock(begin * view.step_min), "to": formats.clock(min(end, last - 1) * view.step_min), "name": ""}
