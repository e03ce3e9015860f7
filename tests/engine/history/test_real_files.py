"""Real exports, with the faults their provenance names: each is found where it is said to be (F-03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.engine.history.worlds import POLICY
from zuoxi.core import calendar
from zuoxi.core.tables import read_path
from zuoxi.core.tables.calls import LIMITS, read_calls
from zuoxi.engine.history.distrust import distrusted
from zuoxi.engine.history.reading import History, read_history
from zuoxi.engine.history.series import Series

BY_SKILL = "calls/anonymous_bank_1999/intervals_30min_1999-{month:02d}.csv"
YEAR = "calls/anonymous_bank_1999/anonymous_bank_30min_1999_jan_sep.csv"
FIVE_MINUTES = "calls/bank_2003/bank_calls_5min.csv"
Find = Callable[[str], Path]


def history(path: Path) -> History:
    entries, findings = read_calls(read_path(path, limits=LIMITS))
    assert findings == []
    return read_history(entries, settings=POLICY)


def queue(found: History, name: str) -> Series:
    return next(series for series in found.series if series.queue == name)


@pytest.mark.parametrize("month", [1, 2])
def test_the_skills_of_the_anonymous_bank_become_its_queues(month: int, shared_data: Find) -> None:
    found = history(shared_data(BY_SKILL.format(month=month)))
    assert {"PS", "NE", "NW", "IN"} <= {series.queue for series in found.series}
    assert {series.step_min for series in found.series if series.days > 20} == {30}


def test_the_two_missing_days_of_january_are_told_for_the_main_queue(shared_data: Find) -> None:
    found = history(shared_data(BY_SKILL.format(month=1)))
    missing = [finding.facts["day"] for finding in found.findings if finding.code == "history.missing_day" and finding.facts["queue"] == "PS"]
    assert {date(1999, 1, 11), date(1999, 1, 12)} <= set(missing)
    known = queue(found, "PS").known.any(axis=1)
    assert not known[[10, 11]].any()
    assert known[[3, 4, 5, 6]].all()


def test_rows_that_were_never_written_are_missing_not_zero(shared_data: Find) -> None:
    series = queue(history(shared_data(BY_SKILL.format(month=1))), "PS")
    assert (series.offered[series.known] > 0).mean() > 0.95
    assert np.isnan(series.offered[:, 4:10]).mean() > 0.95


@pytest.mark.parametrize("name", [YEAR, FIVE_MINUTES])
def test_every_call_of_the_file_is_in_the_grid(name: str, shared_data: Find) -> None:
    path = shared_data(name)
    table = read_path(path, limits=LIMITS)
    column = table.header.index("calls")
    counted = sum(float(str(row.cells[column])) for row in table.rows)
    assert sum(float(np.nansum(series.offered)) for series in history(path).series) == counted


def test_the_week_of_the_anonymous_bank_is_open_as_its_provenance_says(shared_data: Find) -> None:
    """Sunday to Thursday 07:00 to 24:00, Friday to 14:00, Saturday from about 20:00."""
    series = history(shared_data(YEAR)).series[0]
    weekly = np.array([np.nan_to_num(series.offered[series.weekdays == weekday]).mean(axis=0) for weekday in range(7)])
    sunday, friday, saturday = weekly[6], weekly[4], weekly[5]
    assert sunday[14:48].min() > 2
    assert sunday[4:12].max() < 2
    assert friday[14:28].min() > 10
    assert friday[32:36].max() < 6
    assert saturday[16:36].max() < 5
    assert saturday[41:46].min() > 10


def test_five_minutes_and_half_hours_agree_on_the_outage(shared_data: Find) -> None:
    """The bank's outage of 26 September from about 19:55: in five minutes its beginning is seen, in half hours the two that it filled."""
    fine = history(shared_data(FIVE_MINUTES)).series[0]
    day = (date(2003, 9, 26) - fine.first_day).days
    before, after = fine.offered[day, 230:239].mean(), fine.offered[day, 240:252].mean()
    assert after < 0.45 * before
    coarse = history(Path(__file__).resolve().parents[3] / "examples" / "bank_calls_30min.csv").series[0]
    (mark,) = [mark for mark in distrusted(coarse, settings=POLICY) if mark.kind == "outage"]
    assert (mark.start.hour, mark.end.hour) == (20, 21)
    assert mark.observed / mark.expected == pytest.approx(0.3, abs=0.05)


def test_days_the_calendar_knows_to_be_closed_are_no_gaps() -> None:
    path = Path(__file__).resolve().parents[3] / "examples" / "bank_calls_30min.csv"
    entries, _ = read_calls(read_path(path, limits=LIMITS))
    holidays = [item.day for item in calendar.days(date(2003, 3, 1), 250, country="US").days if item.is_holiday]
    told = [str(finding.facts["day"]) for finding in read_history(entries, settings=POLICY, closed=holidays).findings]
    assert told == ["2003-04-04", "2003-04-07", "2003-10-14"]


def test_feasts_of_the_calendar_raise_no_doubt_but_other_faults_still_do(shared_data: Find) -> None:
    series = history(shared_data(YEAR)).series[0]
    feasts = [item.day for item in calendar.days(series.first_day, series.days, country="IL").days if item.is_holiday]
    without, with_them = (distrusted(series, settings=POLICY, holidays=days) for days in ((), feasts))
    assert date(1999, 4, 1) in feasts
    assert len(with_them) < len(without)
    assert not {mark.start.date() for mark in with_them} & set(feasts)
    assert {mark.start.date() for mark in with_them if mark.kind == "outage"} == {date(1999, 1, 13), date(1999, 3, 8), date(1999, 3, 22)}
    assert all(mark.observed <= 1 < 50 < mark.expected for mark in with_them if mark.kind == "outage")
    assert Counter(mark.kind for mark in with_them)["absent_day"] <= 1
