"""History of a centre whose clock is changed, and of nights over the borders of months and years (R31, R32): each at its own instant, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from zuoxi.acd.models import Queue
from zuoxi.core.tables import csv_bytes
from zuoxi.people.models import Person
from zuoxi.planning import facts, history_files
from zuoxi.planning.grid import Grid
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryFile, HistoryInterval
from zuoxi.rules.forecast import HistoryPolicy

BERLIN = "Europe/Berlin"
GAP, FOLD = date(2026, 3, 29), date(2026, 10, 25)
Store = Callable[[list[datetime]], HistoryFile]


def around(day: date, *, days: int = 3, step_min: int = 30) -> list[datetime]:
    """Every slot of the clock on the wall, the day before to the day after."""
    first = datetime(day.year, day.month, day.day) - timedelta(days=1)
    return [first + timedelta(minutes=step_min * n) for n in range(days * 1440 // step_min)]


@pytest.fixture
def load(queues: list[Queue], planner: Person, now: Any) -> Store:
    """Check and store a file with ten contacts at each of these times."""

    def run(starts: list[datetime]) -> HistoryFile:
        data = csv_bytes(("开始时间", "队列", "来电量"), [[f"{start:%Y-%m-%d %H:%M}", "general", 10] for start in starts])
        file = history_files.check(data=data, name="f.csv", options=Options(), by=planner, now=now)
        history_files.store(file=file, by=planner, now=now, leave_out=True)
        return file

    return run


def codes(file: HistoryFile) -> dict[str, int]:
    found: dict[str, int] = {}
    for finding in file.findings:
        if finding["code"].startswith("history.clock"):
            found[finding["code"]] = found.get(finding["code"], 0) + 1
    return found


def instants() -> list[datetime]:
    return list(HistoryInterval.objects.current().order_by("start").values_list("start", flat=True))


def test_hours_that_never_were_are_named_and_left_out(load: Store, settings: Any) -> None:
    settings.TIME_ZONE = BERLIN
    file = load(around(GAP))
    assert codes(file) == {"history.clock_forward": 2}
    stored = instants()
    assert len(stored) == 3 * 48 - 2
    assert {later - earlier for earlier, later in pairwise(stored)} == {timedelta(minutes=30)}, "no hole in time that is real"
    assert datetime(2026, 3, 29, 0, 30, tzinfo=UTC) in stored
    assert datetime(2026, 3, 29, 1, 0, tzinfo=UTC) in stored


def test_hours_that_came_twice_are_named_and_not_believed(load: Store, settings: Any) -> None:
    """Which of the two hours a row means cannot be told, so neither is stored."""
    settings.TIME_ZONE = BERLIN
    file = load(around(FOLD))
    assert codes(file) == {"history.clock_back": 2}
    stored = instants()
    assert len(stored) == 3 * 48 - 2
    gaps = [(earlier, later - earlier) for earlier, later in pairwise(stored) if later - earlier != timedelta(minutes=30)]
    assert gaps == [(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), timedelta(hours=2, minutes=30))]


@pytest.mark.parametrize("day", [GAP, FOLD])
def test_shanghai_has_ninety_six_quarter_hours_on_every_day(day: date, load: Store) -> None:
    file = load(around(day, step_min=15))
    assert codes(file) == {}
    assert HistoryInterval.objects.count() == 3 * 96


@pytest.mark.parametrize(("day", "known"), [(GAP, 46), (FOLD, 46), (GAP + timedelta(days=1), 48)])
def test_what_was_stored_comes_back_on_the_clock_it_was_written_with(day: date, known: int, load: Store, queues: list[Queue], settings: Any) -> None:
    settings.TIME_ZONE = BERLIN
    load(around(day if known == 46 else GAP))
    series = facts.series_as_stored(queues, settings=HistoryPolicy(), since=day, until=day + timedelta(days=1))["general"]
    assert series.days == 1
    assert int((~np.isnan(series.offered)).sum()) == known
    nine = series.offered[0, 18]
    assert nine == 10


def test_the_same_file_again_stores_nothing_even_over_a_change_of_the_clock(load: Store, settings: Any) -> None:
    settings.TIME_ZONE = BERLIN
    load(around(FOLD))
    before = instants()
    load(around(FOLD))
    assert instants() == before
    assert HistoryInterval.objects.count() == len(before)


@pytest.mark.parametrize(
    "border", [date(2026, 12, 31), date(2028, 2, 29), date(2028, 2, 28), date(2027, 2, 28), date(2027, 1, 3), date(2026, 11, 30)]
)
def test_a_night_over_a_border_of_the_calendar_is_one_stretch(border: date, load: Store, queues: list[Queue]) -> None:
    evening = datetime(border.year, border.month, border.day, 20)
    load([evening + timedelta(minutes=30 * n) for n in range(24)])
    stored = instants()
    assert len(stored) == 24
    assert stored[-1] - stored[0] == timedelta(hours=11, minutes=30)
    series = facts.series_as_stored(queues, settings=HistoryPolicy())["general"]
    assert (series.first_day, series.last_day) == (border, border + timedelta(days=1))
    assert float(np.nansum(series.offered)) == 240


@pytest.mark.parametrize(("day", "hours"), [(GAP, 23), (FOLD, 25), (date(2026, 6, 1), 24)])
def test_a_day_of_the_grid_lasts_as_long_as_the_day_really_is(day: date, hours: int, settings: Any) -> None:
    settings.TIME_ZONE = BERLIN
    grid = Grid(day, 1, 15)
    assert grid.ends_at - grid.begins_at == timedelta(hours=hours)
    assert grid.size == 96
