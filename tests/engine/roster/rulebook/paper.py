"""The personal rules written a second time, on letters and hours, as one would check them on paper; nothing of the engine is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.engine.roster.rulebook.desk import END_H, PAID_H, START_H


def breaks(row: str, tail: str, rules: dict[str, Any], weekday: int) -> set[str]:
    """Names of the rules that `row` breaks after `tail`, the period beginning on `weekday` (Monday 0)."""
    line, skip = tail + row, len(tail)
    names = {
        "F-13 rest": rest_is_short(line, skip, rules.get("min_rest_min", 0) / 60),
        "F-13 most days in a row": "max_consecutive_days" in rules and any(n > rules["max_consecutive_days"] for n in runs(line, skip, r"[^-]+")),
        "F-13 nights": "max_nights" in rules and row.count("N") > rules["max_nights"],
        "F-13 nights in a row": "max_consecutive_nights" in rules and any(n > rules["max_consecutive_nights"] for n in runs(line, skip, "N+")),
        "F-13 recovery after nights": back_too_soon(line, skip, rules.get("recovery_days_after_nights", 0)),
        "F-13 most hours": "max_period_min" in rules and hours(row) * 60 > rules["max_period_min"],
        "F-13 least hours": "min_period_min" in rules and hours(row) * 60 < rules["min_period_min"],
        "X-03 week hours": "max_week_min" in rules
        and any(week_is_long(week, past, rules["max_week_min"]) for week, past in weeks(row, tail, weekday)),
        "X-03 days off": any(too_few_off(week, past, rules.get("min_days_off_per_week", 0)) for week, past in weeks(row, tail, weekday)),
        "F-13 weekends": "max_weekends" in rules and weekends(row, weekday) > rules["max_weekends"],
    }
    return {name for name, is_broken in names.items() if is_broken}


def hours(row: str) -> int:
    return sum(PAID_H.get(letter, 0) for letter in row)


def runs(line: str, skip: int, pattern: str) -> Iterator[int]:
    """Lengths of the runs that reach into the period."""
    return (len(found.group()) for found in re.finditer(pattern, line) if found.end() > skip)


def rest_is_short(line: str, skip: int, least_h: float) -> bool:
    worked = [(i, letter) for i, letter in enumerate(line) if letter != "-"]
    pairs = pairwise(worked)
    return any(24 * (j - i) + START_H[b] - END_H[a] < least_h for (i, a), (j, b) in pairs if j >= skip)


def back_too_soon(line: str, skip: int, days: int) -> bool:
    """After the last of a run of nights, work within `days` days."""
    for found in re.finditer("N+", line) if days else ():
        rest = re.match("-*", line[found.end() :])
        back = found.end() + (rest.end() if rest else 0)
        if skip <= back < len(line) and back - found.end() < days:
            return True
    return False


def weeks(row: str, tail: str, weekday: int) -> Iterator[tuple[str, str]]:
    """Every week the period touches: its known letters, and those of them that lie before the period."""
    for monday in range(-weekday, len(row), 7):
        days = [day for day in range(monday, monday + 7) if -len(tail) <= day < len(row)]
        letters = "".join((tail + row)[day + len(tail)] for day in days)
        past = "".join(tail[day + len(tail)] for day in days if day < 0)
        yield letters, past


def week_is_long(week: str, past: str, limit_min: int) -> bool:
    return hours(week) * 60 > max(limit_min, hours(past) * 60)


def too_few_off(week: str, past: str, least: int) -> bool:
    """Unknown days of a cut week may be the days off; what was worked before the period cannot be undone."""
    if not least:
        return False
    still_owed = max(least - (7 - len(week)), 0)
    worked, worked_before = len(week) - week.count("-"), len(past) - past.count("-")
    return worked > max(len(week) - still_owed, worked_before)


def weekends(row: str, weekday: int) -> int:
    worked = {(day + weekday) // 7 for day, letter in enumerate(row) if letter != "-" and (day + weekday) % 7 >= 5}
    return len(worked)
