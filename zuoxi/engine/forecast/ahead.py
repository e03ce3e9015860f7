"""The days to come: their kinds, and in which slots the queue will be open, as far as the past can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Finding
from zuoxi.engine.forecast.days import day_range, facts
from zuoxi.engine.forecast.kinds import HOLIDAY, MAKE_UP, OFFICE_WEEK, Kinds, kinds_of, nearness_of
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.history.series import Mask

MOST = 0.5


@dataclass(frozen=True)
class Ahead:
    """Days after the past, without a hole, with their kinds and how near they are to a holiday; `open` is `[days, slots]`."""

    dates: tuple[date, ...]
    kinds: Kinds
    near: Kinds
    open: Mask

    @property
    def days(self) -> int:
        return len(self.dates)


def ahead_of(past: Past, days: int) -> Ahead:
    """The next `days` days after the past ends, open as ordinary weekdays, holidays and make-up days were before."""
    dates = day_range(past.series.last_day + timedelta(days=1), days)
    kinds = kinds_of(dates, past.calendar)
    weekly = weekday_hours(past)
    rows = [_hours(past, day, int(kind), weekly) for day, kind in zip(dates, kinds, strict=True)]
    return Ahead(dates, kinds, nearness_of(dates, past.calendar), np.array(rows, dtype=bool).reshape(days, past.series.slots))


def weekday_hours(past: Past) -> Mask:
    """`[7, slots]`: open on most of the last `opening_weeks` days of the weekday on which anything was counted."""
    return np.array([_majority(past, past.ordinary & (past.series.weekdays == weekday)) for weekday in range(7)])


def _majority(past: Past, mine: Mask) -> Mask:
    worked = np.flatnonzero(mine & past.series.known.any(axis=1))[-past.settings.opening_weeks :]
    if not len(worked) or _given_up(past, mine, int(worked[-1])):
        return np.zeros(past.series.slots, dtype=bool)
    most: Mask = past.series.open[worked].mean(axis=0) >= MOST
    return most


def _given_up(past: Past, mine: Mask, last_worked: int) -> bool:
    """The weekday has not been worked for `opening_weeks` of its days: it is closed now, or it was worked only once."""
    return int(mine[last_worked + 1 :].sum()) >= past.settings.opening_weeks


def _hours(past: Past, day: date, kind: int, weekly: Mask) -> Mask:
    own: Mask = weekly[day.weekday()]
    if kind == HOLIDAY:
        return _holiday_hours(past, day, weekly)
    if kind == MAKE_UP:
        before = np.flatnonzero(past.kinds == MAKE_UP)
        if len(before) and past.series.known[before].any(axis=1).mean() <= MOST:
            return own
        office: Mask = weekly[OFFICE_WEEK].mean(axis=0) >= MOST
        return office
    return own


def _holiday_hours(past: Past, day: date, weekly: Mask) -> Mask:
    """As the same holiday mostly was. One of a name never seen is closed only if every holiday so far was.

    A day left out of the forecast by mistake costs more than a closed day kept in it, which every planner sees.
    """
    usual = _usual_holidays(past, weekly)
    name = facts(past.calendar, day).name
    alike = np.array([n for n in usual if facts(past.calendar, past.series.dates[n]).name == name], dtype=np.int64)
    own: Mask = weekly[day.weekday()]
    if len(alike):
        worked = past.series.known[alike].any(axis=1)
        return past.series.known[alike[worked]].mean(axis=0) >= MOST if worked.mean() > MOST else np.zeros_like(own)
    closed = len(usual) > 0 and not past.series.known[usual].any()
    return np.zeros_like(own) if closed else own


def _usual_holidays(past: Past, weekly: Mask) -> NDArray[np.intp]:
    """Past holidays on weekdays that are usually worked."""
    worked = np.flatnonzero(weekly.any(axis=1))
    return np.flatnonzero((past.kinds == HOLIDAY) & np.isin(past.series.weekdays, worked))


def remarks(past: Past, ahead: Ahead) -> list[Finding]:
    """What the past cannot tell about the days ahead: holidays of a name that never occurred, weekdays that never occurred."""
    seen = {facts(past.calendar, day).name for day in past.series.dates}
    usual = set(np.flatnonzero(weekday_hours(past).any(axis=1)).tolist())
    new: dict[str, Finding] = {}
    for n in np.flatnonzero(ahead.kinds == HOLIDAY):
        day = ahead.dates[n]
        name = facts(past.calendar, day).name
        if name not in seen and day.weekday() in usual:
            code = "forecast.holiday_taken_as_open" if ahead.open[n].any() else "forecast.holiday_taken_as_closed"
            new.setdefault(name, Finding(code, "warning", facts={"queue": past.series.queue, "day": day, "name": name}))
    return [*new.values(), *_unseen_weekdays(past, ahead.dates)]


def _unseen_weekdays(past: Past, dates: Sequence[date]) -> list[Finding]:
    unseen = sorted({day.weekday() for day in dates} - set(past.series.weekdays.tolist()))
    firsts = [next(day for day in dates if day.weekday() == weekday) for weekday in unseen]
    return [Finding("forecast.weekday_unseen", "warning", facts={"queue": past.series.queue, "day": day}) for day in firsts]
