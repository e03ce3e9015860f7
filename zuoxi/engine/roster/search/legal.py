"""The hard rules of one worker (F-13) once more, compiled: may this row stand? Agrees with `rules` by test; `rules` is what is meant."""

from __future__ import annotations

from typing import Any

from numba import njit

from zuoxi.engine.roster.search.law import (
    FIRST,
    LEAST_MIN,
    LEAST_OFF,
    LEAST_RUN,
    MOST_MIN,
    MOST_RUN,
    NIGHT_RUN,
    NIGHTS,
    PAIR,
    RECOVERY,
    STUCK_OFF,
    STUCK_WORK,
    WEEKENDS,
)

LONG_AGO = 1 << 30


@njit(cache=True, nogil=True)
def legal(law: Any, w: int, cells: Any, scratch: Any) -> bool:
    """Whether the row `cells` (of the period) keeps every hard rule of worker `w`. `scratch[3, n]` is room for counts by week and kind."""
    may = law.may[w]
    for d in range(cells.size):
        if not may[d, cells[d] + 1]:
            return False
    limits, line = law.limits[w], law.line[w]
    if not _sequences(limits, line, law.after[limits[PAIR]], law.shift, cells):
        return False
    return bool(_totals(limits, law.day, law.shift, law.week[w], law.kinds[w], cells, scratch))


@njit(cache=True, nogil=True)
def _totals(limits: Any, day: Any, shift: Any, week: Any, most: Any, cells: Any, scratch: Any) -> bool:
    """Hours and days by week and period, nights, weekends, shifts of a kind."""
    minutes, used, kinds = scratch[0], scratch[1], scratch[2]
    minutes[: week.shape[0]] = 0
    used[: week.shape[0]] = 0
    kinds[: most.size] = 0
    total, nights, weekends, last = 0, 0, 0, -1
    for d in range(cells.size):
        cell = cells[d]
        if cell < 0:
            continue
        total += shift[cell, 0]
        minutes[day[d, 0]] += shift[cell, 0]
        used[day[d, 0]] += 1
        kinds[cell] += 1
        nights += shift[cell, 1]
        if day[d, 1] >= 0 and day[d, 1] != last:
            last = day[d, 1]
            weekends += 1
    for k in range(week.shape[0]):
        if minutes[k] > week[k, 0] or used[k] > week[k, 1]:
            return False
    for s in range(most.size):
        if kinds[s] > most[s]:
            return False
    return bool(limits[LEAST_MIN] <= total <= limits[MOST_MIN] and nights <= limits[NIGHTS] and weekends <= limits[WEEKENDS])


@njit(cache=True, nogil=True)
def _sequences(limits: Any, line: Any, after: Any, shift: Any, cells: Any) -> bool:
    """Rest, successions, runs of work, of days off and of nights, recovery: one walk along the row, tail first."""
    tail, first = line.size - cells.size, limits[FIRST]
    run, nights, since_work, since_night, before = 0, 0, 3, LONG_AGO, 0
    for p in range(first, line.size):
        inside = p >= tail
        cell = cells[p - tail] if inside else line[p]
        if cell >= 0:
            night = shift[cell, 1]
            if inside and since_work < 3 and after[since_work, before, cell]:
                return False
            if inside and run < 0 and -run < limits[LEAST_OFF] and p + run > first and not (p == tail and limits[STUCK_OFF]):
                return False
            run = max(run, 0) + 1
            nights = nights + 1 if night else 0
            if inside and (run > limits[MOST_RUN] or nights > limits[NIGHT_RUN]):
                return False
            if inside and since_night <= limits[RECOVERY] and not (night and since_night == 1):
                return False
            since_night = 0 if night else LONG_AGO
            before, since_work = cell, 0
        else:
            if inside and 0 < run < limits[LEAST_RUN] and p - run > first and not (p == tail and limits[STUCK_WORK]):
                return False
            run = min(run, 0) - 1
            nights = 0
        since_work += 1
        since_night += 1
    return True
